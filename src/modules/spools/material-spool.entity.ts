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

/** Row of `material_spools`. */
@Check('ck_material_spools_current_weight_kg', '(current_weight_kg >= (0)::numeric)')
@Check('ck_material_spools_initial_weight_kg', '(initial_weight_kg > (0)::numeric)')
@Check('ck_material_spools_notes', '(char_length(notes) <= 10000)')
@Check(
  'ck_material_spools_spool_number',
  '((char_length(spool_number) >= 1) AND (char_length(spool_number) <= 100))',
)
@Check(
  'ck_material_spools_status',
  `(status = ANY (ARRAY['active'::text, 'consumed'::text, 'expired'::text, 'quarantine'::text]))`,
)
@Check('ck_material_spools_supplier_lot_number', '(char_length(supplier_lot_number) <= 100)')
@Check('ck_material_spools_tare_weight_kg', '(tare_weight_kg >= (0)::numeric)')
@Check('ck_material_spools_version', '(version >= 1)')
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_material_spools_created_by',
})
@ForeignKey('InventoryLocationEntity', ['organization_id', 'location_id'], ['organization_id', 'id'], {
  name: 'fk_material_spools_location_id',
})
@ForeignKey('MaterialLotEntity', ['organization_id', 'material_lot_id'], ['organization_id', 'id'], {
  name: 'fk_material_spools_material_lot_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_material_spools_organization_id' })
@ForeignKey('PrinterEntity', ['organization_id', 'printer_id'], ['organization_id', 'id'], {
  name: 'fk_material_spools_printer_id',
  onDelete: 'SET NULL',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_material_spools_product_id',
})
@ForeignKey(
  'PurchaseOrderLineEntity',
  ['organization_id', 'purchase_order_line_id'],
  ['organization_id', 'id'],
  { name: 'fk_material_spools_purchase_order_line_id' },
)
@Unique('uq_material_spools_spool_number', ['organization_id', 'spool_number'])
@Index('ix_material_spools_created_by', ['organization_id', 'created_by'])
@Index('ix_material_spools_location_id', ['organization_id', 'location_id'])
@Index('ix_material_spools_material_lot_id', ['organization_id', 'material_lot_id'])
@Index('ix_material_spools_printer_id', ['organization_id', 'printer_id'])
@Index('ix_material_spools_product_id', ['organization_id', 'product_id'])
@Index('ix_material_spools_purchase_order_line_id', ['organization_id', 'purchase_order_line_id'])
@Entity({ name: 'material_spools' })
export class MaterialSpoolEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_material_spools',
  })
  id: number;

  @Column({ type: 'text' })
  spool_number: string;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  initial_weight_kg: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  current_weight_kg: Decimal;

  @Column({ type: 'text', default: 'active' })
  status: string;

  @Column({ type: 'text', nullable: true })
  supplier_lot_number: string | null;

  @Column({ type: 'date', nullable: true })
  received_date: string | null;

  @Column({ type: 'date', nullable: true })
  expiry_date: string | null;

  @Column({ type: 'bigint', nullable: true })
  location_id: number | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_material_spools' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  tare_weight_kg: Decimal | null;

  @Column({ type: 'bigint', nullable: true })
  material_lot_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  purchase_order_line_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  printer_id: number | null;
}
