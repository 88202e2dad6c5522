import { type Fixed, fixedMax } from '../../kernel/fixed.js';
import { makeTimes } from './lead-days.rules.js';
import { type Lot, lotsToBuy, lotsToMake, withEconomicQuantity } from './lot-sizing.rules.js';
import type {
  Day,
  Demand,
  MakeSource,
  PlannedOrder,
  PlanningProduct,
  PlanningSettings,
  Receipt,
  VendorOffer,
} from './planning-world.rules.js';
import { versionOn } from './requirements.rules.js';
import { chooseVendor, offerPrice, type Quotation } from './vendor-choice.rules.js';
import type { WorkingDays } from './working-days.rules.js';

export interface NettingContext {
  settings: PlanningSettings;
  calendar: WorkingDays;
}

/** Demand of one day. */
interface DayDemand {
  day: Day;
  quantity: Fixed;
}

/**
 * Net requirements of one product, day by day, and the orders that cover them; demands come in the order of their days. Stock and open orders come first; an open
 * order that comes later than it is needed still counts when it lies within the expedite window, since moving it is
 * better than buying twice. What the projected stock falls short of the safety stock by is the net requirement.
 */
export function planOrders(
  product: PlanningProduct,
  demands: readonly Demand[],
  receipts: readonly Receipt[],
  context: NettingContext,
): PlannedOrder[] {
  if (product.method === 'none') return [];
  const { settings } = context;
  const sized = { ...product, lotSizing: withEconomicQuantity(product.lotSizing, demands, settings) };
  const toKeep = stockToKeep(product);
  const days = demandByDay(demands, settings.today);
  const arrivals = [...receipts].sort((one, other) => one.day - other.day);
  const orders: PlannedOrder[] = [];
  let projected = product.onHand;
  let arrived = 0;
  for (const [index, { day, quantity }] of days.entries()) {
    arrived = receive(arrived, day);
    projected -= quantity;
    const net = toKeep - projected;
    if (net <= 0n) continue;
    const needed = product.lotSizing.rule === 'period' ? netOfPeriod(index, net) : net;
    for (const order of ordersFor(sized, needed, day, context)) {
      projected += order.receipt;
      orders.push(order);
    }
  }
  return numbered(orders);

  /** Adds what comes by the day or can be expedited to it. */
  function receive(next: number, day: Day): number {
    let at = next;
    for (; at < arrivals.length && arrivals[at]!.day <= day + settings.expediteWindowDays; at += 1) {
      projected += arrivals[at]!.quantity;
    }
    return at;
  }

  /** The largest shortage of the period that begins on the day. */
  function netOfPeriod(index: number, first: Fixed): Fixed {
    const end = days[index]!.day + product.lotSizing.periodDays;
    let [net, largest, next] = [first, first, arrived];
    for (let later = index + 1; later < days.length && days[later]!.day < end; later += 1) {
      const { day, quantity } = days[later]!;
      for (; next < arrivals.length && arrivals[next]!.day <= day + settings.expediteWindowDays; next += 1) {
        net -= arrivals[next]!.quantity;
      }
      net += quantity;
      largest = fixedMax(largest, net);
    }
    return largest;
  }
}

/** The least that stock can be above a reorder point. */
const ABOVE: Fixed = 1n;

/** What stock has to stay at, so that nothing is ordered. */
export function stockToKeep(product: PlanningProduct): Fixed {
  return product.safetyStock + (isReordered(product) ? ABOVE : 0n);
}

/** Down to its reorder point is too little; the reorder quantity, as often as it takes, brings the stock above it. */
function isReordered({ method, lotSizing, safetyStock }: PlanningProduct): boolean {
  return method === 'reorder_point' && safetyStock > 0n && lotSizing.quantity > 0n;
}

/** The days on which something is needed; today is one of them because of the safety stock. */
function demandByDay(demands: readonly Demand[], today: Day): DayDemand[] {
  const days: DayDemand[] = [{ day: today, quantity: 0n }];
  for (const { day, quantity } of demands) {
    const last = days.at(-1)!;
    if (day <= last.day) last.quantity += quantity;
    else days.push({ day, quantity });
  }
  return days;
}

/** The orders that cover one net requirement. */
function ordersFor(
  product: PlanningProduct,
  net: Fixed,
  needDay: Day,
  context: NettingContext,
): PlannedOrder[] {
  const { make } = product;
  return make ? makeOrders(product, make, net, needDay, context) : buyOrders(product, net, needDay, context);
}

function makeOrders(
  product: PlanningProduct,
  make: MakeSource,
  net: Fixed,
  needDay: Day,
  context: NettingContext,
): PlannedOrder[] {
  return lotsToMake(net, product.lotSizing, make.yield, product.isCountable).map((lot) => {
    const { leadDays } = makeTimes(product, make, piecesOf(lot.quantity), context.calendar.minutesPerDay);
    const dates = datesOf(product, leadDays, needDay, context);
    return {
      ...orderOf(product, lot, needDay, dates),
      type: 'production',
      bomId: versionOn(make, dates.startDay)?.bomId ?? null,
      routingId: make.routingId,
    };
  });
}

function buyOrders(
  product: PlanningProduct,
  net: Fixed,
  needDay: Day,
  context: NettingContext,
): PlannedOrder[] {
  const chosen = chooseVendor(product.vendors.map((offer) => quote(product, offer, net, needDay, context)));
  const leadDays = chosen?.leadDays ?? product.leadDays ?? 0;
  const dates = datesOf(product, leadDays, needDay, context);
  return lotsToBuy(net, product.lotSizing, product.isCountable, chosen?.offer ?? null).map((lot) => ({
    ...orderOf(product, lot, needDay, dates),
    type: 'purchase',
    vendorId: chosen?.offer.vendorId ?? null,
    unitPrice: chosen ? offerPrice(chosen.offer, lot.sold, dates.startDay) : null,
  }));
}

function quote(
  product: PlanningProduct,
  offer: VendorOffer,
  net: Fixed,
  needDay: Day,
  context: NettingContext,
): Quotation {
  const leadDays = offer.leadDays ?? product.leadDays ?? 0;
  const { startDay, dueDay } = datesOf(product, leadDays, needDay, context);
  let total: bigint | null = 0n;
  for (const { sold } of lotsToBuy(net, product.lotSizing, product.isCountable, offer)) {
    const price = offerPrice(offer, sold, startDay);
    total = price === null || total === null ? null : total + price * sold;
  }
  return { offer, leadDays, dueDay, total, isInTime: dueDay <= needDay };
}

interface OrderDates {
  startDay: Day;
  dueDay: Day;
}

/**
 * Due before the need by the safety lead time and started the lead time before that, on working days. An order that would
 * have to start in the past starts today and is late; within the planning time fence nothing new is due.
 */
export function datesOf(
  product: Pick<PlanningProduct, 'safetyLeadDays' | 'planningFenceDays'>,
  leadDays: number,
  needDay: Day,
  { settings, calendar }: NettingContext,
): OrderDates {
  const firstDay = calendar.next(settings.today);
  const target = Math.max(calendar.add(calendar.previous(needDay), -product.safetyLeadDays), firstDay);
  const wantedStart = calendar.add(target, -leadDays);
  const isPossible = wantedStart >= firstDay;
  const startDay = isPossible ? wantedStart : firstDay;
  const dueDay = isPossible ? target : calendar.add(firstDay, leadDays);
  const firstFree = calendar.add(firstDay, product.planningFenceDays);
  if (dueDay >= firstFree) return { startDay, dueDay };
  return { startDay: Math.max(calendar.add(firstFree, -leadDays), firstDay), dueDay: firstFree };
}

function orderOf(product: PlanningProduct, lot: Lot, needDay: Day, dates: OrderDates): PlannedOrder {
  return {
    ref: '',
    productId: product.id,
    type: 'purchase',
    lot: 0,
    quantity: lot.quantity,
    receipt: lot.receipt,
    startDay: dates.startDay,
    dueDay: dates.dueDay,
    needDay,
    vendorId: null,
    unitPrice: null,
    bomId: null,
    routingId: null,
  };
}

/** Counts the orders of a day, so that product, day and number name an order whatever run made it. */
function numbered(orders: PlannedOrder[]): PlannedOrder[] {
  const lots = new Map<Day, number>();
  for (const order of orders) {
    order.lot = (lots.get(order.dueDay) ?? 0) + 1;
    lots.set(order.dueDay, order.lot);
    order.ref = `planned_order:${order.productId}:${order.dueDay}:${order.lot}`;
  }
  return orders;
}

/** Pieces as a binary number, for times alone. */
export function piecesOf(quantity: Fixed): number {
  return Number(quantity) / 1e9;
}
