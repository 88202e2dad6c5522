import { type Client, PASSWORD, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeProduct } from '../support/make/product.js';
import { makeUser } from '../support/make/user.js';

let app: TestApp;
let manager: Client;
let operator: Client;

beforeAll(async () => {
  app = await startTestApp();
  manager = app.as('manager');
  operator = app.as('operator');
});
afterAll(async () => {
  await expectCleanLedger(app);
  await app.close();
});

async function stocked(quantity: number, values = {}): Promise<number> {
  const { id } = await makeProduct(app, values);
  const receipt = { product_id: id, quantity, unit_cost: 4 };
  if (quantity > 0) await operator.post('/inventory/receipts').send(receipt).expect(201);
  return id;
}

const ask = (product_id: number, quantity: number, client = operator) =>
  client
    .post('/inventory/issues')
    .send({ product_id, quantity, allow_negative: true, reason: 'Printed from an unbooked spool' });

describe('an issue beyond the stock', () => {
  it('is held with all of its quantity, and stock and value stay as they are', async () => {
    const id = await stocked(10);
    const [held] = (await ask(id, 50).expect(201)).body;
    expect(held).toMatchObject({
      status: 'held',
      quantity: '50',
      total_cost: '0',
      approval_reason: 'Printed from an unbooked spool',
    });
    expect(await stockOf(app, id)).toMatchObject({ on_hand_quantity: '10', total_value: '40' });
    const { data } = (await operator.get(`/inventory/held-movements?product_id=${id}`).expect(200)).body;
    expect(data.map((row: { id: number }) => row.id)).toEqual([held.id]);
  });

  it('happens when somebody else approves it, once', async () => {
    const id = await stocked(10);
    const [held] = (await ask(id, 50).expect(201)).body;
    await operator.post(`/inventory/movements/${held.id}/approval`).send().expect(403);
    const approved = await manager.post(`/inventory/movements/${held.id}/approval`).send().expect(200);
    expect(approved.body).toMatchObject({ status: 'approved', corrected_cost: '200' });
    expect(await stockOf(app, id)).toMatchObject({ on_hand_quantity: '-40', total_value: '-160' });
    const { data } = (await operator.get(`/inventory/negative-stock?product_id=${id}`).expect(200)).body;
    expect(data).toMatchObject([{ product_id: id, on_hand_quantity: '-40' }]);
    for (const decision of ['approval', 'rejection']) {
      const again = await manager.post(`/inventory/movements/${held.id}/${decision}`).send().expect(409);
      expect(again.body).toMatchObject({ code: 'inventory.movement_not_held', decision: 'approved' });
    }
    // What arrives covers it first: at the cost it was issued at, the rest at its own.
    const receipt = { product_id: id, quantity: 50, unit_cost: 5 };
    const [row] = (await operator.post('/inventory/receipts').send(receipt).expect(201)).body;
    expect(row).toMatchObject({ total_cost: '210', given_value: '250' });
    expect(await stockOf(app, id)).toMatchObject({ on_hand_quantity: '10', total_value: '50' });
    expect((await operator.get(`/inventory/negative-stock?product_id=${id}`)).body.data).toEqual([]);
  });

  it('never happens when it is rejected', async () => {
    const id = await stocked(7);
    const [held] = (await ask(id, 10).expect(201)).body;
    const rejected = await manager.post(`/inventory/movements/${held.id}/rejection`).send().expect(200);
    expect(rejected.body).toMatchObject({ status: 'rejected', rejected_by: expect.any(Number) });
    const late = await manager.post(`/inventory/movements/${held.id}/approval`).send().expect(409);
    expect(late.body.code).toBe('inventory.movement_not_held');
    expect(await stockOf(app, id)).toMatchObject({ on_hand_quantity: '7', total_value: '28' });
    const undo = await manager.post(`/inventory/movements/${held.id}/reversal`).send({}).expect(409);
    expect(undo.body.code).toBe('inventory.not_reversible');
  });

  it('is not decided by its requester', async () => {
    const id = await stocked(1);
    const [held] = (await ask(id, 2, manager).expect(201)).body;
    const answer = await manager.post(`/inventory/movements/${held.id}/approval`).send().expect(403);
    expect(answer.body.code).toBe('inventory.approver_is_requester');
    await app.otherOrganization.post(`/inventory/movements/${held.id}/approval`).send().expect(404);
    await app.as('admin').post(`/inventory/movements/${held.id}/approval`).send().expect(200);
  });

  it('needs a reason and the permission, and is no more than an issue when the stock is enough', async () => {
    const id = await stocked(10);
    const request = { product_id: id, quantity: 11, allow_negative: true };
    const unreasoned = await operator.post('/inventory/issues').send(request).expect(422);
    expect(unreasoned.body.errors).toMatchObject([{ pointer: '/reason', code: 'inventory.reason_needed' }]);
    await app
      .as('admin')
      .post('/roles')
      .send({ code: 'picker', name: 'Picker', permissions: ['inventory.read', 'inventory.post'] })
      .expect(201);
    const picker = await makeUser(app, { role: 'picker' });
    await ask(id, 11, await app.signIn(picker.email, PASSWORD)).expect(403);
    const [issue] = (await ask(id, 4).expect(201)).body;
    expect(issue).toMatchObject({ status: 'posted', total_cost: '16' });
    expect(await stockOf(app, id)).toMatchObject({ on_hand_quantity: '6' });
  });

  it('of a product tracked by lots names the lot', async () => {
    const id = await stocked(0, { track_lots: true });
    const answer = await ask(id, 1).expect(422);
    expect(answer.body.code).toBe('inventory.lot_required');
  });

  it.each(['average', 'fifo', 'standard'])(
    'is valued by %s, and what comes before it later counts',
    async (method) => {
      const id = await stocked(0, { cost_method: method, standard_cost: 3 });
      const dated = (day: string, quantity: number, unit_cost: number) =>
        operator
          .post('/inventory/receipts')
          .send({ product_id: id, quantity, unit_cost, transaction_date: day })
          .expect(201);
      await dated('2026-02-01', 2, 3);
      const [held] = (await ask(id, 5).expect(201)).body;
      await manager.post(`/inventory/movements/${held.id}/approval`).send().expect(200);
      expect(await stockOf(app, id)).toMatchObject({ on_hand_quantity: '-3', total_value: '-9' });
      await dated('2026-02-02', 4, 3);
      expect(await stockOf(app, id)).toMatchObject({ on_hand_quantity: '1', total_value: '3' });
    },
  );
});

it('is decided once when eight decide at once, for and against', async () => {
  const id = await stocked(5);
  const [held] = (await ask(id, 8).expect(201)).body;
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      app
        .as(index % 2 === 0 ? 'manager' : 'admin')
        .post(`/inventory/movements/${held.id}/${index < 4 ? 'approval' : 'rejection'}`)
        .send(),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
  const approved = answers.some((answer) => answer.body.status === 'approved');
  expect(await stockOf(app, id)).toMatchObject({ on_hand_quantity: approved ? '-3' : '5' });
});
