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

/** Row of `sales_orders`. */
@Check('ck_sales_orders_cancellation_reason', '(char_length(cancellation_reason) <= 1000)')
@Check('ck_sales_orders_carrier', '(char_length(carrier) <= 100)')
@Check('ck_sales_orders_currency_code', `(currency_code ~ '^[A-Z]{3}$'::text)`)
@Check('ck_sales_orders_customer_reference', '(char_length(customer_reference) <= 200)')
@Check('ck_sales_orders_discount_total', '(discount_total >= (0)::numeric)')
@Check('ck_sales_orders_exchange_rate', '(exchange_rate > (0)::numeric)')
@Check(
  'ck_sales_orders_fulfillment_status',
  `(fulfillment_status = ANY (ARRAY['pending'::text, 'ready'::text, 'partially_shipped'::text, 'shipped'::text, 'delivered'::text]))`,
)
@Check('ck_sales_orders_internal_notes', '(char_length(internal_notes) <= 10000)')
@Check('ck_sales_orders_notes', '(char_length(notes) <= 10000)')
@Check(
  'ck_sales_orders_order_number',
  '((char_length(order_number) >= 1) AND (char_length(order_number) <= 50))',
)
@Check(
  'ck_sales_orders_payment_status',
  `(payment_status = ANY (ARRAY['pending'::text, 'partial'::text, 'paid'::text, 'refunded'::text]))`,
)
@Check('ck_sales_orders_shipping_address_line1', '(char_length(shipping_address_line1) <= 255)')
@Check('ck_sales_orders_shipping_address_line2', '(char_length(shipping_address_line2) <= 255)')
@Check('ck_sales_orders_shipping_city', '(char_length(shipping_city) <= 100)')
@Check('ck_sales_orders_shipping_cost', '(shipping_cost >= (0)::numeric)')
@Check('ck_sales_orders_shipping_country', '(char_length(shipping_country) <= 100)')
@Check('ck_sales_orders_shipping_name', '(char_length(shipping_name) <= 200)')
@Check('ck_sales_orders_shipping_state', '(char_length(shipping_state) <= 100)')
@Check('ck_sales_orders_shipping_zip', '(char_length(shipping_zip) <= 20)')
@Check(
  'ck_sales_orders_source',
  `(source = ANY (ARRAY['manual'::text, 'portal'::text, 'quote'::text, 'import'::text, 'channel'::text]))`,
)
@Check(
  'ck_sales_orders_status',
  `(status = ANY (ARRAY['draft'::text, 'confirmed'::text, 'in_production'::text, 'ready_to_ship'::text, 'partially_shipped'::text, 'shipped'::text, 'delivered'::text, 'completed'::text, 'on_hold'::text, 'cancelled'::text]))`,
)
@Check('ck_sales_orders_subtotal', '(subtotal >= (0)::numeric)')
@Check('ck_sales_orders_tax_amount', '(tax_amount >= (0)::numeric)')
@Check('ck_sales_orders_tax_rate', '((tax_rate >= (0)::numeric) AND (tax_rate <= (100)::numeric))')
@Check('ck_sales_orders_total_amount', '(total_amount >= (0)::numeric)')
@Check('ck_sales_orders_tracking_number', '(char_length(tracking_number) <= 200)')
@Check('ck_sales_orders_version', '(version >= 1)')
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_sales_orders_created_by',
})
@ForeignKey('CustomerEntity', ['organization_id', 'customer_id'], ['organization_id', 'id'], {
  name: 'fk_sales_orders_customer_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_sales_orders_organization_id' })
@ForeignKey('QuoteEntity', ['organization_id', 'quote_id'], ['organization_id', 'id'], {
  name: 'fk_sales_orders_quote_id',
  onDelete: 'SET NULL',
})
@ForeignKey('UserEntity', ['organization_id', 'user_id'], ['organization_id', 'id'], {
  name: 'fk_sales_orders_user_id',
})
@Unique('uq_sales_orders_order_number', ['organization_id', 'order_number'])
@Index('ix_sales_orders_created_by', ['organization_id', 'created_by'])
@Index('ix_sales_orders_customer_id', ['organization_id', 'customer_id'])
@Index('ix_sales_orders_quote_id', ['organization_id', 'quote_id'])
@Index('ix_sales_orders_status_created_at', ['organization_id', 'status', 'created_at'])
@Index('ix_sales_orders_user_id', ['organization_id', 'user_id'])
@Entity({ name: 'sales_orders' })
export class SalesOrderEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_sales_orders',
  })
  id: number;

  @Column({ type: 'text' })
  order_number: string;

  @Column({ type: 'bigint', nullable: true })
  user_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  quote_id: number | null;

  @Column({ type: 'text', default: 'manual' })
  source: string;

  @Column({ type: 'text', default: 'draft' })
  status: string;

  @Column({ type: 'text', default: 'pending' })
  payment_status: string;

  @Column({ type: 'date', default: () => 'CURRENT_DATE' })
  order_date: string;

  @Column({ type: 'date', nullable: true })
  requested_date: string | null;

  @Column({ type: 'text', default: 'USD' })
  currency_code: string;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 1 })
  exchange_rate: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  subtotal: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  discount_total: Decimal;

  @Column({ type: 'numeric', precision: 9, scale: 6, default: 0 })
  tax_rate: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  tax_amount: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  shipping_cost: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  total_amount: Decimal;

  @Column({ type: 'text', nullable: true })
  shipping_name: string | null;

  @Column({ type: 'text', nullable: true })
  shipping_address_line1: string | null;

  @Column({ type: 'text', nullable: true })
  shipping_address_line2: string | null;

  @Column({ type: 'text', nullable: true })
  shipping_city: string | null;

  @Column({ type: 'text', nullable: true })
  shipping_state: string | null;

  @Column({ type: 'text', nullable: true })
  shipping_zip: string | null;

  @Column({ type: 'text', nullable: true })
  shipping_country: string | null;

  @Column({ type: 'text', nullable: true })
  customer_reference: string | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'text', nullable: true })
  internal_notes: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  confirmed_at: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  cancelled_at: Date | null;

  @Column({ type: 'text', nullable: true })
  cancellation_reason: string | null;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @Column({ type: 'text', default: 'pending' })
  fulfillment_status: string;

  @Column({ type: 'date', nullable: true })
  ship_date: string | null;

  @Column({ type: 'date', nullable: true })
  delivery_date: string | null;

  @Column({ type: 'text', nullable: true })
  carrier: string | null;

  @Column({ type: 'text', nullable: true })
  tracking_number: string | null;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_sales_orders' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'bigint' })
  customer_id: number;
}
