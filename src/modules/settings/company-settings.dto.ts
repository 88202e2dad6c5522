import { ArrayMaxSize, IsArray, IsInt, ValidateIf } from 'class-validator';
import type { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  DecimalOut,
  IntegerField,
  NameField,
  PercentField,
  TextField,
} from '../../platform/http/index.js';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const TIME_OR_MIDNIGHT = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;
const nullableText = (max: number) => TextField({ optional: true, nullable: true, max });

export class UpdateCompanySettingsRequest {
  @NameField({ optional: true, example: 'Layer Line Works' })
  company_name?: string;

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

  @nullableText(50)
  phone?: string | null;

  @nullableText(320)
  email?: string | null;

  @nullableText(500)
  website?: string | null;

  @BooleanField({ optional: true })
  tax_enabled?: boolean;

  @nullableText(100)
  tax_name?: string | null;

  @PercentField({ optional: true, max: 100, example: '19' })
  tax_rate?: Decimal;

  @nullableText(100)
  tax_registration_number?: string | null;

  @TextField({ optional: true, max: 3, pattern: /^[A-Z]{3}$/, description: 'ISO 4217.', example: 'EUR' })
  currency_code?: string;

  @IntegerField({ optional: true, min: 1, max: 12, example: 1 })
  fiscal_year_start_month?: number;

  @IntegerField({ optional: true, min: 1, max: 3650, example: 30 })
  default_quote_validity_days?: number;

  @TextField({ optional: true, max: 5, pattern: TIME, example: '08:00' })
  business_hours_start?: string;

  @TextField({
    optional: true,
    max: 5,
    pattern: TIME_OR_MIDNIGHT,
    description: '`24:00` is the end of the day.',
    example: '17:00',
  })
  business_hours_end?: string;

  /** ISO weekdays, 1 is Monday. @example [1, 2, 3, 4, 5] */
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayMaxSize(7)
  @IsInt({ each: true })
  business_days?: number[];

  @TextField({ optional: true, max: 100, description: 'IANA time zone.', example: 'Europe/Berlin' })
  timezone?: string;

  @PercentField({
    optional: true,
    max: 100,
    description: 'By how much a receipt may exceed its order line.',
  })
  over_receipt_percent?: Decimal;

  @PercentField({
    optional: true,
    max: 100,
    description: 'By how much an operation may use more material than planned.',
  })
  over_consumption_percent?: Decimal;

  @BooleanField({ optional: true })
  self_registration?: boolean;
}

export class CompanySettingsResponse {
  /** @example Layer Line Works */
  company_name: string;
  address_line1: string | null;
  address_line2: string | null;
  city: string | null;
  state: string | null;
  zip: string | null;
  country: string | null;
  phone: string | null;
  email: string | null;
  website: string | null;
  tax_enabled: boolean;
  tax_name: string | null;
  @DecimalOut({ example: '19' })
  tax_rate: Decimal;
  tax_registration_number: string | null;
  /** ISO 4217. @example EUR */
  currency_code: string;
  /** @example 1 */
  fiscal_year_start_month: number;
  /** @example 30 */
  default_quote_validity_days: number;
  /** @example "08:00:00" */
  business_hours_start: string;
  /** @example "17:00:00" */
  business_hours_end: string;
  /** ISO weekdays, 1 is Monday. @example [1, 2, 3, 4, 5] */
  business_days: number[];
  /** IANA time zone. @example "Europe/Berlin" */
  timezone: string;
  @DecimalOut({ example: '5' })
  over_receipt_percent: Decimal;
  @DecimalOut({ example: '5' })
  over_consumption_percent: Decimal;
  self_registration: boolean;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}
