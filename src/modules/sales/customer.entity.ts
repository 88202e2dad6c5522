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

/** Row of `customers`. */
@Check('ck_customers_billing_address_line1', '(char_length(billing_address_line1) <= 255)')
@Check('ck_customers_billing_address_line2', '(char_length(billing_address_line2) <= 255)')
@Check('ck_customers_billing_city', '(char_length(billing_city) <= 100)')
@Check('ck_customers_billing_country', '(char_length(billing_country) <= 100)')
@Check('ck_customers_billing_state', '(char_length(billing_state) <= 100)')
@Check('ck_customers_billing_zip', '(char_length(billing_zip) <= 20)')
@Check('ck_customers_company_name', '(char_length(company_name) <= 200)')
@Check(
  'ck_customers_customer_number',
  '((char_length(customer_number) >= 1) AND (char_length(customer_number) <= 50))',
)
@Check('ck_customers_email', '(char_length(email) <= 320)')
@Check('ck_customers_first_name', '(char_length(first_name) <= 100)')
@Check('ck_customers_last_name', '(char_length(last_name) <= 100)')
@Check('ck_customers_notes', '(char_length(notes) <= 10000)')
@Check('ck_customers_payment_terms', '(char_length(payment_terms) <= 100)')
@Check('ck_customers_phone', '(char_length(phone) <= 50)')
@Check('ck_customers_shipping_address_line1', '(char_length(shipping_address_line1) <= 255)')
@Check('ck_customers_shipping_address_line2', '(char_length(shipping_address_line2) <= 255)')
@Check('ck_customers_shipping_city', '(char_length(shipping_city) <= 100)')
@Check('ck_customers_shipping_country', '(char_length(shipping_country) <= 100)')
@Check('ck_customers_shipping_state', '(char_length(shipping_state) <= 100)')
@Check('ck_customers_shipping_zip', '(char_length(shipping_zip) <= 20)')
@Check('ck_customers_status', `(status = ANY (ARRAY['active'::text, 'inactive'::text]))`)
@Check('ck_customers_tax_id', '(char_length(tax_id) <= 100)')
@Check('ck_customers_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_customers_organization_id' })
@Unique('uq_customers_customer_number', ['organization_id', 'customer_number'])
@Index('ix_customers_email', ['organization_id', 'email'])
@Entity({ name: 'customers' })
export class CustomerEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_customers' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_customers',
  })
  id: number;

  @Column({ type: 'text' })
  customer_number: string;

  @Column({ type: 'text', nullable: true })
  company_name: string | null;

  @Column({ type: 'text', nullable: true })
  first_name: string | null;

  @Column({ type: 'text', nullable: true })
  last_name: string | null;

  @Column({ type: 'text', nullable: true })
  email: string | null;

  @Column({ type: 'text', nullable: true })
  phone: string | null;

  @Column({ type: 'text', default: 'active' })
  status: string;

  @Column({ type: 'text', nullable: true })
  billing_address_line1: string | null;

  @Column({ type: 'text', nullable: true })
  billing_address_line2: string | null;

  @Column({ type: 'text', nullable: true })
  billing_city: string | null;

  @Column({ type: 'text', nullable: true })
  billing_state: string | null;

  @Column({ type: 'text', nullable: true })
  billing_zip: string | null;

  @Column({ type: 'text', nullable: true })
  billing_country: string | null;

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
  payment_terms: string | null;

  @Column({ type: 'text', nullable: true })
  tax_id: string | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
