import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `production_order_receipts`: by what the pieces of a movement into stock were valued. */
@Check('ck_production_order_receipts_by_product', '((pieces IS NULL) = (cost_share_percent IS NULL))')
@Check(
  'ck_production_order_receipts_cost_share_percent',
  '((cost_share_percent >= (0)::numeric) AND (cost_share_percent <= (100)::numeric))',
)
@Check('ck_production_order_receipts_pieces', '(pieces > (0)::numeric)')
@Check('ck_production_order_receipts_quantity_in_work', '(quantity_in_work > (0)::numeric)')
@Check('ck_production_order_receipts_value', '(value >= (0)::numeric)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_production_order_receipts_organization_id',
})
@ForeignKey('ProductionOrderEntity', ['organization_id', 'production_order_id'], ['organization_id', 'id'], {
  name: 'fk_production_order_receipts_production_order_id',
})
@ForeignKey('InventoryTransactionEntity', ['organization_id', 'transaction_id'], ['organization_id', 'id'], {
  name: 'fk_production_order_receipts_transaction_id',
})
@Index('ix_production_order_receipts_production_order_id', ['organization_id', 'production_order_id'])
@Entity({ name: 'production_order_receipts' })
export class ProductionOrderReceiptEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_production_order_receipts' })
  organization_id: number;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_production_order_receipts' })
  transaction_id: number;

  @Column({ type: 'bigint' })
  production_order_id: number;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity_in_work: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6 })
  cost_in_work: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6 })
  value: Decimal;

  /** Of a by-product: the pieces of the product that it came out with. */
  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  pieces: Decimal | null;

  /** Of a by-product: its per cent of what those pieces cost. */
  @Column({ type: 'numeric', precision: 9, scale: 6, nullable: true })
  cost_share_percent: Decimal | null;
}
