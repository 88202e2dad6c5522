import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `production_order_operation_materials`. */
@Check('ck_po_operation_materials_lot_number', '(char_length(lot_number) <= 100)')
@Check('ck_po_operation_materials_notes', '(char_length(notes) <= 10000)')
@Check('ck_po_operation_materials_quantity_allocated', '(quantity_allocated >= (0)::numeric)')
@Check('ck_po_operation_materials_quantity_consumed', '(quantity_consumed >= (0)::numeric)')
@Check(
  'ck_po_operation_materials_quantity_per',
  `(quantity_per = ANY (ARRAY['unit'::text, 'batch'::text, 'order'::text]))`,
)
@Check('ck_po_operation_materials_quantity_required', '(quantity_required >= (0)::numeric)')
@Check('ck_po_operation_materials_quantity_returned', '(quantity_returned >= (0)::numeric)')
@Check(
  'ck_po_operation_materials_status',
  `(status = ANY (ARRAY['pending'::text, 'allocated'::text, 'consumed'::text, 'returned'::text]))`,
)
@Check('ck_po_operation_materials_unit', '((char_length(unit) >= 1) AND (char_length(unit) <= 20))')
@Check('ck_po_operation_materials_unit_cost', '(unit_cost >= (0)::numeric)')
@ForeignKey('ProductEntity', ['organization_id', 'component_id'], ['organization_id', 'id'], {
  name: 'fk_po_operation_materials_component_id',
})
@ForeignKey('UserEntity', ['organization_id', 'consumed_by'], ['organization_id', 'id'], {
  name: 'fk_po_operation_materials_consumed_by',
})
@ForeignKey(
  'InventoryTransactionEntity',
  ['organization_id', 'inventory_transaction_id'],
  ['organization_id', 'id'],
  { name: 'fk_po_operation_materials_inventory_transaction_id' },
)
@ForeignKey(
  'ProductionOrderOperationEntity',
  ['organization_id', 'production_order_operation_id'],
  ['organization_id', 'id'],
  { name: 'fk_po_operation_materials_operation_id', onDelete: 'CASCADE' },
)
@ForeignKey(
  'RoutingOperationMaterialEntity',
  ['organization_id', 'routing_operation_material_id'],
  ['organization_id', 'id'],
  { name: 'fk_po_operation_materials_routing_operation_material_id', onDelete: 'SET NULL' },
)
@ForeignKey(
  'ProductionOrderMaterialEntity',
  ['organization_id', 'substitution_id'],
  ['organization_id', 'id'],
  {
    name: 'fk_po_operation_materials_substitution_id',
  },
)
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_production_order_operation_materials_organization_id',
})
@Index('ix_po_operation_materials_component_id', ['organization_id', 'component_id'])
@Index('ix_po_operation_materials_consumed_by', ['organization_id', 'consumed_by'])
@Index('ix_po_operation_materials_inventory_transaction_id', ['organization_id', 'inventory_transaction_id'])
@Index('ix_po_operation_materials_production_order_operation_id', [
  'organization_id',
  'production_order_operation_id',
])
@Index('ix_po_operation_materials_routing_operation_material_id', [
  'organization_id',
  'routing_operation_material_id',
])
@Index('ix_po_operation_materials_substitution_id', ['organization_id', 'substitution_id'])
@Entity({ name: 'production_order_operation_materials' })
export class ProductionOrderOperationMaterialEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_po_operation_materials',
  })
  id: number;

  @Column({ type: 'bigint' })
  production_order_operation_id: number;

  @Column({ type: 'bigint' })
  component_id: number;

  @Column({ type: 'bigint', nullable: true })
  routing_operation_material_id: number | null;

  @Column({ type: 'text', default: 'unit' })
  quantity_per: string;

  @Column({ type: 'text', default: 'EA' })
  unit: string;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity_required: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  quantity_allocated: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  quantity_consumed: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  quantity_returned: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  unit_cost: Decimal | null;

  @Column({ type: 'boolean', default: false })
  is_cost_only: boolean;

  @Column({ type: 'boolean', default: false })
  is_optional: boolean;

  @Column({ type: 'text', nullable: true })
  lot_number: string | null;

  @Column({ type: 'bigint', nullable: true })
  inventory_transaction_id: number | null;

  @Column({ type: 'text', default: 'pending' })
  status: string;

  @Column({ type: 'timestamptz', nullable: true })
  consumed_at: Date | null;

  @Column({ type: 'bigint', nullable: true })
  consumed_by: number | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @Column({ type: 'bigint', nullable: true })
  substitution_id: number | null;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_po_operation_materials' })
  organization_id: number;
}
