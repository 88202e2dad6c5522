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

/** Row of `stock_adjustment_items`. */
@Check(
  'ck_stock_adjustment_items_entered_quantity',
  `
CASE entry
    WHEN 'after'::text THEN (entered_quantity >= (0)::numeric)
    ELSE (entered_quantity <> (0)::numeric)
END`,
)
@Check('ck_stock_adjustment_items_entry', `(entry = ANY (ARRAY['change'::text, 'after'::text]))`)
@Check('ck_stock_adjustment_items_line_number', '(line_number >= 1)')
@Check(
  'ck_stock_adjustment_items_lot_number',
  '((char_length(lot_number) >= 1) AND (char_length(lot_number) <= 100))',
)
@Check('ck_stock_adjustment_items_quantity_after', '(quantity_after >= (0)::numeric)')
@Check('ck_stock_adjustment_items_quantity_before', '(quantity_before >= (0)::numeric)')
@Check('ck_stock_adjustment_items_reason', '(char_length(reason) <= 500)')
@Check('ck_stock_adjustment_items_result', '((quantity_before IS NULL) = (quantity_after IS NULL))')
@Check('ck_stock_adjustment_items_total_cost', '(total_cost >= (0)::numeric)')
@Check('ck_stock_adjustment_items_unit_cost', '(unit_cost >= (0)::numeric)')
@ForeignKey(
  'InventoryTransactionEntity',
  ['organization_id', 'inventory_transaction_id'],
  ['organization_id', 'id'],
  { name: 'fk_stock_adjustment_items_inventory_transaction_id' },
)
@ForeignKey('InventoryLocationEntity', ['organization_id', 'location_id'], ['organization_id', 'id'], {
  name: 'fk_stock_adjustment_items_location_id',
})
@ForeignKey('MaterialLotEntity', ['organization_id', 'lot_id'], ['organization_id', 'id'], {
  name: 'fk_stock_adjustment_items_lot_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_stock_adjustment_items_organization_id',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_stock_adjustment_items_product_id',
})
@ForeignKey('StockAdjustmentEntity', ['organization_id', 'stock_adjustment_id'], ['organization_id', 'id'], {
  name: 'fk_stock_adjustment_items_stock_adjustment_id',
  onDelete: 'CASCADE',
})
@Unique('uq_stock_adjustment_items_line_number', ['organization_id', 'stock_adjustment_id', 'line_number'])
@Unique('uq_stock_adjustment_items_place', [
  'organization_id',
  'stock_adjustment_id',
  'product_id',
  'location_id',
  'lot_id',
  'lot_number',
])
@Index('ix_stock_adjustment_items_inventory_transaction_id', ['organization_id', 'inventory_transaction_id'])
@Index('ix_stock_adjustment_items_location_id', ['organization_id', 'location_id'])
@Index('ix_stock_adjustment_items_lot_id', ['organization_id', 'lot_id'])
@Index('ix_stock_adjustment_items_product_id', ['organization_id', 'product_id'])
@Entity({ name: 'stock_adjustment_items' })
export class StockAdjustmentItemEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_stock_adjustment_items' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_stock_adjustment_items',
  })
  id: number;

  @Column({ type: 'bigint' })
  stock_adjustment_id: number;

  @Column({ type: 'integer' })
  line_number: number;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'bigint' })
  location_id: number;

  @Column({ type: 'bigint', nullable: true })
  lot_id: number | null;

  @Column({ type: 'text', nullable: true })
  lot_number: string | null;

  @Column({ type: 'text' })
  entry: string;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  entered_quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  quantity_before: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  quantity_after: Decimal | null;

  @Column({
    type: 'numeric',
    precision: 20,
    scale: 9,
    nullable: true,
    generatedType: 'STORED',
    asExpression: '(quantity_after - quantity_before)',
  })
  quantity_change: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  unit_cost: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  total_cost: Decimal | null;

  @Column({ type: 'text', nullable: true })
  reason: string | null;

  @Column({ type: 'bigint', nullable: true })
  inventory_transaction_id: number | null;
}
