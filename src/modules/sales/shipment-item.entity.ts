import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `shipment_items`. */
@Check('ck_shipment_items_quantity', '(quantity > (0)::numeric)')
@ForeignKey(
  'InventoryTransactionEntity',
  ['organization_id', 'inventory_transaction_id'],
  ['organization_id', 'id'],
  { name: 'fk_shipment_items_inventory_transaction_id' },
)
@ForeignKey('InventoryLocationEntity', ['organization_id', 'location_id'], ['organization_id', 'id'], {
  name: 'fk_shipment_items_location_id',
})
@ForeignKey('MaterialLotEntity', ['organization_id', 'lot_id'], ['organization_id', 'id'], {
  name: 'fk_shipment_items_lot_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_shipment_items_organization_id' })
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_shipment_items_product_id',
})
@ForeignKey('SalesOrderLineEntity', ['organization_id', 'sales_order_line_id'], ['organization_id', 'id'], {
  name: 'fk_shipment_items_sales_order_line_id',
})
@ForeignKey('ShipmentEntity', ['organization_id', 'shipment_id'], ['organization_id', 'id'], {
  name: 'fk_shipment_items_shipment_id',
  onDelete: 'CASCADE',
})
@Index('ix_shipment_items_inventory_transaction_id', ['organization_id', 'inventory_transaction_id'])
@Index('ix_shipment_items_location_id', ['organization_id', 'location_id'])
@Index('ix_shipment_items_lot_id', ['organization_id', 'lot_id'])
@Index('ix_shipment_items_product_id', ['organization_id', 'product_id'])
@Index('ix_shipment_items_sales_order_line_id', ['organization_id', 'sales_order_line_id'])
@Index('ix_shipment_items_shipment_id', ['organization_id', 'shipment_id'])
@Entity({ name: 'shipment_items' })
export class ShipmentItemEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_shipment_items' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_shipment_items',
  })
  id: number;

  @Column({ type: 'bigint' })
  shipment_id: number;

  @Column({ type: 'bigint' })
  sales_order_line_id: number;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity: Decimal;

  @Column({ type: 'bigint', nullable: true })
  lot_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  location_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  inventory_transaction_id: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;
}
