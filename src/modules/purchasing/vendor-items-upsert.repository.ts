import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';

/** A vendor item as a file makes it. */
export interface ItemRecord {
  vendor_id: number;
  product_id: number;
  vendor_sku: string | null;
  vendor_description: string | null;
  purchase_unit: string;
  purchase_conversion: Decimal;
  min_order_qty: Decimal | null;
  max_order_qty: Decimal | null;
  order_multiple: Decimal | null;
  lead_time_days: number | null;
  is_active: boolean;
}

const COLUMN_TYPES: Record<keyof ItemRecord, string> = {
  vendor_id: 'bigint',
  product_id: 'bigint',
  vendor_sku: 'text',
  vendor_description: 'text',
  purchase_unit: 'text',
  purchase_conversion: 'numeric',
  min_order_qty: 'numeric',
  max_order_qty: 'numeric',
  order_multiple: 'numeric',
  lead_time_days: 'integer',
  is_active: 'boolean',
};
const COLUMNS = Object.keys(COLUMN_TYPES);
const CHANGED = COLUMNS.filter((name) => name !== 'vendor_id' && name !== 'product_id');
const RECORD = Object.entries(COLUMN_TYPES)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ');
const listOf = (prefix: string, names: readonly string[]) =>
  names.map((name) => `${prefix}${name}`).join(', ');

/** Ids of vendors by code. */
export async function vendorIdsByCode(tx: Tx, codes: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ id: number; code: string }>(
    'SELECT id, code FROM vendors WHERE organization_id = $1 AND code = ANY ($2)',
    [tx.organizationId, [...new Set(codes)]],
  );
  return new Map(rows.map((row) => [row.code, row.id]));
}

/** Items between the given vendors and products, locked in key order. */
export function readItems(
  tx: Tx,
  vendorIds: readonly number[],
  productIds: readonly number[],
): Promise<ItemRecord[]> {
  return tx.query<ItemRecord>(
    `SELECT ${listOf('', COLUMNS)} FROM vendor_items
      WHERE organization_id = $1 AND vendor_id = ANY ($2::bigint[]) AND product_id = ANY ($3::bigint[])
      ORDER BY id FOR UPDATE`,
    [tx.organizationId, vendorIds, productIds],
  );
}

/** Makes or changes items in one statement. Equal ones are not touched, and are not in the answer. */
export async function upsertItems(
  tx: Tx,
  records: readonly ItemRecord[],
): Promise<Map<string, 'created' | 'updated'>> {
  const rows = await tx.query<{ vendor_id: number; product_id: number; created: boolean }>(
    `INSERT INTO vendor_items AS i (organization_id, ${listOf('', COLUMNS)})
     SELECT $1, ${listOf('r.', COLUMNS)} FROM jsonb_to_recordset($2::jsonb) AS r (${RECORD})
     ON CONFLICT (organization_id, vendor_id, product_id) DO UPDATE
        SET (${listOf('', CHANGED)}) = ROW (${listOf('excluded.', CHANGED)}), version = i.version + 1, updated_at = now()
      WHERE (${listOf('i.', CHANGED)}) IS DISTINCT FROM (${listOf('excluded.', CHANGED)})
     RETURNING i.vendor_id, i.product_id, xmax = 0 AS created`,
    [tx.organizationId, JSON.stringify(records)],
  );
  return new Map(
    rows.map((row) => [`${row.vendor_id}/${row.product_id}`, row.created ? 'created' : 'updated']),
  );
}

/** Sets the price of items from any quantity on, without an end; gives the items whose price changed. */
export async function upsertBasePrices(
  tx: Tx,
  prices: readonly { vendor_id: number; product_id: number; price: Decimal }[],
): Promise<Set<string>> {
  const rows = await tx.query<{ vendor_id: number; product_id: number }>(
    `WITH wanted AS (
       SELECT i.id, i.vendor_id, i.product_id, w.price
         FROM unnest($2::bigint[], $3::bigint[], $4::numeric[]) AS w (vendor_id, product_id, price)
         JOIN vendor_items i ON i.organization_id = $1 AND i.vendor_id = w.vendor_id AND i.product_id = w.product_id
     ), written AS (
       INSERT INTO vendor_item_prices AS p (organization_id, vendor_item_id, min_quantity, unit_price)
       SELECT $1, id, 0, price FROM wanted
       ON CONFLICT (organization_id, vendor_item_id, min_quantity, valid_from) DO UPDATE
          SET unit_price = excluded.unit_price, updated_at = now() WHERE p.unit_price <> excluded.unit_price
       RETURNING p.vendor_item_id
     )
     SELECT wanted.vendor_id, wanted.product_id FROM written JOIN wanted ON wanted.id = written.vendor_item_id`,
    [
      tx.organizationId,
      prices.map((item) => item.vendor_id),
      prices.map((item) => item.product_id),
      prices.map((item) => item.price.toFixed()),
    ],
  );
  return new Set(rows.map((row) => `${row.vendor_id}/${row.product_id}`));
}
