import type { FieldError } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import {
  cellError,
  type CellValue,
  defineImport,
  type ImportRow,
  type RowOutcome,
} from '../../platform/imports/index.js';
import type { CompanySettings } from '../settings/index.js';
import { PurchasingPermissions } from './purchasing.permissions.js';

/** Columns of the table that a file may fill, with their greatest length. */
const TEXTS = {
  code: 50,
  name: 200,
  contact_name: 200,
  email: 320,
  phone: 50,
  website: 500,
  address_line1: 255,
  address_line2: 255,
  city: 100,
  state: 100,
  zip: 20,
  country: 100,
  payment_terms: 100,
  currency_code: 3,
  account_number: 100,
  tax_id: 100,
  notes: 4_000,
} as const;
const LEAD_DAYS_MAX = 3650;

const text = (name: string, description: string, example: string) =>
  ({ name, type: 'text', description, example }) as const;

export const VENDORS_IMPORT = defineImport({
  kind: 'vendors',
  title: 'Vendors',
  uniqueBy: ['code'],
  permission: PurchasingPermissions.vendorsWrite,
  columns: [
    { ...text('code', 'Business key.', 'FILAMENT-CO'), required: true },
    text('name', 'Needed for a new vendor.', 'Filament Company'),
    text('contact_name', 'Person.', 'Kim Lee'),
    text('email', 'E-mail address.', 'orders@filament.example'),
    text('phone', 'Telephone number.', '+49 30 1234567'),
    text('website', 'Address of the website.', 'https://filament.example'),
    text('address_line1', 'Street.', '1 Spool Street'),
    text('address_line2', 'More of the address.', 'Unit 7'),
    text('city', 'City.', 'Berlin'),
    text('state', 'State or province.', 'BE'),
    text('zip', 'Postal code.', '10115'),
    text('country', 'Country.', 'Germany'),
    text('payment_terms', 'Terms of payment.', '30 days net'),
    text('currency_code', 'ISO 4217; the company’s when empty.', 'EUR'),
    text('account_number', 'Our number at the vendor.', 'C-4711'),
    text('tax_id', 'Tax number.', 'DE123456789'),
    { name: 'lead_time_days', type: 'integer', description: 'Working days.', example: '7' },
    text('notes', 'Free text.', 'Closed in August'),
    { name: 'is_active', type: 'boolean', description: 'True when empty.', example: 'true' },
  ],
});

type VendorRecord = Record<string, CellValue>;

const COLUMNS = [...Object.keys(TEXTS), 'lead_time_days', 'is_active'];
const RECORD = [
  ...Object.keys(TEXTS).map((name) => `${name} text`),
  'lead_time_days integer',
  'is_active boolean',
];
const CHANGED = COLUMNS.filter((name) => name !== 'code');

/** Makes or changes vendors by code, any number in a constant number of statements. An empty cell leaves what is there. */
export async function importVendors(
  settings: CompanySettings,
  tx: Tx,
  rows: readonly ImportRow[],
): Promise<RowOutcome[]> {
  const present = await readPresent(tx, rows);
  const { currency_code: currency } = await settings.get(tx);
  const errors = rows.map((row) => checkRow(row, present));
  const good = rows.filter((_, index) => errors[index] === null);
  const records = good.map(({ values }) => merge(present.get(String(values['code'])), values, currency));
  const written = await upsert(tx, records);
  return rows.map((row, index) => {
    const error = errors[index];
    return error ? [error] : (written.get(String(row.values['code'])) ?? 'unchanged');
  });
}

async function readPresent(tx: Tx, rows: readonly ImportRow[]): Promise<Map<string, VendorRecord>> {
  const found = await tx.query<VendorRecord>(
    `SELECT ${COLUMNS.join(', ')} FROM vendors WHERE organization_id = $1 AND code = ANY ($2) ORDER BY id FOR UPDATE`,
    [tx.organizationId, rows.map((row) => row.values['code'])],
  );
  return new Map(found.map((row) => [String(row['code']), row]));
}

function checkRow({ values }: ImportRow, present: ReadonlyMap<string, VendorRecord>): FieldError | null {
  for (const [column, lengthMax] of Object.entries(TEXTS)) {
    if (String(values[column] ?? '').length > lengthMax) {
      return cellError(column, 'too_long', `${column} has at most ${lengthMax} characters`);
    }
  }
  if (!values['name'] && !present.has(String(values['code']))) {
    return cellError('name', 'missing', 'A new vendor needs a name');
  }
  if (values['currency_code'] && !/^[A-Z]{3}$/.test(String(values['currency_code']))) {
    return cellError('currency_code', 'not_a_currency', 'currency_code is three capital letters');
  }
  if (Number(values['lead_time_days'] ?? 0) > LEAD_DAYS_MAX) {
    return cellError('lead_time_days', 'too_large', `lead_time_days is at most ${LEAD_DAYS_MAX}`);
  }
  return null;
}

function merge(
  present: VendorRecord | undefined,
  values: ImportRow['values'],
  currency: string,
): VendorRecord {
  const before = present ?? { currency_code: currency, is_active: true };
  return Object.fromEntries(COLUMNS.map((column) => [column, values[column] ?? before[column] ?? null]));
}

/** Equal rows are not touched, and are not in the answer. */
async function upsert(tx: Tx, records: readonly VendorRecord[]): Promise<Map<string, 'created' | 'updated'>> {
  const listOf = (prefix: string, names: readonly string[]) =>
    names.map((name) => `${prefix}${name}`).join(', ');
  const rows = await tx.query<{ code: string; created: boolean }>(
    `INSERT INTO vendors AS v (organization_id, ${listOf('', COLUMNS)})
     SELECT $1, ${listOf('r.', COLUMNS)} FROM jsonb_to_recordset($2::jsonb) AS r (${RECORD.join(', ')})
     ON CONFLICT (organization_id, code) DO UPDATE
        SET (${listOf('', CHANGED)}) = ROW (${listOf('excluded.', CHANGED)}), version = v.version + 1, updated_at = now()
      WHERE (${listOf('v.', CHANGED)}) IS DISTINCT FROM (${listOf('excluded.', CHANGED)})
     RETURNING v.code, xmax = 0 AS created`,
    [tx.organizationId, JSON.stringify(records)],
  );
  return new Map(rows.map((row) => [row.code, row.created ? 'created' : 'updated']));
}
