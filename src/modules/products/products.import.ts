import type { Decimal } from '../../kernel/decimal.js';
import type { FieldError } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import {
  cellError,
  type CellValue,
  defineImport,
  type ImportRow,
  type RowOutcome,
} from '../../platform/imports/index.js';
import type { ProductWriter } from './product-writer.js';
import { LOT_SIZING_RULES, PLANNING_DAYS_MAX, PLANNING_METHODS } from './product-planning.rules.js';
import { ITEM_TYPES, PROCUREMENT_TYPES, type ProductInput, STOCKING_POLICIES } from './products.rules.js';
import { ProductsPermissions } from './products.permissions.js';

const SKU_LENGTH_MAX = 100;
const NAME_LENGTH_MAX = 255;
const HOLDING_RATE_MAX = 10;
const POSITIVE_COLUMNS = [
  'purchase_conversion',
  'min_order_qty',
  'order_multiple',
  'lot_quantity',
  'max_order_qty',
];
const DAY_COLUMNS = [
  'lead_time_days',
  'lot_period_days',
  'safety_lead_days',
  'planning_time_fence_days',
  'demand_time_fence_days',
];

export const PRODUCTS_IMPORT = defineImport({
  kind: 'products',
  title: 'Products',
  permission: ProductsPermissions.write,
  // A SKU that comes twice is seen only when both rows come in the same chunk.
  groupBy: 'sku',
  columns: [
    { name: 'sku', type: 'text', required: true, description: 'Business key.', example: 'PLA-BLACK-175' },
    { name: 'name', type: 'text', description: 'Needed for a new product.', example: 'PLA black 1.75 mm' },
    { name: 'description', type: 'text', description: 'Free text.', example: 'Easy to print' },
    {
      name: 'item_type',
      type: 'text',
      values: ITEM_TYPES,
      description: '`finished_good` when empty.',
      example: 'material',
    },
    {
      name: 'procurement_type',
      type: 'text',
      values: PROCUREMENT_TYPES,
      description: 'A finished good is made when empty, everything else bought.',
      example: 'buy',
    },
    {
      name: 'stocking_policy',
      type: 'text',
      values: STOCKING_POLICIES,
      description: '`make_to_stock` when empty.',
      example: 'make_to_stock',
    },
    { name: 'category_code', type: 'text', description: 'Product category.', example: 'FILAMENT' },
    {
      name: 'unit',
      type: 'text',
      description: 'Stock unit; G for a material and EA otherwise when empty.',
      example: 'G',
    },
    { name: 'purchase_uom', type: 'text', description: 'Unit it is bought in.', example: 'KG' },
    {
      name: 'purchase_conversion',
      type: 'decimal',
      description: 'Stock units per purchase unit; needed when the units do not say.',
      example: '1000',
    },
    { name: 'standard_cost', type: 'decimal', description: 'Per stock unit.', example: '0.02' },
    {
      name: 'standard_cost_per_purchase_unit',
      type: 'decimal',
      description: 'The same per purchase unit, instead.',
      example: '20',
    },
    { name: 'selling_price', type: 'decimal', description: 'Per stock unit.', example: '0.05' },
    { name: 'lead_time_days', type: 'integer', description: 'Working days to get it.', example: '7' },
    { name: 'safety_stock', type: 'decimal', description: 'In the stock unit.', example: '500' },
    { name: 'reorder_point', type: 'decimal', description: 'In the stock unit.', example: '1000' },
    { name: 'reorder_qty', type: 'decimal', description: 'In the stock unit.', example: '5000' },
    { name: 'min_order_qty', type: 'decimal', description: 'In the stock unit.', example: '1000' },
    { name: 'order_multiple', type: 'decimal', description: 'In the stock unit.', example: '1000' },
    { name: 'max_order_qty', type: 'decimal', description: 'In the stock unit.', example: '20000' },
    {
      name: 'planning_method',
      type: 'text',
      values: PLANNING_METHODS,
      description: '`mrp` when empty.',
      example: 'mrp',
    },
    {
      name: 'lot_sizing_rule',
      type: 'text',
      values: LOT_SIZING_RULES,
      description: '`lot_for_lot` when empty.',
      example: 'fixed_quantity',
    },
    { name: 'lot_quantity', type: 'decimal', description: 'The lot of `fixed_quantity`.', example: '500' },
    {
      name: 'lot_period_days',
      type: 'integer',
      min: 1,
      description: 'Days of need in one order of `period`.',
      example: '7',
    },
    { name: 'safety_lead_days', type: 'integer', description: 'Days earlier than needed.', example: '2' },
    {
      name: 'planning_time_fence_days',
      type: 'integer',
      description: 'Days in which nothing is planned by itself.',
      example: '14',
    },
    {
      name: 'demand_time_fence_days',
      type: 'integer',
      description: 'Days in which only orders count as demand.',
      example: '7',
    },
    { name: 'reorder_cost', type: 'decimal', description: 'Of one order.', example: '25' },
    {
      name: 'holding_cost_rate',
      type: 'decimal',
      description: 'Part of its value that stock costs in a year.',
      example: '0.25',
    },
    { name: 'weight_kg', type: 'decimal', description: 'Kilograms per stock unit.', example: '0.001' },
    { name: 'shelf_life_days', type: 'integer', min: 1, description: 'Days.', example: '365' },
    {
      name: 'open_life_days',
      type: 'integer',
      min: 1,
      description: 'Days after a lot was opened.',
      example: '30',
    },
    { name: 'barcode', type: 'text', description: 'As it is scanned.', example: '4006381333931' },
    { name: 'track_lots', type: 'boolean', description: 'False when empty.', example: 'true' },
    { name: 'track_serials', type: 'boolean', description: 'False when empty.', example: 'false' },
    { name: 'is_active', type: 'boolean', description: 'True when empty.', example: 'true' },
  ],
});

/** Makes or changes products by SKU. An empty cell leaves what is there as it is. */
export async function importProducts(
  writer: ProductWriter,
  tx: Tx,
  rows: readonly ImportRow[],
): Promise<RowOutcome[]> {
  const categories = await readCategoryIds(tx, rows);
  const errors = rows.map((row) => checkRow(row, categories));
  const good = rows.filter((_, index) => errors[index] === null);
  const written = await writer.upsertMany(
    tx,
    good.map((row) => inputOf(row, categories)),
  );
  const outcomes = new Map(good.map((row, index) => [row, written[index]!]));
  return rows.map((row, index) => {
    const error = errors[index];
    if (error) return [error];
    const { outcome, errors: refusals } = outcomes.get(row)!;
    return outcome === 'refused' ? refusals : outcome;
  });
}

async function readCategoryIds(tx: Tx, rows: readonly ImportRow[]): Promise<Map<string, number>> {
  const codes = new Set(
    rows.flatMap(({ values }) => (values['category_code'] ? [values['category_code']] : [])),
  );
  const found = await tx.query<{ id: number; code: string }>(
    'SELECT id, code FROM item_categories WHERE organization_id = $1 AND code = ANY ($2)',
    [tx.organizationId, [...codes]],
  );
  return new Map(found.map((row) => [row.code, row.id]));
}

function checkRow({ values }: ImportRow, categories: ReadonlyMap<string, number>): FieldError | null {
  const { category_code: category } = values;
  for (const [column, lengthMax] of [
    ['sku', SKU_LENGTH_MAX],
    ['name', NAME_LENGTH_MAX],
    ['barcode', 100],
  ] as const) {
    if (String(values[column] ?? '').length > lengthMax) {
      return cellError(column, 'too_long', `${column} has at most ${lengthMax} characters`);
    }
  }
  for (const column of POSITIVE_COLUMNS) {
    if ((values[column] as Decimal | null)?.isZero())
      return cellError(column, 'too_small', `${column} is more than 0`);
  }
  for (const column of DAY_COLUMNS) {
    if (Number(values[column] ?? 0) > PLANNING_DAYS_MAX) {
      return cellError(column, 'too_large', `${column} is at most ${PLANNING_DAYS_MAX}`);
    }
  }
  if ((values['holding_cost_rate'] as Decimal | null)?.greaterThan(HOLDING_RATE_MAX)) {
    return cellError('holding_cost_rate', 'too_large', `holding_cost_rate is at most ${HOLDING_RATE_MAX}`);
  }
  if (category !== null && !categories.has(String(category))) {
    return cellError('category_code', 'unknown_category', `There is no category "${category}".`);
  }
  return null;
}

function inputOf(
  { values }: ImportRow,
  categories: ReadonlyMap<string, number>,
): ProductInput & { sku: string } {
  const { category_code: category, ...columns } = values;
  const given = Object.fromEntries(
    Object.entries(columns).filter((entry): entry is [string, Exclude<CellValue, null>] => entry[1] !== null),
  );
  const categoryId = category === null ? undefined : categories.get(String(category));
  return { ...given, category_id: categoryId } as ProductInput & { sku: string };
}
