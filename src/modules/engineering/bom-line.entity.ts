import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `bom_lines`. */
@Check(
  'ck_bom_lines_consume_stage',
  `(consume_stage = ANY (ARRAY['production'::text, 'assembly'::text, 'finishing'::text, 'shipping'::text, 'any'::text]))`,
)
@Check('ck_bom_lines_effectivity', '(effective_to > effective_from)')
@Check('ck_bom_lines_notes', '(char_length(notes) <= 10000)')
@Check('ck_bom_lines_quantity', '(quantity >= (0)::numeric)')
@Check('ck_bom_lines_rounding_multiple', '(rounding_multiple > (0)::numeric)')
@Check('ck_bom_lines_scrap_factor', '(scrap_factor >= (0)::numeric)')
@Check('ck_bom_lines_sequence', '(sequence >= 0)')
@Check('ck_bom_lines_setup_quantity', '(setup_quantity >= (0)::numeric)')
@Check('ck_bom_lines_unit', '((char_length(unit) >= 1) AND (char_length(unit) <= 20))')
@ForeignKey('BomEntity', ['organization_id', 'bom_id'], ['organization_id', 'id'], {
  name: 'fk_bom_lines_bom_id',
  onDelete: 'CASCADE',
})
@ForeignKey('ProductEntity', ['organization_id', 'component_id'], ['organization_id', 'id'], {
  name: 'fk_bom_lines_component_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_bom_lines_organization_id' })
@Index('ix_bom_lines_bom_id', ['organization_id', 'bom_id'])
@Index('ix_bom_lines_component_id', ['organization_id', 'component_id'])
@Entity({ name: 'bom_lines' })
export class BomLineEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_bom_lines',
  })
  id: number;

  @Column({ type: 'bigint' })
  bom_id: number;

  @Column({ type: 'bigint' })
  component_id: number;

  @Column({ type: 'integer', default: 10 })
  sequence: number;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity: Decimal;

  @Column({ type: 'text', default: 'EA' })
  unit: string;

  @Column({ type: 'text', default: 'production' })
  consume_stage: string;

  @Column({ type: 'boolean', default: false })
  is_cost_only: boolean;

  @Column({ type: 'boolean', default: false })
  is_optional: boolean;

  @Column({ type: 'numeric', precision: 9, scale: 6, default: 0 })
  scrap_factor: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  setup_quantity: Decimal;

  @Column({ type: 'date', nullable: true })
  effective_from: string | null;

  @Column({ type: 'date', nullable: true })
  effective_to: string | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_bom_lines' })
  organization_id: number;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  rounding_multiple: Decimal | null;
}
