import { Transactions } from '../../src/platform/database/index.js';
import { makeBom } from '../engineering/make.js';
import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';
import { makeStock } from '../support/make/stock.js';

let app: TestApp;
let manager: Client;
let operator: Client;
let workCenterId: number;

beforeAll(async () => {
  app = await startTestApp();
  manager = app.as('manager');
  operator = app.as('operator');
  const center = { code: 'WC-1', name: 'Bench', center_type: 'assembly' };
  workCenterId = (await app.as('admin').post('/work-centers').send(center).expect(201)).body.id;
});
afterAll(() => app?.close());

interface Material {
  id: number;
  component_id: number;
  quantity_required: string;
  alternate_of: { component_id: number; sku: string; reason: string } | null;
}
type Line = readonly [component: { id: number }, quantity: string | number, more?: Record<string, unknown>];

/** A product of these lines; gives their ids in order. */
async function makeWithLines(lines: readonly Line[], more: Record<string, unknown> = {}) {
  const product = await makeProduct(app, { item_type: 'finished_good' });
  const { id } = await makeBom(app, product, lines, more);
  const { body } = await operator.get(`/boms/${id}`).expect(200);
  const lineIds = (body.lines as { id: number }[]).map((line) => line.id);
  return { productId: product.id, bomId: id, lineIds };
}
type Made = Awaited<ReturnType<typeof makeWithLines>>;

const addAlternate = async (made: Made, index: number, productId: number, values: object = {}) =>
  (
    await manager
      .post(`/boms/${made.bomId}/lines/${made.lineIds[index]}/alternates`)
      .send({ alternate_item_id: productId, quantity_required: 3, ...values })
      .expect(201)
  ).body as { id: number; version: number };

const order = (made: Made, quantity: number | string, more: object = {}, client = manager) =>
  client.post('/production-orders').send({
    product_id: made.productId,
    quantity,
    work_center_id: workCenterId,
    use_alternates: true,
    ...more,
  });

const told = (materials: readonly Material[]) =>
  materials.map((one) => [one.component_id, one.quantity_required, one.alternate_of?.component_id ?? null]);

const rescale = (body: { id: number; version: number }, quantity: number) =>
  manager
    .patch(`/production-orders/${body.id}`)
    .set('if-match', `"v${body.version}"`)
    .send({ quantity: String(quantity) });

const substitutions = (orderId: number) =>
  app.app.get(Transactions).read(app.system, (tx) =>
    tx.query(
      `SELECT original_product_id, original_quantity::float8, substitute_product_id, planned_quantity::float8,
              actual_quantity_used::float8
         FROM production_order_materials WHERE organization_id = $1 AND production_order_id = $2 ORDER BY id`,
      [tx.organizationId, orderId],
    ),
  );

/** Two pieces of the primary in each, or three of the other one. */
async function makePair(primaryStock: number, otherStock: number) {
  const [primary, other] = [await makeStock(app, primaryStock), await makeStock(app, otherStock)];
  const made = await makeWithLines([[{ id: primary }, 2]]);
  const alternate = await addAlternate(made, 0, other);
  return { ...made, primary, other, alternate };
}

describe('an order with alternates', () => {
  it('takes one where the component is short, and says for what', async () => {
    const made = await makePair(5, 100);
    const { body } = await order(made, 10).expect(201);
    expect(body).toMatchObject({ use_alternates: true, estimated_material_cost: '30' });
    expect(body.materials).toMatchObject([
      {
        component_id: made.other,
        quantity_required: '30',
        unit: 'EA',
        alternate_of: {
          component_id: made.primary,
          sku: expect.any(String),
          reason: 'Taken because it is the only usable alternate; 100 EA are free, and 30 EA are needed.',
        },
      },
    ]);
    const again = await operator.get(`/production-orders/${body.id}`).expect(200);
    expect(again.body.materials).toEqual(body.materials);
    expect(await substitutions(body.id)).toEqual([
      {
        original_product_id: made.primary,
        original_quantity: 20,
        substitute_product_id: made.other,
        planned_quantity: 30,
        actual_quantity_used: null,
      },
    ]);
  });

  it('keeps components that are there, and all of them unless told otherwise', async () => {
    const made = await makePair(5, 100);
    const enough = await order(made, 2).expect(201);
    expect(told(enough.body.materials)).toEqual([[made.primary, '4', null]]);
    const plain = await order(made, 10, { use_alternates: undefined }).expect(201);
    expect(plain.body.use_alternates).toBe(false);
    expect(told(plain.body.materials)).toEqual([[made.primary, '20', null]]);
  });

  it('keeps the component while every alternate is short too, unless one is preferred', async () => {
    const made = await makePair(5, 6);
    const short = await order(made, 10).expect(201);
    expect(told(short.body.materials)).toEqual([[made.primary, '20', null]]);
    const third = (await makeProduct(app)).id;
    await addAlternate(made, 0, third, { is_preferred: true, preference_rank: 2, quantity_required: 1 });
    const preferred = await order(made, 10).expect(201);
    expect(told(preferred.body.materials)).toEqual([[third, '10', made.primary]]);
  });

  it('promises no stock twice', async () => {
    const [primary, other] = [await makeStock(app, 25), await makeStock(app, 40)];
    const component = { id: primary };
    const made = await makeWithLines(
      [
        [component, 2, { is_optional: true }],
        [component, 2],
        [component, 2],
        [component, '0.5'],
        [{ id: other }, 1],
      ],
      { allows_repeated_lines: true },
    );
    for (const index of [0, 1, 2]) await addAlternate(made, index, other);
    // 25 are enough for the second line and the fourth; 40 of the other, less 10 that it needs itself, for the third.
    const { body } = await order(made, 10).expect(201);
    expect(told(body.materials)).toEqual([
      [primary, '20', null],
      [primary, '25', null],
      [other, '30', primary],
      [other, '10', null],
    ]);
    const shortages = await operator.get(`/production-orders/${body.id}/shortages`).expect(200);
    expect(shortages.body).toEqual([]);
  });

  it('blows phantoms through, and replaces what they consist of', async () => {
    const [primary, other] = [await makeStock(app, 1), await makeStock(app, 100)];
    const kit = await makeProduct(app, { stocking_policy: 'phantom' });
    const { id } = await makeBom(app, kit, [[{ id: primary }, 4]]);
    const { body: bom } = await operator.get(`/boms/${id}`).expect(200);
    await addAlternate({ productId: kit.id, bomId: id, lineIds: [bom.lines[0].id] }, 0, other);
    const made = await makeWithLines([[kit, 2]]);
    await addAlternate(made, 0, other);
    const { body } = await order(made, 1).expect(201);
    expect(told(body.materials)).toEqual([[other, '6', primary]]);
  });

  it('leaves the materials of a routing as they are, and what they take is not there for others', async () => {
    const [primary, other] = [await makeStock(app, 10), await makeStock(app, 100)];
    const kit = await makeProduct(app, { stocking_policy: 'phantom' });
    const { id } = await makeBom(app, kit, [[{ id: primary }, 2]]);
    const { body: bom } = await operator.get(`/boms/${id}`).expect(200);
    await addAlternate({ productId: kit.id, bomId: id, lineIds: [bom.lines[0].id] }, 0, other);
    const product = await makeProduct(app, { item_type: 'finished_good' });
    const operation = { sequence: 10, work_center_id: workCenterId, operation_name: 'Assemble' };
    const materials = [
      { component_id: primary, quantity: 8 },
      { component_id: kit.id, quantity: 2 },
    ];
    await manager
      .post('/routings')
      .send({ product_id: product.id, operations: [{ ...operation, materials }] })
      .expect(201);
    const made = { productId: product.id, bomId: 0, lineIds: [] };
    const { body } = await order(made, 1, { work_center_id: undefined }).expect(201);
    expect(told(body.materials)).toEqual([
      [primary, '8', null],
      [other, '6', primary],
    ]);
  });

  it('has the alternate in its own unit, with scrap and set-up of the line in proportion', async () => {
    const primary = await makeStock(app, 1);
    const filament = await makeStock(app, 9000, { item_type: 'material' }, { unit_cost: '0.02' });
    const made = await makeWithLines([[{ id: primary }, 2, { scrap_factor: 10, setup_quantity: 3 }]]);
    await addAlternate(made, 0, filament, { quantity_required: '0.1', unit: 'KG' });
    const { body } = await order(made, 10).expect(201);
    // 2 × 10 × 1.1 + 3 pieces; 100 g stand for two of them.
    expect(body.materials).toMatchObject([{ unit: 'G', quantity_required: '1250', unit_cost: '0.02' }]);
    expect(body.estimated_material_cost).toBe('25');
  });

  it('keeps the choice when its quantity changes', async () => {
    const made = await makePair(5, 100);
    const { body } = await order(made, 10).expect(201);
    const less = await rescale(body, 1).expect(200);
    expect(told(less.body.materials)).toEqual([[made.other, '3', made.primary]]);
    expect(less.body.materials[0].alternate_of.reason).toBe(
      'Kept as it was chosen before; 100 EA are free, and 3 EA are needed.',
    );
    const more = await rescale(less.body, 50).expect(200);
    expect(told(more.body.materials)).toEqual([[made.other, '150', made.primary]]);
    expect(await substitutions(body.id)).toMatchObject([{ original_quantity: 100, planned_quantity: 150 }]);
    // What is no alternate any more is not taken again.
    await manager
      .delete(`/boms/${made.bomId}/lines/${made.lineIds[0]}/alternates/${made.alternate.id}`)
      .set('if-match', `"v${made.alternate.version}"`)
      .expect(204);
    const without = await rescale(more.body, 10).expect(200);
    expect(told(without.body.materials)).toEqual([[made.primary, '20', null]]);
  });

  it('looks for one when its quantity grows, and never without being told', async () => {
    const made = await makePair(5, 100);
    const { body } = await order(made, 1).expect(201);
    expect(told(body.materials)).toEqual([[made.primary, '2', null]]);
    const more = await rescale(body, 10).expect(200);
    expect(told(more.body.materials)).toEqual([[made.other, '30', made.primary]]);
    const plain = await order(made, 1, { use_alternates: false }).expect(201);
    const grown = await rescale(plain.body, 10).expect(200);
    expect(told(grown.body.materials)).toEqual([[made.primary, '20', null]]);
  });

  it('has its own reservation back when its quantity changes', async () => {
    const made = await makePair(5, 30);
    const { body } = await order(made, 10).expect(201);
    const reserved = await manager.post(`/production-orders/${body.id}/reserve`).send({}).expect(200);
    expect(reserved.body.materials).toMatchObject([{ quantity_allocated: '30' }]);
    const changed = await rescale(reserved.body, 9).expect(200);
    expect(changed.body.materials[0].alternate_of.reason).toBe(
      'Kept as it was chosen before; 30 EA are free, and 27 EA are needed.',
    );
  });

  it('consumes the alternate, and counts what was used in place of the component', async () => {
    const made = await makePair(5, 100);
    const { body } = await order(made, 10).expect(201);
    await manager.post(`/production-orders/${body.id}/release`).send({}).expect(200);
    await operator.post(`/production-orders/${body.id}/complete`).send({ quantity_good: 4 }).expect(200);
    expect(await substitutions(body.id)).toMatchObject([{ actual_quantity_used: 12 }]);
    const material = body.materials[0] as Material;
    await operator
      .post(`/production-orders/${body.id}/materials/${material.id}/return`)
      .send({ quantity: '2' })
      .expect(200);
    expect(await substitutions(body.id)).toMatchObject([{ actual_quantity_used: 10 }]);
    const stock = await operator.get(`/inventory/products/${made.primary}/stock`).expect(200);
    expect(stock.body.on_hand_quantity).toBe('5');
  });

  it('is deleted with what was chosen', async () => {
    const made = await makePair(5, 100);
    const { body } = await order(made, 10).expect(201);
    await manager.delete(`/production-orders/${body.id}`).set('if-match', `"v${body.version}"`).expect(204);
    expect(await substitutions(body.id)).toEqual([]);
  });

  it('is not for everybody, and made once', async () => {
    const made = await makePair(5, 100);
    await order(made, 10, {}, operator).expect(403);
    const foreign = await order(made, 10, {}, app.otherOrganization).expect(422);
    expect(foreign.body.code).toBe('production.unknown_product');
    const wrong = await order(made, 10, { use_alternates: 'perhaps' }).expect(400);
    expect(wrong.body.code).toBe('request.invalid');
    const first = await order(made, 10).set('idempotency-key', 'alternates-1').expect(201);
    const second = await order(made, 10).set('idempotency-key', 'alternates-1').expect(201);
    expect(second.body).toEqual(first.body);
    await app.otherOrganization.get(`/production-orders/${first.body.id}`).expect(404);
  });

  it('competes for the alternate: of two that are released at once one has it', async () => {
    const made = await makePair(5, 30);
    const orders = await Promise.all([1, 2].map(() => order(made, 10).expect(201)));
    for (const { body } of orders) expect(told(body.materials)).toEqual([[made.other, '30', made.primary]]);
    const answers = await Promise.all(
      orders.map(({ body }) => manager.post(`/production-orders/${body.id}/release`).send({})),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body).toMatchObject({
      code: 'production.shortages',
      shortages: [{ component_id: made.other, short: '30' }],
    });
  });
});
