import fc from 'fast-check';
import { type Decimal, decimal, sum, ZERO } from '../../kernel/decimal.js';
import { type CostEvent, followCost } from './cost-flow.rules.js';
import { receiptValue } from './report.rules.js';

let nextId = 1;
const consumed = (quantity: number, value: number, change = 0, productId = 1): CostEvent => ({
  kind: 'consumed',
  movementId: nextId++,
  productId,
  quantity: decimal(quantity),
  value: decimal(value),
  change: decimal(change),
});
const returned = (quantity: number, productId = 1): CostEvent => ({
  kind: 'returned',
  movementId: nextId++,
  productId,
  quantity: decimal(quantity),
});
const received = (pieces: number, inWork: number, cost: Decimal.Value): CostEvent => ({
  kind: 'received',
  movementId: nextId++,
  pieces: decimal(pieces),
  sharePercent: null,
  quantityInWork: decimal(inWork),
  costInWork: decimal(cost),
  value: receiptValue(decimal(cost), decimal(pieces), decimal(inWork)),
});
const changes = (events: CostEvent[]) => {
  const { receipts, returns, material } = followCost(events);
  return {
    material: String(material),
    receipts: receipts.map(({ change }) => String(change)),
    returns: returns.map(({ change }) => String(change)),
  };
};

describe('a correction of what an order consumed', () => {
  it('is shared by the receipts after it as the cost was', () => {
    const events = [received(1, 1, 10), consumed(10, 130, 30), received(4, 10, 100), received(6, 6, 60)];
    expect(changes(events)).toEqual({ material: '30', receipts: ['12', '18'], returns: [] });
  });

  it('stays in work where nothing was received', () => {
    expect(changes([consumed(10, 130, 30)])).toEqual({ material: '30', receipts: [], returns: [] });
  });

  it('changes what came back at the average of its component', () => {
    const events = [
      consumed(10, 130, 30),
      consumed(5, 5, 0, 2),
      returned(4),
      returned(1, 2),
      received(6, 6, 64),
    ];
    expect(changes(events)).toEqual({ material: '18', receipts: ['18'], returns: ['12'] });
  });

  it('takes no receipt below nothing: the rest is for those after it', () => {
    const events = [consumed(1, 2, -8), received(1, 2, 6), received(1, 1, 30)];
    // In work were 6 and are −2 now; 30 and are 25 now, since the first has given back its 3 of 8.
    expect(changes(events)).toEqual({ material: '-8', receipts: ['-3', '-5'], returns: [] });
  });

  it('reaches by-products by their share, and the product takes the rest', () => {
    const shared = (share: number | null, pieces: number, inWork: number, cost: number, value: number) =>
      ({
        ...received(pieces, inWork, cost),
        sharePercent: share === null ? null : decimal(share),
        value: decimal(value),
      }) as CostEvent;
    // Of 100 in work 50 was for 5 of 10 pieces: 20 % and 10 % of it to by-products. It should have been 130.
    const events = [
      consumed(10, 130, 30),
      shared(20, 5, 10, 100, 10),
      shared(10, 5, 10, 100, 5),
      shared(null, 5, 10, 100, 35),
      shared(20, 5, 5, 50, 10),
      shared(10, 5, 5, 50, 5),
      shared(null, 5, 5, 50, 35),
    ];
    const half = ['3', '1.5', '10.5'];
    expect(changes(events)).toEqual({ material: '30', receipts: [...half, ...half], returns: [] });
  });

  it('gives receipts the values of an order that cost this at once, and the last takes all', () => {
    const cents = fc.integer({ min: 0, max: 1_000_000 }).map((n) => decimal(n).dividedBy(1_000_000));
    const lot = fc.record({ cost: cents, corrected: cents, pieces: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.array(lot, { minLength: 1, maxLength: 6 }), (lots) => {
        const whole = lots.reduce((all, one) => all + one.pieces, 0);
        const make = (cost: (one: (typeof lots)[number]) => Decimal, told: boolean) => {
          let costInWork = ZERO;
          let inWork = whole;
          return lots.flatMap((one) => {
            costInWork = costInWork.plus(cost(one));
            const change = told ? one.corrected.minus(one.cost) : ZERO;
            const value = told ? one.corrected : cost(one);
            const material = { ...consumed(1, 0), value, change } as CostEvent;
            const receipt = received(one.pieces, inWork, costInWork);
            inWork -= one.pieces;
            costInWork = costInWork.minus(receipt.kind === 'received' ? receipt.value : ZERO);
            return [material, receipt];
          });
        };
        const valuesOf = (events: CostEvent[]) =>
          events.flatMap((event) => (event.kind === 'received' ? [String(event.value)] : []));
        const events = make((one) => one.cost, true);
        const after = followCost(events);
        const byId = new Map(after.receipts.map((receipt) => [receipt.movementId, receipt.value]));
        const followed = events.map((event) =>
          event.kind === 'received' ? { ...event, value: byId.get(event.movementId) ?? event.value } : event,
        );
        expect(valuesOf(followed)).toEqual(valuesOf(make((one) => one.corrected, false)));
        expect(String(sum(after.receipts.map(({ change }) => change)))).toBe(String(after.material));
      }),
    );
  });
});
