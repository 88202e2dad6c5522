import fc from 'fast-check';
import { type Decimal, decimal, minimum, ZERO } from '../../src/kernel/decimal.js';
import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeLocation } from '../support/make/location.js';
import { makeProduct } from '../support/make/product.js';

let app: TestApp;
let manager: Client;
let places: [number, number];

beforeAll(async () => {
  app = await startTestApp();
  manager = app.as('manager');
  const main = (await manager.get('/inventory/locations?search=MAIN').expect(200)).body.data[0].id as number;
  places = [main, (await makeLocation(app)).id];
});
afterAll(() => app?.close());

/** One thing that somebody does. `place` is 0 or 1; amounts are thousandths, so that values have to be rounded. */
type Step =
  | { kind: 'receipt'; place: 0 | 1; quantity: Decimal; unitCost: Decimal }
  | { kind: 'issue'; place: 0 | 1 | null; quantity: Decimal }
  | { kind: 'transfer'; place: 0 | 1; quantity: Decimal }
  | { kind: 'adjust'; place: 0 | 1; quantity: Decimal }
  | { kind: 'count'; place: 0 | 1; quantity: Decimal }
  | { kind: 'reserve'; quantity: Decimal };

const place = fc.constantFrom<0 | 1>(0, 1);
const amount = fc.integer({ min: 1, max: 9_000 }).map((n) => decimal(n).dividedBy(1000));
const signed = fc.tuple(amount, fc.boolean()).map(([value, down]) => (down ? value.negated() : value));
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('receipt' as const),
      place,
      quantity: amount,
      unitCost: amount,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('issue' as const),
      place: fc.constantFrom<0 | 1 | null>(0, 1, null),
      quantity: amount,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('transfer' as const), place, quantity: amount }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('adjust' as const), place, quantity: signed }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('count' as const), place, quantity: amount }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reserve' as const), quantity: amount }) },
);

/** The ledger as a storekeeper would keep it on paper: two places and one value, moving average. */
class Paper {
  readonly onHand: [Decimal, Decimal] = [ZERO, ZERO];
  readonly kept: [Decimal, Decimal] = [ZERO, ZERO];
  value = ZERO;
  private lastAverage = ZERO;

  get total(): Decimal {
    return this.onHand[0].plus(this.onHand[1]);
  }

  free(at: 0 | 1): Decimal {
    return this.onHand[at].minus(this.kept[at]);
  }

  get freeInAll(): Decimal {
    return this.free(0).plus(this.free(1));
  }

  /** Whether the storekeeper can do it; the paper changes only then. */
  do(what: Step): boolean {
    switch (what.kind) {
      case 'receipt':
        return this.enter(what.place, what.quantity, what.unitCost);
      case 'issue':
        return what.place === null
          ? this.leaveAnywhere(what.quantity)
          : this.leave(what.place, what.quantity);
      case 'transfer':
        return this.move(what.place, what.quantity);
      case 'adjust':
        return what.quantity.isNegative()
          ? this.leave(what.place, what.quantity.abs())
          : this.enter(what.place, what.quantity);
      case 'count':
        return this.count(what.place, what.quantity);
      case 'reserve':
        return this.reserve(what.quantity);
    }
  }

  private enter(at: 0 | 1, quantity: Decimal, unitCost?: Decimal): boolean {
    const cost =
      unitCost ??
      (this.total.isZero() ? this.lastAverage : this.value.dividedBy(this.total).toDecimalPlaces(9));
    this.value = this.value.plus(quantity.times(cost).toDecimalPlaces(6));
    this.onHand[at] = this.onHand[at].plus(quantity);
    // What comes at a price is remembered for the day on which the shelf is empty.
    if (unitCost) this.lastAverage = this.value.dividedBy(this.total).toDecimalPlaces(9);
    return true;
  }

  private leave(at: 0 | 1, quantity: Decimal): boolean {
    if (quantity.greaterThan(this.free(at))) return false;
    const all = quantity.equals(this.total);
    const value = all ? this.value : this.value.times(quantity).dividedBy(this.total).toDecimalPlaces(6);
    this.value = this.value.minus(minimum(value, this.value));
    this.onHand[at] = this.onHand[at].minus(quantity);
    return true;
  }

  /** First from the first place, the rest from the second. */
  private leaveAnywhere(quantity: Decimal): boolean {
    if (quantity.greaterThan(this.freeInAll)) return false;
    const first = minimum(quantity, this.free(0));
    if (first.greaterThan(0)) this.leave(0, first);
    const rest = quantity.minus(first);
    if (rest.greaterThan(0)) this.leave(1, rest);
    return true;
  }

  private move(from: 0 | 1, quantity: Decimal): boolean {
    if (quantity.greaterThan(this.free(from))) return false;
    const to = from === 0 ? 1 : 0;
    this.onHand[from] = this.onHand[from].minus(quantity);
    this.onHand[to] = this.onHand[to].plus(quantity);
    return true;
  }

  private count(at: 0 | 1, counted: Decimal): boolean {
    const difference = counted.minus(this.onHand[at]);
    if (difference.isZero()) return true;
    return difference.isNegative() ? this.leave(at, difference.abs()) : this.enter(at, difference);
  }

  private reserve(quantity: Decimal): boolean {
    if (quantity.greaterThan(this.freeInAll)) return false;
    const first = minimum(quantity, this.free(0));
    this.kept[0] = this.kept[0].plus(first);
    this.kept[1] = this.kept[1].plus(quantity.minus(first));
    return true;
  }
}

function send(productId: number, what: Step) {
  const request = {
    product_id: productId,
    quantity: what.quantity,
    ...('place' in what && what.place !== null ? { location_id: places[what.place] } : {}),
  };
  switch (what.kind) {
    case 'receipt':
      return manager.post('/inventory/receipts').send({ ...request, unit_cost: what.unitCost });
    case 'issue':
      return manager.post('/inventory/issues').send(request);
    case 'transfer': {
      const { location_id: from_location_id, ...rest } = request;
      return manager
        .post('/inventory/transfers')
        .send({ ...rest, from_location_id, to_location_id: places[what.place === 0 ? 1 : 0] });
    }
    case 'adjust': {
      const { quantity: quantity_change, ...rest } = request;
      return manager.post('/inventory/adjustments').send({ ...rest, quantity_change, reason: 'as drawn' });
    }
    case 'count': {
      const { quantity: counted_quantity, ...rest } = request;
      return manager.post('/inventory/counts').send({ ...rest, counted_quantity });
    }
    case 'reserve':
      return manager.post('/inventory/reservations').send(request);
  }
}

async function booked(productId: number) {
  const { data } = (await manager.get(`/inventory/balances?product_id=${productId}`).expect(200)).body as {
    data: { location_id: number; on_hand_quantity: string; allocated_quantity: string }[];
  };
  const at = (index: 0 | 1) => data.find((row) => row.location_id === places[index]);
  const { total_value: value } = await stockOf(app, productId);
  return {
    onHand: [0, 1].map((index) => at(index as 0 | 1)?.on_hand_quantity ?? '0'),
    kept: [0, 1].map((index) => at(index as 0 | 1)?.allocated_quantity ?? '0'),
    value,
  };
}

it('whatever is done, the ledger says what a storekeeper would write on paper', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const { id } = await makeProduct(app);
      const paper = new Paper();
      for (const what of steps) {
        const answer = await send(id, what);
        const possible = paper.do(what);
        expect([what.kind, answer.status]).toEqual([what.kind, possible ? 201 : 409]);
      }
      expect(await booked(id)).toEqual({
        onHand: paper.onHand.map(String),
        kept: paper.kept.map(String),
        value: String(paper.value),
      });
    }),
    { numRuns: 40 },
  );
  await expectCleanLedger(app);
}, 120_000);
