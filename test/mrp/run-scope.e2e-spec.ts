import { makeBom } from '../engineering/make.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { daysFromNow } from '../support/days.js';
import { type MadeProduct, makeProduct } from '../support/make/product.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { type Chain, finished, makeChain, ordersOfChain, plan, plannedOrdersOf } from './make.js';
import { planSnapshot } from './plan-snapshot.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const manager = () => app.as('manager');
const start = (body: object) => manager().post('/mrp/runs').send(body);

const NOTHING = { planned_orders_created: 0, orders_changed: 0, orders_removed: 0 };

function sell(product: MadeProduct, quantity: number, inDays = 30) {
  return makeConfirmedOrder(app, [{ product_id: product.id, quantity, requested_date: daysFromNow(inDays) }]);
}

/** How much of each product is planned in all. */
async function plannedOf(...products: MadeProduct[]): Promise<number[]> {
  const orders = await Promise.all(products.map(({ id }) => plannedOrdersOf(app, id)));
  return orders.map((own) => own.reduce((total, { quantity }) => total + Number(quantity), 0));
}

async function makeCategory(code: string, parentId: number | null = null): Promise<number> {
  const body = { code, name: code, parent_id: parentId };
  return (await app.as('admin').post('/product-categories').send(body).expect(201)).body.id as number;
}

describe('a run over some products', () => {
  let one: Chain;
  let other: Chain;

  it('is refused while there is no plan', async () => {
    one = await makeChain(app, 10);
    other = await makeChain(app, 4);
    const answer = await start({ product_ids: [one.finished.id] }).expect(409);
    expect(answer.body.code).toBe('mrp.no_plan');
    const whatIf = await start({ kind: 'what_if', product_ids: [one.finished.id] }).expect(409);
    expect(whatIf.body.code).toBe('mrp.no_plan');
    expect((await manager().get('/mrp/runs').expect(200)).body.data).toEqual([]);
  });

  it('plans them and what they are made of, and leaves the rest of the plan', async () => {
    await plan(app, { horizon_days: 60, tolerance_days: 2 });
    await sell(one.finished, 5, 31);
    await sell(other.finished, 3, 31);
    const run = await plan(app, { product_ids: [one.finished.id] });
    expect(run).toMatchObject({
      product_ids: [one.finished.id],
      category_ids: null,
      planning_horizon_days: 60,
      tolerance_days: 2,
      components_analyzed: 3,
    });
    expect(await plannedOf(one.finished, one.sub)).toEqual([15, 30]);
    expect(await plannedOf(other.finished, other.sub)).toEqual([4, 8]);
  });

  it('says of them what a whole run says, and of a part also what others need of it', async () => {
    const user = await makeProduct(app);
    await makeBom(app, user, [[one.sub, 1]]);
    await sell(user, 7);
    await plan(app, { product_ids: [user.id, other.finished.id] });
    const scoped = await planSnapshot(app);
    expect(await plan(app, { horizon_days: 60, tolerance_days: 2 })).toMatchObject(NOTHING);
    expect(await planSnapshot(app)).toEqual(scoped);
    await plan(app, { product_ids: [one.sub.id, one.screw.id] });
    expect(await planSnapshot(app)).toEqual(scoped);
  });

  it('plans what was made of them at all levels although the orders are the same', async () => {
    const { id } = one.screw;
    await app
      .as('operator')
      .post('/inventory/receipts')
      .send({ product_id: id, quantity: 5, unit_cost: 1 })
      .expect(201);
    const before = await ordersOfChain(app, one);
    const run = await plan(app, { product_ids: [one.finished.id] });
    expect(run).toMatchObject({ components_analyzed: 3 });
    const after = await ordersOfChain(app, one);
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    const scoped = await planSnapshot(app);
    await plan(app, { horizon_days: 60, tolerance_days: 2 });
    expect(await planSnapshot(app)).toEqual(scoped);
  });

  it('of the kind what_if is a copy of the plan in which they are planned anew', async () => {
    const live = await planSnapshot(app);
    await sell(other.finished, 20, 33);
    const run = await plan(app, { kind: 'what_if', product_ids: [other.finished.id] });
    expect(run).toMatchObject({ kind: 'what_if', product_ids: [other.finished.id], components_analyzed: 3 });
    expect(run['planned_orders_created']).toBeGreaterThanOrEqual(2);
    expect(await planSnapshot(app)).toEqual(live);
    const copy = await planSnapshot(app, run.id);
    expect(copy).not.toEqual(live);
    const whole = await plan(app, { kind: 'what_if', horizon_days: 60, tolerance_days: 2 });
    expect(await planSnapshot(app, whole.id)).toEqual(copy);
    await plan(app, { product_ids: [other.finished.id] });
    expect(await planSnapshot(app)).toEqual(copy);
    await manager().post(`/mrp/runs/${run.id}/discard`).expect(204);
    expect(await planSnapshot(app, run.id)).toEqual([]);
  });

  it('tells its events of which', async () => {
    const { id } = await plan(app, { product_ids: [one.sub.id] });
    const answer = await manager().get(`/mrp/runs/${id}/events`).expect(200);
    expect(answer.text).toContain(`"product_ids":[${one.sub.id}]`);
  });

  it('takes the terms of the plan and no other ones', async () => {
    const terms = { horizon_days: 60, tolerance_days: 2 };
    const answer = await start({
      ...terms,
      horizon_days: 90,
      date: daysFromNow(1),
      product_ids: [one.sub.id],
    });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: 'mrp.other_terms',
      errors: [{ pointer: '/date' }, { pointer: '/horizon_days' }],
    });
    expect(await plan(app, { ...terms, product_ids: [one.sub.id] })).toMatchObject(NOTHING);
  });

  it('knows no products and categories that are not there, or are another organization’s', async () => {
    const unknown = await start({ product_ids: [one.sub.id, 999_999_999] }).expect(422);
    expect(unknown.body).toMatchObject({
      code: 'products.unknown_product',
      errors: [{ pointer: '/product_ids/1' }],
    });
    const theirs = await app.otherOrganization
      .post('/mrp/runs')
      .send({ product_ids: [one.sub.id] })
      .expect(422);
    expect(theirs.body).toMatchObject({ errors: [{ pointer: '/product_ids/0' }] });
    const category = await makeCategory('ALONE');
    const hidden = await app.otherOrganization
      .post('/mrp/runs')
      .send({ category_ids: [category] })
      .expect(422);
    expect(hidden.body).toMatchObject({
      code: 'products.unknown_category',
      errors: [{ pointer: '/category_ids/0' }],
    });
    await start({ product_ids: [] }).expect(400);
    await app
      .as('operator')
      .post('/mrp/runs')
      .send({ product_ids: [one.sub.id] })
      .expect(403);
  });

  it('is one run however often its key is sent', async () => {
    const send = () => start({ product_ids: [one.sub.id] }).set('Idempotency-Key', 'scoped');
    const answers = await Promise.all([send(), send(), send(), send()]);
    const [first] = answers;
    expect(answers.map(({ status, body }) => [status, body.id])).toEqual(
      Array(4).fill([202, first!.body.id]),
    );
    expect(await finished(app, first!.body.id as number)).toMatchObject({ status: 'completed', ...NOTHING });
  });
});

it('a run over a category plans what lies below it, and a product that is not active any more', async () => {
  const top = await makeCategory('TOP');
  const inner = await makeCategory('INNER', top);
  const innermost = await makeCategory('INNERMOST', inner);
  const inTop = await makeProduct(app, { category_id: top });
  const deep = await makeProduct(app, { category_id: innermost });
  const elsewhere = await makeProduct(app, { category_id: await makeCategory('ELSEWHERE') });
  await plan(app);
  for (const product of [inTop, deep, elsewhere]) await sell(product, 6);
  const run = await plan(app, { category_ids: [top] });
  expect(run).toMatchObject({ category_ids: [top], product_ids: null, components_analyzed: 2 });
  expect(await plannedOf(inTop, deep, elsewhere)).toEqual([6, 6, 0]);
  await app
    .as('admin')
    .patch(`/products/${deep.id}`)
    .set('If-Match', `"v${deep.version}"`)
    .send({ is_active: false })
    .expect(200);
  await plan(app, { category_ids: [inner], product_ids: [elsewhere.id] });
  expect(await plannedOf(inTop, deep, elsewhere)).toEqual([6, 0, 6]);
  const scoped = await planSnapshot(app);
  await plan(app);
  expect(await planSnapshot(app)).toEqual(scoped);
  const empty = await makeCategory('EMPTY');
  expect(await plan(app, { category_ids: [empty] })).toMatchObject({ components_analyzed: 0, ...NOTHING });
});

it('of two clients with a live run over some products one is told which goes on', async () => {
  const product = await makeProduct(app);
  await plan(app);
  const answers = await Promise.all([1, 2].map(() => start({ product_ids: [product.id] })));
  const begun = answers.find(({ status }) => status === 202)!;
  const refused = answers.find(({ status }) => status === 409)!;
  expect(refused.body).toMatchObject({ code: 'mrp.run_is_running', run_id: begun.body.id });
  await finished(app, begun.body.id as number);
});
