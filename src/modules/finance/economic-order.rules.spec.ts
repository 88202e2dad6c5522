import { decimal } from '../../kernel/decimal.js';
import {
  economicOrderQuantity,
  presentLotOf,
  weighLot,
  yearlyCost,
  yearlyDemand,
} from './economic-order.rules.js';

const costs = (demand: number, orderCost: number, holdingCost: number | string, unitCost = 0) => ({
  demand: decimal(demand),
  orderCost: decimal(orderCost),
  holdingCost: decimal(holdingCost),
  unitCost: decimal(unitCost),
});

describe('the economic order quantity', () => {
  it.each([
    [costs(10_000, 100, 5), '632.46'],
    [costs(36_500, 100, '1.575'), '2152.89'],
    [costs(18_250, 150, 5), '1046.42'],
    [costs(1200, 25, '1.5'), '200.00'],
    [costs(365, 100, 0), '365.00'],
    [costs(0, 100, 5), '0.00'],
  ])('for %j is %s', (given, quantity) => {
    expect(economicOrderQuantity(given).toFixed(2)).toBe(quantity);
  });

  it('costs the least of all lots', () => {
    const given = costs(1200, 25, '1.5', 6);
    const best = yearlyCost(economicOrderQuantity(given), given);
    for (const lot of [1, 100, 199, 201, 400, 1200]) {
      expect(yearlyCost(decimal(lot), given).greaterThan(best)).toBe(true);
    }
  });
});

describe('a lot', () => {
  it('is weighed against that of now', () => {
    // 1200 × 6 = 7200; at 200: 6 × 25 + 100 × 1.5 = 300; at 400: 3 × 25 + 200 × 1.5 = 375.
    expect(weighLot(costs(1200, 25, '1.5', 6), decimal(400))).toEqual({
      economic_order_quantity: decimal(200),
      orders_per_year: decimal(6),
      yearly_cost: decimal(7500),
      present_yearly_cost: decimal(7575),
      saving: decimal(75),
    });
    expect(weighLot(costs(1200, 25, '1.5', 6), null)).toMatchObject({
      present_yearly_cost: null,
      saving: null,
    });
  });

  it('of now is the fixed one, else the reorder quantity, else the smallest order', () => {
    const product = {
      lot_sizing_rule: 'fixed_quantity',
      lot_quantity: decimal(3),
      reorder_qty: decimal(2),
      min_order_qty: decimal(1),
    };
    expect(Number(presentLotOf(product))).toBe(3);
    expect(Number(presentLotOf({ ...product, lot_sizing_rule: 'lot_for_lot' }))).toBe(2);
    expect(Number(presentLotOf({ ...product, lot_sizing_rule: 'period', reorder_qty: decimal(0) }))).toBe(1);
  });
});

describe('what a year needs', () => {
  it('is what a year used, stretched from 30 days on', () => {
    expect(Number(yearlyDemand(decimal(1000), 900))).toBe(1000);
    expect(Number(yearlyDemand(decimal(10), 73))).toBe(50);
    expect(Number(yearlyDemand(decimal(30), 1))).toBe(365);
  });
});
