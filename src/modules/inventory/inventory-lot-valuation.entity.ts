import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `inventory_lot_valuations`: stock of one lot, of a product that is valued lot by lot. */
@Check('ck_inventory_lot_valuations_empty', '((quantity <> (0)::numeric) OR (total_value = (0)::numeric))')
@ForeignKey('MaterialLotEntity', ['organization_id', 'lot_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_lot_valuations_lot_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_inventory_lot_valuations_organization_id',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_lot_valuations_product_id',
})
@Index('ix_inventory_lot_valuations_product_id', ['organization_id', 'product_id'])
@Entity({ name: 'inventory_lot_valuations' })
export class InventoryLotValuationEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_inventory_lot_valuations' })
  organization_id: number;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_inventory_lot_valuations' })
  lot_id: number;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6 })
  total_value: Decimal;
}
