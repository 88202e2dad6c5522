import { Decimal, minimum, sum, ZERO } from '../../src/kernel/decimal.js';
import {
  type ActionMessage,
  type AlternateLine,
  type Day,
  DEMAND_KINDS,
  type DemandKind,
  type PlannedOrder,
  type PlanningProduct,
  type PlanningSettings,
  SUPPLY_KINDS,
  type SupplyKind,
} from '../../src/modules/mrp/planning-world.rules.js';
import { amount } from './reference-structure.js';

export interface SlowDemand {
  kind: DemandKind;
  ref: string;
  day: Day;
  quantity: Decimal;
  /** Of an order's line with alternates: what may stand in for all of it. */
  line?: { id: number; choices: readonly AlternateLine[] };
}

export interface SlowSupply {
  kind: SupplyKind;
  ref: string;
  day: Day;
  quantity: Decimal;
}

/** An open order or a planned by-product: what a message would be about. */
export interface SlowReceipt extends SlowSupply {
  kind: Exclude<SupplyKind, 'stock' | 'planned_order'>;
}

export interface SlowPeg {
  demand: SlowDemand;
  supply: SlowSupply;
  quantity: Decimal;
}

export interface SlowOrder extends Omit<PlannedOrder, 'quantity' | 'receipt' | 'unitPrice'> {
  quantity: Decimal;
  receipt: Decimal;
  unitPrice: Decimal | null;
}

export interface SlowPlan {
  productId: number;
  orders: SlowOrder[];
  pegs: SlowPeg[];
  messages: (Omit<ActionMessage, 'quantity' | 'byQuantity'> & {
    quantity: Decimal;
    byQuantity: Decimal | null;
  })[];
}

const PLANNED = 'planned_order' as const;
const NEGATIVE_STOCK = { kind: 'production_material', ref: 'negative_stock' } as const;
const SAFETY_STOCK = { kind: 'safety_stock', ref: 'safety_stock' } as const;

/** What is overdue happens today. */
export function fromToday({ today }: PlanningSettings, day: Day): Day {
  return Math.max(day, today);
}

/** Each demand takes from the first supply that has anything left; the safety stock comes last. */
export function slowPegs(
  settings: PlanningSettings,
  product: PlanningProduct,
  demands: readonly SlowDemand[],
  receipts: readonly SlowReceipt[],
  orders: readonly SlowOrder[],
): SlowPeg[] {
  const { today } = settings;
  const stock = amount(product.onHand);
  const safetyStock = amount(product.safetyStock);
  const wanted: SlowDemand[] = [
    { ...NEGATIVE_STOCK, day: today, quantity: stock.isNegative() ? stock.negated() : ZERO },
    ...[...demands].sort(inOrder(DEMAND_KINDS)),
    { ...SAFETY_STOCK, day: today, quantity: safetyStock },
  ];
  const coming: SlowSupply[] = [
    ...receipts.map((receipt) => ({ ...receipt, day: fromToday(settings, receipt.day) })),
    ...orders.map(({ ref, dueDay, receipt }) => ({ kind: PLANNED, ref, day: dueDay, quantity: receipt })),
  ];
  const supplies: SlowSupply[] = [
    { kind: 'stock', ref: 'stock', day: today, quantity: stock.isNegative() ? ZERO : stock },
    ...coming.sort(inOrder(SUPPLY_KINDS)),
  ];
  const left = supplies.map((supply) => supply.quantity);
  const pegs: SlowPeg[] = [];
  for (const demand of wanted) {
    let open = demand.quantity;
    supplies.forEach((supply, index) => {
      const quantity = minimum(open, left[index]!);
      if (!quantity.greaterThan(0)) return;
      pegs.push({ demand, supply, quantity });
      left[index] = left[index]!.minus(quantity);
      open = open.minus(quantity);
    });
  }
  return pegs;
}

function aboutReceipts(
  settings: PlanningSettings,
  receipts: readonly SlowReceipt[],
  pegs: readonly SlowPeg[],
): SlowPlan['messages'] {
  const { today, toleranceDays } = settings;
  const messages: SlowPlan['messages'] = [];
  for (const receipt of receipts.filter(({ kind }) => kind !== 'by_product')) {
    const { ref, day, quantity } = receipt;
    const own = pegs.filter((peg) => peg.supply.ref === ref);
    const pegged = sum(own.map((peg) => peg.quantity));
    const tell = (action: ActionMessage['action'], toDay: Day | null, byQuantity: Decimal | null) =>
      messages.push({ action, ref, day, toDay, quantity, byQuantity });
    const keepsSafety = own.some((peg) => peg.demand.kind === 'safety_stock');
    const real = own.filter((peg) => peg.demand.kind !== 'safety_stock');
    const needed = fromToday(settings, Math.min(...real.map((peg) => peg.demand.day)));
    const expected = fromToday(settings, day);
    if (day < today) tell('past_due', null, null);
    if (pegged.isZero()) tell('cancel', null, quantity);
    else if (pegged.lessThan(quantity)) tell('decrease', null, quantity.minus(pegged));
    if (real.length === 0) continue;
    if (expected - needed > toleranceDays) tell('expedite', needed, null);
    if (needed - expected > toleranceDays && !keepsSafety) tell('defer', needed, null);
  }
  return messages;
}

function aboutOrders(settings: PlanningSettings, orders: readonly SlowOrder[]): SlowPlan['messages'] {
  return orders
    .filter((order) => order.startDay <= settings.today)
    .map(({ ref, dueDay, needDay, quantity }) => ({
      action: 'release' as const,
      ref,
      day: dueDay,
      toDay: dueDay > needDay ? needDay : null,
      quantity,
      byQuantity: null,
    }));
}

/** The most that an order may come to; infinite where nothing is said. Of what is made only the good part comes. */
function roomOf(product: PlanningProduct, order: SlowReceipt): Decimal | null {
  const { maximum } = product.lotSizing;
  if (maximum === 0n) return null;
  const share = product.make?.yield ?? { numerator: 1n, denominator: 1n };
  const most = amount(maximum)
    .times(share.numerator.toString())
    .dividedBy(share.denominator.toString())
    .toDecimalPlaces(9, Decimal.ROUND_DOWN);
  return most.greaterThan(order.quantity) ? most.minus(order.quantity) : ZERO;
}

/**
 * Day by day: what is needed and is not there on that day, nor on its way on an open order, is asked of the open order
 * that comes last before; when that may not be larger, of the one before it.
 */
function toIncrease(
  settings: PlanningSettings,
  product: PlanningProduct,
  demands: readonly SlowDemand[],
  receipts: readonly SlowReceipt[],
  pegs: readonly SlowPeg[],
): SlowPlan['messages'] {
  const { today, toleranceDays } = settings;
  const below = minimum(ZERO, amount(product.onHand)).negated();
  const needs = [...demands, { ...NEGATIVE_STOCK, day: today, quantity: below }];
  const orders = receipts.filter(({ kind, day }) => kind !== 'by_product' && day >= today);
  const asked = new Map(orders.map((order) => [order.ref, ZERO]));
  for (const day of [...new Set(needs.map((need) => fromToday(settings, need.day)))].sort((a, b) => a - b)) {
    const ofDay = (need: SlowDemand) => need.kind !== 'safety_stock' && fromToday(settings, need.day) === day;
    const needed = sum(needs.filter(ofDay).map((need) => need.quantity));
    const covered = pegs.filter(
      ({ demand, supply }) => ofDay(demand) && (supply.kind !== PLANNED || supply.day - day <= toleranceDays),
    );
    let short = needed.minus(sum(covered.map((peg) => peg.quantity)));
    const before = orders.filter((order) => order.day <= day).sort(inOrder(SUPPLY_KINDS));
    for (let order = before.pop(); order; order = before.pop()) {
      const already = asked.get(order.ref)!;
      const room = roomOf(product, order)?.minus(already);
      const more = room ? minimum(short, room) : short;
      asked.set(order.ref, already.plus(more));
      short = short.minus(more);
    }
  }
  return orders
    .filter(({ ref }) => asked.get(ref)!.greaterThan(0))
    .map(({ ref, day, quantity }) => ({
      action: 'increase' as const,
      ref,
      day,
      toDay: null,
      quantity,
      byQuantity: asked.get(ref)!,
    }));
}

export function slowMessages(
  settings: PlanningSettings,
  product: PlanningProduct,
  demands: readonly SlowDemand[],
  receipts: readonly SlowReceipt[],
  orders: readonly SlowOrder[],
  pegs: readonly SlowPeg[],
): SlowPlan['messages'] {
  return [
    ...aboutReceipts(settings, receipts, pegs),
    ...toIncrease(settings, product, demands, receipts, pegs),
    ...aboutOrders(settings, orders),
  ];
}

export function inOrder<Kind extends string>(kinds: readonly Kind[]) {
  type Named = { kind: Kind; ref: string; day: Day };
  return (one: Named, other: Named): number =>
    one.day - other.day ||
    kinds.indexOf(one.kind) - kinds.indexOf(other.kind) ||
    Number(one.ref > other.ref) - Number(one.ref < other.ref);
}
