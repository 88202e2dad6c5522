import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger } from '../support/ledger.js';
import { makeProduct, type MadeProduct } from '../support/make/product.js';
import { makeOrder } from '../support/make/purchase-order.js';
import { makeConfirmedOrder } from '../support/make/sales-order.js';
import { makeSpool } from '../support/make/spool.js';

let app: TestApp;
let manager: Client;
let operator: Client;
beforeAll(async () => {
  app = await startTestApp();
  manager = app.as('manager');
  operator = app.as('operator');
});
afterAll(() => app?.close());

interface Order {
  id: number;
  code: string;
  materials: { id: number; component_id: number }[];
}

/** A product that is made from components, one of each a piece. */
async function makeMade(...components: MadeProduct[]): Promise<MadeProduct> {
  const product = await makeProduct(app, { item_type: 'finished_good', track_lots: true });
  const code = `TR-${product.id}`;
  const center = await app
    .as('admin')
    .post('/work-centers')
    .send({ code, name: 'Print', center_type: 'machine' });
  const materials = components.map(({ id }) => ({ component_id: id, quantity: '1', quantity_per: 'unit' }));
  await app
    .as('admin')
    .post('/routings')
    .send({
      product_id: product.id,
      operations: [
        {
          sequence: 10,
          work_center_id: center.body.id,
          operation_name: 'Print',
          setup_time_minutes: '1',
          run_time_minutes: '1',
          materials,
        },
      ],
    })
    .expect(201);
  return product;
}

/** Makes so many pieces, all material from where the ledger picks it, into a lot. */
async function make(product: MadeProduct, quantity: number, lot_number: string): Promise<Order> {
  const order = (
    await manager.post('/production-orders').send({ product_id: product.id, quantity }).expect(201)
  ).body as Order;
  await manager.post(`/production-orders/${order.id}/release`).send({}).expect(200);
  await operator.post(`/production-orders/${order.id}/complete`).send({ lot_number }).expect(200);
  return order;
}

async function lotOf(product: MadeProduct, lotNumber: string): Promise<number> {
  const lots = await operator.get(`/inventory/lots?product_id=${product.id}&search=${lotNumber}`).expect(200);
  return lots.body.data[0].id as number;
}
const trace = async (path: string) => (await operator.get(`/traceability/${path}`).expect(200)).body;

describe('a printed piece', () => {
  it('is traced to the supplier receipt and to the customer, over two levels, and recalled', async () => {
    const resin = await makeProduct(app, { track_lots: true });
    const po = await makeOrder(app, [{ product_id: resin.id, quantity_ordered: 20, unit_cost: 2 }]);
    await operator
      .post(`/purchase-orders/${po.id}/receipts`)
      .send({
        lines: [
          { line_id: po.lines[0]!.id, quantity_accepted: 20, lot_number: 'RESIN', vendor_lot_number: 'V-77' },
        ],
      })
      .expect(201);
    const part = await makeMade(resin);
    const kit = await makeMade(part);
    const partOrder = await make(part, 6, 'PART');
    const kitOrder = await make(kit, 4, 'KIT');
    const sale = await makeConfirmedOrder(app, [{ product_id: kit.id, quantity: 3 }]);
    await operator.post(`/sales-orders/${sale.id}/shipments`).send({}).expect(201);
    const [resinLot, partLot, kitLot] = [
      await lotOf(resin, 'RESIN'),
      await lotOf(part, 'PART'),
      await lotOf(kit, 'KIT'),
    ];

    const up = await trace(`lots/${kitLot}/upstream`);
    expect(up.lots.map((lot: { lot_id: number; level: number }) => [lot.lot_id, lot.level])).toEqual([
      [kitLot, 0],
      [partLot, 2],
      [resinLot, 4],
    ]);
    expect(up.orders).toMatchObject([
      { code: kitOrder.code, level: 1, operations: [{ operation_name: 'Print', component_ids: [part.id] }] },
      { code: partOrder.code, level: 3 },
    ]);
    expect(up.receipts).toMatchObject([
      { po_number: po.po_number, vendor_id: po.vendor_id, lot_id: resinLot, quantity: '20' },
    ]);
    expect(up.lots[2]).toMatchObject({ vendor_lot_number: 'V-77', vendor_id: po.vendor_id });
    expect(up.is_cut).toBe(false);

    const recall = await trace(`lots/${resinLot}/recall`);
    expect(recall.lot).toMatchObject({ lot_id: resinLot, on_hand_quantity: '14' });
    expect(recall.customers).toMatchObject([
      { customer_id: sale.customer_id, product_id: kit.id, quantity: '3', lot_ids: [kitLot] },
    ]);
    expect(recall.shipments).toMatchObject([{ sales_order_id: sale.id, quantity: '3' }]);
    expect(
      recall.places.map((place: { lot_id: number; on_hand_quantity: string }) => [
        place.lot_id,
        place.on_hand_quantity,
      ]),
    ).toEqual([
      [resinLot, '14'],
      [partLot, '2'],
      [kitLot, '1'],
    ]);
    const both = await trace(`production-orders/${partOrder.id}`);
    expect(both.upstream.lots).toMatchObject([{ lot_id: resinLot, level: 1 }]);
    expect(both.downstream.lots.map((lot: { lot_id: number }) => lot.lot_id)).toEqual([partLot, kitLot]);
    expect((await trace(`lots/${partLot}`)).downstream.shipments).toHaveLength(1);
  });

  it('is traced by its own number, to the order that made it', async () => {
    const stock = await makeProduct(app, { track_lots: true });
    await operator
      .post('/inventory/receipts')
      .send({ product_id: stock.id, quantity: 5, unit_cost: 1, lot_number: 'S' })
      .expect(201);
    const piece = await makeMade(stock);
    await app
      .as('admin')
      .patch(`/products/${piece.id}`)
      .set('if-match', '"v1"')
      .send({ track_serials: true })
      .expect(200);
    const order = await make(piece, 2, 'PIECES');
    await operator
      .post('/inventory/serial-numbers/batches')
      .send({
        product_id: piece.id,
        quantity: 2,
        production_order_id: order.id,
        lot_id: await lotOf(piece, 'PIECES'),
      })
      .expect(201);
    const serials = await operator
      .get(`/inventory/serial-numbers?production_order_id=${order.id}`)
      .expect(200);
    const found = await trace(`serial-numbers/${serials.body.data[0].id}`);
    expect(found.serial_number).toMatchObject({ production_order_id: order.id, status: 'manufactured' });
    expect(found.upstream.orders).toMatchObject([{ code: order.code, level: 0 }]);
    expect(found.upstream.lots).toMatchObject([{ lot_number: 'S', level: 1 }]);
    const recall = await trace(`lots/${await lotOf(stock, 'S')}/recall`);
    expect(recall.serial_numbers).toHaveLength(2);
  });
});

describe('a spool', () => {
  it('is traced to its lot, and to what was printed from it', async () => {
    const filament = await makeProduct(app, { item_type: 'material', unit: 'G', track_lots: true });
    const spool = await makeSpool(app, { product_id: filament.id, lot_number: 'FIL' });
    const print = await makeMade(filament);
    const order = (
      await manager.post('/production-orders').send({ product_id: print.id, quantity: 50 }).expect(201)
    ).body as Order;
    await manager.post(`/production-orders/${order.id}/release`).send({}).expect(200);
    await operator
      .post(`/production-orders/${order.id}/consume`)
      .send({ materials: [{ material_id: order.materials[0]!.id, spool_id: spool.id, weight_kg: '0.05' }] })
      .expect(200);
    await operator.post(`/production-orders/${order.id}/complete`).send({ lot_number: 'PRINTS' }).expect(200);
    const found = await trace(`spools/${spool.id}`);
    expect(found.upstream.lots).toMatchObject([{ lot_number: 'FIL', level: 0 }]);
    expect(found.downstream.orders).toMatchObject([
      { code: order.code, spools: [{ spool_id: spool.id, weight_consumed_kg: '0.05' }] },
    ]);
    expect(found.downstream.lots).toMatchObject([{ lot_number: 'PRINTS', level: 1 }]);
  });
});

describe('what leaves by hand', () => {
  it('is told of in a recall, unless it was undone', async () => {
    const product = await makeProduct(app, { track_lots: true });
    await operator
      .post('/inventory/receipts')
      .send({ product_id: product.id, quantity: 5, unit_cost: 1, lot_number: 'X' })
      .expect(201);
    const issue = () =>
      operator.post('/inventory/issues').send({ product_id: product.id, quantity: 1 }).expect(201);
    await issue();
    const undone = (await issue()).body[0].id as number;
    await manager.post(`/inventory/movements/${undone}/reversal`).send({}).expect(201);
    const recall = await trace(`lots/${await lotOf(product, 'X')}/recall`);
    expect(recall.exits).toMatchObject([{ transaction_type: 'issue', quantity: '1' }]);
    expect(recall.customers).toEqual([]);
  });
});

describe('access', () => {
  it('is for who may, in the own organization', async () => {
    const product = await makeProduct(app, { track_lots: true });
    await operator
      .post('/inventory/receipts')
      .send({ product_id: product.id, quantity: 1, unit_cost: 1, lot_number: 'Y' })
      .expect(201);
    const lot = await lotOf(product, 'Y');
    await app.anonymous.get(`/traceability/lots/${lot}`).expect(401);
    for (const path of ['', '/upstream', '/downstream', '/recall']) {
      await app.otherOrganization.get(`/traceability/lots/${lot}${path}`).expect(404);
    }
    for (const path of ['production-orders', 'spools', 'serial-numbers']) {
      await operator.get(`/traceability/${path}/999999`).expect(404);
    }
  });
});

it('the ledger is clean after all of this', () => expectCleanLedger(app));
