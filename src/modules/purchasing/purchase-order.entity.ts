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

/** Row of `purchase_orders`. */
@Check('ck_purchase_orders_currency_code', `(currency_code ~ '^[A-Z]{3}$'::text)`)
@Check('ck_purchase_orders_exchange_rate', '(exchange_rate > (0)::numeric)')
@Check('ck_purchase_orders_external_reference', '(char_length(external_reference) <= 200)')
@Check('ck_purchase_orders_landed_cost_allocated', '(landed_cost_allocated >= (0)::numeric)')
@Check('ck_purchase_orders_notes', '(char_length(notes) <= 10000)')
@Check('ck_purchase_orders_po_number', '((char_length(po_number) >= 1) AND (char_length(po_number) <= 50))')
@Check('ck_purchase_orders_shipping_cost', '(shipping_cost >= (0)::numeric)')
@Check(
  'ck_purchase_orders_status',
  `(status = ANY (ARRAY['draft'::text, 'ordered'::text, 'partially_received'::text, 'received'::text, 'closed'::text, 'cancelled'::text]))`,
)
@Check('ck_purchase_orders_subtotal', '(subtotal >= (0)::numeric)')
@Check('ck_purchase_orders_tax_amount', '(tax_amount >= (0)::numeric)')
@Check('ck_purchase_orders_total_amount', '(total_amount >= (0)::numeric)')
@Check('ck_purchase_orders_version', '(version >= 1)')
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_purchase_orders_created_by',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_purchase_orders_organization_id' })
@ForeignKey('VendorEntity', ['organization_id', 'vendor_id'], ['organization_id', 'id'], {
  name: 'fk_purchase_orders_vendor_id',
})
@Unique('uq_purchase_orders_po_number', ['organization_id', 'po_number'])
@Index('ix_purchase_orders_created_by', ['organization_id', 'created_by'])
@Index('ix_purchase_orders_vendor_id', ['organization_id', 'vendor_id'])
@Index('uq_purchase_orders_external_reference', ['organization_id', 'external_reference'], {
  unique: true,
  where: '(external_reference IS NOT NULL)',
})
@Entity({ name: 'purchase_orders' })
export class PurchaseOrderEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_purchase_orders',
  })
  id: number;

  @Column({ type: 'text' })
  po_number: string;

  @Column({ type: 'bigint' })
  vendor_id: number;

  @Column({ type: 'text', default: 'draft' })
  status: string;

  @Column({ type: 'date', nullable: true })
  order_date: string | null;

  @Column({ type: 'date', nullable: true })
  expected_date: string | null;

  @Column({ type: 'date', nullable: true })
  received_date: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  ordered_at: Date | null;

  @Column({ type: 'text', default: 'USD' })
  currency_code: string;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 1 })
  exchange_rate: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  subtotal: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  tax_amount: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  shipping_cost: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  total_amount: Decimal;

  @Column({ type: 'text', nullable: true })
  external_reference: string | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_purchase_orders' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  landed_cost_allocated: Decimal;
}
