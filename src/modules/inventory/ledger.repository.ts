import { Decimal, ZERO } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import type { Balance, OpenReservation } from './ledger.rules.js';
import type { MovementType, Reference } from './movement.js';

/** What the ledger must know of a product, read under its lock. */
export interface LockedProduct {
  id: number;
  sku: string;
  unit: string;
  item_type: string;
  track_lots: boolean;
  average_cost: Decimal | null;
  last_cost: Decimal | null;
  standard_cost: Decimal | null;
  quantity: Decimal;
  total_value: Decimal;
}

interface BalanceRow {
  product_id: number;
  location_id: number;
  location_type: string;
  location_active: boolean;
  lot_id: number | null;
  lot_product_id: number | null;
  lot_status: string | null;
  lot_number: string | null;
  lot_expires_on: string | null;
  lot_received_on: string | null;
  on_hand_quantity: Decimal | null;
  allocated_quantity: Decimal | null;
}

/** A place where something is to arrive. */
export interface TargetPlace {
  productId: number;
  locationId: number;
  lotId: number | null;
}

export type BalanceState = Balance & {
  lotNumber: string | null;
  locationActive: boolean;
  lotProductId: number | null;
};

/**
 * Locks products for posting, in key order. A product's valuation row is its lock: whoever changes a balance or a
 * reservation of the product holds it, so everything read afterwards stands still.
 *
 * A row that is missing is made in a statement of its own. Made and locked in one statement, the lock would read a
 * snapshot that is older than a rival's first movement.
 */
export async function lockProducts(
  tx: Tx,
  productIds: readonly number[],
): Promise<Map<number, LockedProduct>> {
  const locked = await selectProductsForUpdate(tx, productIds);
  if (locked.size === productIds.length) return locked;
  await tx.execute(
    `INSERT INTO inventory_valuations (organization_id, product_id, quantity, total_value)
     SELECT $1, p.id, 0, 0 FROM products p
      WHERE p.organization_id = $1 AND p.id = ANY($2::bigint[]) AND p.item_type <> 'service' ORDER BY p.id
     ON CONFLICT DO NOTHING`,
    [tx.organizationId, productIds],
  );
  return selectProductsForUpdate(tx, productIds);
}

async function selectProductsForUpdate(
  tx: Tx,
  productIds: readonly number[],
): Promise<Map<number, LockedProduct>> {
  const rows = await tx.query<LockedProduct>(
    `SELECT p.id, p.sku, p.unit, p.item_type, p.track_lots, p.average_cost, p.last_cost, p.standard_cost,
            v.quantity, v.total_value
       FROM inventory_valuations v
       JOIN products p ON p.organization_id = v.organization_id AND p.id = v.product_id
      WHERE v.organization_id = $1 AND v.product_id = ANY($2::bigint[])
      ORDER BY v.product_id
        FOR UPDATE OF v`,
    [tx.organizationId, productIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Stock of the products, and the places where something is to arrive, with their locations and lots. */
export async function readBalances(
  tx: Tx,
  productIds: readonly number[],
  targets: readonly TargetPlace[],
): Promise<BalanceState[]> {
  const rows = await tx.query<BalanceRow>(
    `WITH place AS (
       SELECT i.product_id, i.location_id, i.lot_id, i.on_hand_quantity, i.allocated_quantity
         FROM inventory i
        WHERE i.organization_id = $1 AND i.product_id = ANY($2::bigint[])
          AND (i.on_hand_quantity <> 0 OR i.allocated_quantity <> 0)
       UNION ALL
       SELECT product_id, location_id, lot_id, NULL, NULL
         FROM unnest($3::bigint[], $4::bigint[], $5::bigint[]) AS target (product_id, location_id, lot_id)
     )
     SELECT place.product_id, place.location_id, l.type AS location_type, l.is_active AS location_active,
            place.lot_id, lot.product_id AS lot_product_id, lot.status AS lot_status, lot.lot_number,
            lot.expiration_date AS lot_expires_on, lot.received_date AS lot_received_on,
            place.on_hand_quantity, place.allocated_quantity
       FROM place
       JOIN inventory_locations l ON l.organization_id = $1 AND l.id = place.location_id
       LEFT JOIN material_lots lot ON lot.organization_id = $1 AND lot.id = place.lot_id`,
    [
      tx.organizationId,
      productIds,
      targets.map((target) => target.productId),
      targets.map((target) => target.locationId),
      targets.map((target) => target.lotId),
    ],
  );
  return rows.map(toBalance);
}

function toBalance(row: BalanceRow): BalanceState {
  return {
    productId: row.product_id,
    locationId: row.location_id,
    locationType: row.location_type,
    locationActive: row.location_active,
    lotId: row.lot_id,
    lotProductId: row.lot_product_id,
    lotStatus: row.lot_status,
    lotNumber: row.lot_number,
    lotExpiresOn: row.lot_expires_on,
    lotReceivedOn: row.lot_received_on,
    onHand: row.on_hand_quantity ?? ZERO,
    allocated: row.allocated_quantity ?? ZERO,
  };
}

/** Open reservations of the given documents, oldest first. */
export async function readReservations(
  tx: Tx,
  references: readonly Reference[],
): Promise<(OpenReservation & { productId: number; reference: Reference })[]> {
  const rows = await tx.query<{
    id: number;
    product_id: number;
    location_id: number;
    lot_id: number | null;
    quantity_open: Decimal;
    reference_type: string;
    reference_id: number;
  }>(
    `SELECT r.id, r.product_id, r.location_id, r.lot_id, r.quantity_open, r.reference_type, r.reference_id
       FROM inventory_reservations r
      WHERE r.organization_id = $1 AND r.quantity_open > 0
        AND (r.reference_type, r.reference_id) IN (SELECT * FROM unnest($2::text[], $3::bigint[]))
      ORDER BY r.id`,
    [
      tx.organizationId,
      references.map((reference) => reference.type),
      references.map((reference) => reference.id),
    ],
  );
  return rows.map((row) => ({
    id: row.id,
    productId: row.product_id,
    locationId: row.location_id,
    lotId: row.lot_id,
    open: row.quantity_open,
    reference: { type: row.reference_type, id: row.reference_id },
  }));
}

/** The business day of the latest movement of each product. */
export async function readLatestDates(tx: Tx, productIds: readonly number[]): Promise<Map<number, string>> {
  const rows = await tx.query<{ product_id: number; latest: string }>(
    `SELECT wanted.product_id, last.transaction_date AS latest
       FROM unnest($2::bigint[]) AS wanted (product_id)
      CROSS JOIN LATERAL (
        SELECT t.transaction_date FROM inventory_transactions t
         WHERE t.organization_id = $1 AND t.product_id = wanted.product_id
         ORDER BY t.transaction_date DESC LIMIT 1) last`,
    [tx.organizationId, productIds],
  );
  return new Map(rows.map((row) => [row.product_id, row.latest]));
}

/** A row of the ledger about to be written. */
export interface LedgerRow {
  productId: number;
  type: MovementType;
  fromLocationId: number | null;
  toLocationId: number | null;
  lotId: number | null;
  lotNumber: string | null;
  serialNumber: string | null;
  quantity: Decimal;
  unit: string;
  costPerUnit: Decimal;
  totalCost: Decimal;
  reference: Reference | null;
  reason: string | null;
  notes: string | null;
  reversalOf: number | null;
  date: string;
}

export interface ProductChange {
  productId: number;
  quantity: Decimal;
  value: Decimal;
  /** Set when the product's average or last cost changed. */
  averageCost: Decimal | null;
  lastCost: Decimal | null;
}

export interface ReservationChange {
  id: number;
  open: Decimal;
}

export interface LedgerWrite {
  rows: LedgerRow[];
  balances: Balance[];
  products: ProductChange[];
  reservations: ReservationChange[];
}

/** Appends the movements and brings balances, values, costs and reservations up to date: one statement, all or nothing. */
export async function writeLedger(tx: Tx, write: LedgerWrite): Promise<number[]> {
  const { rows, balances, products, reservations } = write;
  const ids = await tx.query<{ id: number }>(WRITE_LEDGER, [
    tx.organizationId,
    tx.principal.userId,
    rows.map((row) => row.productId),
    rows.map((row) => row.type),
    rows.map((row) => row.fromLocationId),
    rows.map((row) => row.toLocationId),
    rows.map((row) => row.lotId),
    rows.map((row) => row.lotNumber),
    rows.map((row) => row.serialNumber),
    rows.map((row) => row.quantity.toFixed()),
    rows.map((row) => row.unit),
    rows.map((row) => row.costPerUnit.toFixed()),
    rows.map((row) => row.totalCost.toFixed()),
    rows.map((row) => row.reference?.type ?? null),
    rows.map((row) => row.reference?.id ?? null),
    rows.map((row) => row.reason),
    rows.map((row) => row.notes),
    rows.map((row) => row.reversalOf),
    rows.map((row) => row.date),
    balances.map((balance) => balance.productId),
    balances.map((balance) => balance.locationId),
    balances.map((balance) => balance.lotId),
    balances.map((balance) => balance.onHand.toFixed()),
    balances.map((balance) => balance.allocated.toFixed()),
    products.map((product) => product.productId),
    products.map((product) => product.quantity.toFixed()),
    products.map((product) => product.value.toFixed()),
    products.map((product) => product.averageCost?.toFixed() ?? null),
    products.map((product) => product.lastCost?.toFixed() ?? null),
    reservations.map((reservation) => reservation.id),
    reservations.map((reservation) => reservation.open.toFixed()),
  ]);
  return ids.map((row) => row.id).sort((a, b) => a - b);
}

const WRITE_LEDGER = `
WITH moved AS (
  INSERT INTO inventory_transactions
         (organization_id, created_by, product_id, transaction_type, from_location_id, to_location_id, lot_id, lot_number,
          serial_number, quantity, unit, cost_per_unit, total_cost, reference_type, reference_id, reason, notes,
          reversal_of_id, transaction_date)
  SELECT $1, $2, m.product_id, m.type, m.from_id, m.to_id, m.lot_id, m.lot_number, m.serial, m.quantity, m.unit, m.cost,
         m.total, m.reference_type, m.reference_id, m.reason, m.notes, m.reversal_of, m.day
    FROM unnest($3::bigint[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[], $8::text[], $9::text[],
                $10::numeric[], $11::text[], $12::numeric[], $13::numeric[], $14::text[], $15::bigint[], $16::text[],
                $17::text[], $18::bigint[], $19::date[])
         WITH ORDINALITY AS m (product_id, type, from_id, to_id, lot_id, lot_number, serial, quantity, unit, cost, total,
                               reference_type, reference_id, reason, notes, reversal_of, day, place)
   ORDER BY m.place
  RETURNING id
), balances AS (
  INSERT INTO inventory (organization_id, product_id, location_id, lot_id, on_hand_quantity, allocated_quantity)
  SELECT $1, b.product_id, b.location_id, b.lot_id, b.on_hand, b.allocated
    FROM unnest($20::bigint[], $21::bigint[], $22::bigint[], $23::numeric[], $24::numeric[])
         AS b (product_id, location_id, lot_id, on_hand, allocated)
  ON CONFLICT (organization_id, product_id, location_id, lot_id) DO UPDATE
     SET on_hand_quantity = excluded.on_hand_quantity, allocated_quantity = excluded.allocated_quantity, updated_at = now()
), valuations AS (
  UPDATE inventory_valuations v SET quantity = p.quantity, total_value = p.value, updated_at = now()
    FROM unnest($25::bigint[], $26::numeric[], $27::numeric[]) AS p (product_id, quantity, value)
   WHERE v.organization_id = $1 AND v.product_id = p.product_id
), costs AS (
  UPDATE products SET average_cost = coalesce(p.average, products.average_cost), last_cost = coalesce(p.last, products.last_cost)
    FROM unnest($25::bigint[], $28::numeric[], $29::numeric[]) AS p (product_id, average, last)
   WHERE products.organization_id = $1 AND products.id = p.product_id AND (p.average IS NOT NULL OR p.last IS NOT NULL)
), reserved AS (
  UPDATE inventory_reservations r
     SET quantity_open = c.open, status = CASE WHEN c.open = 0 THEN 'consumed' ELSE r.status END,
         closed_at = CASE WHEN c.open = 0 THEN now() END
    FROM unnest($30::bigint[], $31::numeric[]) AS c (id, open)
   WHERE r.organization_id = $1 AND r.id = c.id
)
SELECT id FROM moved`;
