import fc from 'fast-check';
import { decimal, sum, ZERO } from '../../kernel/decimal.js';
import {
  costPerStockUnit,
  landedCosts,
  type OrderedLine,
  receiptValue,
  receivable,
  spoolNumbers,
  spread,
} from './receipt.rules.js';

const line = (
  id: number,
  ordered: number,
  cost: number | string,
  received = 0,
  isStocked = true,
): OrderedLine => ({
  id,
  isStocked,
  quantity_ordered: decimal(ordered),
  quantity_received: decimal(received),
  unit_cost: decimal(cost),
});
const came = (lineId: number, accepted: number) => ({ lineId, accepted: decimal(accepted) });
const freight = (cost: number, allocated: number | string = 0) => ({
  cost: decimal(cost),
  allocated: decimal(allocated),
});

describe('what may still come', () => {
  it.each([
    [100, 0, '0', '100'],
    [100, 50, '0', '50'],
    [100, 100, '5', '5'],
    [100, 110, '5', '0'],
    [3, 0, '33.333333', '3.99999999'],
  ])('of %s, %s there, %s %% tolerated: %s', (ordered, received, percent, expected) => {
    expect(receivable(line(1, ordered, 1, received), decimal(percent)).toString()).toBe(expected);
  });
});

describe('landed cost', () => {
  it('10 at 20 with freight 50: the first 4 carry 40 %, and cost 25 each', () => {
    const [share] = landedCosts([line(1, 10, 20)], [came(1, 4)], freight(50));
    expect(share!.toString()).toBe('20');
    const value = receiptValue({
      acceptedBefore: ZERO,
      accepted: decimal(4),
      unitCost: decimal(20),
      landedCost: share!,
      exchangeRate: decimal(1),
    });
    expect(costPerStockUnit(value, decimal(4)).toString()).toBe('25');
  });

  it('the last one carries the rest', () => {
    const [share] = landedCosts([line(1, 10, 20, 4)], [came(1, 6)], freight(50, '19.99'));
    expect(share!.toString()).toBe('30.01');
  });

  it('lines worth 100, 200 and 300 share 10 as 1.6667, 3.3333 and 5', () => {
    const lines = [line(1, 1, 100), line(2, 1, 200), line(3, 1, 300)];
    const shares = landedCosts(lines, [came(1, 1), came(2, 1), came(3, 1)], freight(10));
    expect(shares.map((share) => share.toFixed(4))).toEqual(['1.6667', '3.3333', '5.0000']);
    expect(sum(shares).toString()).toBe('10');
  });

  it('goes by quantity when nothing costs anything', () => {
    const shares = landedCosts([line(1, 3, 0), line(2, 1, 0)], [came(1, 3), came(2, 1)], freight(8));
    expect(shares.map(String)).toEqual(['6', '2']);
  });

  it('is not carried by services, nor by what was rejected', () => {
    const lines = [line(1, 2, 10), line(2, 2, 10), line(3, 1, 1000, 0, false)];
    const shares = landedCosts(lines, [came(1, 2), came(2, 0), came(3, 1)], freight(8));
    expect(shares.map(String)).toEqual(['4', '0', '0']);
  });

  it('is never more than there is, although more came than was ordered', () => {
    const shares = landedCosts([line(1, 10, 1, 9), line(2, 10, 1)], [came(1, 11)], freight(8, 7));
    expect(shares.map(String)).toEqual(['1']);
  });

  it('adds up to the freight over any deliveries', () => {
    const quantity = fc.integer({ min: 1, max: 50 });
    const cents = fc.integer({ min: 0, max: 5_000 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(quantity, cents), { minLength: 1, maxLength: 6 }),
        cents,
        (ordered, cost) => {
          const lines = ordered.map(([count, price], id) => line(id, count, price / 100));
          let allocated = ZERO;
          // Each line comes in two parts, all first parts before all second ones, one line a delivery.
          for (const half of [0, 1]) {
            for (const item of lines) {
              const rest = item.quantity_ordered.minus(item.quantity_received);
              const now = half === 0 ? rest.dividedToIntegerBy(2) : rest;
              if (now.isZero()) continue;
              const delivery = { lineId: item.id, accepted: now };
              const shares = landedCosts(lines, [delivery], { cost: decimal(cost), allocated });
              allocated = allocated.plus(sum(shares));
              item.quantity_received = item.quantity_received.plus(now);
              expect(allocated.lessThanOrEqualTo(cost)).toBe(true);
            }
          }
          expect(allocated.toString()).toBe(String(cost));
        },
      ),
    );
  });

  it('spreads nothing without a weight', () => {
    expect(spread(decimal(5), [ZERO, ZERO]).map(String)).toEqual(['0', '0']);
  });
});

describe('what a receipt is worth', () => {
  const worth = (
    before: string,
    accepted: string,
    unitCost: string,
    landedCost: string,
    exchangeRate: string,
  ) =>
    receiptValue({
      acceptedBefore: decimal(before),
      accepted: decimal(accepted),
      unitCost: decimal(unitCost),
      landedCost: decimal(landedCost),
      exchangeRate: decimal(exchangeRate),
    });

  it('is its price and freight in the company’s currency', () => {
    expect(worth('0', '2', '19.99', '1', '1.1').toString()).toBe('45.078');
  });

  it('adds up to the line over its deliveries', () => {
    const parts = ['0', '0.333333333', '0.666666666'].map((before, index) =>
      worth(before, index < 2 ? '0.333333333' : '0.333333334', '10', '0', '1'),
    );
    expect(parts.map(String)).toEqual(['3.333333', '3.333334', '3.333333']);
    expect(sum(parts).toString()).toBe('10');
  });
});

describe('numbers of spools', () => {
  it('go on from those that are taken', () => {
    expect(spoolNumbers('PO-1-L2', 2, [])).toEqual(['PO-1-L2-001', 'PO-1-L2-002']);
    expect(spoolNumbers('PO-1-L2', 1, ['PO-1-L2-007', 'MINE', 'PO-1-L22-900', 'PO-1-L2-x'])).toEqual([
      'PO-1-L2-008',
    ]);
    expect(spoolNumbers('PO-1-L2', 1, ['PO-1-L2-999'])).toEqual(['PO-1-L2-1000']);
  });
});
