import { Decimal, minimum, ZERO } from '../../kernel/decimal.js';
import type { MovementType, Source } from './movement.js';

/** Stock of one product at one location in one lot, with what the picking needs to know of both. */
export interface Balance {
  productId: number;
  locationId: number;
  locationType: string;
  lotId: number | null;
  lotStatus: string | null;
  /** Business day from which the lot counts as expired. */
  lotExpiresOn: string | null;
  lotReceivedOn: string | null;
  onHand: Decimal;
  allocated: Decimal;
}

/** One place of the ledger as a map key: product, location and lot. */
export function placeKey(place: { productId: number; locationId: number; lotId: number | null }): string {
  return `${place.productId}/${place.locationId}/${place.lotId ?? '-'}`;
}

/** An open reservation on one balance. */
export interface OpenReservation {
  id: number;
  locationId: number;
  lotId: number | null;
  open: Decimal;
}

/** So much from one balance, of it so much out of a reservation. */
export interface Pick<B extends Balance = Balance> {
  balance: B;
  quantity: Decimal;
  reservation: OpenReservation | null;
}

export interface PickResult<B extends Balance = Balance> {
  picks: Pick<B>[];
  /** What could not be found. */
  missing: Decimal;
}

/** Types that may touch a lot in any state: they move it aside, write it off or correct it. */
const ANY_LOT_STATE: ReadonlySet<MovementType> = new Set([
  'transfer',
  'adjustment',
  'scrap',
  'count',
  'reversal',
  'return',
]);

/** A lot that is on hold, in quarantine or past its date is not used up or sold. */
export function isUsable(balance: Balance, type: MovementType, date: string): boolean {
  if (ANY_LOT_STATE.has(type)) return true;
  if (balance.locationType === 'quarantine') return false;
  if (balance.lotId === null) return true;
  const expired = balance.lotExpiresOn !== null && balance.lotExpiresOn <= date;
  return !expired && (balance.lotStatus === 'active' || balance.lotStatus === 'depleted');
}

/** FEFO, then FIFO, then by key so that the order is always the same. */
export function comparePicking(a: Balance, b: Balance): number {
  return (
    compareNullsLast(a.lotExpiresOn, b.lotExpiresOn) ||
    compareNullsLast(a.lotReceivedOn, b.lotReceivedOn) ||
    (a.lotId ?? 0) - (b.lotId ?? 0) ||
    a.locationId - b.locationId
  );
}

function compareNullsLast(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}

/** The balances of one product that a source allows, in picking order. */
export function candidates<B extends Balance>(
  balances: Iterable<B>,
  source: Source,
  type: MovementType,
  date: string,
): B[] {
  return [...balances]
    .filter((balance) => source.locationId === undefined || balance.locationId === source.locationId)
    .filter((balance) => source.lotId === undefined || balance.lotId === source.lotId)
    .filter((balance) => isUsable(balance, type, date))
    .sort(comparePicking);
}

/**
 * Picks a quantity: own reserved stock first, then what is free. Reserved stock of others is never touched, and nobody
 * is blocked by their own reservation.
 */
export function pick<B extends Balance>(
  quantity: Decimal,
  from: readonly B[],
  own: readonly OpenReservation[],
): PickResult<B> {
  const picks: Pick<B>[] = [];
  let missing = quantity;
  const taken = new Map<B, Decimal>();
  const take = (balance: B, amount: Decimal, reservation: OpenReservation | null) => {
    if (amount.lessThanOrEqualTo(0)) return;
    picks.push({ balance, quantity: amount, reservation });
    taken.set(balance, (taken.get(balance) ?? ZERO).plus(amount));
    missing = missing.minus(amount);
  };
  for (const balance of from) {
    for (const reservation of own) {
      if (reservation.locationId !== balance.locationId || reservation.lotId !== balance.lotId) continue;
      const left = balance.onHand.minus(taken.get(balance) ?? ZERO);
      take(balance, minimum(missing, reservation.open, left), reservation);
    }
  }
  for (const balance of from) take(balance, minimum(missing, freeOf(balance)), null);
  return { picks, missing };
}

/** Stock of a balance that nobody has reserved. */
export function freeOf(balance: Balance): Decimal {
  return Decimal.max(ZERO, balance.onHand.minus(balance.allocated));
}
