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

/** Row of `material_lots`. */
@Check('ck_material_lots_lot_number', '((char_length(lot_number) >= 1) AND (char_length(lot_number) <= 100))')
@Check('ck_material_lots_notes', '(char_length(notes) <= 10000)')
@Check('ck_material_lots_opened', '((opened_on IS NOT NULL) OR (sealed_expiration_date IS NULL))')
@Check('ck_material_lots_status_reason', '(char_length(status_reason) <= 1000)')
@Check(
  'ck_material_lots_status',
  `(status = ANY (ARRAY['active'::text, 'hold'::text, 'quarantine'::text, 'depleted'::text, 'expired'::text]))`,
)
@Check('ck_material_lots_unit_cost', '(unit_cost >= (0)::numeric)')
@Check('ck_material_lots_vendor_lot_number', '(char_length(vendor_lot_number) <= 100)')
@Check('ck_material_lots_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_material_lots_organization_id' })
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_material_lots_product_id',
})
@ForeignKey('PurchaseOrderEntity', ['organization_id', 'purchase_order_id'], ['organization_id', 'id'], {
  name: 'fk_material_lots_purchase_order_id',
})
@ForeignKey('VendorEntity', ['organization_id', 'vendor_id'], ['organization_id', 'id'], {
  name: 'fk_material_lots_vendor_id',
})
@Unique('uq_material_lots_product_id_lot_number', ['organization_id', 'product_id', 'lot_number'])
@Index('ix_material_lots_purchase_order_id', ['organization_id', 'purchase_order_id'])
@Index('ix_material_lots_vendor_id', ['organization_id', 'vendor_id'])
@Entity({ name: 'material_lots' })
export class MaterialLotEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_material_lots',
  })
  id: number;

  @Column({ type: 'text' })
  lot_number: string;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'bigint', nullable: true })
  vendor_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  purchase_order_id: number | null;

  @Column({ type: 'text', nullable: true })
  vendor_lot_number: string | null;

  @Column({ type: 'date', nullable: true })
  received_date: string | null;

  @Column({ type: 'date', nullable: true })
  manufactured_date: string | null;

  @Column({ type: 'date', nullable: true })
  expiration_date: string | null;

  @Column({ type: 'text', default: 'active' })
  status: string;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  unit_cost: Decimal | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_material_lots' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'date', nullable: true })
  opened_on: string | null;

  /** The expiration date that an opened lot had while it was closed; `expiration_date` is the earlier one that counts. */
  @Column({ type: 'date', nullable: true })
  sealed_expiration_date: string | null;

  /** Why it is on hold or in quarantine. */
  @Column({ type: 'text', nullable: true })
  status_reason: string | null;
}
