import { Decimal, minimum, roundAmount, roundQuantity, sum, ZERO } from '../../kernel/decimal.js';

/** A line of the order as a receipt sees it. Received is what was accepted; what was rejected is still to come. */
export interface OrderedLine {
  id: number;
  isStocked: boolean;
  quantity_ordered: Decimal;
  quantity_received: Decimal;
  unit_cost: Decimal;
}

/** What was accepted of one line. */
export interface Delivery {
  lineId: number;
  accepted: Decimal;
}

/** What may still come of a line, with what the organization tolerates. */
export function receivable(
  line: Pick<OrderedLine, 'quantity_ordered' | 'quantity_received'>,
  overReceiptPercent: Decimal,
): Decimal {
  const most = line.quantity_ordered.times(overReceiptPercent.dividedBy(100).plus(1));
  return Decimal.max(ZERO, roundQuantity(most).minus(line.quantity_received));
}

/** What is still to come by the order. */
export function remaining(line: Pick<OrderedLine, 'quantity_ordered' | 'quantity_received'>): Decimal {
  return Decimal.max(ZERO, line.quantity_ordered.minus(line.quantity_received));
}

/** Does the delivery complete the order? */
export function isLastDelivery(lines: readonly OrderedLine[], deliveries: readonly Delivery[]): boolean {
  const coming = new Map(deliveries.map((delivery) => [delivery.lineId, delivery.accepted]));
  return lines.every((line) =>
    line.quantity_received.plus(coming.get(line.id) ?? ZERO).greaterThanOrEqualTo(line.quantity_ordered),
  );
}

/**
 * The shares of the shipping cost that a delivery's lines carry, in the order of the deliveries.
 *
 * A delivery carries as much as its part of the order's value is (of the order's quantity when nothing costs anything);
 * the one that completes the order carries the rest, so that the shares add up to the shipping cost exactly. What is
 * rejected carries nothing: it comes again.
 */
export function landedCosts(
  lines: readonly OrderedLine[],
  deliveries: readonly Delivery[],
  shipping: { cost: Decimal; allocated: Decimal },
): Decimal[] {
  const left = Decimal.max(ZERO, shipping.cost.minus(shipping.allocated));
  const known = new Map(lines.map((line) => [line.id, line]));
  const stocked = lines.filter((line) => line.isStocked);
  const byValue = stocked.some((line) => line.quantity_ordered.times(line.unit_cost).greaterThan(0));
  const weigh = (line: OrderedLine, quantity: Decimal) => {
    if (!line.isStocked) return ZERO;
    return byValue ? quantity.times(line.unit_cost) : quantity;
  };
  const whole = sum(stocked.map((line) => weigh(line, line.quantity_ordered)));
  const weights = deliveries.map((item) => weigh(known.get(item.lineId)!, item.accepted));
  const part = whole.isZero() ? ZERO : roundAmount(shipping.cost.times(sum(weights)).dividedBy(whole));
  const share = isLastDelivery(lines, deliveries) ? left : minimum(part, left);
  const quantities = deliveries.map((item) => (known.get(item.lineId)!.isStocked ? item.accepted : ZERO));
  return spread(share, sum(weights).isZero() ? quantities : weights);
}

/** Spreads an amount by weights, to six decimals each, so that the parts add up to it. Without any weight nothing is spread. */
export function spread(amount: Decimal, weights: readonly Decimal[]): Decimal[] {
  const total = sum(weights);
  if (total.isZero()) return weights.map(() => ZERO);
  let weightSoFar = ZERO;
  let given = ZERO;
  return weights.map((weight) => {
    weightSoFar = weightSoFar.plus(weight);
    const upToHere = roundAmount(amount.times(weightSoFar).dividedBy(total));
    const part = upToHere.minus(given);
    given = upToHere;
    return part;
  });
}

/**
 * What accepted goods are worth in the company's currency: their price and their share of the shipping cost. As the
 * difference of two sums, so that the deliveries of a line are worth what the line is, to the last decimal.
 */
export function receiptValue(line: {
  acceptedBefore: Decimal;
  accepted: Decimal;
  unitCost: Decimal;
  landedCost: Decimal;
  exchangeRate: Decimal;
}): Decimal {
  const price = line.unitCost.times(line.exchangeRate);
  const upTo = (quantity: Decimal) => roundAmount(quantity.times(price));
  const goods = upTo(line.acceptedBefore.plus(line.accepted)).minus(upTo(line.acceptedBefore));
  return goods.plus(roundAmount(line.landedCost.times(line.exchangeRate)));
}

/** Value of one stock unit. */
export function costPerStockUnit(value: Decimal, quantity: Decimal): Decimal {
  return quantity.isZero() ? ZERO : roundQuantity(value.dividedBy(quantity));
}

/** Numbers for the spools of a line that come without one: `PO-2026-0001-L2-001`, on from those that are taken. */
export function spoolNumbers(prefix: string, count: number, taken: readonly string[]): string[] {
  const places = taken.map((number) => {
    const place = number.startsWith(`${prefix}-`) ? number.slice(prefix.length + 1) : '';
    return /^\d{3,9}$/.test(place) ? Number(place) : 0;
  });
  const last = Math.max(0, ...places);
  return Array.from(
    { length: count },
    (_, index) => `${prefix}-${String(last + index + 1).padStart(3, '0')}`,
  );
}
