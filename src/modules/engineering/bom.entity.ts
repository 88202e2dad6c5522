import {
  Check,
  Column,
  Entity,
  Exclusion,
  ForeignKey,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `boms`. */
@Check('ck_boms_assembly_time_minutes', '(assembly_time_minutes >= (0)::numeric)')
@Check('ck_boms_bom_version', '(bom_version >= 1)')
@Check('ck_boms_code', '(char_length(code) <= 100)')
@Check('ck_boms_effectivity', '(effective_to > effective_from)')
@Check('ck_boms_name', '(char_length(name) <= 255)')
@Check('ck_boms_notes', '(char_length(notes) <= 10000)')
@Check('ck_boms_output_quantity', '(output_quantity > (0)::numeric)')
@Check('ck_boms_revision', '(char_length(revision) <= 50)')
@Check('ck_boms_total_cost', '(total_cost >= (0)::numeric)')
@Check('ck_boms_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_boms_organization_id' })
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_boms_product_id',
})
@Unique('uq_boms_product_id_bom_version', ['organization_id', 'product_id', 'bom_version'])
@Index('ix_boms_active_product', ['organization_id', 'product_id'], { where: 'is_active' })
@Exclusion(
  'ex_boms_active_period',
  `USING gist (int8range(organization_id, organization_id, '[]'::text) WITH &&, int8range(product_id, product_id, '[]'::text) WITH &&, daterange(effective_from, effective_to) WITH &&) WHERE (is_active)`,
)
@Entity({ name: 'boms' })
export class BomEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_boms',
  })
  id: number;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'text', nullable: true })
  code: string | null;

  @Column({ type: 'text', nullable: true })
  name: string | null;

  @Column({ type: 'integer', default: 1 })
  bom_version: number;

  @Column({ type: 'text', nullable: true })
  revision: string | null;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 1 })
  output_quantity: Decimal;

  @Column({ type: 'date', nullable: true })
  effective_from: string | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  total_cost: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  assembly_time_minutes: Decimal | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_boms' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'date', nullable: true })
  effective_to: string | null;

  @Column({ type: 'boolean', default: false })
  allows_repeated_lines: boolean;
}
