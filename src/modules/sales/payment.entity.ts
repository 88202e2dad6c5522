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

/** Row of `payments`. */
@Check('ck_payments_amount', '(amount > (0)::numeric)')
@Check('ck_payments_currency_code', `(currency_code ~ '^[A-Z]{3}$'::text)`)
@Check('ck_payments_exchange_rate', '(exchange_rate > (0)::numeric)')
@Check('ck_payments_notes', '(char_length(notes) <= 10000)')
@Check(
  'ck_payments_payment_method',
  '((char_length(payment_method) >= 1) AND (char_length(payment_method) <= 50))',
)
@Check(
  'ck_payments_payment_number',
  '((char_length(payment_number) >= 1) AND (char_length(payment_number) <= 50))',
)
@Check('ck_payments_payment_type', `(payment_type = ANY (ARRAY['payment'::text, 'refund'::text]))`)
@Check(
  'ck_payments_status',
  `(status = ANY (ARRAY['pending'::text, 'completed'::text, 'failed'::text, 'voided'::text]))`,
)
@Check('ck_payments_transaction_reference', '(char_length(transaction_reference) <= 255)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_payments_organization_id' })
@ForeignKey('UserEntity', ['organization_id', 'recorded_by'], ['organization_id', 'id'], {
  name: 'fk_payments_recorded_by',
})
@ForeignKey('SalesOrderEntity', ['organization_id', 'sales_order_id'], ['organization_id', 'id'], {
  name: 'fk_payments_sales_order_id',
})
@Unique('uq_payments_payment_number', ['organization_id', 'payment_number'])
@Index('ix_payments_recorded_by', ['organization_id', 'recorded_by'])
@Index('ix_payments_sales_order_id', ['organization_id', 'sales_order_id'])
@Entity({ name: 'payments' })
export class PaymentEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_payments',
  })
  id: number;

  @Column({ type: 'text' })
  payment_number: string;

  @Column({ type: 'bigint' })
  sales_order_id: number;

  @Column({ type: 'text', default: 'payment' })
  payment_type: string;

  @Column({ type: 'text', default: 'completed' })
  status: string;

  @Column({ type: 'text' })
  payment_method: string;

  @Column({ type: 'numeric', precision: 20, scale: 6 })
  amount: Decimal;

  @Column({ type: 'text', default: 'USD' })
  currency_code: string;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 1 })
  exchange_rate: Decimal;

  @Column({ type: 'text', nullable: true })
  transaction_reference: string | null;

  @Column({ type: 'date', default: () => 'CURRENT_DATE' })
  payment_date: string;

  @Column({ type: 'bigint', nullable: true })
  recorded_by: number | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_payments' })
  organization_id: number;
}
