import { Decimal, ZERO } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import type { CostMethod } from './costing.rules.js';
import type { Balance, OpenReservation } from './ledger.rules.js';
import type { MovementType, Reference } from './movement.js';

/** What the ledger must know of a product, read under its lock. */
export interface LockedProduct {
  id: number;
  sku: string;
  unit: string;
  item_type: string;
  track_lots: boolean;
  cost_method: CostMethod;
  last_cost: Decimal | null;
  standard_cost: Decimal | null;
  quantity: Decimal;
  total_value: Decimal;
  /** What a unit cost when the stock last ran out. */
  last_unit_cost: Decimal | null;
  /** Instant of the latest movement. */
  last_effective_at: Date | null;
  /** Since when it is valued by its present method. */
  costed_since: Date | null;
  /** Last business day of the closed periods of the organization. */
  closed_through: string | null;
  /** Demands wait for stock of it. */
  has_waiting: boolean;
  /** When the next of its reservations runs out, or ran out; null when none does. */
  reservations_expire_at: Date | null;
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
  negative_limit: Decimal | null;
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
  /** How far approvals have let it go below zero. */
  negativeLimit: Decimal;
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
  which: 'all' | 'existing' = 'all',
): Promise<Map<number, LockedProduct>> {
  const locked = await selectProductsForUpdate(tx, productIds);
  if (locked.size === productIds.length || which === 'existing') return locked;
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
    negativeLimit: row.negative_limit ?? ZERO,
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

/** Those of the products that were ever moved. */
export async function readProductsWithHistory(tx: Tx, productIds: readonly number[]): Promise<number[]> {
  const rows = await tx.query<{ product_id: number }>(
    `SELECT wanted.product_id FROM unnest($2::bigint[]) AS wanted (product_id)
      WHERE EXISTS (SELECT FROM inventory_transactions t
                     WHERE t.organization_id = $1 AND t.product_id = wanted.product_id)`,
    [tx.organizationId, productIds],
  );
  return rows.map((row) => row.product_id);
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
  /** Null for corrections and for what is held. */
  costPerUnit: Decimal | null;
  /** What it does to the value of the stock; a correction may be negative. */
  totalCost: Decimal;
  /** What documents say that it is worth. */
  givenValue: Decimal | null;
  countedQuantity: Decimal | null;
  reference: Reference | null;
  reason: string | null;
  notes: string | null;
  reversalOf: number | null;
  /** The row that this one corrects. */
  revalues: number | null;
  date: string;
  /** Instant in milliseconds. */
  at: number;
  holdReason: string | null;
}

export interface ProductChange {
  productId: number;
  quantity: Decimal;
  value: Decimal;
  lastUnitCost: Decimal;
  lastMomentMs: number;
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
  balances: BalanceState[];
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
    rows.map((row) => row.costPerUnit?.toFixed() ?? null),
    rows.map((row) => row.totalCost.toFixed()),
    rows.map((row) => row.givenValue?.toFixed() ?? null),
    rows.map((row) => row.countedQuantity?.toFixed() ?? null),
    rows.map((row) => row.reference?.type ?? null),
    rows.map((row) => row.reference?.id ?? null),
    rows.map((row) => row.reason),
    rows.map((row) => row.notes),
    rows.map((row) => row.reversalOf),
    rows.map((row) => row.revalues),
    rows.map((row) => row.date),
    rows.map((row) => timestamp(row.at)),
    rows.map((row) => row.holdReason),
    balances.map((balance) => balance.productId),
    balances.map((balance) => balance.locationId),
    balances.map((balance) => balance.lotId),
    balances.map((balance) => balance.onHand.toFixed()),
    balances.map((balance) => balance.allocated.toFixed()),
    balances.map((balance) => balance.negativeLimit.toFixed()),
    products.map((product) => product.productId),
    products.map((product) => product.quantity.toFixed()),
    products.map((product) => product.value.toFixed()),
    products.map((product) => product.lastUnitCost.toFixed()),
    products.map((product) => timestamp(product.lastMomentMs)),
    products.map((product) => product.averageCost?.toFixed() ?? null),
    products.map((product) => product.lastCost?.toFixed() ?? null),
    reservations.map((reservation) => reservation.id),
    reservations.map((reservation) => reservation.open.toFixed()),
  ]);
  return ids.map((row) => row.id).sort((a, b) => a - b);
}

/** An instant as PostgreSQL reads it whatever its session's time zone is. */
function timestamp(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** One function of the database (see the step `ledger_costing`), so that each connection plans it once. */
const WRITE_LEDGER = `SELECT id FROM ledger_write(${Array.from({ length: 39 }, (_, index) => `$${index + 1}`).join(', ')}) AS id`;
