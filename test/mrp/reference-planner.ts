import { type Decimal, roundQuantity, sum, ZERO } from '../../src/kernel/decimal.js';
import type {
  Day,
  PlanningProduct,
  PlanningSettings,
  VendorOffer,
} from '../../src/modules/mrp/planning-world.rules.js';
import {
  fromToday,
  type SlowDemand,
  slowMessages,
  type SlowOrder,
  slowPegs,
  type SlowPlan,
  type SlowReceipt,
} from './reference-pegs.js';
import { SlowCalendar, slowMinutes, type WorkingTime } from './reference-dates.js';
import {
  slowEconomicQuantity,
  type SlowLot,
  slowLotsToBuy,
  slowLotsToMake,
  slowPrice,
  yearOf,
} from './reference-lots.js';
import { SlowSequence } from './reference-sequence.js';
import { slowStandIn } from './reference-stand-in.js';
import {
  amount,
  countsOn,
  isReplaced,
  slowRequirements,
  timesRatio,
  versionOf,
} from './reference-structure.js';

export interface SlowWorld {
  settings: PlanningSettings;
  time: WorkingTime;
  products: ReadonlyMap<number, PlanningProduct>;
}

/**
 * The rules of planning written down once more, for reading: decimals, lists, and a calendar that goes from day to day.
 * Thousands of random companies are planned by this and by the engine.
 */
export class ReferencePlanner {
  private readonly calendar: SlowCalendar;
  private readonly sequence: SlowSequence;
  private readonly demands = new Map<number, SlowDemand[]>();
  private readonly receipts = new Map<number, SlowReceipt[]>();
  private readonly plans = new Map<number, SlowPlan>();

  constructor(private readonly world: SlowWorld) {
    this.sequence = new SlowSequence(world.products);
    this.calendar = new SlowCalendar(world.time);
  }

  /** Plans whatever waits for nothing that is not planned yet, until all is planned. */
  plan(): Map<number, SlowPlan> {
    for (const product of this.world.products.values()) {
      this.demands.set(product.id, []);
      this.receipts.set(product.id, []);
    }
    for (const product of this.world.products.values()) this.readOwn(product);
    while (this.plans.size < this.world.products.size) {
      const ready = [...this.world.products.values()].filter(
        (product) =>
          !this.plans.has(product.id) && this.sequence.groupOf(product).every((one) => this.isReady(one)),
      );
      if (ready.length === 0) throw new Error('Products wait for each other');
      for (const product of ready) {
        if (this.plans.has(product.id)) continue;
        const group = this.sequence.groupOf(product);
        if (group.length > 1) slowStandIn(this.world.settings, group, this.demands, this.receipts);
        for (const one of group) this.plans.set(one.id, this.planProduct(one));
      }
    }
    return this.plans;
  }

  private readOwn(product: PlanningProduct): void {
    for (const demand of product.demands) {
      this.need(product.id, { ...demand, quantity: amount(demand.quantity) });
    }
    for (const receipt of product.receipts) {
      const { kind, ref, day } = receipt;
      this.receipts.get(product.id)!.push({ kind, ref, day, quantity: amount(receipt.quantity) });
    }
  }

  /** What lies beyond the horizon is not looked at. */
  private need(productId: number, demand: SlowDemand): void {
    if (demand.day > this.world.settings.horizonEnd) return;
    this.demands.get(productId)!.push(demand);
  }

  private isReady(product: PlanningProduct): boolean {
    return [...this.world.products.values()].every(
      (other) => this.plans.has(other.id) || !this.sequence.waitsFor(product, other),
    );
  }

  private planProduct(product: PlanningProduct): SlowPlan {
    const demands = this.demands.get(product.id)!;
    if (isReplaced(product)) {
      for (const demand of demands) this.explodePhantom(product, demand);
      return { productId: product.id, orders: [], pegs: [], messages: [] };
    }
    this.takeForFirmOrders(product);
    const receipts = this.receipts.get(product.id)!;
    const orders = product.method === 'none' ? [] : this.net(product, demands, receipts);
    for (const order of orders) this.makeOrder(product, order);
    const pegs = slowPegs(this.world.settings, product, demands, receipts, orders);
    const messages = slowMessages(this.world.settings, product, demands, receipts, orders, pegs);
    return { productId: product.id, orders, pegs, messages };
  }

  private explodePhantom(product: PlanningProduct, demand: SlowDemand): void {
    const { products } = this.world;
    const day = fromToday(this.world.settings, demand.day);
    for (const share of slowRequirements(products, product, demand.quantity, day)) {
      const ref = `${demand.ref}@${product.id}`;
      this.need(share.componentId, { ...demand, ref, day, quantity: share.quantity });
    }
  }

  private takeForFirmOrders(product: PlanningProduct): void {
    for (const receipt of product.receipts) {
      if (receipt.kind !== 'firm_planned_order' || !receipt.order || !product.make) continue;
      this.makeOrder(product, {
        ref: receipt.ref,
        quantity: amount(receipt.order.quantity),
        receipt: amount(receipt.quantity),
        startDay: receipt.order.startDay,
        dueDay: receipt.day,
      });
    }
  }

  /** What an order takes when it is made, and what comes out of it beside the product. */
  private makeOrder(
    product: PlanningProduct,
    order: Pick<SlowOrder, 'ref' | 'quantity' | 'receipt' | 'startDay' | 'dueDay'>,
  ): void {
    const { make } = product;
    if (!make) return;
    const { starts } = slowMinutes(make.operations, order.quantity);
    const { products, time } = this.world;
    for (const share of slowRequirements(products, product, order.quantity, order.startDay)) {
      const minute = starts[share.operation] ?? ZERO;
      const daysBefore = minute.dividedBy(time.minutesPerDay).floor().toNumber();
      const begins = this.calendar.after(order.startDay, daysBefore);
      const day = fromToday(this.world.settings, Math.min(begins, order.dueDay));
      const choices = share.alternates?.choices.filter((choice) => countsOn(choice, order.startDay)) ?? [];
      this.need(share.componentId, {
        kind: 'planned_order',
        ref: order.ref,
        day,
        quantity: share.quantity,
        ...(choices.length > 0 ? { line: { id: share.alternates!.lineId, choices } } : {}),
      });
    }
    for (const line of versionOf(product, order.startDay)?.byProducts ?? []) {
      if (!this.sequence.counts(line.productId, product.id)) continue;
      const quantity = roundQuantity(timesRatio(order.receipt, line.factor));
      if (quantity.isZero()) continue;
      this.receipts
        .get(line.productId)!
        .push({ kind: 'by_product', ref: `by_product:${order.ref}`, day: order.dueDay, quantity });
    }
  }

  /** Day by day; each shortage is covered before the next day is looked at. */
  private net(
    product: PlanningProduct,
    demands: readonly SlowDemand[],
    receipts: readonly SlowReceipt[],
  ): SlowOrder[] {
    const { today, horizonEnd } = this.world.settings;
    const orders: SlowOrder[] = [];
    const demandOfYear = yearOf(sum(demands.map((demand) => demand.quantity)), horizonEnd - today + 1);
    const economic = slowEconomicQuantity(product.lotSizing, demandOfYear);
    for (let day = today; day <= horizonEnd; day += 1) {
      if (day !== today && !demands.some((demand) => demand.day === day)) continue;
      const net = this.netRequirement(product, day, demands, receipts, orders);
      if (net === null) continue;
      orders.push(...this.order(product, day, net, economic, orders));
    }
    return orders;
  }

  private netRequirement(
    product: PlanningProduct,
    day: Day,
    demands: readonly SlowDemand[],
    receipts: readonly SlowReceipt[],
    orders: readonly SlowOrder[],
  ): Decimal | null {
    const shortOn = (at: Day): Decimal => {
      const stock = amount(product.onHand);
      const coming = receipts.filter((r) => r.day <= at + this.world.settings.expediteWindowDays);
      const going = demands.filter((demand) => demand.day <= at);
      const projected = stock
        .plus(sum(coming.map((receipt) => receipt.quantity)))
        .plus(sum(orders.map((order) => order.receipt)))
        .minus(sum(going.map((demand) => demand.quantity)));
      return amount(product.safetyStock).minus(projected);
    };
    const first = shortOn(day);
    if (product.method === 'reorder_point' && product.safetyStock > 0n && product.lotSizing.quantity > 0n) {
      // Stock has to be above the point afterwards, by the least there is.
      return first.greaterThanOrEqualTo(0) ? first.plus('0.000000001') : null;
    }
    if (!first.greaterThan(0)) return null;
    if (product.lotSizing.rule !== 'period') return first;
    let largest = first;
    for (let at = day; at < day + product.lotSizing.periodDays; at += 1) {
      if (at > this.world.settings.horizonEnd) break;
      if (shortOn(at).greaterThan(largest)) largest = shortOn(at);
    }
    return largest;
  }

  private order(
    product: PlanningProduct,
    needDay: Day,
    net: Decimal,
    economic: Decimal,
    present: readonly SlowOrder[],
  ): SlowOrder[] {
    const made = product.make !== null;
    const offer = made ? null : this.chooseOffer(product, needDay, net, economic);
    const lots = made ? slowLotsToMake(product, net, economic) : slowLotsToBuy(product, net, economic, offer);
    const orders: SlowOrder[] = [];
    for (const lot of lots) {
      const { startDay, dueDay } = this.dates(product, needDay, this.leadDays(product, offer, lot));
      const before = [...present, ...orders].filter((order) => order.dueDay === dueDay).length;
      orders.push({
        ref: `planned_order:${product.id}:${dueDay}:${before + 1}`,
        productId: product.id,
        type: made ? 'production' : 'purchase',
        lot: before + 1,
        quantity: lot.quantity,
        receipt: lot.receipt,
        startDay,
        dueDay,
        needDay,
        vendorId: offer?.vendorId ?? null,
        unitPrice: offer ? slowPrice(offer, lot.sold, startDay) : null,
        bomId: versionOf(product, startDay)?.bomId ?? null,
        routingId: product.make?.routingId ?? null,
      });
    }
    return orders;
  }

  private leadDays(product: PlanningProduct, offer: VendorOffer | null, lot: SlowLot): number {
    if (offer) return offer.leadDays ?? product.leadDays ?? 0;
    if (product.leadDays !== null || !product.make) return product.leadDays ?? 0;
    const { total } = slowMinutes(product.make.operations, lot.quantity);
    return total.dividedBy(this.world.time.minutesPerDay).ceil().toNumber();
  }

  private dates(product: PlanningProduct, needDay: Day, leadDays: number): { startDay: Day; dueDay: Day } {
    const { calendar } = this;
    const { today } = this.world.settings;
    let dueDay = calendar.before(calendar.previous(needDay), product.safetyLeadDays);
    const firstFree = calendar.after(calendar.next(today), product.planningFenceDays);
    if (product.planningFenceDays > 0 && dueDay < firstFree) dueDay = firstFree;
    const startDay = calendar.before(dueDay, leadDays);
    if (startDay >= today) return { startDay, dueDay };
    const begin = calendar.next(today);
    return { startDay: begin, dueDay: calendar.after(begin, leadDays) };
  }

  /** The preferred one; else of those in time the cheapest for the whole need; else the fastest. */
  private chooseOffer(
    product: PlanningProduct,
    needDay: Day,
    net: Decimal,
    economic: Decimal,
  ): VendorOffer | null {
    const preferred = product.vendors.find((offer) => offer.isPreferred);
    if (preferred) return preferred;
    const quoted = product.vendors.map((offer) => {
      const lots = slowLotsToBuy(product, net, economic, offer);
      const dates = lots.map((lot) => this.dates(product, needDay, this.leadDays(product, offer, lot)));
      const prices = lots.map((lot, index) => slowPrice(offer, lot.sold, dates[index]!.startDay));
      const cost = prices.includes(null)
        ? null
        : sum(lots.map((lot, index) => lot.sold.times(prices[index]!)));
      const due = Math.max(...dates.map((date) => date.dueDay));
      const leadDays = offer.leadDays ?? product.leadDays ?? 0;
      return { offer, cost, due, leadDays, isInTime: due <= needDay };
    });
    const inTime = quoted.filter((quote) => quote.isInTime);
    const firstDue = Math.min(...quoted.map((quote) => quote.due));
    const fastest = quoted.filter((quote) => quote.due === firstDue);
    const [best] = (inTime.length > 0 ? inTime : fastest).sort((one, other) => {
      if ((one.cost === null) !== (other.cost === null)) return one.cost === null ? 1 : -1;
      const byCost = one.cost && other.cost ? one.cost.comparedTo(other.cost) : 0;
      return byCost || one.leadDays - other.leadDays || one.offer.vendorId - other.offer.vendorId;
    });
    return best?.offer ?? null;
  }
}
