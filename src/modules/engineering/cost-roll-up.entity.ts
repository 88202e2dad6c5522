import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `cost_roll_ups`: a standard cost that a roll-up has written, and what it consists of. */
@Check('ck_cost_roll_ups_basis', `(basis = ANY (ARRAY['standard'::text, 'current'::text]))`)
@Check('ck_cost_roll_ups_labor', '(labor >= (0)::numeric)')
@Check('ck_cost_roll_ups_lot_quantity', '(lot_quantity > (0)::numeric)')
@Check('ck_cost_roll_ups_machine', '(machine >= (0)::numeric)')
@Check('ck_cost_roll_ups_material', '(material >= (0)::numeric)')
@Check('ck_cost_roll_ups_overhead', '(overhead >= (0)::numeric)')
@Check('ck_cost_roll_ups_previous_standard_cost', '(previous_standard_cost >= (0)::numeric)')
@Check('ck_cost_roll_ups_subcontract', '(subcontract >= (0)::numeric)')
@Check('ck_cost_roll_ups_unit_cost', '(unit_cost >= (0)::numeric)')
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_cost_roll_ups_created_by',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_cost_roll_ups_organization_id' })
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_cost_roll_ups_product_id',
  onDelete: 'CASCADE',
})
@ForeignKey('CostRollUpRunEntity', ['organization_id', 'run_id'], ['organization_id', 'id'], {
  name: 'fk_cost_roll_ups_run_id',
})
@Index('ix_cost_roll_ups_created_by', ['organization_id', 'created_by'], {
  where: '(created_by IS NOT NULL)',
})
@Index('ix_cost_roll_ups_product_id', ['organization_id', 'product_id', 'id'])
@Index('ix_cost_roll_ups_run_id', ['organization_id', 'run_id', 'id'])
@Entity({ name: 'cost_roll_ups' })
export class CostRollUpEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_cost_roll_ups' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_cost_roll_ups',
  })
  id: number;

  @Column({ type: 'bigint' })
  product_id: number;

  /** Null: the product was rolled up alone. */
  @Column({ type: 'bigint', nullable: true })
  run_id: number | null;

  @Column({ type: 'text' })
  basis: string;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  lot_quantity: Decimal;

  @Column({ type: 'date' })
  structure_date: string;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  unit_cost: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  material: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  labor: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  machine: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  overhead: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  subcontract: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  previous_standard_cost: Decimal | null;

  /** Who rolled up one product; of a run, the run says it. */
  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;
}
