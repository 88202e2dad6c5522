import type { Decimal } from '../../kernel/decimal.js';

/** A price from a quantity on, within its days. Open ends are null. */
export interface PriceBreak {
  min_quantity: Decimal;
  unit_price: Decimal;
  valid_from: string | null;
  valid_to: string | null;
}

/**
 * The price of a quantity on a day: of the prices that are valid then and begin at or below the quantity, the one that
 * begins highest; of those the one that is newest. Null when there is none.
 */
export function priceFor(prices: readonly PriceBreak[], quantity: Decimal, date: string): Decimal | null {
  let best: PriceBreak | null = null;
  for (const price of prices) {
    const isValid =
      (price.valid_from === null || price.valid_from <= date) &&
      (price.valid_to === null || price.valid_to >= date);
    if (!isValid || price.min_quantity.greaterThan(quantity)) continue;
    if (best === null || isBetter(price, best)) best = price;
  }
  return best?.unit_price ?? null;
}

function isBetter(price: PriceBreak, than: PriceBreak): boolean {
  if (!price.min_quantity.equals(than.min_quantity)) return price.min_quantity.greaterThan(than.min_quantity);
  return (price.valid_from ?? '') > (than.valid_from ?? '');
}

/** What a vendor sells at least, at most, and in steps of; in purchase units. */
export interface OrderRules {
  min_order_qty: Decimal | null;
  max_order_qty: Decimal | null;
  order_multiple: Decimal | null;
}

/** The nearest quantities that the vendor would sell. */
export interface AllowedQuantities {
  below: Decimal | null;
  above: Decimal | null;
}

/** Null when the quantity may be ordered, otherwise what may be ordered instead. */
export function quantityFault(quantity: Decimal, rules: OrderRules): AllowedQuantities | null {
  if (isAllowed(quantity, rules)) return null;
  const { min_order_qty: least, max_order_qty: most, order_multiple: step } = rules;
  const capped = most?.lessThan(quantity) ? most : quantity;
  const raised = least?.greaterThan(quantity) ? least : quantity;
  const below = step ? capped.dividedBy(step).floor().times(step) : capped;
  const above = step ? raised.dividedBy(step).ceil().times(step) : raised;
  return {
    below: below.lessThan(quantity) && below.greaterThan(0) && isAllowed(below, rules) ? below : null,
    above: above.greaterThan(quantity) && isAllowed(above, rules) ? above : null,
  };
}

function isAllowed(quantity: Decimal, rules: OrderRules): boolean {
  const { min_order_qty: least, max_order_qty: most, order_multiple: step } = rules;
  if (least?.greaterThan(quantity) || most?.lessThan(quantity)) return false;
  return step === null || quantity.modulo(step).isZero();
}
