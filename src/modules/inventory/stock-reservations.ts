import { Injectable } from '@nestjs/common';
import { type Decimal, minimum, ZERO } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import { BusinessTime } from '../settings/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { type LockedProduct, lockProducts, readBalances } from './ledger.repository.js';
import { candidates, pick } from './ledger.rules.js';
import type { Reference, Source } from './movement.js';
import { ReservationUpkeep } from './reservation-upkeep.js';
import {
  type Keep,
  markProducts,
  type NewDemand,
  type ReservationLine,
  totalFree,
  writeDemands,
  writeReservations,
} from './reservations.repository.js';

/** A wish to keep stock for a document. */
export interface ReservationRequest {
  productId: number;
  quantity: Decimal;
  /** Where it may be kept; open ends are picked as for a movement. */
  from?: Source;
  reference: Reference;
  /** 1 is most urgent, 5 least; 3 unless told. */
  priority?: number;
  /** The document that it is for, when the reference is only a number of its own. */
  source?: Reference;
  /** When it lets go by itself. */
  expiresAt?: Date;
  /** What is not there waits until it comes, and is then kept in turn. */
  allowShortage?: boolean;
  pointer?: string;
}

export interface ReservationOutcome {
  request: ReservationRequest;
  reserved: Decimal;
  /** What could not be reserved, because it is not there or not free. */
  missing: Decimal;
}

const DEFAULT_PRIORITY = 3;

/**
 * Keeps stock for documents. A reservation lies on balances, so that on hand − allocated is what is free. What is not
 * there may wait by name; it lies on no balance and is filled as soon as stock comes or is freed.
 */
@Injectable()
export class StockReservations {
  constructor(
    private readonly businessTime: BusinessTime,
    private readonly upkeep: ReservationUpkeep,
  ) {}

  /** Reserves what is free, up to what is asked for, and says what is missing. */
  async reserveAvailable(tx: Tx, requests: readonly ReservationRequest[]): Promise<ReservationOutcome[]> {
    if (requests.length === 0) return [];
    return this.reserveLocked(tx, requests, await this.lock(tx, productsOf(requests)));
  }

  /** Reserves all of it, or refuses with what is free. What may be short waits and is no reason to refuse. */
  async reserve(tx: Tx, requests: readonly ReservationRequest[]): Promise<ReservationOutcome[]> {
    const outcomes = await this.reserveKnown(tx, requests);
    const short = outcomes.find(({ request, missing }) => missing.greaterThan(0) && !request.allowShortage);
    if (short) throw notAvailable(short);
    return outcomes;
  }

  /** Reserves what is free; refuses only where nothing is. */
  async reservePart(tx: Tx, requests: readonly ReservationRequest[]): Promise<ReservationOutcome[]> {
    const outcomes = await this.reserveKnown(tx, requests);
    const none = outcomes.find(({ request, reserved }) => reserved.isZero() && !request.allowShortage);
    if (none) throw notAvailable(none);
    return outcomes;
  }

  private async reserveKnown(tx: Tx, requests: readonly ReservationRequest[]): Promise<ReservationOutcome[]> {
    const products = await this.lock(tx, productsOf(requests));
    const unknown = requests.find((request) => !products.has(request.productId));
    if (!unknown) return this.reserveLocked(tx, requests, products);
    const { productNotFound } = InventoryErrors;
    throw fieldRefusal(productNotFound, '/product_id', productNotFound.title, {
      product_id: unknown.productId,
    });
  }

  private async reserveLocked(
    tx: Tx,
    requests: readonly ReservationRequest[],
    products: ReadonlyMap<number, LockedProduct>,
  ): Promise<ReservationOutcome[]> {
    const balances = await readBalances(tx, [...products.keys()], []);
    const today = await this.businessTime.today(tx);
    const lines: ReservationLine[] = [];
    const outcomes = requests.map((request) => {
      const own = balances.filter((balance) => balance.productId === request.productId);
      const from = candidates(own, request.from ?? {}, 'consumption', today);
      const { picks } = pick(minimum(request.quantity, totalFree(from)), from, []);
      for (const { balance, quantity } of picks) {
        balance.allocated = balance.allocated.plus(quantity);
        lines.push({ keep: keepOf(tx, request), balance, quantity });
      }
      const reserved = picks.reduce((sum, { quantity }) => sum.plus(quantity), ZERO);
      return { request, reserved, missing: request.quantity.minus(reserved) };
    });
    await writeReservations(tx, lines);
    const waiting = outcomes.filter(
      ({ request, missing }) => request.allowShortage && missing.greaterThan(0),
    );
    await writeDemands(
      tx,
      waiting.map((outcome) => demandOf(tx, outcome)),
    );
    const marked = [
      ...waiting.map(({ request }) => request),
      ...requests.filter(({ expiresAt }) => expiresAt),
    ];
    if (marked.length > 0) await markProducts(tx, productsOf(marked));
    return outcomes;
  }

  /** Locks products, and lets go of what has run out before anybody is refused because of it. */
  private async lock(tx: Tx, productIds: readonly number[]): Promise<Map<number, LockedProduct>> {
    const products = await lockProducts(tx, productIds);
    await this.upkeep.expire(tx, products);
    return products;
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
    const products = await this.lock(tx, productsOf(needs));
    await tx.execute(TRIM, [
      tx.organizationId,
      ...columns(needs.map((need) => need.reference)),
      needs.map((need) => need.keep.toFixed()),
    ]);
    await this.giveOn(tx, products);
  }

  /** Releases what is still open of the reservations of documents, and what waits for them. */
  async release(tx: Tx, references: readonly Reference[]): Promise<void> {
    if (references.length === 0) return;
    const rows = await tx.query<{ product_id: number }>(
      `SELECT DISTINCT product_id FROM inventory_reservations
        WHERE organization_id = $1 AND status = 'open'
          AND (reference_type, reference_id) IN (SELECT * FROM unnest($2::text[], $3::bigint[]))`,
      [tx.organizationId, ...columns(references)],
    );
    if (rows.length === 0) return;
    const products = await this.lock(
      tx,
      rows.map((row) => row.product_id).sort((a, b) => a - b),
    );
    await tx.execute(RELEASE, [tx.organizationId, ...columns(references)]);
    await this.giveOn(tx, products);
  }

  /** What was freed goes to those who wait for it; a demand that was let go is no longer remembered. */
  private async giveOn(tx: Tx, products: ReadonlyMap<number, LockedProduct>): Promise<void> {
    const waiting = [...products.values()].filter((product) => product.has_waiting);
    if (waiting.length === 0) return;
    await this.upkeep.fill(tx, products);
    await markProducts(
      tx,
      waiting.map((product) => product.id),
    );
  }
}

function productsOf(items: readonly { productId: number }[]): number[] {
  return [...new Set(items.map((item) => item.productId))].sort((a, b) => a - b);
}

function keepOf(tx: Tx, request: ReservationRequest): Keep {
  return {
    reference: request.reference,
    priority: request.priority ?? DEFAULT_PRIORITY,
    source: request.source ?? null,
    expiresAt: request.expiresAt ?? null,
    createdBy: tx.principal.userId,
  };
}

function demandOf(tx: Tx, { request, missing }: ReservationOutcome): NewDemand {
  return {
    keep: keepOf(tx, request),
    productId: request.productId,
    quantity: missing,
    locationId: request.from?.locationId ?? null,
    lotId: request.from?.lotId ?? null,
  };
}

function notAvailable(short: ReservationOutcome): DomainError {
  const { notAvailable: definition } = InventoryErrors;
  return new DomainError(definition, {
    errors: [
      {
        pointer: short.request.pointer ?? '/quantity',
        code: definition.code,
        detail: definition.title,
      },
    ],
    extra: {
      product_id: short.request.productId,
      requested: short.request.quantity,
      available: short.reserved,
    },
  });
}

function columns(references: readonly Reference[]): [string[], number[]] {
  return [references.map((reference) => reference.type), references.map((reference) => reference.id)];
}

/**
 * The oldest reservations are kept first, and the row in which the need ends is kept in part. What only waits is kept last.
 */
const TRIM = `
WITH need AS (
  SELECT * FROM unnest($2::text[], $3::bigint[], $4::numeric[]) AS need (reference_type, reference_id, keep)
), kept AS (
  SELECT r.id, r.quantity_open, r.quantity_short,
         least(r.quantity_open + r.quantity_short,
               greatest(0, need.keep - (sum(r.quantity_open + r.quantity_short) OVER older - r.quantity_open - r.quantity_short)))
           AS keep
    FROM inventory_reservations r
    JOIN need ON need.reference_type = r.reference_type AND need.reference_id = r.reference_id
   WHERE r.organization_id = $1 AND r.status = 'open'
  WINDOW older AS (PARTITION BY r.reference_type, r.reference_id ORDER BY r.quantity_short > 0, r.id)
), trimmed AS (
  UPDATE inventory_reservations r
     SET quantity_open = CASE WHEN kept.quantity_open > 0 THEN kept.keep ELSE 0 END,
         quantity_short = CASE WHEN kept.quantity_short > 0 THEN kept.keep ELSE 0 END,
         status = CASE WHEN kept.keep = 0 THEN 'released' ELSE r.status END,
         closed_at = CASE WHEN kept.keep = 0 THEN now() END
    FROM kept
   WHERE r.organization_id = $1 AND r.id = kept.id AND kept.keep < kept.quantity_open + kept.quantity_short
  RETURNING r.product_id, r.location_id, r.lot_id, kept.quantity_open - r.quantity_open AS quantity
)
UPDATE inventory i SET allocated_quantity = i.allocated_quantity - s.quantity, updated_at = now()
  FROM (SELECT product_id, location_id, lot_id, sum(quantity) AS quantity FROM trimmed GROUP BY 1, 2, 3) s
 WHERE i.organization_id = $1 AND i.product_id = s.product_id AND i.location_id = s.location_id
   AND i.lot_id IS NOT DISTINCT FROM s.lot_id`;

const RELEASE = `
WITH released AS (
  UPDATE inventory_reservations r SET quantity_open = 0, quantity_short = 0, status = 'released', closed_at = now()
    FROM (SELECT id, quantity_open FROM inventory_reservations
           WHERE organization_id = $1 AND status = 'open'
             AND (reference_type, reference_id) IN (SELECT * FROM unnest($2::text[], $3::bigint[]))) before
   WHERE r.organization_id = $1 AND r.id = before.id
  RETURNING r.product_id, r.location_id, r.lot_id, before.quantity_open
)
UPDATE inventory i SET allocated_quantity = i.allocated_quantity - s.quantity, updated_at = now()
  FROM (SELECT product_id, location_id, lot_id, sum(quantity_open) AS quantity FROM released GROUP BY 1, 2, 3) s
 WHERE i.organization_id = $1 AND i.product_id = s.product_id AND i.location_id = s.location_id
   AND i.lot_id IS NOT DISTINCT FROM s.lot_id`;
