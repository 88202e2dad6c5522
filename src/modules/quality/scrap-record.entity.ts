import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `scrap_records`. */
@Check('ck_scrap_records_notes', '(char_length(notes) <= 10000)')
@Check('ck_scrap_records_quantity', '(quantity > (0)::numeric)')
@Check('ck_scrap_records_total_cost', '(total_cost >= (0)::numeric)')
@Check('ck_scrap_records_unit_cost', '(unit_cost >= (0)::numeric)')
@ForeignKey(
  'InventoryTransactionEntity',
  ['organization_id', 'inventory_transaction_id'],
  ['organization_id', 'id'],
  { name: 'fk_scrap_records_inventory_transaction_id' },
)
@ForeignKey('MaterialLotEntity', ['organization_id', 'lot_id'], ['organization_id', 'id'], {
  name: 'fk_scrap_records_lot_id',
})
@ForeignKey(
  'ProductionOrderOperationEntity',
  ['organization_id', 'operation_id'],
  ['organization_id', 'id'],
  { name: 'fk_scrap_records_operation_id', onDelete: 'SET NULL' },
)
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_scrap_records_organization_id' })
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_scrap_records_product_id',
})
@ForeignKey('ProductionOrderEntity', ['organization_id', 'production_order_id'], ['organization_id', 'id'], {
  name: 'fk_scrap_records_production_order_id',
})
@ForeignKey('UserEntity', ['organization_id', 'recorded_by'], ['organization_id', 'id'], {
  name: 'fk_scrap_records_recorded_by',
})
@ForeignKey('ScrapReasonEntity', ['organization_id', 'scrap_reason_id'], ['organization_id', 'id'], {
  name: 'fk_scrap_records_scrap_reason_id',
})
@Index('ix_scrap_records_created_at', ['organization_id', 'created_at'])
@Index('ix_scrap_records_inventory_transaction_id', ['organization_id', 'inventory_transaction_id'])
@Index('ix_scrap_records_lot_id', ['organization_id', 'lot_id'])
@Index('ix_scrap_records_operation_id', ['organization_id', 'operation_id'])
@Index('ix_scrap_records_product_id', ['organization_id', 'product_id'])
@Index('ix_scrap_records_production_order_id', ['organization_id', 'production_order_id'])
@Index('ix_scrap_records_recorded_by', ['organization_id', 'recorded_by'])
@Index('ix_scrap_records_scrap_reason_id', ['organization_id', 'scrap_reason_id'])
@Entity({ name: 'scrap_records' })
export class ScrapRecordEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_scrap_records',
  })
  id: number;

  @Column({ type: 'bigint', nullable: true })
  production_order_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  operation_id: number | null;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  unit_cost: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  total_cost: Decimal;

  @Column({ type: 'bigint', nullable: true })
  scrap_reason_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  lot_id: number | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'bigint', nullable: true })
  recorded_by: number | null;

  @Column({ type: 'bigint', nullable: true })
  inventory_transaction_id: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_scrap_records' })
  organization_id: number;
}
