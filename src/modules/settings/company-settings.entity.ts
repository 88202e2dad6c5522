import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `company_settings`. */
@Check('ck_company_settings_address_line1', '(char_length(address_line1) <= 255)')
@Check('ck_company_settings_address_line2', '(char_length(address_line2) <= 255)')
@Check('ck_company_settings_business_days', `(business_days <@ '{1,2,3,4,5,6,7}'::smallint[])`)
@Check('ck_company_settings_business_hours', '(business_hours_end > business_hours_start)')
@Check('ck_company_settings_city', '(char_length(city) <= 100)')
@Check(
  'ck_company_settings_company_name',
  '((char_length(company_name) >= 1) AND (char_length(company_name) <= 255))',
)
@Check('ck_company_settings_country', '(char_length(country) <= 100)')
@Check('ck_company_settings_currency_code', `(currency_code ~ '^[A-Z]{3}$'::text)`)
@Check(
  'ck_company_settings_default_quote_validity_days',
  '((default_quote_validity_days >= 1) AND (default_quote_validity_days <= 3650))',
)
@Check('ck_company_settings_email', '(char_length(email) <= 320)')
@Check(
  'ck_company_settings_fiscal_year_start_month',
  '((fiscal_year_start_month >= 1) AND (fiscal_year_start_month <= 12))',
)
@Check(
  'ck_company_settings_over_consumption_percent',
  '((over_consumption_percent >= (0)::numeric) AND (over_consumption_percent <= (100)::numeric))',
)
@Check(
  'ck_company_settings_over_receipt_percent',
  '((over_receipt_percent >= (0)::numeric) AND (over_receipt_percent <= (100)::numeric))',
)
@Check('ck_company_settings_phone', '(char_length(phone) <= 50)')
@Check('ck_company_settings_singleton', 'singleton')
@Check('ck_company_settings_state', '(char_length(state) <= 100)')
@Check('ck_company_settings_tax_name', '(char_length(tax_name) <= 100)')
@Check('ck_company_settings_tax_rate', '((tax_rate >= (0)::numeric) AND (tax_rate <= (100)::numeric))')
@Check('ck_company_settings_tax_registration_number', '(char_length(tax_registration_number) <= 100)')
@Check('ck_company_settings_timezone', '((char_length(timezone) >= 1) AND (char_length(timezone) <= 100))')
@Check('ck_company_settings_version', '(version >= 1)')
@Check('ck_company_settings_website', '(char_length(website) <= 500)')
@Check('ck_company_settings_zip', '(char_length(zip) <= 20)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_company_settings_organization_id',
})
@Unique('uq_company_settings_singleton', ['organization_id', 'singleton'])
@Entity({ name: 'company_settings' })
export class CompanySettingsEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_company_settings',
  })
  id: number;

  @Column({ type: 'boolean', default: true })
  singleton: boolean;

  @Column({ type: 'text' })
  company_name: string;

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
  phone: string | null;

  @Column({ type: 'text', nullable: true })
  email: string | null;

  @Column({ type: 'text', nullable: true })
  website: string | null;

  @Column({ type: 'boolean', default: false })
  tax_enabled: boolean;

  @Column({ type: 'text', nullable: true })
  tax_name: string | null;

  @Column({ type: 'numeric', precision: 9, scale: 6, default: 0 })
  tax_rate: Decimal;

  @Column({ type: 'text', nullable: true })
  tax_registration_number: string | null;

  @Column({ type: 'text', default: 'USD' })
  currency_code: string;

  @Column({ type: 'integer', default: 1 })
  fiscal_year_start_month: number;

  @Column({ type: 'integer', default: 30 })
  default_quote_validity_days: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @Column({ type: 'time', default: '08:00:00' })
  business_hours_start: string;

  @Column({ type: 'time', default: '17:00:00' })
  business_hours_end: string;

  @Column({ type: 'smallint', array: true, default: '{1,2,3,4,5}' })
  business_days: number[];

  @Column({ type: 'text', default: 'America/New_York' })
  timezone: string;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_company_settings' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'numeric', precision: 9, scale: 6, default: 0 })
  over_receipt_percent: Decimal;

  @Column({ type: 'numeric', precision: 9, scale: 6, default: 0 })
  over_consumption_percent: Decimal;

  @Column({ type: 'boolean', default: false })
  self_registration: boolean;
}
