import { Injectable } from '@nestjs/common';
import { type Decimal, minimum, ZERO } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import { BusinessTime } from '../settings/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { type BalanceState, lockProducts, readBalances } from './ledger.repository.js';
import { candidates, freeOf, pick } from './ledger.rules.js';
import type { Reference, Source } from './movement.js';

/** A wish to keep stock for a document. */
export interface ReservationRequest {
  productId: number;
  quantity: Decimal;
  /** Where it may be kept; open ends are picked as for a movement. */
  from?: Source;
  reference: Reference;
  priority?: number;
  pointer?: string;
}

export interface ReservationOutcome {
  request: ReservationRequest;
  reserved: Decimal;
  /** What could not be reserved, because it is not there or not free. */
  missing: Decimal;
}

/** Keeps stock for documents. A reservation lies on balances, so that on hand − allocated is what is free. */
@Injectable()
export class StockReservations {
  constructor(private readonly businessTime: BusinessTime) {}

  /** Reserves what is free, up to what is asked for, and says what is missing. */
  async reserveAvailable(tx: Tx, requests: readonly ReservationRequest[]): Promise<ReservationOutcome[]> {
    if (requests.length === 0) return [];
    const productIds = [...new Set(requests.map((request) => request.productId))].sort((a, b) => a - b);
    await lockProducts(tx, productIds);
    return this.reserveLocked(tx, requests, productIds);
  }

  private async reserveLocked(
    tx: Tx,
    requests: readonly ReservationRequest[],
    productIds: readonly number[],
  ): Promise<ReservationOutcome[]> {
    const balances = await readBalances(tx, productIds, []);
    const today = await this.businessTime.today(tx);
    const lines: ReservationLine[] = [];
    const outcomes = requests.map((request) => {
      const own = balances.filter((balance) => balance.productId === request.productId);
      const from = candidates(own, request.from ?? {}, 'consumption', today);
      const { picks } = pick(minimum(request.quantity, totalFree(from)), from, []);
      for (const { balance, quantity } of picks) {
        balance.allocated = balance.allocated.plus(quantity);
        lines.push({ request, balance, quantity });
      }
      const reserved = picks.reduce((sum, { quantity }) => sum.plus(quantity), ZERO);
      return { request, reserved, missing: request.quantity.minus(reserved) };
    });
    await writeReservations(tx, lines);
    return outcomes;
  }

  /** Reserves all of it, or refuses with what is free. */
  async reserve(tx: Tx, requests: readonly ReservationRequest[]): Promise<ReservationOutcome[]> {
    const productIds = [...new Set(requests.map((request) => request.productId))].sort((a, b) => a - b);
    const products = await lockProducts(tx, productIds);
    const unknown = requests.find((request) => !products.has(request.productId));
    if (unknown) {
      const { productNotFound } = InventoryErrors;
      throw fieldRefusal(productNotFound, '/product_id', productNotFound.title, {
        product_id: unknown.productId,
      });
    }
    const outcomes = await this.reserveLocked(tx, requests, productIds);
    const short = outcomes.find((outcome) => outcome.missing.greaterThan(0));
    if (!short) return outcomes;
    throw new DomainError(InventoryErrors.notAvailable, {
      errors: [
        {
          pointer: short.request.pointer ?? '/quantity',
          code: InventoryErrors.notAvailable.code,
          detail: InventoryErrors.notAvailable.title,
        },
      ],
      extra: {
        product_id: short.request.productId,
        requested: short.request.quantity,
        available: short.reserved,
      },
    });
  }

  /**
   * Keeps no more for a document than it still needs. When it took other stock than what was kept for it (a lot that
   * somebody named, or its own was put on hold), the rest would be kept for ever.
   */
  async trim(
    tx: Tx,
    needs: readonly { reference: Reference; productId: number; keep: Decimal }[],
  ): Promise<void> {
    if (needs.length === 0) return;
    await lockProducts(
      tx,
      [...new Set(needs.map((need) => need.productId))].sort((a, b) => a - b),
    );
    await tx.execute(TRIM, [
      tx.organizationId,
      ...columns(needs.map((need) => need.reference)),
      needs.map((need) => need.keep.toFixed()),
    ]);
  }

  /** Releases what is still open of the reservations of documents. */
  async release(tx: Tx, references: readonly Reference[]): Promise<void> {
    if (references.length === 0) return;
    const rows = await tx.query<{ product_id: number }>(
      `SELECT DISTINCT product_id FROM inventory_reservations
        WHERE organization_id = $1 AND quantity_open > 0
          AND (reference_type, reference_id) IN (SELECT * FROM unnest($2::text[], $3::bigint[]))`,
      [tx.organizationId, ...columns(references)],
    );
    if (rows.length === 0) return;
    await lockProducts(
      tx,
      rows.map((row) => row.product_id).sort((a, b) => a - b),
    );
    await tx.execute(RELEASE, [tx.organizationId, ...columns(references)]);
  }
}

interface ReservationLine {
  request: ReservationRequest;
  balance: BalanceState;
  quantity: Decimal;
}

function totalFree(balances: readonly BalanceState[]): Decimal {
  return balances.reduce((sum, balance) => sum.plus(freeOf(balance)), ZERO);
}

function columns(references: readonly Reference[]): [string[], number[]] {
  return [references.map((reference) => reference.type), references.map((reference) => reference.id)];
}

async function writeReservations(tx: Tx, lines: readonly ReservationLine[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.execute(
    `WITH line AS (
       SELECT * FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::numeric[], $6::text[], $7::bigint[], $8::int[])
         AS line (product_id, location_id, lot_id, quantity, reference_type, reference_id, priority)
     ), made AS (
       INSERT INTO inventory_reservations (organization_id, product_id, location_id, lot_id, quantity, quantity_open,
                                           reference_type, reference_id, priority, status, created_by)
       SELECT $1, product_id, location_id, lot_id, quantity, quantity, reference_type, reference_id, priority, 'open', $9
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
      lines.map((line) => line.request.reference.type),
      lines.map((line) => line.request.reference.id),
      lines.map((line) => line.request.priority ?? 3),
      tx.principal.userId,
    ],
  );
}

/** The oldest reservations are kept first, and the row in which the need ends is kept in part. */
const TRIM = `
WITH need AS (
  SELECT * FROM unnest($2::text[], $3::bigint[], $4::numeric[]) AS need (reference_type, reference_id, keep)
), kept AS (
  SELECT r.id, r.quantity_open,
         least(r.quantity_open, greatest(0, need.keep - (sum(r.quantity_open) OVER older - r.quantity_open))) AS keep
    FROM inventory_reservations r
    JOIN need ON need.reference_type = r.reference_type AND need.reference_id = r.reference_id
   WHERE r.organization_id = $1 AND r.quantity_open > 0
  WINDOW older AS (PARTITION BY r.reference_type, r.reference_id ORDER BY r.id)
), trimmed AS (
  UPDATE inventory_reservations r
     SET quantity_open = kept.keep, status = CASE WHEN kept.keep = 0 THEN 'released' ELSE r.status END,
         closed_at = CASE WHEN kept.keep = 0 THEN now() END
    FROM kept WHERE r.organization_id = $1 AND r.id = kept.id AND kept.keep < kept.quantity_open
  RETURNING r.product_id, r.location_id, r.lot_id, kept.quantity_open - kept.keep AS quantity
)
UPDATE inventory i SET allocated_quantity = i.allocated_quantity - s.quantity, updated_at = now()
  FROM (SELECT product_id, location_id, lot_id, sum(quantity) AS quantity FROM trimmed GROUP BY 1, 2, 3) s
 WHERE i.organization_id = $1 AND i.product_id = s.product_id AND i.location_id = s.location_id
   AND i.lot_id IS NOT DISTINCT FROM s.lot_id`;

const RELEASE = `
WITH released AS (
  UPDATE inventory_reservations r SET quantity_open = 0, status = 'released', closed_at = now()
    FROM (SELECT id, quantity_open FROM inventory_reservations
           WHERE organization_id = $1 AND quantity_open > 0
             AND (reference_type, reference_id) IN (SELECT * FROM unnest($2::text[], $3::bigint[]))) before
   WHERE r.organization_id = $1 AND r.id = before.id
  RETURNING r.product_id, r.location_id, r.lot_id, before.quantity_open
)
UPDATE inventory i SET allocated_quantity = i.allocated_quantity - s.quantity, updated_at = now()
  FROM (SELECT product_id, location_id, lot_id, sum(quantity_open) AS quantity FROM released GROUP BY 1, 2, 3) s
 WHERE i.organization_id = $1 AND i.product_id = s.product_id AND i.location_id = s.location_id
   AND i.lot_id IS NOT DISTINCT FROM s.lot_id`;
