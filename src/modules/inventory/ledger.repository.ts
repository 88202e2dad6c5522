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
 *
 * The product is locked too, in the weakest way, as the foreign key of the movement would do a moment later: so its unit,
 * tracking and costs are read as they are after the waiting, and nobody changes its unit until the posting is done.
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
  const rows = await tx.query<LockedProduct>('SELECT * FROM ledger_lock_products($1, $2)', [
    tx.organizationId,
    productIds,
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Stock of the products, and the places where something is to arrive, with their locations and lots. */
export async function readBalances(
  tx: Tx,
  productIds: readonly number[],
  targets: readonly TargetPlace[],
): Promise<BalanceState[]> {
  const rows = await tx.query<BalanceRow>('SELECT * FROM ledger_read_balances($1, $2, $3, $4, $5)', [
    tx.organizationId,
    productIds,
    targets.map((target) => target.productId),
    targets.map((target) => target.locationId),
    targets.map((target) => target.lotId),
  ]);
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

/** Those of the products that were ever moved. */
export async function readProductsWithHistory(tx: Tx, productIds: readonly number[]): Promise<number[]> {
  return [...(await readLatestDates(tx, productIds)).keys()];
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

/** One function of the database (see the step `ledger_posting`), so that each connection plans it once. */
const WRITE_LEDGER = `SELECT id FROM ledger_write(${Array.from({ length: 31 }, (_, index) => `$${index + 1}`).join(', ')}) AS id`;
