import fc from 'fast-check';
import { type Decimal, decimal, ZERO } from '../../kernel/decimal.js';
import {
  addToValuation,
  averageCost,
  type Balance,
  candidates,
  isUsable,
  type OpenReservation,
  pick,
  type Valuation,
  valueOfInbound,
  valueOfOutbound,
} from './ledger.rules.js';

const empty: Valuation = { quantity: ZERO, value: ZERO, fallbackCost: ZERO };

function receive(valuation: Valuation, quantity: string, unitCost?: string): Valuation {
  const terms = {
    quantity: decimal(quantity),
    unitCost: unitCost === undefined ? undefined : decimal(unitCost),
  };
  return addToValuation(valuation, terms.quantity, valueOfInbound(valuation, terms));
}

function issue(valuation: Valuation, quantity: string): { value: string; after: Valuation } {
  const value = valueOfOutbound(valuation, decimal(quantity));
  return {
    value: String(value),
    after: addToValuation(valuation, decimal(quantity).negated(), value.negated()),
  };
}

function balance(values: Partial<Balance> & { onHand: Decimal }): Balance {
  return {
    productId: 1,
    locationId: 1,
    locationType: 'bin',
    lotId: null,
    lotStatus: null,
    lotExpiresOn: null,
    lotReceivedOn: null,
    allocated: ZERO,
    ...values,
  };
}

describe('moving average', () => {
  it('of 10 at 10 and 10 at 20 is 15: 15 of them leave with 225, and 5 stay with 75', () => {
    const { value, after } = issue(receive(receive(empty, '10', '10'), '10', '20'), '15');
    expect([value, String(after.quantity), String(after.value)]).toEqual(['225', '5', '75']);
  });

  it('takes back what a customer returns at the value at which it left: 2 units worth 30', () => {
    const { value, after } = issue(receive(receive(empty, '1', '10'), '1', '20'), '1');
    const terms = { quantity: decimal(1), totalCost: decimal(value) };
    const back = addToValuation(after, terms.quantity, valueOfInbound(after, terms));
    expect([String(back.quantity), String(back.value), String(averageCost(back))]).toEqual(['2', '30', '15']);
  });

  it('leaves no cent behind: 1.02 + 1.00 + 1.00, then all three go', () => {
    const stock = receive(receive(receive(empty, '1', '1.02'), '1', '1'), '1', '1');
    const { value, after } = issue(stock, '3');
    expect([value, String(after.value)]).toEqual(['3.02', '0']);
  });

  it('of 2 at 4.63 and 5 at 3.04 shows 3.49, and seventy issues of 0.1 leave nothing', () => {
    let stock = receive(receive(empty, '2', '4.63'), '5', '3.04');
    expect(averageCost(stock).toFixed(2)).toBe('3.49');
    for (let time = 0; time < 70; time += 1) stock = issue(stock, '0.1').after;
    expect([String(stock.quantity), String(stock.value)]).toEqual(['0', '0']);
  });

  it('of 0.5 at 3 is 1.5, which leaves with the 0.5', () => {
    const { value, after } = issue(receive(empty, '0.5', '3'), '0.5');
    expect([value, String(after.value)]).toEqual(['1.5', '0']);
  });

  it('spends a spool of 1,000 g in a hundred pieces of 0.5 down to 950', () => {
    let stock = receive(empty, '1000', '0.02');
    for (let time = 0; time < 100; time += 1) stock = issue(stock, '0.5').after;
    expect([String(stock.quantity), String(stock.value)]).toEqual(['950', '19']);
  });

  it('assumes the last known cost where there is no stock, and the average where there is', () => {
    const known = { ...empty, fallbackCost: decimal('2.5') };
    expect(String(receive(known, '4').value)).toBe('10');
    expect(String(receive(receive(known, '1', '10'), '4').value)).toBe('50');
  });

  it('never lets more value leave than there is, whatever a reversal says', () => {
    const stock = receive(receive(empty, '10', '1'), '10', '1');
    expect(String(valueOfOutbound(stock, decimal(5), decimal(99)))).toBe('20');
    expect(String(valueOfOutbound(stock, decimal(5), decimal(7)))).toBe('7');
  });

  it('refuses to be asked for more than it holds: that is a mistake of ours', () => {
    expect(() => valueOfOutbound(receive(empty, '1', '1'), decimal(2))).toThrow(/more leaves/);
  });

  it('is exact over any history: value is never negative, and zero when the quantity is', () => {
    const amount = fc.integer({ min: 1, max: 10_000_000 }).map((n) => decimal(n).dividedBy(1000));
    const step = fc.record({ quantity: amount, unitCost: amount, share: fc.integer({ min: 1, max: 100 }) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
        let stock = empty;
        let entered = ZERO;
        let left = ZERO;
        for (const { quantity, unitCost, share } of steps) {
          const value = valueOfInbound(stock, { quantity, unitCost });
          stock = addToValuation(stock, quantity, value);
          entered = entered.plus(value);
          const out = stock.quantity.times(share).dividedBy(100).toDecimalPlaces(9);
          if (out.isZero()) continue;
          const outValue = valueOfOutbound(stock, out);
          stock = addToValuation(stock, out.negated(), outValue.negated());
          left = left.plus(outValue);
          expect(stock.value.isNegative()).toBe(false);
          expect(stock.quantity.isZero() && !stock.value.isZero()).toBe(false);
        }
        expect(String(stock.value)).toBe(String(entered.minus(left)));
      }),
    );
  });
});

describe('picking', () => {
  const lot = (lotId: number, onHand: number, values: Partial<Balance> = {}) =>
    balance({ lotId, lotStatus: 'active', onHand: decimal(onHand), ...values });
  const lotsOf = (found: readonly Balance[]) => found.map(({ lotId }) => lotId);

  it('takes what expires first, then what came first, then what never expires', () => {
    const all = [
      lot(1, 1, { lotReceivedOn: '2026-01-01' }),
      lot(2, 1, { lotExpiresOn: '2026-09-01', lotReceivedOn: '2026-02-01' }),
      lot(3, 1, { lotExpiresOn: '2026-08-01' }),
      lot(4, 1, { lotExpiresOn: '2026-09-01', lotReceivedOn: '2026-01-01' }),
      lot(5, 1),
    ];
    expect(lotsOf(candidates(all, {}, 'issue', '2026-03-01'))).toEqual([3, 4, 2, 1, 5]);
  });

  it.each([
    ['issue', { lotStatus: 'hold' }, false],
    ['shipment', { lotStatus: 'quarantine' }, false],
    ['consumption', { lotStatus: 'expired' }, false],
    ['consumption', { lotExpiresOn: '2026-03-01' }, false],
    ['consumption', { lotExpiresOn: '2026-03-02' }, true],
    ['issue', { locationType: 'quarantine' }, false],
    ['issue', { lotStatus: 'depleted' }, true],
    ['scrap', { lotStatus: 'hold' }, true],
    ['transfer', { locationType: 'quarantine', lotStatus: 'expired' }, true],
    ['count', { lotStatus: 'quarantine' }, true],
  ] as const)('for %s of %j on 2026-03-01: %s', (type, values, usable) => {
    expect(isUsable(lot(1, 1, values), type, '2026-03-01')).toBe(usable);
  });

  it('keeps to the place and the lot that are named', () => {
    const all = [lot(1, 5), lot(2, 5, { locationId: 2 }), lot(1, 5, { locationId: 2 })];
    expect(candidates(all, { locationId: 2, lotId: 1 }, 'issue', '2026-01-01')).toEqual([all[2]]);
    expect(
      candidates([balance({ onHand: decimal(1) })], { lotId: null }, 'issue', '2026-01-01'),
    ).toHaveLength(1);
  });

  it('takes the own reserved stock first, then what is free, never what others have reserved', () => {
    const first = lot(1, 10, { allocated: decimal(10) });
    const second = lot(2, 5);
    const own: OpenReservation = { id: 9, locationId: 1, lotId: 1, open: decimal(4) };
    const { picks, missing } = pick(decimal(12), [first, second], [own]);
    expect(picks.map((p) => [p.balance.lotId, String(p.quantity), p.reservation?.id ?? null])).toEqual([
      [1, '4', 9],
      [2, '5', null],
    ]);
    expect(String(missing)).toBe('3');
  });

  it('never takes more than there is or was asked for, nor from the reserved part of others', () => {
    const quantity = fc.integer({ min: 0, max: 50 });
    const place = fc.record({ onHand: quantity, allocated: quantity, own: quantity });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 6 }), fc.integer({ min: 1, max: 150 }), (places, asked) => {
        const balances = places.map(({ onHand, allocated }, index) =>
          lot(index + 1, onHand, { allocated: decimal(Math.min(allocated, onHand)) }),
        );
        const own = places.map(({ own: open }, index) => ({
          id: index + 1,
          locationId: 1,
          lotId: index + 1,
          open: decimal(Math.min(open, Number(balances[index]!.allocated))),
        }));
        const { picks, missing } = pick(decimal(asked), balances, own);
        const taken = picks.reduce((total, p) => total.plus(p.quantity), ZERO);
        expect(String(taken.plus(missing))).toBe(String(asked));
        const reachable = balances.reduce(
          (total, b, index) => total.plus(b.onHand).minus(b.allocated).plus(own[index]!.open),
          ZERO,
        );
        expect(missing.isZero() || String(taken) === String(reachable)).toBe(true);
        for (const b of balances) {
          const here = picks.filter((p) => p.balance === b);
          const free = here.filter((p) => p.reservation === null);
          const sum = (some: typeof picks) => some.reduce((total, p) => total.plus(p.quantity), ZERO);
          expect(sum(here).lessThanOrEqualTo(b.onHand)).toBe(true);
          expect(sum(free).lessThanOrEqualTo(b.onHand.minus(b.allocated))).toBe(true);
        }
      }),
    );
  });
});
