import fc from 'fast-check';
import { type Decimal, decimal, ZERO } from '../../src/kernel/decimal.js';
import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger } from '../support/ledger.js';
import { everyRow } from '../support/every-row.js';
import { makeLocation } from '../support/make/location.js';
import { makeProduct } from '../support/make/product.js';
import { type Entry, type Method, Storekeeper } from './storekeeper.js';

let app: TestApp;
let manager: Client;
let places: [number, number];

const STANDARD = decimal('1.7');
/** More of them find more: `PROPERTY_RUNS=500 npx jest back-dating`. */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 15);
const METHODS: Method[] = ['average', 'standard', 'fifo', 'lot'];
const START = Date.parse('2026-03-01T00:00:00Z');

beforeAll(async () => {
  app = await startTestApp();
  manager = app.as('manager');
  const main = (await manager.get('/inventory/locations?search=MAIN').expect(200)).body.data[0].id as number;
  places = [main, (await makeLocation(app)).id];
});
afterAll(() => app?.close());

/** One thing that somebody enters for some hour of the past. */
interface Step {
  kind: 'receive' | 'receiveUntold' | 'issue' | 'move' | 'adjust' | 'count' | 'undo' | 'freight';
  hour: number;
  place: 0 | 1;
  lot: 0 | 1;
  quantity: Decimal;
  cost: Decimal;
  /** Which of the earlier entries it is about. */
  pick: number;
}

const amount = fc.integer({ min: 1, max: 9_000 }).map((n) => decimal(n).dividedBy(1000));
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom<Step['kind']>(
    'receive',
    'receive',
    'receiveUntold',
    'issue',
    'issue',
    'move',
    'adjust',
    'count',
    'undo',
    'freight',
  ),
  hour: fc.integer({ min: 0, max: 40 }),
  place: fc.constantFrom<0 | 1>(0, 1),
  lot: fc.constantFrom<0 | 1>(0, 1),
  quantity: amount,
  cost: amount,
  pick: fc.nat(1_000),
});

interface World {
  method: Method;
  productId: number;
  lots: (number | null)[];
}

async function makeWorld(method: Method): Promise<World> {
  const product = await makeProduct(app, {
    cost_method: method,
    standard_cost: STANDARD,
    track_lots: method === 'lot',
  });
  if (method !== 'lot') return { method, productId: product.id, lots: [null, null] };
  const lots: number[] = [];
  for (const lot_number of ['A', 'B']) {
    const body = { product_id: product.id, quantity: 1, unit_cost: 1, lot_number, occurred_at: instant(-1) };
    const [row] = (await manager.post('/inventory/receipts').send(body).expect(201)).body;
    lots.push(row.lot_id as number);
  }
  return { method, productId: product.id, lots };
}

function instant(hour: number): string {
  return new Date(START + hour * 3_600_000).toISOString();
}

/** What stood in the book before the first step. */
function opening(world: World): Entry[] {
  if (world.method !== 'lot') return [];
  return world.lots.map((lot, index) => ({
    seq: index - 2,
    at: Date.parse(instant(-1)),
    kind: 'in',
    place: 0,
    lot,
    quantity: decimal(1),
    value: decimal(1),
  }));
}

/** The request of a step, and the book as it would read with it. Null when there is nothing that it could be about. */
function propose(world: World, what: Step, book: readonly Entry[], ids: ReadonlyMap<number, number>) {
  const lot = world.lots[what.lot]!;
  const at = START + what.hour * 3_600_000;
  const seq = book.length;
  const entry = { seq, at, place: what.place, lot, quantity: what.quantity, value: null };
  const body = { product_id: world.productId, occurred_at: instant(what.hour), lot_id: lot ?? undefined };
  const here = { ...body, location_id: places[what.place], quantity: what.quantity };
  const receipt = { ...here, lot_id: undefined, lot_number: lot === null ? undefined : 'AB'[what.lot] };
  switch (what.kind) {
    case 'receive': {
      const value = what.quantity.times(what.cost).toDecimalPlaces(6);
      return {
        path: 'receipts',
        request: { ...receipt, unit_cost: what.cost },
        book: [...book, { ...entry, kind: 'in' as const, value }],
      };
    }
    case 'receiveUntold':
      return { path: 'receipts', request: receipt, book: [...book, { ...entry, kind: 'in' as const }] };
    case 'issue':
      return { path: 'issues', request: here, book: [...book, { ...entry, kind: 'out' as const }] };
    case 'move': {
      const target = what.place === 0 ? 1 : 0;
      const { location_id: from_location_id, ...rest } = here;
      return {
        path: 'transfers',
        request: { ...rest, from_location_id, to_location_id: places[target] },
        book: [...book, { ...entry, kind: 'move' as const, target }],
      };
    }
    case 'adjust': {
      const { quantity, ...rest } = here;
      const down = what.pick % 2 === 0;
      return {
        path: 'adjustments',
        request: { ...rest, quantity_change: down ? quantity.negated() : quantity, reason: 'as drawn' },
        book: [...book, { ...entry, kind: down ? ('out' as const) : ('in' as const) }],
      };
    }
    case 'count': {
      const { quantity: counted_quantity, ...rest } = here;
      return {
        path: 'counts',
        request: { ...rest, counted_quantity },
        book: [...book, { ...entry, kind: 'count' as const }],
      };
    }
    case 'undo': {
      const open = book.filter(
        (one) => one.kind !== 'undo' && ids.has(one.seq) && !book.some((other) => other.undoes === one.seq),
      );
      const undone = open[what.pick % Math.max(open.length, 1)];
      if (!undone) return null;
      // By hand it is undone today: after everything else.
      const now = {
        ...entry,
        at: Date.now(),
        kind: undone.kind === 'move' ? ('move' as const) : ('undo' as const),
      };
      const swapped =
        undone.kind === 'move'
          ? { place: undone.target!, target: undone.place, quantity: undone.quantity }
          : { place: undone.place };
      return {
        path: `movements/${ids.get(undone.seq)}/reversal`,
        request: {},
        book: [...book, { ...now, lot: undone.lot, undoes: undone.seq, ...swapped }],
      };
    }
    case 'freight': {
      const received = book.filter((one) => one.kind === 'in' && ids.has(one.seq));
      const chosen = received[what.pick % Math.max(received.length, 1)];
      if (!chosen) return null;
      const amount = what.cost.toDecimalPlaces(2);
      return {
        path: 'landed-costs',
        request: { movement_ids: [ids.get(chosen.seq)], amount },
        book: book.map((one) => (one === chosen ? { ...one, added: (one.added ?? ZERO).plus(amount) } : one)),
      };
    }
  }
}

async function compare(world: World, book: readonly Entry[], ids: ReadonlyMap<number, number>) {
  const page = new Storekeeper(world.method, STANDARD).write(book)!;
  const costs = new Map<number, string>();
  for (const id of ids.values()) {
    const { body } = await manager.get(`/inventory/movements/${id}`).expect(200);
    // A count that found more may have found less in the end; its cost is then that of the other direction.
    costs.set(id, String(decimal(body.corrected_cost as string).abs()));
  }
  for (const [seq, id] of ids) expect([seq, costs.get(id)]).toEqual([seq, String(page.costs.get(seq))]);
  const hours = [...new Set(page.moments.map((moment) => moment.at))];
  for (const at of hours) {
    const moment = page.moments.findLast((one) => one.at === at)!;
    const query = `as_of=${new Date(at).toISOString()}&product_id=${world.productId}`;
    const { data } = (await manager.get(`/inventory/balances/as-of?${query}`).expect(200)).body as {
      data: { location_id: number; lot_id: number | null; on_hand_quantity: string; total_value: string }[];
    };
    const told = data.map((row) => [
      `${places.indexOf(row.location_id)}/${row.lot_id ?? '-'}`,
      row.on_hand_quantity,
    ]);
    const written = [...moment.stock].filter(([, quantity]) => !quantity.isZero());
    expect(told.sort()).toEqual(written.map(([key, quantity]) => [key, String(quantity)]).sort());
    const value = data.reduce((total, row) => total.plus(row.total_value), ZERO);
    expect([at, String(value)]).toEqual([at, String(moment.value)]);
  }
}

it.each(METHODS)(
  'by %s, whatever is entered for whenever, the ledger reads as if it had been entered in order',
  async (method) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 16 }), async (steps) => {
        const world = await makeWorld(method);
        const keeper = new Storekeeper(method, STANDARD);
        let book = opening(world);
        const ids = new Map<number, number>();
        for (const what of steps) {
          const proposal = propose(world, what, book, ids);
          if (!proposal) continue;
          const possible = keeper.write(proposal.book) !== null;
          const answer = await manager.post(`/inventory/${proposal.path}`).send(proposal.request);
          const outcome = answer.status === 201 ? 'done' : `${answer.status} ${answer.body.code}`;
          // A reversal of a count that found nothing has nothing to undo.
          if (outcome === '409 inventory.not_reversible') continue;
          expect([what.kind, outcome.startsWith('409') ? false : outcome]).toEqual([
            what.kind,
            possible ? 'done' : false,
          ]);
          if (!possible) continue;
          book = proposal.book;
          if (what.kind === 'freight') continue;
          const [row] = answer.body as [{ id: number; occurred_at: string }];
          ids.set(book.at(-1)!.seq, row.id);
          book = [...book.slice(0, -1), { ...book.at(-1)!, at: Date.parse(row.occurred_at) }];
        }
        await compare(world, book, ids);
      }),
      { numRuns: RUNS, interruptAfterTimeLimit: 150_000 },
    );
    await expectCleanLedger(app);
  },
  180_000,
);

interface Row {
  id: number;
  transaction_type: string;
  quantity: string;
  from_location_id: number | null;
  to_location_id: number | null;
  lot_id: number | null;
  given_value: string | null;
  counted_quantity: string | null;
  reversal_of_id: number | null;
  revalues_id: number | null;
  occurred_at: string;
}

/** The book that somebody else has written: every row of a product in the order of entering. */
async function readBook(world: World): Promise<{ book: Entry[]; ids: Map<number, number> }> {
  const rows = await everyRow<Row>(manager, `/inventory/movements?product_id=${world.productId}`);
  rows.reverse();
  const entries = new Map<number, Entry>();
  for (const row of rows.filter((one) => one.revalues_id === null)) {
    const [from, to] = [row.from_location_id, row.to_location_id].map((id) => places.indexOf(id ?? 0));
    const place = row.from_location_id === null ? to! : from!;
    const kind =
      row.counted_quantity !== null
        ? 'count'
        : from !== -1 && to !== -1
          ? 'move'
          : row.reversal_of_id !== null
            ? 'undo'
            : from === -1
              ? 'in'
              : 'out';
    entries.set(row.id, {
      seq: row.id,
      at: Date.parse(row.occurred_at),
      kind,
      place,
      target: to,
      lot: row.lot_id,
      quantity: decimal(row.counted_quantity ?? row.quantity),
      value: row.given_value === null ? null : decimal(row.given_value),
      undoes: row.reversal_of_id ?? undefined,
    });
  }
  for (const row of rows) {
    const told = entries.get(row.revalues_id ?? 0);
    if (told && row.given_value !== null) told.added = (told.added ?? ZERO).plus(row.given_value);
  }
  return { book: [...entries.values()], ids: new Map([...entries.keys()].map((id) => [id, id])) };
}

it.each(METHODS)(
  'by %s, eight at once on one product leave a book that reads in order',
  async (method) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 24, maxLength: 40 }), async (steps) => {
        const world = await makeWorld(method);
        const ids = new Map<number, number>();
        const book: Entry[] = opening(world);
        const clients = Array.from({ length: 8 }, async (_, client) => {
          for (const what of steps.filter((__, index) => index % 8 === client)) {
            const proposal = propose(world, what, book, ids);
            if (!proposal) continue;
            const answer = await manager.post(`/inventory/${proposal.path}`).send(proposal.request);
            if (answer.status !== 409) expect([answer.status, answer.body.code]).toEqual([201, undefined]);
            if (answer.status !== 201 || what.kind === 'freight') continue;
            const entry = proposal.book.at(-1)!;
            ids.set(book.length, answer.body[0].id as number);
            book.push({ ...entry, seq: book.length });
          }
        });
        await Promise.all(clients);
        const written = await readBook(world);
        await compare(world, written.book, written.ids);
      }),
      // A race is not the same race with fewer steps: what failed is told as it was.
      { numRuns: Math.ceil(RUNS / 5), endOnFailure: true },
    );
    await expectCleanLedger(app);
  },
  180_000,
);
