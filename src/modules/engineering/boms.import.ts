import type { Decimal } from '../../kernel/decimal.js';
import type { FieldError } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import { cellError, defineImport, type ImportRow, type RowOutcome } from '../../platform/imports/index.js';
import type { BomImportLine } from './bom.rules.js';
import type { BomUpsert } from './bom-upsert.js';
import { EngineeringPermissions } from './engineering.permissions.js';
import { CONSUME_STAGES } from './structure.rules.js';

const SCRAP_PERCENT_BELOW = 1_000;
const SCRAP_DECIMALS = 6;

export const BOMS_IMPORT = defineImport({
  kind: 'boms',
  title: 'Bills of materials',
  permission: EngineeringPermissions.write,
  groupBy: 'product_sku',
  columns: [
    {
      name: 'product_sku',
      type: 'text',
      required: true,
      description: 'What is made.',
      example: 'BRACKET-01',
    },
    {
      name: 'component_sku',
      type: 'text',
      required: true,
      description: 'What goes into it.',
      example: 'SCREW-M3',
    },
    {
      name: 'quantity',
      type: 'decimal',
      required: true,
      description: 'For `output_quantity` pieces.',
      example: '4',
    },
    {
      name: 'output_quantity',
      type: 'decimal',
      description: 'Pieces that the lines make, the same on every line of a product; 1 when empty.',
      example: '1',
    },
    { name: 'unit', type: 'text', description: 'The stock unit of the component when empty.', example: 'EA' },
    { name: 'scrap_factor', type: 'decimal', description: 'Per cent; 0 when empty.', example: '5' },
    { name: 'setup_quantity', type: 'decimal', description: 'Once an order; 0 when empty.', example: '1' },
    {
      name: 'rounding_multiple',
      type: 'decimal',
      description: 'Taken in multiples of this; as needed when empty.',
      example: '1',
    },
    {
      name: 'consume_stage',
      type: 'text',
      values: CONSUME_STAGES,
      description: '`production` when empty.',
      example: 'assembly',
    },
    { name: 'is_cost_only', type: 'boolean', description: 'True for services when empty.', example: 'false' },
    { name: 'is_optional', type: 'boolean', description: 'False when empty.', example: 'false' },
    {
      name: 'effective_from',
      type: 'date',
      description: 'First day; empty is always.',
      example: '2026-01-01',
    },
    {
      name: 'effective_to',
      type: 'date',
      description: 'First day without; empty is never.',
      example: '2027-01-01',
    },
    { name: 'notes', type: 'text', description: 'Free text.', example: 'Torque 0.5 Nm' },
  ],
});

/** Makes the lines of a file the active BOMs of their products. */
export async function importBoms(
  upsert: BomUpsert,
  tx: Tx,
  rows: readonly ImportRow[],
): Promise<RowOutcome[]> {
  const errors = rows.map(({ values }) => checkScrap(values['scrap_factor'] as Decimal | null));
  const broken = new Set(rows.filter((_, index) => errors[index]).map(({ values }) => values['product_sku']));
  const usable = rows.filter(({ values }) => !broken.has(values['product_sku']!));
  const written = await upsert.apply(
    tx,
    usable.map(({ values }) => values as unknown as BomImportLine),
  );
  const outcomes = new Map(usable.map((row, index) => [row, written[index]!]));
  const other = cellError('product_sku', 'group_has_errors', 'Another line of the same BOM has an error.');
  return rows.map((row, index) => outcomes.get(row) ?? [errors[index] ?? other]);
}

function checkScrap(scrap: Decimal | null): FieldError | null {
  if (scrap?.greaterThanOrEqualTo(SCRAP_PERCENT_BELOW)) {
    return cellError('scrap_factor', 'too_large', `scrap_factor is below ${SCRAP_PERCENT_BELOW}`);
  }
  if (scrap && scrap.decimalPlaces() > SCRAP_DECIMALS) {
    return cellError(
      'scrap_factor',
      'too_many_decimals',
      `scrap_factor has at most ${SCRAP_DECIMALS} decimals`,
    );
  }
  return null;
}
