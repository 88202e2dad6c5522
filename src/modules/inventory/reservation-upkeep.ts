import { Injectable } from '@nestjs/common';
import { minimum, ZERO } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { BusinessTime } from '../settings/index.js';
import { type BalanceState, type LockedProduct, lockProducts, readBalances } from './ledger.repository.js';
import { candidates, pick } from './ledger.rules.js';
import {
  expireReservations,
  markProducts,
  readWaiting,
  type ReservationLine,
  settleWaiting,
  totalFree,
  type WaitingDemand,
  writeReservations,
} from './reservations.repository.js';

/**
 * Keeps reservations true while stock comes and time goes. What a posting must know, whether demands wait and whether a
 * reservation has run out, comes with the product's lock, so that a posting without either asks nothing.
 */
@Injectable()
export class ReservationUpkeep {
  constructor(private readonly businessTime: BusinessTime) {}

  /** Lets go of what has run out, before anybody is refused because of it. The products are locked. */
  async expire(tx: Tx, products: ReadonlyMap<number, LockedProduct>): Promise<void> {
    const due = [...products.values()].filter(
      ({ reservations_expire_at: at }) => at !== null && at.getTime() <= tx.now.getTime(),
    );
    if (due.length === 0) return;
    const productIds = due.map((product) => product.id);
    const expired = await expireReservations(tx, productIds);
    await markProducts(tx, productIds);
    await appendEvents(
      tx,
      expired.map(({ id, ...payload }) => ({
        type: 'inventory.reservation_expired',
        aggregateType: 'inventory_reservation',
        aggregateId: id,
        payload: { reservation_id: id, ...payload },
      })),
    );
  }

  /** Gives free stock to the demands that wait for it, the most urgent first, then the oldest. */
  async fill(tx: Tx, products: ReadonlyMap<number, LockedProduct>): Promise<void> {
    const productIds = [...products.values()]
      .filter((product) => product.has_waiting)
      .map((product) => product.id);
    if (productIds.length === 0) return;
    const today = await this.businessTime.today(tx);
    // What is on its way belongs to its transfer, which reserves it as soon as it is under way.
    const balances = (await readBalances(tx, productIds, [])).filter(
      (balance) => balance.locationType !== 'transit',
    );
    if (!totalFree(candidates(balances, {}, 'consumption', today)).greaterThan(0)) return;
    const demands = await readWaiting(tx, productIds);
    const { lines, filled } = serve(demands, balances, today);
    await writeReservations(tx, lines);
    await settleWaiting(tx, filled);
    await markProducts(tx, productIds);
    await appendEvents(
      tx,
      filled.map(({ demand, quantity }) => ({
        type: 'inventory.reservation_filled',
        aggregateType: 'inventory_reservation',
        aggregateId: demand.id,
        payload: {
          reservation_id: demand.id,
          product_id: demand.product_id,
          reference_type: demand.reference_type,
          reference_id: demand.reference_id,
          quantity,
          quantity_short: demand.quantity_short.minus(quantity),
        },
      })),
    );
  }

  /** Both, for products that nothing is posted for: lots were released, or the sweep comes round. */
  async refresh(tx: Tx, productIds: readonly number[]): Promise<void> {
    const ordered = [...new Set(productIds)].sort((a, b) => a - b);
    await this.expire(tx, await lockProducts(tx, ordered, 'existing'));
    await this.fill(tx, await lockProducts(tx, ordered, 'existing'));
  }
}

/** What each demand gets of the free stock, in the order in which the demands come. */
function serve(demands: readonly WaitingDemand[], balances: readonly BalanceState[], today: string) {
  const lines: ReservationLine[] = [];
  const filled: { demand: WaitingDemand; quantity: typeof ZERO }[] = [];
  for (const demand of demands) {
    const own = balances.filter((balance) => balance.productId === demand.product_id);
    const wanted = {
      locationId: demand.wanted_location_id ?? undefined,
      lotId: demand.wanted_lot_id ?? undefined,
    };
    const from = candidates(own, wanted, 'consumption', today);
    const { picks } = pick(minimum(demand.quantity_short, totalFree(from)), from, []);
    const got = picks.reduce((sum, { quantity }) => sum.plus(quantity), ZERO);
    if (got.isZero()) continue;
    for (const { balance, quantity } of picks) {
      balance.allocated = balance.allocated.plus(quantity);
      lines.push({ keep: keepOf(demand), balance, quantity });
    }
    filled.push({ demand, quantity: got });
  }
  return { lines, filled };
}

function keepOf(demand: WaitingDemand) {
  return {
    reference: { type: demand.reference_type, id: demand.reference_id },
    priority: demand.priority,
    source: demand.source_type === null ? null : { type: demand.source_type, id: demand.source_id! },
    expiresAt: demand.expires_at,
    createdBy: demand.created_by,
  };
}
