import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeLocation } from '../support/make/location.js';
import { makeProduct } from '../support/make/product.js';

let app: TestApp;
let manager: Client;
let operator: Client;
let main: number;

beforeAll(async () => {
  app = await startTestApp();
  manager = app.as('manager');
  operator = app.as('operator');
  main = (await manager.get('/inventory/locations?search=MAIN').expect(200)).body.data[0].id as number;
});
afterAll(async () => {
  await expectCleanLedger(app);
  await app.close();
});

const day = (n: number) => `2026-03-${String(n).padStart(2, '0')}`;

/** What somebody enters, by product: each for a day of March. */
function book(product: number) {
  const common = (n: number) => ({ product_id: product, transaction_date: day(n) });
  return {
    receive: (n: number, quantity: number, unit_cost?: number, location_id = main) =>
      operator.post('/inventory/receipts').send({ ...common(n), quantity, unit_cost, location_id }),
    issue: (n: number, quantity: number, location_id?: number) =>
      operator.post('/inventory/issues').send({ ...common(n), quantity, location_id }),
    move: (n: number, quantity: number, from_location_id: number, to_location_id: number) =>
      operator
        .post('/inventory/transfers')
        .send({ ...common(n), quantity, from_location_id, to_location_id }),
    count: (n: number, counted_quantity: number, location_id = main) =>
      manager.post('/inventory/counts').send({ ...common(n), counted_quantity, location_id }),
    on: async (n: number) => {
      const path = `/inventory/balances/as-of?as_of=${day(n)}&product_id=${product}`;
      const { data } = (await operator.get(path).expect(200)).body as {
        data: { on_hand_quantity: string; total_value: string }[];
      };
      return data.map((row) => `${row.on_hand_quantity} worth ${row.total_value}`).join(', ');
    },
  };
}

/** Cost of the movement with everything that was booked later to correct it. */
async function costOf(id: number): Promise<string> {
  return (await manager.get(`/inventory/movements/${id}`).expect(200)).body.corrected_cost as string;
}

describe('a movement entered for an earlier day', () => {
  it('gives the values that it would have given in order', async () => {
    const { id } = await makeProduct(app);
    const stock = book(id);
    await stock.receive(1, 10, 10).expect(201);
    const [issue] = (await stock.issue(10, 5).expect(201)).body;
    await stock.receive(20, 5, 40).expect(201);
    expect([await stock.on(10), await stock.on(20)]).toEqual(['5 worth 50', '10 worth 250']);
    // Ten more at 20 on the 5th: the average is 15 from then on, so the five went for 75.
    await stock.receive(5, 10, 20).expect(201);
    expect(await costOf(issue.id)).toBe('75');
    expect([await stock.on(4), await stock.on(5), await stock.on(10), await stock.on(20)]).toEqual([
      '10 worth 100',
      '20 worth 300',
      '15 worth 225',
      '20 worth 425',
    ]);
    expect(await stockOf(app, id)).toMatchObject({ on_hand_quantity: '20', total_value: '425' });
  });

  it('works out layers anew', async () => {
    const { id } = await makeProduct(app, { cost_method: 'fifo' });
    const stock = book(id);
    await stock.receive(2, 10, 10).expect(201);
    const [issue] = (await stock.issue(10, 15).expect(409)).body.errors;
    expect(issue.code).toBe('inventory.insufficient_stock');
    await stock.receive(8, 10, 20).expect(201);
    const [out] = (await stock.issue(10, 15).expect(201)).body;
    expect(await costOf(out.id)).toBe('200');
    await stock.receive(1, 4, 1).expect(201);
    // 4 at 1, 10 at 10, 1 at 20.
    expect(await costOf(out.id)).toBe('124');
    expect(await stockOf(app, id)).toMatchObject({ on_hand_quantity: '9', total_value: '180' });
    await stock.issue(9, 2).expect(201);
    // 4 at 1 less the two that went before, 10 at 10, 3 at 20.
    expect(await costOf(out.id)).toBe('162');
    expect(await stockOf(app, id)).toMatchObject({ on_hand_quantity: '7', total_value: '140' });
  });

  it('is refused when any later moment would be short, also of a place only', async () => {
    const there = (await makeLocation(app)).id;
    const { id } = await makeProduct(app);
    const stock = book(id);
    await stock.receive(1, 2, 1).expect(201);
    await stock.move(3, 2, main, there).expect(201);
    await stock.move(4, 2, there, main).expect(201);
    const answer = await stock.move(2, 2, main, there).expect(409);
    expect(answer.body.code).toBe('inventory.insufficient_stock');
    expect(answer.body).toMatchObject({ available: '0' });
    await stock.move(5, 2, main, there).expect(201);
  });

  it('is refused as a count that would leave a later issue short', async () => {
    const { id } = await makeProduct(app);
    const stock = book(id);
    await stock.receive(1, 10, 1).expect(201);
    await stock.issue(3, 2).expect(201);
    const answer = await stock.count(2, 1).expect(409);
    expect(answer.body).toMatchObject({ code: 'inventory.later_shortage', on_hand: '-1', location_id: main });
    expect(answer.body.errors).toMatchObject([{ pointer: '/counted_quantity' }]);
    expect(await stockOf(app, id)).toMatchObject({ on_hand_quantity: '8' });
  });

  it('does not take what is reserved today', async () => {
    const { id } = await makeProduct(app);
    const stock = book(id);
    await stock.receive(1, 10, 1).expect(201);
    await stock.receive(9, 1, 1).expect(201);
    await operator.post('/inventory/reservations').send({ product_id: id, quantity: 8 }).expect(201);
    const answer = await stock.issue(5, 4).expect(409);
    expect(answer.body).toMatchObject({ code: 'inventory.not_available', available: '3' });
    await stock.issue(5, 3).expect(201);
  });

  it('can name the moment instead of the day, and not both', async () => {
    const { id } = await makeProduct(app);
    const receive = (body: object) =>
      operator.post('/inventory/receipts').send({ product_id: id, quantity: 1, unit_cost: 1, ...body });
    await receive({ occurred_at: '2026-03-02T10:00:00Z' }).expect(201);
    const [earlier] = (await receive({ occurred_at: '2026-03-02T09:00:00.123Z' }).expect(201)).body;
    expect(earlier).toMatchObject({
      transaction_date: '2026-03-02',
      occurred_at: '2026-03-02T09:00:00.123Z',
    });
    const at = (moment: string) => operator.get(`/inventory/balances/as-of?as_of=${moment}&product_id=${id}`);
    expect((await at('2026-03-02T09:30:00Z').expect(200)).body.data[0].on_hand_quantity).toBe('1');
    expect((await at('2026-03-02T10:00:00Z').expect(200)).body.data[0].on_hand_quantity).toBe('2');
    const both = await receive({ occurred_at: '2026-03-02T09:00:00Z', transaction_date: day(2) }).expect(422);
    expect(both.body.code).toBe('inventory.date_twice');
    const future = await receive({ occurred_at: '2999-01-01T00:00:00Z' }).expect(422);
    expect(future.body.errors).toMatchObject([{ pointer: '/occurred_at', code: 'inventory.future_date' }]);
    await at('yesterday').expect(400);
  });
});

describe('a count', () => {
  it('is a barrier that earlier changes never pass, until it is undone', async () => {
    const { id } = await makeProduct(app);
    const stock = book(id);
    const quantities = async (...days: number[]) => {
      const answers: string[] = [];
      for (const n of days) answers.push((await stock.on(n)).split(' ')[0] || '0');
      return answers;
    };
    await stock.receive(7, 10, 1).expect(201);
    await stock.receive(8, 1, 1).expect(201);
    await stock.receive(10, 1, 1).expect(201);
    expect(await quantities(7, 8, 10)).toEqual(['10', '11', '12']);
    await stock.count(9, 6).expect(201);
    expect(await quantities(9, 10)).toEqual(['6', '7']);
    const [count] = (await stock.count(6, 8).expect(201)).body;
    expect(await quantities(6, 7, 8, 9, 10)).toEqual(['8', '18', '19', '6', '7']);
    const [early] = (await stock.receive(5, 10, 1).expect(201)).body;
    expect(await quantities(5, 6, 7, 8, 9, 10)).toEqual(['10', '8', '18', '19', '6', '7']);
    await manager
      .post(`/inventory/movements/${early.id}/reversal`)
      .send({ transaction_date: day(5) })
      .expect(201);
    expect(await quantities(5, 6, 9)).toEqual(['0', '8', '6']);
    await manager
      .post(`/inventory/movements/${count.id}/reversal`)
      .send({ transaction_date: day(6) })
      .expect(201);
    expect(await quantities(6, 7, 8, 9, 10)).toEqual(['0', '10', '11', '6', '7']);
    // What undoes a count follows it: entered in order, it would have given back another difference.
    await stock.receive(4, 3, 1).expect(201);
    expect(await quantities(4, 6, 7, 9, 10)).toEqual(['3', '3', '13', '6', '7']);
  });

  it('that was undone hides nothing: what would be missing then is refused', async () => {
    const { id } = await makeProduct(app);
    const stock = book(id);
    await stock.receive(1, 2, 1).expect(201);
    const [count] = (await stock.count(10, 5).expect(201)).body;
    await stock.issue(11, 1).expect(201);
    await manager.post(`/inventory/movements/${count.id}/reversal`).send({}).expect(201);
    expect(await stock.on(10)).toBe('5 worth 5');
    // On day 9 there were 2, and the count would say what was there on day 10; but today 1 is left.
    const refused = await stock.issue(9, 2).expect(409);
    expect(refused.body.code).toBe('inventory.later_shortage');
    await stock.issue(9, 1).expect(201);
    expect((await stockOf(app, id)).on_hand_quantity).toBe('0');
  });

  it('of what was found and missed is valued at the cost of its moment', async () => {
    const { id } = await makeProduct(app);
    const stock = book(id);
    await stock.receive(1, 10, 2).expect(201);
    const [count] = (await stock.count(5, 8).expect(201)).body;
    expect(count).toMatchObject({ quantity: '2', total_cost: '4', counted_quantity: '8' });
    await stock.receive(2, 10, 4).expect(201);
    expect([await stock.on(4), await stock.on(5)]).toEqual(['20 worth 60', '8 worth 24']);
    expect(await costOf(count.id)).toBe('36');
  });
});

describe('a closed period', () => {
  it('refuses what is entered for it, and is reopened by whoever may', async () => {
    const { id } = await makeProduct(app);
    const stock = book(id);
    await stock.receive(1, 10, 2).expect(201);
    await operator
      .post('/inventory/period-closings')
      .send({ closed_through: day(5) })
      .expect(403);
    const closing = await manager
      .post('/inventory/period-closings')
      .send({ closed_through: day(5) })
      .expect(201);
    const refused = await stock.receive(5, 1, 2).expect(409);
    expect(refused.body).toMatchObject({ code: 'inventory.period_closed', closed_through: day(5) });
    await stock.receive(6, 1, 2).expect(201);
    const twice = await manager
      .post('/inventory/period-closings')
      .send({ closed_through: day(5) })
      .expect(409);
    expect(twice.body.code).toBe('inventory.period_already_closed');
    const late = await manager
      .post('/inventory/period-closings')
      .send({ closed_through: '2999-01-01' })
      .expect(422);
    expect(late.body.code).toBe('inventory.period_not_over');
    await manager.post(`/inventory/period-closings/${closing.body.id}/reopening`).send({}).expect(403);
    const path = `/inventory/period-closings/${closing.body.id}/reopening`;
    await app.otherOrganization.post(path).send({}).expect(404);
    await app.as('admin').post(path).send({ reason: 'late invoice' }).expect(200);
    const again = await app.as('admin').post(path).send({}).expect(409);
    expect(again.body.code).toBe('inventory.period_not_latest');
    await stock.receive(5, 1, 2).expect(201);
    expect((await manager.get('/inventory/period-closings').expect(200)).body.data[0]).toMatchObject({
      closed_through: day(5),
      reopen_reason: 'late invoice',
    });
  });
});
