import { type Fixed, fixedMax, fixedMin } from '../../kernel/fixed.js';
import { inSupplyOrder } from './pegging.rules.js';
import type {
  ActionMessage,
  Day,
  Demand,
  Peg,
  PlannedOrder,
  PlanningSettings,
  Receipt,
  Supply,
} from './planning-world.rules.js';

/** What a supply is used for. */
interface Use {
  pegged: Fixed;
  /** When the first of what needs it needs it; null for stock that is only to be there. */
  firstNeed: Day | null;
  keepsSafetyStock: boolean;
}

/** Supply that a planner decides on; what comes out beside something else follows that. */
const DECIDED_ON = new Set(['purchase_order_line', 'production_order', 'firm_planned_order']);

/** Of one product, as far as messages ask. */
interface PegsOfPlan {
  demands: readonly Demand[];
  supplies: readonly Supply[];
  pegs: readonly Peg[];
}

/**
 * What to do about the open orders and firm planned orders of a product, and which planned orders to release. Days may
 * differ by the tolerance without a word. `largest` is what an order may bring at most, null for any quantity.
 */
export function actionMessages(
  receipts: readonly Receipt[],
  plan: PegsOfPlan & { orders: readonly PlannedOrder[] },
  settings: PlanningSettings,
  largest: Fixed | null,
): ActionMessage[] {
  const uses = usesOf(plan);
  const messages: ActionMessage[] = [];
  for (const receipt of receipts) {
    if (DECIDED_ON.has(receipt.kind)) messages.push(...messagesOf(receipt, uses.get(receipt.ref), settings));
  }
  messages.push(...increases(receipts, plan, settings, largest));
  for (const { ref, startDay, dueDay, needDay, quantity } of plan.orders) {
    if (startDay > settings.today) continue;
    const toDay = dueDay > needDay ? needDay : null;
    messages.push({ action: 'release', ref, day: dueDay, toDay, quantity, byQuantity: null });
  }
  return messages;
}

function usesOf({ demands, supplies, pegs }: PegsOfPlan) {
  const uses = new Map<string, Use>();
  for (const peg of pegs) {
    const { ref } = supplies[peg.supply]!;
    const demand = demands[peg.demand]!;
    const use = uses.get(ref) ?? { pegged: 0n, firstNeed: null, keepsSafetyStock: false };
    uses.set(ref, use);
    use.pegged += peg.quantity;
    if (demand.kind === 'safety_stock') use.keepsSafetyStock = true;
    else use.firstNeed = Math.min(use.firstNeed ?? demand.day, demand.day);
  }
  return uses;
}

function messagesOf(receipt: Receipt, use: Use | undefined, settings: PlanningSettings): ActionMessage[] {
  const { ref, day, quantity } = receipt;
  const message = { ref, day, toDay: null, quantity, byQuantity: null };
  const messages: ActionMessage[] = [];
  if (day < settings.today) messages.push({ ...message, action: 'past_due' });
  if (!use) return [...messages, { ...message, action: 'cancel', byQuantity: quantity }];
  if (use.pegged < quantity) {
    messages.push({ ...message, action: 'decrease', byQuantity: quantity - use.pegged });
  }
  const expected = Math.max(day, settings.today);
  const needed = use.firstNeed === null ? null : Math.max(use.firstNeed, settings.today);
  if (needed === null) return messages;
  if (needed < expected - settings.toleranceDays) {
    messages.push({ ...message, action: 'expedite', toDay: needed });
  } else if (!use.keepsSafetyStock && needed > expected + settings.toleranceDays) {
    messages.push({ ...message, action: 'defer', toDay: needed });
  }
  return messages;
}

/**
 * Needs that nothing new can be planned for in time are met by making an order larger that is there by then: the latest one
 * first, as far as it may grow. What is late on an open order is expedited instead. An order whose day is over does not grow.
 */
function increases(
  receipts: readonly Receipt[],
  plan: PegsOfPlan,
  settings: PlanningSettings,
  largest: Fixed | null,
): ActionMessage[] {
  const orders = receipts.filter(({ kind, day }) => DECIDED_ON.has(kind) && day >= settings.today);
  if (orders.length === 0) return [];
  const growing = inSupplyOrder(orders)
    .reverse()
    .map((order) => ({ ...order, by: 0n }));
  for (const { day, quantity } of shortNeeds(plan, settings)) {
    let open = quantity;
    for (const order of growing) {
      if (order.day > day) continue;
      const room = largest === null ? open : fixedMax(largest - order.quantity - order.by, 0n);
      const more = fixedMin(open, room);
      order.by += more;
      open -= more;
      if (open === 0n) break;
    }
  }
  return growing
    .filter(({ by }) => by > 0n)
    .map(({ ref, day, quantity, by }) => ({
      action: 'increase',
      ref,
      day,
      toDay: null,
      quantity,
      byQuantity: by,
    }));
}

/** What is pegged to nothing, or to a planned order that comes too late, of each need. */
function shortNeeds(
  { demands, supplies, pegs }: PegsOfPlan,
  { today, toleranceDays }: PlanningSettings,
): { day: Day; quantity: Fixed }[] {
  const needs = demands.map(({ day, quantity }) => ({ day: Math.max(day, today), quantity }));
  for (const { demand, supply, quantity } of pegs) {
    const need = needs[demand]!;
    const { kind, day } = supplies[supply]!;
    if (kind !== 'planned_order' || day <= need.day + toleranceDays) need.quantity -= quantity;
  }
  return needs.filter(({ quantity }, index) => quantity > 0n && demands[index]!.kind !== 'safety_stock');
}
