import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `planned_orders`. While it is planned, product, due date and number name it. */
@Check('ck_planned_orders_dates', '(due_date >= start_date)')
@Check('ck_planned_orders_lot_number', '(lot_number >= 1)')
@Check('ck_planned_orders_notes', '(char_length(notes) <= 10000)')
@Check('ck_planned_orders_order_type', `(order_type = ANY (ARRAY['purchase'::text, 'production'::text]))`)
@Check('ck_planned_orders_quantity', '(quantity > (0)::numeric)')
@Check('ck_planned_orders_receipt_quantity', '(receipt_quantity >= (0)::numeric)')
@Check('ck_planned_orders_source_demand_type', '(char_length(source_demand_type) <= 50)')
@Check(
  'ck_planned_orders_status',
  `(status = ANY (ARRAY['planned'::text, 'firmed'::text, 'released'::text, 'cancelled'::text]))`,
)
@Check('ck_planned_orders_unit_price', '(unit_price >= (0)::numeric)')
@Check('ck_planned_orders_version', '(version >= 1)')
@ForeignKey('BomEntity', ['organization_id', 'bom_id'], ['organization_id', 'id'], {
  name: 'fk_planned_orders_bom_id',
  onDelete: 'SET NULL',
})
@ForeignKey('ProductionOrderEntity', ['organization_id', 'converted_to_mo_id'], ['organization_id', 'id'], {
  name: 'fk_planned_orders_converted_to_mo_id',
  onDelete: 'SET NULL',
})
@ForeignKey('PurchaseOrderEntity', ['organization_id', 'converted_to_po_id'], ['organization_id', 'id'], {
  name: 'fk_planned_orders_converted_to_po_id',
  onDelete: 'SET NULL',
})
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_planned_orders_created_by',
})
@ForeignKey('MrpRunEntity', ['organization_id', 'mrp_run_id'], ['organization_id', 'id'], {
  name: 'fk_planned_orders_mrp_run_id',
  onDelete: 'SET NULL',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_planned_orders_product_id',
})
@ForeignKey('RoutingEntity', ['organization_id', 'routing_id'], ['organization_id', 'id'], {
  name: 'fk_planned_orders_routing_id',
  onDelete: 'SET NULL',
})
@ForeignKey('VendorEntity', ['organization_id', 'vendor_id'], ['organization_id', 'id'], {
  name: 'fk_planned_orders_vendor_id',
  onDelete: 'SET NULL',
})
@ForeignKey('MrpRunEntity', ['organization_id', 'what_if_run_id'], ['organization_id', 'id'], {
  name: 'fk_planned_orders_what_if_run_id',
  onDelete: 'CASCADE',
})
@Index('ix_planned_orders_bom_id', ['organization_id', 'bom_id'], { where: '(bom_id IS NOT NULL)' })
@Index('ix_planned_orders_converted_to_mo_id', ['organization_id', 'converted_to_mo_id'], {
  where: '(converted_to_mo_id IS NOT NULL)',
})
@Index('ix_planned_orders_converted_to_po_id', ['organization_id', 'converted_to_po_id'], {
  where: '(converted_to_po_id IS NOT NULL)',
})
@Index('ix_planned_orders_created_by', ['organization_id', 'created_by'], {
  where: '(created_by IS NOT NULL)',
})
@Index('ix_planned_orders_mrp_run_id', ['organization_id', 'mrp_run_id'])
@Index('ix_planned_orders_product_id', ['organization_id', 'product_id'])
@Index('ix_planned_orders_routing_id', ['organization_id', 'routing_id'], {
  where: '(routing_id IS NOT NULL)',
})
@Index('ix_planned_orders_status', ['organization_id', 'product_id'], { where: `(status = 'firmed'::text)` })
@Index('ix_planned_orders_vendor_id', ['organization_id', 'vendor_id'], { where: '(vendor_id IS NOT NULL)' })
@Index('uq_planned_orders_planned_key', ['organization_id', 'product_id', 'due_date', 'lot_number'], {
  unique: true,
  where: `((status = 'planned'::text) AND (what_if_run_id IS NULL))`,
})
@Index(
  'uq_planned_orders_what_if_key',
  ['organization_id', 'what_if_run_id', 'product_id', 'due_date', 'lot_number'],
  { unique: true, where: '(what_if_run_id IS NOT NULL)' },
)
@Entity({ name: 'planned_orders' })
export class PlannedOrderEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_planned_orders' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_planned_orders',
  })
  id: number;

  @Column({ type: 'text' })
  order_type: string;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity: Decimal;

  @Column({ type: 'date' })
  start_date: string;

  @Column({ type: 'date' })
  due_date: string;

  @Column({ type: 'text', nullable: true })
  source_demand_type: string | null;

  @Column({ type: 'bigint', nullable: true })
  source_demand_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  mrp_run_id: number | null;

  @Column({ type: 'text', default: 'planned' })
  status: string;

  @Column({ type: 'bigint', nullable: true })
  converted_to_po_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  converted_to_mo_id: number | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  firmed_at: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  released_at: Date | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'integer', default: 1 })
  lot_number: number;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  receipt_quantity: Decimal | null;

  @Column({ type: 'date', nullable: true })
  need_date: string | null;

  @Column({ type: 'bigint', nullable: true })
  vendor_id: number | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  unit_price: Decimal | null;

  @Column({ type: 'bigint', nullable: true })
  bom_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  routing_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  what_if_run_id: number | null;
}
