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

/** Row of `production_orders`. */
@Check('ck_production_orders_actual_labor_cost', '(actual_labor_cost >= (0)::numeric)')
@Check('ck_production_orders_actual_material_cost', '(actual_material_cost >= (0)::numeric)')
@Check('ck_production_orders_actual_total_cost', '(actual_total_cost >= (0)::numeric)')
@Check('ck_production_orders_code', '((char_length(code) >= 1) AND (char_length(code) <= 50))')
@Check('ck_production_orders_estimated_labor_cost', '(estimated_labor_cost >= (0)::numeric)')
@Check('ck_production_orders_estimated_material_cost', '(estimated_material_cost >= (0)::numeric)')
@Check('ck_production_orders_estimated_total_cost', '(estimated_total_cost >= (0)::numeric)')
@Check('ck_production_orders_notes', '(char_length(notes) <= 10000)')
@Check(
  'ck_production_orders_order_type',
  `(order_type = ANY (ARRAY['standard'::text, 'rework'::text, 'sample'::text]))`,
)
@Check('ck_production_orders_parent', '(parent_order_id <> id)')
@Check('ck_production_orders_previous_status', '(char_length(previous_status) <= 50)')
@Check('ck_production_orders_priority', '((priority >= 1) AND (priority <= 5))')
@Check('ck_production_orders_quantity_completed', '(quantity_completed >= (0)::numeric)')
@Check('ck_production_orders_quantity_ordered', '(quantity_ordered > (0)::numeric)')
@Check('ck_production_orders_quantity_scrapped', '(quantity_scrapped >= (0)::numeric)')
@Check('ck_production_orders_schedule', '(scheduled_end >= scheduled_start)')
@Check(
  'ck_production_orders_source',
  `(source = ANY (ARRAY['manual'::text, 'sales_order'::text, 'mrp_planned'::text, 'remake'::text, 'split'::text]))`,
)
@Check('ck_production_orders_split_sequence', '(split_sequence > 0)')
@Check(
  'ck_production_orders_status',
  `(status = ANY (ARRAY['draft'::text, 'scheduled'::text, 'released'::text, 'in_progress'::text, 'on_hold'::text, 'completed'::text, 'short'::text, 'closed'::text, 'cancelled'::text, 'scrapped'::text]))`,
)
@Check('ck_production_orders_version', '(version >= 1)')
@ForeignKey('BomEntity', ['organization_id', 'bom_id'], ['organization_id', 'id'], {
  name: 'fk_production_orders_bom_id',
})
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_production_orders_created_by',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_production_orders_organization_id',
})
@ForeignKey('InventoryLocationEntity', ['organization_id', 'output_location_id'], ['organization_id', 'id'], {
  name: 'fk_production_orders_output_location_id',
})
@ForeignKey('ProductionOrderEntity', ['organization_id', 'parent_order_id'], ['organization_id', 'id'], {
  name: 'fk_production_orders_parent_order_id',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_production_orders_product_id',
})
@ForeignKey('ProductionOrderEntity', ['organization_id', 'remake_of_id'], ['organization_id', 'id'], {
  name: 'fk_production_orders_remake_of_id',
})
@ForeignKey('RoutingEntity', ['organization_id', 'routing_id'], ['organization_id', 'id'], {
  name: 'fk_production_orders_routing_id',
})
@ForeignKey('SalesOrderEntity', ['organization_id', 'sales_order_id'], ['organization_id', 'id'], {
  name: 'fk_production_orders_sales_order_id',
})
@ForeignKey('SalesOrderLineEntity', ['organization_id', 'sales_order_line_id'], ['organization_id', 'id'], {
  name: 'fk_production_orders_sales_order_line_id',
})
@Unique('uq_production_orders_code', ['organization_id', 'code'])
@Index('ix_production_orders_bom_id', ['organization_id', 'bom_id'])
@Index('ix_production_orders_created_by', ['organization_id', 'created_by'])
@Index('ix_production_orders_output_location_id', ['organization_id', 'output_location_id'])
@Index('ix_production_orders_parent_order_id', ['organization_id', 'parent_order_id'])
@Index('ix_production_orders_product_id', ['organization_id', 'product_id'])
@Index('ix_production_orders_remake_of_id', ['organization_id', 'remake_of_id'])
@Index('ix_production_orders_routing_id', ['organization_id', 'routing_id'])
@Index('ix_production_orders_sales_order_id', ['organization_id', 'sales_order_id'])
@Index('ix_production_orders_sales_order_line_id', ['organization_id', 'sales_order_line_id'])
@Index('ix_production_orders_status_due_date', ['organization_id', 'status', 'due_date'])
@Entity({ name: 'production_orders' })
export class ProductionOrderEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_production_orders',
  })
  id: number;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'bigint', nullable: true })
  bom_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  routing_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  sales_order_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  sales_order_line_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  parent_order_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  remake_of_id: number | null;

  @Column({ type: 'integer', nullable: true })
  split_sequence: number | null;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity_ordered: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  quantity_completed: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  quantity_scrapped: Decimal;

  @Column({ type: 'text', default: 'manual' })
  source: string;

  @Column({ type: 'text', default: 'draft' })
  status: string;

  @Column({ type: 'text', nullable: true })
  previous_status: string | null;

  @Column({ type: 'integer', default: 3 })
  priority: number;

  @Column({ type: 'date', nullable: true })
  due_date: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  scheduled_start: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  scheduled_end: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  actual_start: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  actual_end: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  released_at: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  completed_at: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  closed_at: Date | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  estimated_material_cost: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  estimated_labor_cost: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  estimated_total_cost: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  actual_material_cost: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  actual_labor_cost: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  actual_total_cost: Decimal | null;

  @Column({ type: 'bigint', nullable: true })
  output_location_id: number | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @Column({ type: 'text', default: 'standard' })
  order_type: string;

  @Column({ type: 'boolean', default: false })
  use_alternates: boolean;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_production_orders' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
