import { Decimal, decimal, minimum, ZERO } from '../../src/kernel/decimal.js';
import type { Fixed } from '../../src/kernel/fixed.js';
import type {
  Day,
  LotSizing,
  PlanningProduct,
  VendorOffer,
} from '../../src/modules/mrp/planning-world.rules.js';
import { amount, overRatio, timesRatio } from './reference-structure.js';

/** One order: what is bought or started, and what comes of it, in stock units. */
export interface SlowLot {
  quantity: Decimal;
  receipt: Decimal;
  /** In the units that the vendor sells; the quantity for what is made. */
  sold: Decimal;
}

export function upToMultiple(quantity: Decimal, multiple: Decimal): Decimal {
  return multiple.isZero() ? quantity : quantity.dividedBy(multiple).ceil().times(multiple);
}

function upToNineDecimals(quantity: Decimal): Decimal {
  return quantity.toDecimalPlaces(9, Decimal.ROUND_UP);
}

/** The quantity that the rule asks for. */
function byRule(product: PlanningProduct, needed: Decimal, economic: Decimal): Decimal {
  const { rule, quantity } = product.lotSizing;
  if (rule === 'economic') return Decimal.max(needed, economic);
  if (rule !== 'fixed_quantity' || quantity === 0n) return needed;
  return upToMultiple(needed, amount(quantity));
}

/** Needs of more orders are no case that planning has rules for. */
export class TooManyLots extends Error {}
const LOTS_MAX = 200;

interface Steps {
  whole: boolean;
  minimum: Decimal;
  multiple: Decimal;
  /** Null for no limit. */
  maximum: Decimal | null;
}

function ownSteps(product: PlanningProduct): Steps {
  const { minimum, multiple, maximum } = product.lotSizing;
  return stepsOf(product.isCountable, minimum, multiple, maximum);
}

/** What is counted has whole limits. */
function stepsOf(whole: boolean, minimum: Fixed, multiple: Fixed, maximum: Fixed): Steps {
  const up = (value: Fixed) => (whole ? amount(value).ceil() : amount(value));
  return {
    whole,
    minimum: up(minimum),
    multiple: up(multiple),
    maximum: maximum === 0n ? null : whole ? amount(maximum).floor() : amount(maximum),
  };
}

/** Full orders of the most that may be, then the rest; each is raised to what an order may be. */
function splitLots(total: Decimal, steps: Steps): Decimal[] {
  const orders: Decimal[] = [];
  let open = total;
  while (open.greaterThan(0)) {
    if (orders.length === LOTS_MAX) throw new TooManyLots();
    const most = mostOf(steps);
    let order = raised(open, steps);
    if (most && order.greaterThan(most)) order = most;
    orders.push(order);
    open = open.minus(order);
  }
  return orders;
}

function raised(quantity: Decimal, steps: Steps): Decimal {
  const whole = steps.whole ? quantity.ceil() : quantity;
  return upToMultiple(Decimal.max(whole, steps.minimum), steps.multiple);
}

/** The maximum in full multiples, though never less than the smallest order that may be. */
function mostOf(steps: Steps): Decimal | null {
  if (!steps.maximum) return null;
  const full = steps.multiple.isZero()
    ? steps.maximum
    : steps.maximum.dividedBy(steps.multiple).floor().times(steps.multiple);
  return Decimal.max(full, raised(decimal('0.000000001'), steps));
}

export function slowLotsToMake(product: PlanningProduct, net: Decimal, economic: Decimal): SlowLot[] {
  const good = product.make!.yield;
  const started = byRule(product, upToNineDecimals(overRatio(net, good)), economic);
  return splitLots(started, ownSteps(product)).map((quantity) => ({
    quantity,
    receipt: upToNineDecimals(timesRatio(quantity, good)),
    sold: quantity,
  }));
}

export function slowLotsToBuy(
  product: PlanningProduct,
  net: Decimal,
  economic: Decimal,
  offer: VendorOffer | null,
): SlowLot[] {
  const own = ownSteps(product);
  const needed = byRule(product, net, economic);
  if (!offer) {
    return splitLots(needed, own).map((quantity) => ({ quantity, receipt: quantity, sold: quantity }));
  }
  const toUnits = (quantity: Decimal) => upToNineDecimals(overRatio(quantity, offer.conversion));
  const sells = stepsOf(offer.isCountable, offer.minimum, offer.multiple, offer.maximum);
  sells.minimum = Decimal.max(sells.minimum, toUnits(own.minimum));
  if (sells.whole) sells.minimum = sells.minimum.ceil();
  const most = mostOf(own);
  if (most) {
    const units = overRatio(most, offer.conversion).toDecimalPlaces(9, Decimal.ROUND_DOWN);
    const counted = sells.whole ? units.floor() : units;
    sells.maximum = sells.maximum ? minimum(sells.maximum, counted) : counted;
  }
  return splitLots(toUnits(raised(needed, own)), sells).map((sold) => {
    const quantity = upToNineDecimals(timesRatio(sold, offer.conversion));
    return { quantity, receipt: quantity, sold };
  });
}

/** √(2·D·S÷H) to three decimals, or what was entered; nothing when nobody has said what ordering or keeping costs. */
export function slowEconomicQuantity(sizing: LotSizing, demandOfYear: Decimal): Decimal {
  const { quantity, orderCost, holdingCost } = sizing;
  if (quantity > 0n) return amount(quantity);
  if (orderCost === null || holdingCost === null) return ZERO;
  if (holdingCost === 0) return demandOfYear.toDecimalPlaces(3);
  return demandOfYear.times(2).times(orderCost).dividedBy(holdingCost).sqrt().toDecimalPlaces(3);
}

/** The price that counts from the largest quantity reached on the day on which it is ordered. */
export function slowPrice(offer: VendorOffer, sold: Decimal, day: Day): Decimal | null {
  const reached = offer.prices
    .filter((price) => price.validFrom === null || price.validFrom <= day)
    .filter((price) => price.validTo === null || price.validTo >= day)
    .filter((price) => sold.greaterThanOrEqualTo(amount(price.fromQuantity)));
  // Of two that begin at the same quantity, the newer one.
  reached.sort(
    (one, other) =>
      Number(other.fromQuantity - one.fromQuantity) ||
      (other.validFrom ?? -1_000_000) - (one.validFrom ?? -1_000_000),
  );
  return reached[0] ? amount(reached[0].price) : null;
}

export function yearOf(demand: Decimal, days: number): Decimal {
  return days > 0 ? demand.times(365).dividedBy(decimal(days)) : ZERO;
}
