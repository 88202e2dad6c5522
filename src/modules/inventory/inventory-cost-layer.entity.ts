import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

const ORDER = ['organization_id', 'product_id', 'effective_at', 'transaction_id'];

/** Row of `inventory_cost_layers`: stock that came with one movement, of a product that is valued first in, first out. */
@Check('ck_inventory_cost_layers_empty', '((quantity <> (0)::numeric) OR (value = (0)::numeric))')
@Check('ck_inventory_cost_layers_quantity', '(quantity >= (0)::numeric)')
@Check('ck_inventory_cost_layers_value', '(value >= (0)::numeric)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_inventory_cost_layers_organization_id',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_cost_layers_product_id',
})
@ForeignKey('InventoryTransactionEntity', ['organization_id', 'transaction_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_cost_layers_transaction_id',
})
@Index('ix_inventory_cost_layers_open', ORDER, { where: '(quantity > (0)::numeric)' })
@Index('ix_inventory_cost_layers_product_id', ORDER)
@Entity({ name: 'inventory_cost_layers' })
export class InventoryCostLayerEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_inventory_cost_layers' })
  organization_id: number;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_inventory_cost_layers' })
  transaction_id: number;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'timestamptz' })
  effective_at: Date;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6 })
  value: Decimal;
}
