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

/** Row of `quotes`. */
@Check('ck_quotes_currency_code', `(currency_code ~ '^[A-Z]{3}$'::text)`)
@Check('ck_quotes_customer_notes', '(char_length(customer_notes) <= 10000)')
@Check('ck_quotes_exchange_rate', '(exchange_rate > (0)::numeric)')
@Check('ck_quotes_internal_notes', '(char_length(internal_notes) <= 10000)')
@Check('ck_quotes_quote_number', '((char_length(quote_number) >= 1) AND (char_length(quote_number) <= 50))')
@Check('ck_quotes_rejection_reason', '(char_length(rejection_reason) <= 1000)')
@Check('ck_quotes_shipping_cost', '(shipping_cost >= (0)::numeric)')
@Check(
  'ck_quotes_status',
  `(status = ANY (ARRAY['draft'::text, 'pending'::text, 'approved'::text, 'accepted'::text, 'rejected'::text, 'converted'::text, 'expired'::text, 'cancelled'::text]))`,
)
@Check('ck_quotes_subtotal', '(subtotal >= (0)::numeric)')
@Check('ck_quotes_tax_amount', '(tax_amount >= (0)::numeric)')
@Check('ck_quotes_tax_rate', '((tax_rate >= (0)::numeric) AND (tax_rate <= (100)::numeric))')
@Check('ck_quotes_total_amount', '(total_amount >= (0)::numeric)')
@Check('ck_quotes_version', '(version >= 1)')
@ForeignKey('UserEntity', ['organization_id', 'approved_by'], ['organization_id', 'id'], {
  name: 'fk_quotes_approved_by',
})
@ForeignKey('CustomerEntity', ['organization_id', 'customer_id'], ['organization_id', 'id'], {
  name: 'fk_quotes_customer_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_quotes_organization_id' })
@ForeignKey('SalesOrderEntity', ['organization_id', 'sales_order_id'], ['organization_id', 'id'], {
  name: 'fk_quotes_sales_order_id',
  onDelete: 'SET NULL',
})
@ForeignKey('UserEntity', ['organization_id', 'user_id'], ['organization_id', 'id'], {
  name: 'fk_quotes_user_id',
})
@Unique('uq_quotes_quote_number', ['organization_id', 'quote_number'])
@Index('ix_quotes_approved_by', ['organization_id', 'approved_by'])
@Index('ix_quotes_customer_id', ['organization_id', 'customer_id'])
@Index('ix_quotes_user_id', ['organization_id', 'user_id'])
@Index('ix_quotes_sales_order_id', ['organization_id', 'sales_order_id'])
@Entity({ name: 'quotes' })
export class QuoteEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_quotes',
  })
  id: number;

  @Column({ type: 'text' })
  quote_number: string;

  @Column({ type: 'bigint', nullable: true })
  user_id: number | null;

  @Column({ type: 'text', default: 'draft' })
  status: string;

  @Column({ type: 'date', default: () => 'CURRENT_DATE' })
  quote_date: string;

  @Column({ type: 'date', nullable: true })
  valid_until: string | null;

  @Column({ type: 'text', default: 'USD' })
  currency_code: string;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 1 })
  exchange_rate: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  subtotal: Decimal;

  @Column({ type: 'numeric', precision: 9, scale: 6, default: 0 })
  tax_rate: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  tax_amount: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  shipping_cost: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  total_amount: Decimal;

  @Column({ type: 'text', nullable: true })
  customer_notes: string | null;

  @Column({ type: 'text', nullable: true })
  internal_notes: string | null;

  @Column({ type: 'bigint', nullable: true })
  approved_by: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  approved_at: Date | null;

  @Column({ type: 'text', nullable: true })
  rejection_reason: string | null;

  @Column({ type: 'bigint', nullable: true })
  sales_order_id: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  converted_at: Date | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_quotes' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'bigint' })
  customer_id: number;
}
