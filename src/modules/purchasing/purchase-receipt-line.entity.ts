import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `purchase_receipt_lines`. */
@Check('ck_purchase_receipt_lines_landed_cost', '(landed_cost >= (0)::numeric)')
@Check('ck_purchase_receipt_lines_quantity', '((quantity_accepted + quantity_rejected) > (0)::numeric)')
@Check('ck_purchase_receipt_lines_quantity_accepted', '(quantity_accepted >= (0)::numeric)')
@Check('ck_purchase_receipt_lines_quantity_rejected', '(quantity_rejected >= (0)::numeric)')
@Check('ck_purchase_receipt_lines_stock_quantity', '(stock_quantity >= (0)::numeric)')
@Check('ck_purchase_receipt_lines_unit_cost', '(unit_cost >= (0)::numeric)')
@ForeignKey(
  'InventoryTransactionEntity',
  ['organization_id', 'inventory_transaction_id'],
  ['organization_id', 'id'],
  { name: 'fk_purchase_receipt_lines_inventory_transaction_id' },
)
@ForeignKey('InventoryLocationEntity', ['organization_id', 'location_id'], ['organization_id', 'id'], {
  name: 'fk_purchase_receipt_lines_location_id',
})
@ForeignKey('MaterialLotEntity', ['organization_id', 'lot_id'], ['organization_id', 'id'], {
  name: 'fk_purchase_receipt_lines_lot_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_purchase_receipt_lines_organization_id',
})
@ForeignKey(
  'PurchaseOrderLineEntity',
  ['organization_id', 'purchase_order_line_id'],
  ['organization_id', 'id'],
  { name: 'fk_purchase_receipt_lines_purchase_order_line_id' },
)
@ForeignKey('PurchaseReceiptEntity', ['organization_id', 'purchase_receipt_id'], ['organization_id', 'id'], {
  name: 'fk_purchase_receipt_lines_purchase_receipt_id',
  onDelete: 'CASCADE',
})
@Index('ix_purchase_receipt_lines_inventory_transaction_id', ['organization_id', 'inventory_transaction_id'])
@Index('ix_purchase_receipt_lines_location_id', ['organization_id', 'location_id'])
@Index('ix_purchase_receipt_lines_lot_id', ['organization_id', 'lot_id'])
@Index('ix_purchase_receipt_lines_purchase_order_line_id', ['organization_id', 'purchase_order_line_id'])
@Index('ix_purchase_receipt_lines_purchase_receipt_id', ['organization_id', 'purchase_receipt_id'])
@Entity({ name: 'purchase_receipt_lines' })
export class PurchaseReceiptLineEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_purchase_receipt_lines' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_purchase_receipt_lines',
  })
  id: number;

  @Column({ type: 'bigint' })
  purchase_receipt_id: number;

  @Column({ type: 'bigint' })
  purchase_order_line_id: number;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  quantity_accepted: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  quantity_rejected: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  stock_quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  unit_cost: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  landed_cost: Decimal;

  @Column({ type: 'bigint', nullable: true })
  lot_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  location_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  inventory_transaction_id: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;
}
