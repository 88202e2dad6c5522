import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Row of `vendors`. */
@Check('ck_vendors_account_number', '(char_length(account_number) <= 100)')
@Check('ck_vendors_address_line1', '(char_length(address_line1) <= 255)')
@Check('ck_vendors_address_line2', '(char_length(address_line2) <= 255)')
@Check('ck_vendors_city', '(char_length(city) <= 100)')
@Check('ck_vendors_code', '((char_length(code) >= 1) AND (char_length(code) <= 50))')
@Check('ck_vendors_contact_name', '(char_length(contact_name) <= 200)')
@Check('ck_vendors_country', '(char_length(country) <= 100)')
@Check('ck_vendors_currency_code', `(currency_code ~ '^[A-Z]{3}$'::text)`)
@Check('ck_vendors_email', '(char_length(email) <= 320)')
@Check('ck_vendors_lead_time_days', '((lead_time_days >= 0) AND (lead_time_days <= 3650))')
@Check('ck_vendors_name', '((char_length(name) >= 1) AND (char_length(name) <= 200))')
@Check('ck_vendors_notes', '(char_length(notes) <= 10000)')
@Check('ck_vendors_payment_terms', '(char_length(payment_terms) <= 100)')
@Check('ck_vendors_phone', '(char_length(phone) <= 50)')
@Check('ck_vendors_state', '(char_length(state) <= 100)')
@Check('ck_vendors_tax_id', '(char_length(tax_id) <= 100)')
@Check('ck_vendors_version', '(version >= 1)')
@Check('ck_vendors_website', '(char_length(website) <= 500)')
@Check('ck_vendors_zip', '(char_length(zip) <= 20)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_vendors_organization_id' })
@Unique('uq_vendors_code', ['organization_id', 'code'])
@Entity({ name: 'vendors' })
export class VendorEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_vendors',
  })
  id: number;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', nullable: true })
  contact_name: string | null;

  @Column({ type: 'text', nullable: true })
  email: string | null;

  @Column({ type: 'text', nullable: true })
  phone: string | null;

  @Column({ type: 'text', nullable: true })
  website: string | null;

  @Column({ type: 'text', nullable: true })
  address_line1: string | null;

  @Column({ type: 'text', nullable: true })
  address_line2: string | null;

  @Column({ type: 'text', nullable: true })
  city: string | null;

  @Column({ type: 'text', nullable: true })
  state: string | null;

  @Column({ type: 'text', nullable: true })
  zip: string | null;

  @Column({ type: 'text', nullable: true })
  country: string | null;

  @Column({ type: 'text', nullable: true })
  payment_terms: string | null;

  @Column({ type: 'text', default: 'USD' })
  currency_code: string;

  @Column({ type: 'text', nullable: true })
  account_number: string | null;

  @Column({ type: 'text', nullable: true })
  tax_id: string | null;

  @Column({ type: 'integer', nullable: true })
  lead_time_days: number | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_vendors' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
