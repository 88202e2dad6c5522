import fc from 'fast-check';
import { makeBom, makeWorkCenter } from '../engineering/make.js';
import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeProduct } from '../support/make/product.js';
import { makeSpool } from '../support/make/spool.js';

let app: TestApp;
let manager: Client;
let operator: Client;
let workCenterId: number;

beforeAll(async () => {
  app = await startTestApp();
  manager = app.as('manager');
  operator = app.as('operator');
  workCenterId = (await makeWorkCenter(app)).id;
});
afterAll(async () => {
  await expectCleanLedger(app);
  await app.close();
});

interface Movement {
  id: number;
  corrected_cost: string;
}

interface Order {
  id: number;
  version: number;
  operations: { id: number }[];
  materials: { id: number }[];
  actual_material_cost: string;
  actual_total_cost: string;
}

async function book(path: string, product_id: number, quantity: number, values = {}): Promise<Movement> {
  const body = { product_id, quantity, ...values };
  const answer = await operator.post(`/inventory/${path}`).send(body).expect(201);
  return [answer.body as Movement[]].flat()[0]!;
}
const receiveOn = (march: number, product: number, quantity: number, unit_cost: number) =>
  book('receipts', product, quantity, {
    unit_cost,
    transaction_date: `2026-03-${String(march).padStart(2, '0')}`,
  });
const issue = (product: number, quantity: number) => book('issues', product, quantity);
const land = (movement: Movement, amount: string) =>
  manager
    .post('/inventory/landed-costs')
    .send({ movement_ids: [movement.id], amount })
    .expect(201);

async function costOf(movementId: number): Promise<string> {
  return ((await manager.get(`/inventory/movements/${movementId}`).expect(200)).body as Movement)
    .corrected_cost;
}

async function latestOf(product: number): Promise<Movement> {
  const page = await operator.get(`/inventory/movements?product_id=${product}&limit=1`).expect(200);
  return (page.body as { data: Movement[] }).data[0]!;
}

/** Stock of a product as `quantity worth value`. */
async function worth(product: number): Promise<string> {
  const stock = await stockOf(app, product);
  return `${stock.on_hand_quantity} worth ${stock.total_value}`;
}

/** A product that is made of one of the component each. */
async function madeOf(component: number, values: object = {}): Promise<number> {
  const product = await makeProduct(app, { item_type: 'finished_good', ...values });
  await makeBom(app, product, [[{ id: component }, 1]]);
  return product.id;
}

async function release(product: number, quantity: number, values: object = {}): Promise<Order> {
  const body = { product_id: product, quantity, ...values };
  const { id } = (await manager.post('/production-orders').send(body).expect(201)).body as Order;
  return (await manager.post(`/production-orders/${id}/release`).send({}).expect(200)).body as Order;
}

/** Makes so many at no cost of labor. */
async function make(product: number, quantity: number): Promise<Order> {
  const order = await release(product, quantity, { work_center_id: workCenterId });
  return (await operator.post(`/production-orders/${order.id}/complete`).send({}).expect(200)).body as Order;
}

async function orderNow(id: number): Promise<Order> {
  return (await manager.get(`/production-orders/${id}`).expect(200)).body as Order;
}

/** A product of two operations, the first of which takes one component a piece and costs 6 an hour, a minute a piece. */
async function madeInTwoSteps(component: number): Promise<number> {
  const { id } = await makeProduct(app, { item_type: 'finished_good' });
  const common = { work_center_id: workCenterId, setup_time_minutes: '0' };
  const materials = [{ component_id: component, quantity: '1', quantity_per: 'unit' }];
  await app
    .as('admin')
    .post('/routings')
    .send({
      product_id: id,
      operations: [
        { ...common, sequence: 10, operation_name: 'Make', run_time_minutes: '1', materials },
        { ...common, sequence: 20, operation_name: 'Pack', run_time_minutes: '0' },
      ],
    })
    .expect(201);
  return id;
}

const report = (order: Order, index: number, quantity_good: number) =>
  operator
    .post(`/production-orders/${order.id}/operations/${order.operations[index]!.id}/report`)
    .send({ quantity_good })
    .expect(200);

describe('when a component is entered for an earlier day, after the order is completed', () => {
  it('what was made, and what left of it, costs what it would have cost in order', async () => {
    const { id: component } = await makeProduct(app);
    const product = await madeOf(component);
    await receiveOn(1, component, 10, 10);
    const order = await make(product, 5);
    const sold = await issue(product, 2);
    expect([await worth(product), await costOf(sold.id)]).toEqual(['3 worth 30', '20']);
    await receiveOn(5, component, 10, 20);
    expect([await worth(component), await worth(product), await costOf(sold.id)]).toEqual([
      '15 worth 225',
      '3 worth 45',
      '30',
    ]);
    expect(await orderNow(order.id)).toMatchObject({
      version: order.version + 1,
      actual_material_cost: '75',
      actual_total_cost: '75',
    });
    await receiveOn(2, component, 20, 0);
    expect([await worth(product), await costOf(sold.id)]).toEqual(['3 worth 22.5', '15']);
    await expectCleanLedger(app);
  });

  it('goes on through all levels', async () => {
    const { id: component } = await makeProduct(app);
    const part = await madeOf(component, { item_type: 'component' });
    const product = await madeOf(part);
    await receiveOn(1, component, 10, 10);
    await make(part, 6);
    const order = await make(product, 4);
    const sold = await issue(product, 1);
    await receiveOn(2, component, 10, 20);
    expect([await worth(component), await worth(part), await worth(product)]).toEqual([
      '14 worth 210',
      '2 worth 30',
      '3 worth 45',
    ]);
    expect(await costOf(sold.id)).toBe('15');
    expect(await orderNow(order.id)).toMatchObject({ actual_total_cost: '60' });
    await expectCleanLedger(app);
  });

  it('a product at standard cost keeps its value; the order knows what it has cost', async () => {
    const { id: component } = await makeProduct(app);
    const product = await madeOf(component, { cost_method: 'standard', standard_cost: '12' });
    await receiveOn(1, component, 10, 10);
    const order = await make(product, 5);
    await receiveOn(5, component, 10, 20);
    expect(await worth(product)).toBe('5 worth 60');
    expect(await orderNow(order.id)).toMatchObject({ actual_total_cost: '75' });
  });

  it('orders that take what others have made in between follow one another', async () => {
    const { id: component } = await makeProduct(app);
    const first = await madeOf(component, { item_type: 'component' });
    const second = await madeOf(first, { item_type: 'component' });
    await receiveOn(1, component, 10, 10);
    for (let round = 0; round < 3; round += 1) {
      await make(first, 2);
      await make(second, 1);
    }
    await receiveOn(2, component, 10, 20);
    expect([await worth(first), await worth(second)]).toEqual(['3 worth 45', '3 worth 45']);
  });
});

describe('receipts in parts', () => {
  it('get the share of the change that they got of the cost; the order ends with all of it', async () => {
    const { id: component } = await makeProduct(app);
    const product = await madeInTwoSteps(component);
    await receiveOn(1, component, 10, 10);
    const order = await release(product, 10);
    await report(order, 0, 5);
    await report(order, 1, 2);
    // 5 pieces at 10, and 5 minutes at 6 an hour.
    expect(await worth(product)).toBe('2 worth 20.2');
    await receiveOn(2, component, 10, 20);
    expect(await orderNow(order.id)).toMatchObject({ actual_material_cost: '75', actual_total_cost: '75.5' });
    expect(await worth(product)).toBe('2 worth 30.2');
    // What is made from now on costs 15.
    await report(order, 0, 5);
    await report(order, 1, 4);
    await receiveOn(3, component, 20, 5);
    await report(order, 1, 4);
    expect(await orderNow(order.id)).toMatchObject({ status: 'completed', actual_total_cost: '101' });
    expect(await worth(product)).toBe('10 worth 101');
    await receiveOn(4, component, 40, 2.5);
    expect(await orderNow(order.id)).toMatchObject({ actual_total_cost: '63.5' });
    expect(await worth(product)).toBe('10 worth 63.5');
  });

  it('are not touched by what was consumed after them', async () => {
    const { id: component } = await makeProduct(app);
    const product = await madeOf(component);
    await receiveOn(1, component, 4, 10);
    const order = await release(product, 4, { work_center_id: workCenterId });
    await report(order, 0, 1);
    const first = await latestOf(product);
    const late = await book('receipts', component, 3, { unit_cost: 20 });
    await report(order, 0, 3);
    expect(await worth(product)).toBe('4 worth 55');
    await land(late, '12');
    expect(await costOf(first.id)).toBe('10');
    expect(await worth(product)).toBe('4 worth 61');
  });
});

describe('cost that becomes known later', () => {
  it('landed on a component reaches what was made of it', async () => {
    const { id: component } = await makeProduct(app);
    const product = await madeOf(component);
    const receipt = await receiveOn(1, component, 10, 10);
    await make(product, 5);
    const sold = await issue(product, 1);
    await land(receipt, '20');
    expect([await worth(product), await costOf(sold.id)]).toEqual(['4 worth 48', '12']);
  });

  it('landed on what was made itself is not the cost of the order', async () => {
    const { id: component } = await makeProduct(app);
    const product = await madeInTwoSteps(component);
    await receiveOn(1, component, 10, 10);
    const order = await release(product, 10);
    await report(order, 0, 10);
    await report(order, 1, 5);
    await land(await latestOf(product), '7');
    await report(order, 1, 5);
    expect(await worth(product)).toBe('10 worth 108');
    await receiveOn(2, component, 10, 20);
    expect(await worth(product)).toBe('10 worth 158');
  });

  it('of an order in work counts when it is completed', async () => {
    const { id: component } = await makeProduct(app);
    const product = await madeInTwoSteps(component);
    await receiveOn(1, component, 10, 10);
    const order = await release(product, 4);
    await report(order, 0, 4);
    await receiveOn(2, component, 10, 20);
    expect(await orderNow(order.id)).toMatchObject({ actual_material_cost: '60', actual_total_cost: '60.4' });
    await report(order, 1, 4);
    expect(await worth(product)).toBe('4 worth 60.4');
  });

  it('changes what was brought back from the order too, and what is brought back now', async () => {
    const { id: component } = await makeProduct(app);
    const product = await madeOf(component);
    await receiveOn(1, component, 10, 10);
    const order = await release(product, 6, { work_center_id: workCenterId });
    const material = order.materials[0]!.id;
    const bringBack = (quantity: number) =>
      operator.post(`/production-orders/${order.id}/materials/${material}/return`).send({ quantity });
    await operator
      .post(`/production-orders/${order.id}/consume`)
      .send({ materials: [{ material_id: material, quantity: 6 }] })
      .expect(200);
    await bringBack(2).expect(200);
    await receiveOn(2, component, 10, 20);
    expect(await orderNow(order.id)).toMatchObject({ actual_material_cost: '60' });
    expect(await worth(component)).toBe('16 worth 240');
    await bringBack(1).expect(200);
    expect(await orderNow(order.id)).toMatchObject({ actual_material_cost: '45' });
    await operator.post(`/production-orders/${order.id}/complete`).send({}).expect(200);
    expect(await worth(product)).toBe('6 worth 90');
  });

  it('changes what was made of a spool', async () => {
    const spool = await makeSpool(app, { received_date: '2026-03-10' });
    const product = await madeOf(spool.product_id);
    const order = await release(product, 100, { work_center_id: workCenterId });
    await operator
      .post(`/production-orders/${order.id}/consume`)
      .send({ materials: [{ material_id: order.materials[0]!.id, spool_id: spool.id, weight_kg: '0.1' }] })
      .expect(200);
    await operator.post(`/production-orders/${order.id}/complete`).send({}).expect(200);
    expect(await worth(product)).toBe('100 worth 2');
    await receiveOn(2, spool.product_id, 1000, 0.04);
    expect(await worth(product)).toBe('100 worth 3');
  });

  // A33 with one cost for the whole organization: 50 at 100, 10 at 200, 10 of the first moved; 5 repacked with 40 of labor.
  it('A33: 2500 more for the first lot of a component moves the repacked product along', async () => {
    const { id: component } = await makeProduct(app);
    const product = await makeProduct(app, { item_type: 'finished_good' });
    const center = await makeWorkCenter(app, {
      machine_rate_per_hour: '40',
      labor_rate_per_hour: '0',
      overhead_rate_per_hour: '0',
    });
    const materials = [{ component_id: component, quantity: '5', quantity_per: 'unit' }];
    const operation = { sequence: 10, work_center_id: center.id, operation_name: 'Repack', materials };
    await app
      .as('admin')
      .post('/routings')
      .send({
        product_id: product.id,
        operations: [{ ...operation, setup_time_minutes: '60', run_time_minutes: '0' }],
      })
      .expect(201);
    const first = await receiveOn(10, component, 50, 100);
    await receiveOn(20, component, 10, 200);
    const order = await release(product.id, 1);
    await operator.post(`/production-orders/${order.id}/complete`).send({}).expect(200);
    expect(await worth(product.id)).toBe('1 worth 623.333333');
    await land(first, '2500');
    expect(await worth(product.id)).toBe('1 worth 831.666667');
  });
});

describe('whatever the order of entry', () => {
  const step = fc.record({
    march: fc.integer({ min: 1, max: 28 }),
    quantity: fc.integer({ min: 1, max: 9 }),
    cost: fc.integer({ min: 0, max: 5_000 }).map((cents) => cents / 100),
  });

  async function play(early: readonly Step[], late: readonly Step[], made: readonly number[]) {
    const { id: component } = await makeProduct(app);
    const part = await madeOf(component, { item_type: 'component', cost_method: 'fifo' });
    const product = await madeInTwoSteps(part);
    // Enough of it, on the first day of all.
    await receiveOn(1, component, 60, 3);
    for (const one of early) await receiveOn(one.march, component, one.quantity, one.cost);
    await make(part, 20);
    await make(part, 7);
    const orders: Order[] = [];
    for (const pieces of made) {
      const order = await release(product, 6);
      orders.push(order);
      await report(order, 0, 6);
      await report(order, 1, pieces);
    }
    const sold = await issue(product, 2);
    for (const one of late) await receiveOn(one.march, component, one.quantity, one.cost);
    for (const order of orders) await report(order, 1, 6 - made[orders.indexOf(order)]!);
    const ids = [component, part, product];
    const values = await Promise.all(ids.map(async (id) => Number((await stockOf(app, id)).total_value)));
    const labor = orders.length * 0.6;
    return { worth: await Promise.all(ids.map(worth)), values, sold: await costOf(sold.id), labor };
  }
  type Step = { march: number; quantity: number; cost: number };

  it('values are those of entering in order, and nothing is lost on the way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 3 }),
        fc.array(step, { minLength: 1, maxLength: 3 }),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 3 }),
        async (early, late, made) => {
          const afterwards = await play(early, late, made);
          const inOrder = await play([...early, ...late], [], made);
          expect(afterwards).toEqual(inOrder);
          const received = [...early, ...late].reduce((all, one) => all + one.quantity * one.cost, 180);
          const held = afterwards.values.reduce((all, value) => all + value, Number(afterwards.sold));
          expect(held).toBeCloseTo(received + afterwards.labor, 5);
        },
      ),
      { numRuns: 6 },
    );
    await expectCleanLedger(app);
  }, 120_000);
});

describe('by-products of an order', () => {
  it('come into stock with their share of the cost, and follow a correction', async () => {
    const [component, waste, regrind] = [
      await makeProduct(app),
      await makeProduct(app),
      await makeProduct(app),
    ];
    const tracked = await makeProduct(app, { track_lots: true });
    const product = await makeProduct(app, { item_type: 'finished_good' });
    const receipt = await receiveOn(1, component.id, 100, 5);
    await makeBom(app, product, [[component, 4]], {
      by_products: [
        { product_id: waste.id, quantity: 1, cost_share_percent: 25 },
        { product_id: regrind.id, quantity: '0.5' },
        { product_id: tracked.id, quantity: 2, cost_share_percent: 10 },
      ],
    });
    const order = await release(product.id, 4, { work_center_id: workCenterId });
    await report(order, 0, 1);
    await report(order, 0, 3);
    // 16 of the component at 5 each.
    const values = async () => [await worth(product.id), await worth(waste.id), await worth(regrind.id)];
    expect(await values()).toEqual(['4 worth 52', '4 worth 20', '2 worth 0']);
    const { data: lots } = (await operator.get(`/inventory/lots?product_id=${tracked.id}`).expect(200)).body;
    expect(lots).toHaveLength(1);
    await land(receipt, '100');
    // Each costs 6 now: 96 in all.
    expect(await values()).toEqual(['4 worth 62.4', '4 worth 24', '2 worth 0']);
    expect(await worth(tracked.id)).toBe('8 worth 9.6');
  });
});
