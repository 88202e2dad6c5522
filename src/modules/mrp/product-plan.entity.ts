import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/**
 * Row of `mrp_product_plans`: demands and supplies of one product, in the order in which they are served and used. Pegs
 * follow from that order: the view `mrp_pegs` shows them. Plan 0 is the live one, every other that of a what-if run.
 */
@Check(
  'ck_mrp_product_plans_demands',
  '((cardinality(demand_dates) = cardinality(demand_refs)) AND (cardinality(demand_quantities) = cardinality(demand_refs)))',
)
@Check(
  'ck_mrp_product_plans_supplies',
  '((cardinality(supply_dates) = cardinality(supply_refs)) AND (cardinality(supply_quantities) = cardinality(supply_refs)))',
)
@Check('ck_mrp_product_plans_low_level_code', '(low_level_code >= 0)')
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_mrp_product_plans_product_id',
  onDelete: 'CASCADE',
})
@ForeignKey('MrpRunEntity', ['organization_id', 'what_if_run_id'], ['organization_id', 'id'], {
  name: 'fk_mrp_product_plans_what_if_run_id',
  onDelete: 'CASCADE',
})
@Index('ix_mrp_product_plans_product_id', ['organization_id', 'product_id'])
@Index('ix_mrp_product_plans_what_if_run_id', ['organization_id', 'what_if_run_id'], {
  where: '(what_if_run_id IS NOT NULL)',
})
@Entity({ name: 'mrp_product_plans' })
export class ProductPlanEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_mrp_product_plans' })
  organization_id: number;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_mrp_product_plans' })
  plan_id: number;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_mrp_product_plans' })
  product_id: number;

  @Column({ type: 'text', array: true })
  demand_refs: string[];

  @Column({ type: 'date', array: true })
  demand_dates: string[];

  @Column({ type: 'numeric', array: true })
  demand_quantities: Decimal[];

  @Column({ type: 'text', array: true })
  supply_refs: string[];

  @Column({ type: 'date', array: true })
  supply_dates: string[];

  @Column({ type: 'numeric', array: true })
  supply_quantities: Decimal[];

  @Column({ type: 'bigint', array: true })
  component_ids: number[];

  /** Products that stand in for it in the plan. */
  @Column({ type: 'bigint', array: true, default: () => "'{}'" })
  alternate_ids: number[];

  @Column({ type: 'integer' })
  low_level_code: number;

  @Column({
    type: 'bigint',
    nullable: true,
    generatedType: 'STORED',
    asExpression: 'NULLIF(plan_id, 0)',
    insert: false,
    update: false,
  })
  what_if_run_id: number | null;
}
