import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { makeCustomer } from '../support/make/customer.js';
import { makeProduct } from '../support/make/product.js';
import { makeSalesOrder } from '../support/make/sales-order.js';

let app: TestApp;
let manager: Client;
beforeAll(async () => {
  app = await startTestApp();
  manager = app.as('manager');
});
afterAll(() => app?.close());

const patch = (customer: { id: number; version: number }, values: object, client = manager) =>
  client.patch(`/customers/${customer.id}`).set('if-match', `"v${customer.version}"`).send(values);
const remove = (customer: { id: number; version: number }) =>
  manager.delete(`/customers/${customer.id}`).set('if-match', `"v${customer.version}"`);

describe('customers', () => {
  it('are made with a number of the series, found, changed, listed and deleted', async () => {
    const body = {
      company_name: '  Rapid Prototypes  ',
      email: 'orders@example.com',
      shipping_city: 'Springfield',
    };
    const created = await manager.post('/customers').set('idempotency-key', 'c-1').send(body).expect(201);
    expect(created.body).toMatchObject({ company_name: 'Rapid Prototypes', status: 'active', version: 1 });
    expect(created.body.customer_number).toMatch(/^C\w*-\d+/);
    expect(created.body).not.toHaveProperty('organization_id');
    const again = await manager.post('/customers').set('idempotency-key', 'c-1').send(body).expect(201);
    expect(again.body).toEqual(created.body);
    const changed = (await patch(created.body, { company_name: null, last_name: 'Lovelace' }).expect(200))
      .body;
    expect(changed).toMatchObject({ company_name: null, last_name: 'Lovelace', version: 2 });
    expect((await app.as('operator').get(`/customers/${changed.id}`).expect(200)).body).toEqual(changed);
    const found = await manager.get('/customers?search=lovel&status=active').expect(200);
    expect(found.body.data).toEqual([changed]);
    await patch(created.body, { last_name: 'Late' }).expect(412);
    await manager.patch(`/customers/${changed.id}`).send({ last_name: 'Late' }).expect(428);
    await remove(changed).expect(204);
    await manager.get(`/customers/${changed.id}`).expect(404);
  });

  it('have a name', async () => {
    for (const body of [
      {},
      { company_name: '' },
      { first_name: 'Ada' },
      { company_name: ' ', last_name: '' },
    ]) {
      const answer = await manager.post('/customers').send(body);
      expect([answer.status, answer.body.code]).toEqual([422, 'sales.customer_needs_name']);
    }
    const customer = await makeCustomer(app);
    expect((await patch(customer, { company_name: null }).expect(422)).body.code).toBe(
      'sales.customer_needs_name',
    );
  });

  it('have a number of their own in the organization', async () => {
    const { customer_number } = await makeCustomer(app, { customer_number: 'KEY-1' });
    const again = await manager.post('/customers').send({ company_name: 'x', customer_number });
    expect([again.status, again.body.code]).toEqual([409, 'sales.customer_number_taken']);
    expect(again.body.errors).toMatchObject([{ pointer: '/customer_number' }]);
    await app.otherOrganization.post('/customers').send({ company_name: 'x', customer_number }).expect(201);
  });

  it('keep their documents: they become inactive, and then get no new ones', async () => {
    const customer = await makeCustomer(app);
    const product = await makeProduct(app);
    await makeSalesOrder(app, [{ product_id: product.id }], { customer_id: customer.id });
    expect((await remove(customer).expect(409)).body.code).toBe('sales.customer_in_use');
    await patch(customer, { status: 'inactive' }).expect(200);
    const order = {
      customer_id: customer.id,
      lines: [{ product_id: product.id, quantity: 1, unit_price: 1 }],
    };
    const refused = await manager.post('/sales-orders').send(order);
    expect([refused.status, refused.body.code]).toEqual([422, 'sales.customer_inactive']);
  });

  it('get numbers without gaps, however many are made at once', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => makeCustomer(app)));
    const numbers = made
      .map(({ customer_number }) => Number(/(\d+)$/.exec(customer_number)![1]))
      .sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 8 }, (_, index) => numbers[0]! + index));
  });
});

describe('access', () => {
  it('is for who may, in the own organization', async () => {
    const customer = await makeCustomer(app);
    await app.anonymous.get('/customers').expect(401);
    await app.as('operator').post('/customers').send({ company_name: 'x' }).expect(403);
    await patch(customer, { notes: 'x' }, app.as('operator')).expect(403);
    await app.otherOrganization.get(`/customers/${customer.id}`).expect(404);
    await patch(customer, { notes: 'x' }, app.otherOrganization).expect(404);
  });
});
