import { BooleanField, CodeField, IntegerField, SearchQuery, TextField } from '../../platform/http/index.js';

const LEAD_DAYS_MAX = 3650;
const nullableText = (max: number, example?: string) =>
  TextField({ optional: true, nullable: true, max, ...(example ? { example } : {}) });

class VendorDetails {
  @nullableText(200, 'Kim Lee')
  contact_name?: string | null;

  @nullableText(320, 'orders@filament.example')
  email?: string | null;

  @nullableText(50)
  phone?: string | null;

  @nullableText(500)
  website?: string | null;

  @nullableText(255)
  address_line1?: string | null;

  @nullableText(255)
  address_line2?: string | null;

  @nullableText(100)
  city?: string | null;

  @nullableText(100)
  state?: string | null;

  @nullableText(20)
  zip?: string | null;

  @nullableText(100)
  country?: string | null;

  @nullableText(100, '30 days net')
  payment_terms?: string | null;

  @TextField({
    optional: true,
    max: 3,
    pattern: /^[A-Z]{3}$/,
    description: 'ISO 4217; the company’s when left out.',
    example: 'EUR',
  })
  currency_code?: string;

  @nullableText(100)
  account_number?: string | null;

  @nullableText(100)
  tax_id?: string | null;

  @IntegerField({
    optional: true,
    nullable: true,
    max: LEAD_DAYS_MAX,
    example: 7,
    description: 'Working days.',
  })
  lead_time_days?: number | null;

  @TextField({ optional: true, nullable: true })
  notes?: string | null;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class CreateVendorRequest extends VendorDetails {
  @CodeField({ max: 50, example: 'FILAMENT-CO' })
  code: string;

  @TextField({ max: 200, min: 1, example: 'Filament Company' })
  name: string;
}

export class UpdateVendorRequest extends VendorDetails {
  @CodeField({ optional: true, max: 50 })
  code?: string;

  @TextField({ optional: true, max: 200, min: 1 })
  name?: string;
}

export class VendorListQuery extends SearchQuery {
  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class VendorResponse {
  /** @example 1 */
  id: number;
  /** @example FILAMENT-CO */
  code: string;
  /** @example Filament Company */
  name: string;
  contact_name: string | null;
  email: string | null;
  phone: string | null;
  website: string | null;
  address_line1: string | null;
  address_line2: string | null;
  city: string | null;
  state: string | null;
  zip: string | null;
  country: string | null;
  payment_terms: string | null;
  /** @example EUR */
  currency_code: string;
  account_number: string | null;
  tax_id: string | null;
  /** Working days. @example 7 */
  lead_time_days: number | null;
  notes: string | null;
  is_active: boolean;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
