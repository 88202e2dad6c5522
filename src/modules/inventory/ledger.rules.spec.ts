import fc from 'fast-check';
import { type Decimal, decimal, ZERO } from '../../kernel/decimal.js';
import { type Balance, candidates, isUsable, type OpenReservation, pick } from './ledger.rules.js';

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
