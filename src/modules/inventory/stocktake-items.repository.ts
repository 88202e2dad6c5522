import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import { PresentStock } from './present-stock.js';
import type { StocktakeItemStatus } from './stocktake.rules.js';
import type { StocktakeEntity } from './stocktake.entity.js';

/** Cost of a unit at this moment: of the stock if there is some, else what the product says. Needs `p` and `v`. */
const UNIT_COST = `CASE WHEN v.quantity > 0 THEN round(v.total_value / v.quantity, 9)
  ELSE coalesce(p.average_cost, p.last_cost, p.standard_cost, 0) END`;

/** Stock that a stocktake covers; `$2` to `$7` as `scopeParameters` gives them. */
const STOCK_IN_SCOPE = `
  WITH RECURSIVE places AS (
    SELECT l.id FROM inventory_locations l
     WHERE l.organization_id = $1 AND l.warehouse_id = $3 AND ($4::bigint IS NULL OR l.id = $4)
    UNION
    SELECT l.id FROM inventory_locations l JOIN places ON l.organization_id = $1 AND l.parent_id = places.id
  ), categories AS (
    SELECT c.id FROM item_categories c WHERE c.organization_id = $1 AND c.id = $5
    UNION
    SELECT c.id FROM item_categories c JOIN categories ON c.organization_id = $1 AND c.parent_id = categories.id
  ), stock AS (
    SELECT i.product_id, i.location_id, i.lot_id, i.on_hand_quantity, ${UNIT_COST} AS unit_cost, l.code, p.sku
      FROM inventory i
      JOIN places ON places.id = i.location_id
      JOIN inventory_locations l ON l.organization_id = $1 AND l.id = i.location_id
      JOIN products p ON p.organization_id = $1 AND p.id = i.product_id
      LEFT JOIN inventory_valuations v ON v.organization_id = $1 AND v.product_id = i.product_id
      LEFT JOIN product_abc_classes abc ON abc.organization_id = $1 AND abc.product_id = i.product_id
     WHERE i.organization_id = $1 AND i.on_hand_quantity <> 0
       AND ($5::bigint IS NULL OR p.category_id IN (SELECT id FROM categories))
       AND ($6::text IS NULL OR coalesce(abc.abc_class, 'C') = $6)
       AND (NOT $7::boolean OR i.product_id IN (
             SELECT s.product_id FROM stocktake_products s WHERE s.organization_id = $1 AND s.stocktake_id = $2))
  )`;

function scopeParameters(tx: Tx, stocktake: StocktakeEntity, hasProducts: boolean): unknown[] {
  const { id, warehouse_id, location_id, category_id, abc_class } = stocktake;
  return [tx.organizationId, id, warehouse_id, location_id, category_id, abc_class, hasProducts];
}

/** A line whose expected quantity has just been taken anew. */
export interface RefreshedItem {
  id: number;
  status: StocktakeItemStatus;
  counts: number;
  expected_quantity: Decimal;
  actual_quantity: Decimal | null;
}

/** Takes the expected quantities and costs of lines anew; gives those that have changed. */
async function refreshExpected(tx: Tx, stocktakeId: number): Promise<RefreshedItem[]> {
  const items = await tx.query<PresentItem>(
    `SELECT item.id, item.product_id, item.location_id, item.lot_id, item.expected_quantity, item.unit_cost,
            ${UNIT_COST} AS cost_now
       FROM stocktake_items item
       JOIN products p ON p.organization_id = $1 AND p.id = item.product_id
       LEFT JOIN inventory_valuations v ON v.organization_id = $1 AND v.product_id = item.product_id
      WHERE item.organization_id = $1 AND item.stocktake_id = $2 ORDER BY item.id`,
    [tx.organizationId, stocktakeId],
  );
  const stock = await PresentStock.of(
    tx,
    items.map((item) => item.product_id),
  );
  const changed = items
    .map((item) => ({
      item,
      now: stock.onHand({ productId: item.product_id, locationId: item.location_id, lotId: item.lot_id }),
    }))
    .filter(({ item, now }) => !now.equals(item.expected_quantity) || !item.cost_now.equals(item.unit_cost));
  return tx.query<RefreshedItem>(
    `UPDATE stocktake_items i SET expected_quantity = present.quantity, unit_cost = present.cost
       FROM unnest($2::bigint[], $3::numeric[], $4::numeric[]) AS present (id, quantity, cost)
      WHERE i.organization_id = $1 AND i.id = present.id
     RETURNING i.id, i.status, i.counts, i.expected_quantity, i.actual_quantity`,
    [
      tx.organizationId,
      changed.map(({ item }) => item.id),
      changed.map(({ now }) => now.toFixed()),
      changed.map(({ item }) => item.cost_now.toFixed()),
    ],
  );
}

interface PresentItem {
  id: number;
  product_id: number;
  location_id: number;
  lot_id: number | null;
  expected_quantity: Decimal;
  unit_cost: Decimal;
  cost_now: Decimal;
}

/**
 * Writes what is expected, as the balances are at this moment, in four statements whatever the number of lines: lines that
 * are there get the stock of now, and, unless the places were chosen beforehand, everything else in scope becomes a line.
 */
export async function snapshotExpected(
  tx: Tx,
  stocktake: StocktakeEntity,
  hasProducts: boolean,
): Promise<RefreshedItem[]> {
  const refreshed = await refreshExpected(tx, stocktake.id);
  if (stocktake.scope === 'places') return refreshed;
  await tx.execute(
    `${STOCK_IN_SCOPE}
     INSERT INTO stocktake_items (organization_id, stocktake_id, product_id, location_id, lot_id, expected_quantity, unit_cost)
     SELECT $1, $2, product_id, location_id, lot_id, on_hand_quantity, unit_cost FROM stock
      ORDER BY code, sku, lot_id
     ON CONFLICT (organization_id, stocktake_id, product_id, location_id, lot_id) DO NOTHING`,
    scopeParameters(tx, stocktake, hasProducts),
  );
  return refreshed;
}

export async function countLines(
  tx: Tx,
  stocktakeId: number,
): Promise<{ lines: number; open: number; recount: number }> {
  const rows = await tx.query<{ lines: number; open: number; recount: number }>(
    `SELECT count(*) AS lines, count(*) FILTER (WHERE status = 'open') AS open,
            count(*) FILTER (WHERE status = 'recount') AS recount
       FROM stocktake_items WHERE organization_id = $1 AND stocktake_id = $2`,
    [tx.organizationId, stocktakeId],
  );
  return rows[0]!;
}

/** A place that was not on the list and is counted all the same. */
export interface FoundPlace {
  productId: number;
  locationId: number;
  lotId: number | null;
  /** What the ledger holds there. */
  expected: Decimal;
}

/**
 * Lines for places, in the order asked for; those that are missing are made, expecting what the ledger holds there: mostly
 * nothing. The caller holds the products' locks.
 */
export async function findOrAddItems(
  tx: Tx,
  stocktakeId: number,
  places: readonly FoundPlace[],
): Promise<number[]> {
  const rows = await tx.query<{ id: number; product_id: number; location_id: number; lot_id: number | null }>(
    `INSERT INTO stocktake_items (organization_id, stocktake_id, product_id, location_id, lot_id, expected_quantity,
                                  unit_cost, is_found)
     SELECT $1, $2, place.product_id, place.location_id, place.lot_id, place.expected, ${UNIT_COST}, true
       FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::numeric[])
            AS place (product_id, location_id, lot_id, expected)
       JOIN products p ON p.organization_id = $1 AND p.id = place.product_id
       LEFT JOIN inventory_valuations v ON v.organization_id = $1 AND v.product_id = place.product_id
      ORDER BY place.product_id, place.location_id, place.lot_id
     -- Touching the row of a line that is there returns it; nothing in it changes.
     ON CONFLICT (organization_id, stocktake_id, product_id, location_id, lot_id) DO UPDATE SET notes = stocktake_items.notes
     RETURNING id, product_id, location_id, lot_id`,
    [
      tx.organizationId,
      stocktakeId,
      places.map((place) => place.productId),
      places.map((place) => place.locationId),
      places.map((place) => place.lotId),
      places.map((place) => place.expected.toFixed()),
    ],
  );
  const key = (product: number, location: number, lot: number | null) =>
    `${product}/${location}/${lot ?? '-'}`;
  const ids = new Map(rows.map((row) => [key(row.product_id, row.location_id, row.lot_id), row.id]));
  return places.map((place) => ids.get(key(place.productId, place.locationId, place.lotId))!);
}

export interface LockedItem {
  id: number;
  expected_quantity: Decimal;
  actual_quantity: Decimal | null;
  status: StocktakeItemStatus;
  counts: number;
}

/** The lines of this stocktake among the given ids, locked in key order. */
export async function lockItems(
  tx: Tx,
  stocktakeId: number,
  ids: readonly number[],
): Promise<Map<number, LockedItem>> {
  const rows = await tx.query<LockedItem>(
    `SELECT id, expected_quantity, actual_quantity, status, counts FROM stocktake_items
      WHERE organization_id = $1 AND stocktake_id = $2 AND id = ANY ($3::bigint[]) ORDER BY id FOR UPDATE`,
    [tx.organizationId, stocktakeId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export interface NewCount {
  itemId: number;
  round: number;
  quantity: Decimal;
  status: StocktakeItemStatus;
  notes: string | null;
}

/** Writes counts: the last one is the line's, and all of them are kept. */
export async function writeCounts(tx: Tx, counts: readonly NewCount[]): Promise<void> {
  await tx.execute(
    `WITH given AS (
       SELECT * FROM unnest($2::bigint[], $3::integer[], $4::numeric[], $5::text[], $6::text[])
           AS c (item_id, round, quantity, status, notes)
     ), kept AS (
       INSERT INTO stocktake_counts (organization_id, stocktake_item_id, round, quantity, notes, counted_by, counted_at)
       SELECT $1, item_id, round, quantity, notes, $7, $8 FROM given ORDER BY item_id
     )
     UPDATE stocktake_items i
        SET actual_quantity = given.quantity, status = given.status, counts = given.round,
            notes = coalesce(given.notes, i.notes), counted_at = $8, counted_by = $7, accepted_at = NULL, accepted_by = NULL
       FROM given WHERE i.organization_id = $1 AND i.id = given.item_id`,
    [
      tx.organizationId,
      counts.map((count) => count.itemId),
      counts.map((count) => count.round),
      counts.map((count) => count.quantity.toFixed()),
      counts.map((count) => count.status),
      counts.map((count) => count.notes),
      tx.principal.userId,
      tx.now,
    ],
  );
}

/** Sets the status of lines; whoever accepts is written down. */
export async function setItemStatuses(
  tx: Tx,
  items: readonly { id: number; status: StocktakeItemStatus }[],
): Promise<void> {
  if (items.length === 0) return;
  await tx.execute(
    `UPDATE stocktake_items i
        SET status = given.status, accepted_at = CASE WHEN given.status = 'accepted' THEN $4::timestamptz END,
            accepted_by = CASE WHEN given.status = 'accepted' THEN $5::bigint END
       FROM unnest($2::bigint[], $3::text[]) AS given (id, status)
      WHERE i.organization_id = $1 AND i.id = given.id`,
    [
      tx.organizationId,
      items.map((item) => item.id),
      items.map((item) => item.status),
      tx.now,
      tx.principal.userId,
    ],
  );
}
