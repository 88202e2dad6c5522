import { Injectable } from '@nestjs/common';
import { type Decimal, ZERO } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import type { CostChange, FlowingCost } from '../inventory/index.js';
import { followCost } from './cost-flow.rules.js';
import { lockOrders, readCostEvents, writeFollowedCosts } from './order-costs.repository.js';
import { ORDER_REFERENCE } from './production-orders.repository.js';

const REASON = 'What it was made of costs another amount.';

/** When the material of orders turns out to have cost another amount, so do the orders and what they have made. */
@Injectable()
export class FollowOrderCost {
  /** Brings the orders up to date; gives what their receipts and returns are worth more. */
  async follow(tx: Tx, changes: readonly CostChange[]): Promise<FlowingCost[]> {
    const own = changes.filter((change) => change.reference.type === ORDER_REFERENCE);
    if (own.length === 0) return [];
    const orderIds = [...new Set(own.map((change) => change.reference.id))].sort((a, b) => a - b);
    const deltas = new Map<number, Decimal>();
    for (const { movementId, delta } of own) {
      deltas.set(movementId, delta.plus(deltas.get(movementId) ?? ZERO));
    }
    await lockOrders(tx, orderIds);
    const events = await readCostEvents(tx, orderIds, deltas);
    const followed = new Map([...events].map(([orderId, list]) => [orderId, followCost(list)]));
    await writeFollowedCosts(tx, followed);
    return [...followed.values()]
      .flatMap((cost) => [...cost.returns, ...cost.receipts])
      .filter(({ change }) => !change.isZero())
      .map(({ movementId, change }) => ({ movementId, amount: change, reason: REASON }));
  }
}
