import type { Fixed } from '../../kernel/fixed.js';
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

/**
 * What to do about the open orders and firm planned orders of a product, and which planned orders to release. Days may
 * differ by the tolerance without a word.
 */
export function actionMessages(
  receipts: readonly Receipt[],
  plan: {
    demands: readonly Demand[];
    supplies: readonly Supply[];
    pegs: readonly Peg[];
    orders: readonly PlannedOrder[];
  },
  settings: PlanningSettings,
): ActionMessage[] {
  const uses = usesOf(plan);
  const messages: ActionMessage[] = [];
  for (const receipt of receipts) {
    if (DECIDED_ON.has(receipt.kind)) messages.push(...messagesOf(receipt, uses.get(receipt.ref), settings));
  }
  for (const { ref, startDay, dueDay, needDay, quantity } of plan.orders) {
    if (startDay > settings.today) continue;
    const toDay = dueDay > needDay ? needDay : null;
    messages.push({ action: 'release', ref, day: dueDay, toDay, quantity, byQuantity: null });
  }
  return messages;
}

function usesOf({
  demands,
  supplies,
  pegs,
}: {
  demands: readonly Demand[];
  supplies: readonly Supply[];
  pegs: readonly Peg[];
}) {
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
