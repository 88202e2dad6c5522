import type { Decimal } from '../../kernel/decimal.js';
import { arrayText, type Tx, VersionedTable } from '../../platform/database/index.js';
import { ProductEntity } from './product.entity.js';
import { ProductsErrors } from './products.errors.js';
import type { ProductValues } from './products.rules.js';

export type ProductRow = ProductEntity;

export const productsTable = new VersionedTable<ProductRow>(ProductEntity, {
  notFound: ProductsErrors.productNotFound,
  sorts: ['sku', 'id', 'name'],
  search: ['sku', 'name'],
});

const COLUMN_TYPES: Record<keyof ProductValues, string> = {
  sku: 'text',
  name: 'text',
  description: 'text',
  unit: 'text',
  item_type: 'text',
  procurement_type: 'text',
  stocking_policy: 'text',
  category_id: 'bigint',
  material_type_id: 'bigint',
  color_id: 'bigint',
  preferred_vendor_id: 'bigint',
  cost_method: 'text',
  standard_cost: 'numeric(20,9)',
  selling_price: 'numeric(20,9)',
  purchase_uom: 'text',
  purchase_conversion: 'numeric(20,9)',
  lead_time_days: 'integer',
  safety_stock: 'numeric(20,9)',
  reorder_point: 'numeric(20,9)',
  reorder_qty: 'numeric(20,9)',
  min_order_qty: 'numeric(20,9)',
  order_multiple: 'numeric(20,9)',
  weight_kg: 'numeric(20,9)',
  shelf_life_days: 'integer',
  open_life_days: 'integer',
  barcode: 'text',
  image_url: 'text',
  track_lots: 'boolean',
  track_serials: 'boolean',
  is_active: 'boolean',
  planning_method: 'text',
  lot_sizing_rule: 'text',
  lot_quantity: 'numeric(20,9)',
  lot_period_days: 'integer',
  max_order_qty: 'numeric(20,9)',
  safety_lead_days: 'integer',
  planning_time_fence_days: 'integer',
  demand_time_fence_days: 'integer',
  reorder_cost: 'numeric(20,6)',
  holding_cost_rate: 'numeric(9,6)',
};
const COLUMNS = Object.keys(COLUMN_TYPES);
const RECORD = Object.entries(COLUMN_TYPES)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ');
const COSTS = ['standard_cost', 'reorder_cost', 'holding_cost_rate'];
const costsOf = (prefix: string) => COSTS.map((name) => `${prefix}${name}`).join(', ');
const listOf = (prefix: string) => COLUMNS.map((name) => `${prefix}${name}`).join(', ');

/** The products with these SKUs, locked in key order. */
export function lockBySku(tx: Tx, skus: readonly string[]): Promise<ProductRow[]> {
  return tx.query<ProductRow>(
    'SELECT * FROM products WHERE organization_id = $1 AND sku = ANY ($2) ORDER BY id FOR UPDATE',
    [tx.organizationId, skus],
  );
}

/** Ids of those of the products that exist. */
export async function idsBySku(tx: Tx, skus: readonly string[]): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(
    'SELECT id FROM products WHERE organization_id = $1 AND sku = ANY ($2)',
    [tx.organizationId, skus],
  );
  return rows.map((row) => row.id);
}

/** Inserts products in one statement; gives the ids by SKU. */
export async function insertProducts(tx: Tx, rows: readonly ProductValues[]): Promise<Map<string, number>> {
  if (rows.length === 0) return new Map();
  const inserted = await tx.query<{ id: number; sku: string }>(
    `INSERT INTO products (organization_id, ${listOf('')}, cost_source, last_cost_update)
     SELECT $1, ${listOf('r.')}, CASE WHEN num_nonnulls(${costsOf('r.')}) > 0 THEN 'imported' END,
            CASE WHEN num_nonnulls(${costsOf('r.')}) > 0 THEN now() END
       FROM jsonb_to_recordset($2::jsonb) AS r (${RECORD})
     RETURNING id, sku`,
    [tx.organizationId, JSON.stringify(rows)],
  );
  return new Map(inserted.map((row) => [row.sku, row.id]));
}

/** Changes the products that differ, in one statement; gives the ids of those. Equal rows keep their version. */
export async function updateProducts(
  tx: Tx,
  rows: readonly (ProductValues & { id: number })[],
): Promise<Set<number>> {
  if (rows.length === 0) return new Set();
  const updated = await tx.query<{ id: number }>(
    `UPDATE products p
        SET (${listOf('')}) = ROW (${listOf('r.')}), version = p.version + 1, updated_at = now(),
            cost_source = CASE WHEN (${costsOf('p.')}) IS DISTINCT FROM (${costsOf('r.')})
                               THEN 'imported' ELSE p.cost_source END,
            last_cost_update = CASE WHEN (${costsOf('p.')}) IS DISTINCT FROM (${costsOf('r.')})
                                    THEN now() ELSE p.last_cost_update END
       FROM jsonb_to_recordset($2::jsonb) AS r (id bigint, ${RECORD})
      WHERE p.organization_id = $1 AND p.id = r.id AND (${listOf('p.')}) IS DISTINCT FROM (${listOf('r.')})
     RETURNING p.id`,
    [tx.organizationId, JSON.stringify(rows)],
  );
  return new Set(updated.map((row) => row.id));
}

export interface StandardCostRow {
  id: number;
  cost_method: string;
  standard_cost: Decimal | null;
}

/** Costing method and standard cost of the products, locked in key order. */
export function lockStandardCosts(tx: Tx, ids: readonly number[]): Promise<StandardCostRow[]> {
  return tx.query<StandardCostRow>(
    `SELECT id, cost_method, standard_cost FROM products
      WHERE organization_id = $1 AND id = ANY ($2) ORDER BY id FOR UPDATE`,
    [tx.organizationId, ids],
  );
}

export async function updateStandardCosts(
  tx: Tx,
  ids: readonly number[],
  costs: readonly Decimal[],
): Promise<void> {
  await tx.execute(
    `UPDATE products p SET standard_cost = n.cost, version = p.version + 1, updated_at = now(),
            cost_source = 'calculated', last_cost_update = now()
       FROM unnest($2::bigint[], $3::numeric[]) AS n (id, cost)
      WHERE p.organization_id = $1 AND p.id = n.id`,
    [tx.organizationId, arrayText(ids), arrayText(costs.map((cost) => cost.toFixed()))],
  );
}
