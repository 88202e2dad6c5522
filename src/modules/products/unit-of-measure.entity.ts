import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `units_of_measure`. */
@Check('ck_units_of_measure_code', '((char_length(code) >= 1) AND (char_length(code) <= 20))')
@Check('ck_units_of_measure_name', '((char_length(name) >= 1) AND (char_length(name) <= 100))')
@Check('ck_units_of_measure_symbol', '(char_length(symbol) <= 20)')
@Check('ck_units_of_measure_to_base_factor', '(to_base_factor > (0)::numeric)')
@Check('ck_units_of_measure_unece_code', '(char_length(unece_code) <= 3)')
@Check(
  'ck_units_of_measure_uom_class',
  `(uom_class = ANY (ARRAY['mass'::text, 'length'::text, 'area'::text, 'volume'::text, 'time'::text, 'count'::text]))`,
)
@Check('ck_units_of_measure_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_units_of_measure_organization_id',
})
@Unique('uq_units_of_measure_code', ['organization_id', 'code'])
@Entity({ name: 'units_of_measure' })
export class UnitOfMeasureEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_units_of_measure',
  })
  id: number;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', nullable: true })
  symbol: string | null;

  @Column({ type: 'text', nullable: true })
  unece_code: string | null;

  @Column({ type: 'text' })
  uom_class: string;

  @Column({ type: 'numeric', precision: 30, scale: 15 })
  to_base_factor: Decimal;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_units_of_measure' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
