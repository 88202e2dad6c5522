import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `planned_order_links`: what an order was for when it was firmed or released, directly or through its parents. */
@Check(
  'ck_planned_order_links_demand_kind',
  `(demand_kind = ANY (ARRAY['sales_order_line'::text, 'production_material'::text, 'planned_order'::text, 'forecast'::text, 'safety_stock'::text]))`,
)
@Check(
  'ck_planned_order_links_demand_ref',
  '((char_length(demand_ref) >= 1) AND (char_length(demand_ref) <= 100))',
)
@Check('ck_planned_order_links_quantity', '(quantity > (0)::numeric)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_planned_order_links_organization_id',
})
@ForeignKey('PlannedOrderEntity', ['organization_id', 'planned_order_id'], ['organization_id', 'id'], {
  name: 'fk_planned_order_links_planned_order_id',
  onDelete: 'CASCADE',
})
@ForeignKey('ProductionOrderEntity', ['organization_id', 'production_order_id'], ['organization_id', 'id'], {
  name: 'fk_planned_order_links_production_order_id',
  onDelete: 'SET NULL',
})
@ForeignKey('SalesOrderLineEntity', ['organization_id', 'sales_order_line_id'], ['organization_id', 'id'], {
  name: 'fk_planned_order_links_sales_order_line_id',
  onDelete: 'SET NULL',
})
@Index('ix_planned_order_links_planned_order_id', ['organization_id', 'planned_order_id'])
@Index('ix_planned_order_links_production_order_id', ['organization_id', 'production_order_id'], {
  where: '(production_order_id IS NOT NULL)',
})
@Index('ix_planned_order_links_sales_order_line_id', ['organization_id', 'sales_order_line_id'], {
  where: '(sales_order_line_id IS NOT NULL)',
})
@Unique('uq_planned_order_links_demand', [
  'organization_id',
  'planned_order_id',
  'is_direct',
  'demand_ref',
  'demand_date',
])
@Entity({ name: 'planned_order_links' })
export class PlannedOrderLinkEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_planned_order_links' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_planned_order_links',
  })
  id: number;

  @Column({ type: 'bigint' })
  planned_order_id: number;

  @Column({ type: 'boolean' })
  is_direct: boolean;

  @Column({ type: 'text' })
  demand_kind: string;

  @Column({ type: 'text' })
  demand_ref: string;

  @Column({ type: 'date' })
  demand_date: string;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity: Decimal;

  @Column({ type: 'bigint', nullable: true })
  sales_order_line_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  production_order_id: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;
}
