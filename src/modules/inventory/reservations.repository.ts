import { Decimal, ZERO } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx } from '../../platform/database/index.js';
import { InventoryErrors } from './inventory.errors.js';
import type { InventoryReservationEntity } from './inventory-reservation.entity.js';
import type { LedgerDifference } from './ledger-verification.js';
import type { BalanceState } from './ledger.repository.js';
import { freeOf } from './ledger.rules.js';
import type { Reference } from './movement.js';

/** What every row of a reservation says beside its place and quantity. */
export interface Keep {
  reference: Reference;
  priority: number;
  /** The document that somebody keeps it for by hand. */
  source: Reference | null;
  expiresAt: Date | null;
  createdBy: number | null;
}

/** So much of one balance. */
export interface ReservationLine {
  keep: Keep;
  balance: BalanceState;
  quantity: Decimal;
}

/** A demand to wait for stock, wherever it comes or at one place. */
export interface NewDemand {
  keep: Keep;
  productId: number;
  quantity: Decimal;
  locationId: number | null;
  lotId: number | null;
}

export type WaitingDemand = Pick<
  InventoryReservationEntity,
  | 'id'
  | 'product_id'
  | 'quantity_short'
  | 'wanted_location_id'
  | 'wanted_lot_id'
  | 'reference_type'
  | 'reference_id'
  | 'priority'
  | 'source_type'
  | 'source_id'
  | 'expires_at'
  | 'created_by'
>;

export function totalFree(balances: readonly BalanceState[]): Decimal {
  return balances.reduce((sum, balance) => sum.plus(freeOf(balance)), ZERO);
}

/** Keeps stock on balances. */
export async function writeReservations(tx: Tx, lines: readonly ReservationLine[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.execute(
    `WITH line AS (
       SELECT * FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::numeric[], $6::text[], $7::bigint[], $8::int[],
                            $9::text[], $10::bigint[], $11::timestamptz[], $12::bigint[])
         AS line (product_id, location_id, lot_id, quantity, reference_type, reference_id, priority, source_type, source_id,
                  expires_at, created_by)
     ), made AS (
       INSERT INTO inventory_reservations (organization_id, product_id, location_id, lot_id, quantity, quantity_open,
                                           reference_type, reference_id, priority, source_type, source_id, expires_at,
                                           status, created_by)
       SELECT $1, product_id, location_id, lot_id, quantity, quantity, reference_type, reference_id, priority, source_type,
              source_id, expires_at, 'open', created_by
         FROM line
     )
     UPDATE inventory i SET allocated_quantity = i.allocated_quantity + s.quantity, updated_at = now()
       FROM (SELECT product_id, location_id, lot_id, sum(quantity) AS quantity FROM line GROUP BY 1, 2, 3) s
      WHERE i.organization_id = $1 AND i.product_id = s.product_id AND i.location_id = s.location_id
        AND i.lot_id IS NOT DISTINCT FROM s.lot_id`,
    [
      tx.organizationId,
      lines.map((line) => line.balance.productId),
      lines.map((line) => line.balance.locationId),
      lines.map((line) => line.balance.lotId),
      lines.map((line) => line.quantity.toFixed()),
      ...keepColumns(lines.map((line) => line.keep)),
    ],
  );
}

/** Lets demands wait. */
export async function writeDemands(tx: Tx, demands: readonly NewDemand[]): Promise<void> {
  if (demands.length === 0) return;
  await tx.execute(
    `INSERT INTO inventory_reservations (organization_id, product_id, wanted_location_id, wanted_lot_id, quantity,
                                         quantity_short, quantity_open, reference_type, reference_id, priority,
                                         source_type, source_id, expires_at, created_by, status)
     SELECT $1, product_id, location_id, lot_id, quantity, quantity, 0, reference_type, reference_id, priority, source_type,
            source_id, expires_at, created_by, 'open'
       FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::numeric[], $6::text[], $7::bigint[], $8::int[], $9::text[],
                   $10::bigint[], $11::timestamptz[], $12::bigint[])
         AS d (product_id, location_id, lot_id, quantity, reference_type, reference_id, priority, source_type, source_id,
               expires_at, created_by)`,
    [
      tx.organizationId,
      demands.map((demand) => demand.productId),
      demands.map((demand) => demand.locationId),
      demands.map((demand) => demand.lotId),
      demands.map((demand) => demand.quantity.toFixed()),
      ...keepColumns(demands.map((demand) => demand.keep)),
    ],
  );
}

function keepColumns(keeps: readonly Keep[]): unknown[] {
  return [
    keeps.map((keep) => keep.reference.type),
    keeps.map((keep) => keep.reference.id),
    keeps.map((keep) => keep.priority),
    keeps.map((keep) => keep.source?.type ?? null),
    keeps.map((keep) => keep.source?.id ?? null),
    keeps.map((keep) => keep.expiresAt?.toISOString() ?? null),
    keeps.map((keep) => keep.createdBy),
  ];
}

/** Demands that wait for the products, in the order in which they are served. */
export function readWaiting(tx: Tx, productIds: readonly number[]): Promise<WaitingDemand[]> {
  return tx.query<WaitingDemand>(
    `SELECT id, product_id, quantity_short, wanted_location_id, wanted_lot_id, reference_type, reference_id, priority,
            source_type, source_id, expires_at, created_by
       FROM inventory_reservations
      WHERE organization_id = $1 AND product_id = ANY ($2) AND quantity_short > 0
      ORDER BY priority, id LIMIT ${LIMITS.documentLinesMax}`,
    [tx.organizationId, productIds],
  );
}

/** Takes from demands what they got. */
export async function settleWaiting(
  tx: Tx,
  filled: readonly { demand: WaitingDemand; quantity: Decimal }[],
): Promise<void> {
  if (filled.length === 0) return;
  await tx.execute(
    `UPDATE inventory_reservations r
        SET quantity_short = r.quantity_short - f.quantity,
            status = CASE WHEN r.quantity_short = f.quantity THEN 'filled' ELSE r.status END,
            closed_at = CASE WHEN r.quantity_short = f.quantity THEN now() END
       FROM unnest($2::bigint[], $3::numeric[]) AS f (id, quantity)
      WHERE r.organization_id = $1 AND r.id = f.id`,
    [
      tx.organizationId,
      filled.map(({ demand }) => demand.id),
      filled.map(({ quantity }) => quantity.toFixed()),
    ],
  );
}

export interface ExpiredReservation {
  id: number;
  product_id: number;
  reference_type: string;
  reference_id: number;
  quantity: Decimal;
}

/** Closes the products' reservations whose time is over, and frees what they kept. */
export function expireReservations(tx: Tx, productIds: readonly number[]): Promise<ExpiredReservation[]> {
  return tx.query<ExpiredReservation>(
    `WITH due AS (
       SELECT id, quantity_open, quantity_short FROM inventory_reservations
        WHERE organization_id = $1 AND product_id = ANY ($2) AND status = 'open' AND expires_at <= $3
     ), expired AS (
       UPDATE inventory_reservations r SET quantity_open = 0, quantity_short = 0, status = 'expired', closed_at = now()
         FROM due WHERE r.organization_id = $1 AND r.id = due.id
       RETURNING r.id, r.product_id, r.location_id, r.lot_id, r.reference_type, r.reference_id, due.quantity_open,
                 due.quantity_short
     ), freed AS (
       UPDATE inventory i SET allocated_quantity = i.allocated_quantity - s.quantity, updated_at = now()
         FROM (SELECT product_id, location_id, lot_id, sum(quantity_open) AS quantity FROM expired GROUP BY 1, 2, 3) s
        WHERE i.organization_id = $1 AND i.product_id = s.product_id AND i.location_id = s.location_id
          AND i.lot_id IS NOT DISTINCT FROM s.lot_id
     )
     SELECT id, product_id, reference_type, reference_id, quantity_open + quantity_short AS quantity FROM expired ORDER BY id`,
    [tx.organizationId, productIds, tx.now],
  );
}

/** Writes on the products' locks whether demands wait and when the next reservation runs out. */
export async function markProducts(tx: Tx, productIds: readonly number[]): Promise<void> {
  await tx.execute(
    `UPDATE inventory_valuations v
        SET has_waiting = EXISTS (SELECT FROM inventory_reservations r
                                   WHERE r.organization_id = $1 AND r.product_id = v.product_id AND r.quantity_short > 0),
            reservations_expire_at = (SELECT min(r.expires_at) FROM inventory_reservations r
                                       WHERE r.organization_id = $1 AND r.product_id = v.product_id AND r.status = 'open')
      WHERE v.organization_id = $1 AND v.product_id = ANY ($2)`,
    [tx.organizationId, productIds],
  );
}

/** Products with work for the sweep: reservations that have run out, and demands that wait. */
export async function readProductsToRefresh(tx: Tx): Promise<number[]> {
  const rows = await tx.query<{ product_id: number }>(
    `SELECT product_id FROM inventory_valuations
      WHERE organization_id = $1 AND (has_waiting OR reservations_expire_at <= $2) ORDER BY product_id`,
    [tx.organizationId, tx.now],
  );
  return rows.map((row) => row.product_id);
}

/** A demand that nobody would remember, because its product's lock does not tell of it. */
export function checkWaiting(tx: Tx): Promise<LedgerDifference[]> {
  return tx.query<LedgerDifference>(
    `SELECT 'waiting_demands' AS check, r.product_id, 'none waits' AS stored, format('%s wait', count(*)) AS computed
       FROM inventory_reservations r
       JOIN inventory_valuations v ON v.organization_id = r.organization_id AND v.product_id = r.product_id
      WHERE r.organization_id = $1 AND r.quantity_short > 0 AND NOT v.has_waiting
      GROUP BY r.product_id ORDER BY r.product_id LIMIT 1000`,
    [tx.organizationId],
  );
}

/** A reservation as it is shown. */
export type ReservationView = Omit<InventoryReservationEntity, 'organization_id' | 'created_by'>;

export interface ReservationFilter extends ListOptions {
  product_id?: number;
  reference_type?: string;
  reference_id?: number;
  source_type?: string;
  source_id?: number;
  status?: string;
  priority?: number;
  is_short?: boolean;
  is_expired?: boolean;
}

const SHOWN = `id, product_id, location_id, lot_id, quantity, quantity_open, quantity_short, wanted_location_id,
               wanted_lot_id, reference_type, reference_id, source_type, source_id, priority, status, expires_at,
               created_at, closed_at, version`;

const EQUALS = [
  'product_id',
  'reference_type',
  'reference_id',
  'source_type',
  'source_id',
  'status',
  'priority',
] as const;

export async function listReservations(tx: Tx, filter: ReservationFilter): Promise<Page<ReservationView>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['r.organization_id = $1'];
  for (const column of EQUALS) {
    if (filter[column] !== undefined) conditions.push(`r.${column} = ${place(filter[column])}`);
  }
  if (filter.is_short !== undefined) conditions.push(`(r.quantity_short > 0) = ${place(filter.is_short)}`);
  if (filter.is_expired !== undefined) {
    // What has run out and was not swept yet has run out all the same.
    const isExpired = `(r.status = 'expired' OR (r.status = 'open' AND coalesce(r.expires_at <= ${place(tx.now)}, false)))`;
    conditions.push(`${isExpired} = ${place(filter.is_expired)}`);
  }
  const order = keyset(filter, ['-id', 'priority'], place, 'r.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<ReservationView>(
    `SELECT ${SHOWN} FROM inventory_reservations r WHERE ${conditions.join(' AND ')}
      ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}

export async function getReservation(tx: Tx, id: number): Promise<ReservationView> {
  const rows = await tx.query<ReservationView>(
    `SELECT ${SHOWN} FROM inventory_reservations WHERE organization_id = $1 AND id = $2`,
    [tx.organizationId, id],
  );
  if (!rows[0]) throw new DomainError(InventoryErrors.reservationNotFound, { extra: { id } });
  return rows[0];
}

export function readReservationsOf(tx: Tx, reference: Reference): Promise<ReservationView[]> {
  return tx.query<ReservationView>(
    `SELECT ${SHOWN} FROM inventory_reservations
      WHERE organization_id = $1 AND reference_type = $2 AND reference_id = $3 ORDER BY id`,
    [tx.organizationId, reference.type, reference.id],
  );
}

/** Changes what is open of the reservations of one document or wish. */
export async function changeReservations(
  tx: Tx,
  reference: Reference,
  changes: { priority?: number; expiresAt?: Date | null },
): Promise<void> {
  await tx.execute(
    `UPDATE inventory_reservations
        SET priority = coalesce($4, priority), expires_at = CASE WHEN $5 THEN $6::timestamptz ELSE expires_at END
      WHERE organization_id = $1 AND reference_type = $2 AND reference_id = $3 AND status = 'open'`,
    [
      tx.organizationId,
      reference.type,
      reference.id,
      changes.priority ?? null,
      changes.expiresAt !== undefined,
      changes.expiresAt?.toISOString() ?? null,
    ],
  );
}

/** What ties the rows of one manual reservation together: a number that no other has. */
export async function nextManualNumber(tx: Tx): Promise<number> {
  const rows = await tx.query<{ number: number }>(
    `SELECT nextval(pg_get_serial_sequence('inventory_reservations', 'id')) AS number`,
  );
  return rows[0]!.number;
}
