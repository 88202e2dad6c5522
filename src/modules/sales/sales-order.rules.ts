import { type Decimal, decimal, sum, ZERO } from '../../kernel/decimal.js';
import { roundToCurrency } from '../../kernel/money.js';

export interface PricedLine {
  quantity: Decimal;
  unitPrice: Decimal;
  /** 5 is five per cent. */
  discountPercent: Decimal;
  taxRate: Decimal;
}

export interface OrderTotals {
  lineTotals: Decimal[];
  subtotal: Decimal;
  discountTotal: Decimal;
  taxAmount: Decimal;
  total: Decimal;
}

const HUNDRED = decimal(100);

/**
 * Totals of an order. A line is quantity × price less discount, rounded to the currency; tax is computed on the sum of
 * each rate, so that many small lines do not add up many small roundings.
 */
export function orderTotals(
  lines: readonly PricedLine[],
  shippingCost: Decimal,
  currencyCode: string,
): OrderTotals {
  const gross = lines.map((line) => roundToCurrency(line.quantity.times(line.unitPrice), currencyCode));
  const lineTotals = lines.map((line) => lineTotal(line, currencyCode));
  const subtotal = sum(lineTotals);
  const byRate = new Map<string, Decimal>();
  lines.forEach((line, index) => {
    const rate = line.taxRate.toFixed();
    byRate.set(rate, (byRate.get(rate) ?? ZERO).plus(lineTotals[index]!));
  });
  const taxes = [...byRate].map(([rate, base]) =>
    roundToCurrency(base.times(rate).dividedBy(HUNDRED), currencyCode),
  );
  const taxAmount = sum(taxes);
  return {
    lineTotals,
    subtotal,
    discountTotal: sum(gross).minus(subtotal),
    taxAmount,
    total: subtotal.plus(taxAmount).plus(shippingCost),
  };
}

function lineTotal(line: PricedLine, currencyCode: string): Decimal {
  const factor = HUNDRED.minus(line.discountPercent).dividedBy(HUNDRED);
  return roundToCurrency(line.quantity.times(line.unitPrice).times(factor), currencyCode);
}

export interface LineProgress {
  quantity: Decimal;
  shipped: Decimal;
}

/** Fulfilment is derived from the lines alone. */
export function fulfillmentOf(lines: readonly LineProgress[]): 'pending' | 'partially_shipped' | 'shipped' {
  if (lines.length > 0 && lines.every((line) => line.shipped.equals(line.quantity))) return 'shipped';
  return lines.some((line) => line.shipped.greaterThan(0)) ? 'partially_shipped' : 'pending';
}
