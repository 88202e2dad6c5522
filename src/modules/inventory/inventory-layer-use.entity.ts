import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `inventory_layer_uses`: what a movement took from a layer. */
@Check('ck_inventory_layer_uses_quantity', '(quantity > (0)::numeric)')
@Check('ck_inventory_layer_uses_value', '(value >= (0)::numeric)')
@ForeignKey(
  'InventoryCostLayerEntity',
  ['organization_id', 'layer_id'],
  ['organization_id', 'transaction_id'],
  {
    name: 'fk_inventory_layer_uses_layer_id',
    onDelete: 'CASCADE',
  },
)
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_inventory_layer_uses_organization_id',
})
@ForeignKey('InventoryTransactionEntity', ['organization_id', 'transaction_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_layer_uses_transaction_id',
})
@Index('ix_inventory_layer_uses_layer_id', ['organization_id', 'layer_id'])
@Entity({ name: 'inventory_layer_uses' })
export class InventoryLayerUseEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_inventory_layer_uses' })
  organization_id: number;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_inventory_layer_uses' })
  transaction_id: number;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_inventory_layer_uses' })
  layer_id: number;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6 })
  value: Decimal;
}
