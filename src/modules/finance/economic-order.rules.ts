import { type Decimal, decimal, roundAmount, roundQuantity, ZERO } from '../../kernel/decimal.js';

const TWO = decimal(2);

/** What a lot is weighed by. Everything is per stock unit and year. */
export interface LotCosts {
  /** What a year needs. */
  demand: Decimal;
  /** What one order costs, whatever its quantity. */
  orderCost: Decimal;
  /** What holding one unit for a year costs. */
  holdingCost: Decimal;
  unitCost: Decimal;
}

/** √(2DS/H). Where holding costs nothing, one order for the whole year; where nothing is needed, none. */
export function economicOrderQuantity({
  demand,
  orderCost,
  holdingCost,
}: Omit<LotCosts, 'unitCost'>): Decimal {
  if (holdingCost.isZero()) return roundQuantity(demand);
  return roundQuantity(TWO.times(demand).times(orderCost).dividedBy(holdingCost).sqrt());
}

/** What a year costs in lots of `lot`: the goods, the orders, and half a lot in stock. */
export function yearlyCost(lot: Decimal, costs: LotCosts): Decimal {
  const goods = costs.demand.times(costs.unitCost);
  const orders = lot.isZero() ? ZERO : costs.demand.dividedBy(lot).times(costs.orderCost);
  return roundAmount(goods.plus(orders).plus(lot.dividedBy(TWO).times(costs.holdingCost)));
}

export interface EconomicOrder {
  economic_order_quantity: Decimal;
  orders_per_year: Decimal;
  yearly_cost: Decimal;
  present_yearly_cost: Decimal | null;
  /** Against the lot of now; null when there is none. */
  saving: Decimal | null;
}

export function weighLot(costs: LotCosts, presentLot: Decimal | null): EconomicOrder {
  const lot = economicOrderQuantity(costs);
  const best = yearlyCost(lot, costs);
  const present = presentLot && yearlyCost(presentLot, costs);
  return {
    economic_order_quantity: lot,
    orders_per_year: lot.isZero() ? ZERO : roundQuantity(costs.demand.dividedBy(lot)),
    yearly_cost: best,
    present_yearly_cost: present,
    saving: present && present.minus(best),
  };
}

const YEAR_DAYS = 365;
/** Less than this says nothing about a year. */
const KNOWN_DAYS_MIN = 30;

/** What a year needs, by what was used of late; stretched for a product that is known for less than a year. */
export function yearlyDemand(used: Decimal, knownDays: number): Decimal {
  const days = Math.max(KNOWN_DAYS_MIN, Math.min(YEAR_DAYS, knownDays));
  return roundQuantity(used.times(YEAR_DAYS).dividedBy(days));
}

/** The lot that is ordered now. */
export function presentLotOf(product: {
  lot_sizing_rule: string;
  lot_quantity: Decimal | null;
  reorder_qty: Decimal | null;
  min_order_qty: Decimal | null;
}): Decimal | null {
  const fixed = product.lot_sizing_rule === 'fixed_quantity' ? product.lot_quantity : null;
  const reorder = product.reorder_qty?.greaterThan(0) ? product.reorder_qty : null;
  return fixed ?? reorder ?? product.min_order_qty;
}
