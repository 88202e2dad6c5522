import { Decimal } from '../../kernel/decimal.js';
import type { FieldError } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import { cellError, defineImport, type ImportRow, type RowOutcome } from '../../platform/imports/index.js';
import { UOM_CLASSES, type UnitValues } from './units.repository.js';
import { normalizeUnitCode } from './units.rules.js';
import type { Units } from './units.service.js';
import { ProductsPermissions } from './products.permissions.js';

export const UNITS_IMPORT = defineImport({
  kind: 'units',
  title: 'Units of measure',
  permission: ProductsPermissions.unitsWrite,
  columns: [
    {
      name: 'code',
      type: 'text',
      required: true,
      description: 'Business key; read in capitals.',
      example: 'ROD',
    },
    { name: 'name', type: 'text', required: true, description: 'Name.', example: 'Rod of three metres' },
    {
      name: 'uom_class',
      type: 'text',
      required: true,
      values: UOM_CLASSES,
      description: 'What it measures.',
      example: 'length',
    },
    {
      // As text, since a factor has more decimals than a quantity.
      name: 'to_base_factor',
      type: 'text',
      required: true,
      description: 'How many KG, M, M2, L, SEC or EA one of it is; at most 15 decimals.',
      example: '3',
    },
    { name: 'symbol', type: 'text', description: 'As it is printed.', example: 'rod' },
    { name: 'unece_code', type: 'text', description: 'UN/ECE Recommendation 20.', example: 'MTR' },
  ],
});

const FACTOR = /^\d{1,15}(\.\d{1,15})?$/;

/** Makes or changes units by code. */
export async function importUnits(units: Units, tx: Tx, rows: readonly ImportRow[]): Promise<RowOutcome[]> {
  const seen = new Set<string>();
  const errors = rows.map((row) => checkRow(row, seen));
  const good = rows.filter((_, index) => errors[index] === null).map(valuesOf);
  const outcomes = await units.upsertMany(tx, good);
  return rows.map((row, index) => {
    const error = errors[index];
    if (error) return [error];
    const outcome = outcomes.get(normalizeUnitCode(String(row.values['code'])))!;
    if (outcome !== 'refused') return outcome;
    return [cellError('to_base_factor', 'unit_in_use', 'The unit is in use and keeps its meaning.')];
  });
}

function checkRow(row: ImportRow, seen: Set<string>): FieldError | null {
  const code = normalizeUnitCode(String(row.values['code']));
  const factor = String(row.values['to_base_factor']);
  if (seen.has(code)) return cellError('code', 'twice', `The unit "${code}" comes twice.`);
  seen.add(code);
  for (const [column, lengthMax] of Object.entries({ code: 20, name: 100, symbol: 20, unece_code: 3 })) {
    if (String(row.values[column] ?? '').length > lengthMax) {
      return cellError(column, 'too_long', `${column} has at most ${lengthMax} characters`);
    }
  }
  if (!FACTOR.test(factor) || new Decimal(factor).isZero()) {
    return cellError('to_base_factor', 'not_a_factor', 'to_base_factor is a decimal number above 0');
  }
  return null;
}

function valuesOf({ values }: ImportRow): UnitValues {
  return {
    code: String(values['code']),
    name: String(values['name']),
    uom_class: String(values['uom_class']),
    to_base_factor: new Decimal(String(values['to_base_factor'])),
    symbol: values['symbol'] === null ? null : String(values['symbol']),
    unece_code: values['unece_code'] === null ? null : String(values['unece_code']),
  };
}
