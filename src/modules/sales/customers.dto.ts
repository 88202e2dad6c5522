import { EnumField, NameField, SearchQuery, TextField } from '../../platform/http/index.js';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const optional = { optional: true, nullable: true } as const;

export class CustomerBody {
  @TextField({ ...optional, max: 200, example: 'Rapid Prototypes Ltd' })
  company_name?: string | null;

  @TextField({ ...optional, max: 100 })
  first_name?: string | null;

  @TextField({ ...optional, max: 100 })
  last_name?: string | null;

  @TextField({ ...optional, max: 320, pattern: EMAIL, example: 'orders@example.com' })
  email?: string | null;

  @TextField({ ...optional, max: 50 })
  phone?: string | null;

  @TextField({ ...optional, max: 255 })
  billing_address_line1?: string | null;

  @TextField({ ...optional, max: 255 })
  billing_address_line2?: string | null;

  @TextField({ ...optional, max: 100 })
  billing_city?: string | null;

  @TextField({ ...optional, max: 100 })
  billing_state?: string | null;

  @TextField({ ...optional, max: 20 })
  billing_zip?: string | null;

  @TextField({ ...optional, max: 100 })
  billing_country?: string | null;

  @TextField({ ...optional, max: 255, example: '1 Main Street' })
  shipping_address_line1?: string | null;

  @TextField({ ...optional, max: 255 })
  shipping_address_line2?: string | null;

  @TextField({ ...optional, max: 100, example: 'Springfield' })
  shipping_city?: string | null;

  @TextField({ ...optional, max: 100 })
  shipping_state?: string | null;

  @TextField({ ...optional, max: 20 })
  shipping_zip?: string | null;

  @TextField({ ...optional, max: 100, example: 'USA' })
  shipping_country?: string | null;

  @TextField({ ...optional, max: 100 })
  payment_terms?: string | null;

  @TextField({ ...optional, max: 100 })
  tax_id?: string | null;

  @TextField(optional)
  notes?: string | null;
}

export class CreateCustomerRequest extends CustomerBody {
  @NameField({ optional: true, description: 'The next of the series when left out.', example: 'C-00001' })
  customer_number?: string;
}

export class UpdateCustomerRequest extends CustomerBody {
  @EnumField(['active', 'inactive'], { optional: true })
  status?: string;
}

export class CustomerListQuery extends SearchQuery {
  @EnumField(['active', 'inactive'], { optional: true })
  status?: string;
}

export class CustomerResponse {
  /** @example 1 */
  id: number;
  /** @example C-00001 */
  customer_number: string;
  /** @example Rapid Prototypes Ltd */
  company_name: string | null;
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  phone: string | null;
  /** @example active */
  status: string;
  billing_address_line1: string | null;
  billing_address_line2: string | null;
  billing_city: string | null;
  billing_state: string | null;
  billing_zip: string | null;
  billing_country: string | null;
  shipping_address_line1: string | null;
  shipping_address_line2: string | null;
  shipping_city: string | null;
  shipping_state: string | null;
  shipping_zip: string | null;
  shipping_country: string | null;
  payment_terms: string | null;
  tax_id: string | null;
  notes: string | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
