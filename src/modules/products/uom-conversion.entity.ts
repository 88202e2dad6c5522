import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `uom_conversions`. */
@Check('ck_uom_conversions_conversion_factor', '(conversion_factor > (0)::numeric)')
@Check('ck_uom_conversions_from_unit', '((char_length(from_unit) >= 1) AND (char_length(from_unit) <= 20))')
@Check('ck_uom_conversions_to_unit', '((char_length(to_unit) >= 1) AND (char_length(to_unit) <= 20))')
@Check('ck_uom_conversions_units', '(from_unit <> to_unit)')
@Check('ck_uom_conversions_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_uom_conversions_organization_id' })
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_uom_conversions_product_id',
  onDelete: 'CASCADE',
})
@Unique('uq_uom_conversions_product_id_from_unit_to_unit', [
  'organization_id',
  'product_id',
  'from_unit',
  'to_unit',
])
@Entity({ name: 'uom_conversions' })
export class UomConversionEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_uom_conversions',
  })
  id: number;

  @Column({ type: 'text' })
  from_unit: string;

  @Column({ type: 'text' })
  to_unit: string;

  @Column({ type: 'numeric', precision: 30, scale: 15 })
  conversion_factor: Decimal;

  @Column({ type: 'boolean', default: true })
  is_bidirectional: boolean;

  @Column({ type: 'bigint', nullable: true })
  product_id: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_uom_conversions' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
