import { startTestApp, type TestApp } from '../support/app.js';
import { type MadeProduct, makeProduct } from '../support/make/product.js';
import { makeBom, makeFilament, makeWorkCenter } from './make.js';

interface Row {
  level: number;
  sku: string;
  quantity_per: string | null;
  path_skus: string[];
  [column: string]: unknown;
}

describe('where a product is used', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.close());

  const page = async (product: { id: number }, query = '') =>
    (await app.as('operator').get(`/products/${product.id}/where-used?${query}`).expect(200)).body as {
      data: Row[];
      page: { next: string | null; has_more: boolean };
    };
  const told = (rows: Row[]) => rows.map(({ sku, quantity_per: quantity }) => [sku, quantity]);

  async function everyPage(product: { id: number }, query: string): Promise<Row[]> {
    const rows: Row[] = [];
    let next: string | null = '';
    while (next !== null) {
      const found = await page(product, `${query}&limit=1${next && `&cursor=${next}`}`);
      rows.push(...found.data);
      next = found.page.next;
    }
    return rows;
  }

  /** A screw in two assemblies, both in a machine, and that one in a line. */
  async function makeTree() {
    const made: MadeProduct[] = [];
    for (let index = 0; index < 5; index += 1) made.push(await makeProduct(app));
    const [screw, left, right, machine, line] = made as [
      MadeProduct,
      MadeProduct,
      MadeProduct,
      MadeProduct,
      MadeProduct,
    ];
    const leftBom = await makeBom(app, left, [[screw, 4]], { output_quantity: '2' });
    await makeBom(app, right, [[screw, 3, { scrap_factor: 50 }]]);
    await makeBom(app, machine, [
      [left, 2],
      [right, 1],
    ]);
    await makeBom(app, line, [[machine, 10]]);
    return { screw, left, right, machine, line, leftBom };
  }

  it('is told on one level and on all, with the quantity in a piece and the way', async () => {
    const { screw, left, right, machine, line, leftBom } = await makeTree();
    const single = await page(screw);
    expect(told(single.data)).toEqual([
      [left.sku, '2'],
      [right.sku, '3'],
    ]);
    expect(single.data[0]).toMatchObject({
      level: 1,
      product_id: left.id,
      source: 'bom',
      bom_id: leftBom.id,
      routing_id: null,
      structure_version: 1,
      is_active: true,
      component_id: screw.id,
      quantity: '4',
      unit: 'EA',
      path: [screw.id, left.id],
    });
    const all = await page(screw, 'levels=all');
    expect(told(all.data)).toEqual([
      [left.sku, '2'],
      [machine.sku, '4'],
      [line.sku, '40'],
      [right.sku, '3'],
      [machine.sku, '3'],
      [line.sku, '30'],
    ]);
    expect(all.data[2]).toMatchObject({
      level: 3,
      path_skus: [screw.sku, left.sku, machine.sku, line.sku],
    });
    expect(all.page).toEqual({ next: null, has_more: false });
    expect((await page(line)).data).toEqual([]);
  });

  it('is told page by page, each row once', async () => {
    const { screw } = await makeTree();
    for (const levels of ['single', 'all']) {
      const whole = (await page(screw, `levels=${levels}`)).data;
      expect(await everyPage(screw, `levels=${levels}`)).toEqual(whole);
    }
    const cursor = (await page(screw, 'limit=1')).page.next;
    const refused = await app
      .as('operator')
      .get(`/products/${screw.id}/where-used?levels=all&cursor=${cursor}`)
      .expect(400);
    expect(refused.body.code).toBe('page.bad_cursor');
  });

  it('counts active versions only, unless others are asked for', async () => {
    const [screw, other, product] = [await makeProduct(app), await makeProduct(app), await makeProduct(app)];
    await makeBom(app, product, [[screw, 1]]);
    await makeBom(app, product, [[other, 1]]);
    expect((await page(screw)).data).toEqual([]);
    const inactive = (await page(screw, 'include_inactive=true')).data;
    expect(inactive).toMatchObject([{ sku: product.sku, is_active: false, structure_version: 1 }]);
  });

  it('tells of alternates when they are asked for', async () => {
    const [screw, other, product] = [await makeProduct(app), await makeProduct(app), await makeProduct(app)];
    const bom = await makeBom(app, product, [[screw, 2]]);
    const { lines } = (await app.as('operator').get(`/boms/${bom.id}`).expect(200)).body;
    await app
      .as('manager')
      .post(`/boms/${bom.id}/lines/${lines[0].id}/alternates`)
      .send({ alternate_item_id: other.id, quantity_required: 3 })
      .expect(201);
    expect((await page(other)).data).toEqual([]);
    const rows = (await page(other, 'include_alternates=true&levels=all')).data;
    expect(rows).toMatchObject([{ sku: product.sku, source: 'alternate', quantity_per: '3' }]);
  });

  it('tells of materials of routings, in the unit of the product', async () => {
    const filament = await makeFilament(app);
    const box = await makeProduct(app);
    const product = await makeProduct(app);
    const center = await makeWorkCenter(app);
    await app
      .as('manager')
      .post('/routings')
      .send({
        product_id: product.id,
        operations: [
          {
            sequence: 10,
            work_center_id: center.id,
            operation_name: 'Print',
            units_per_cycle: 4,
            materials: [
              { component_id: filament.id, quantity: '0.2', unit: 'KG', quantity_per: 'batch' },
              { component_id: box.id, quantity: 1, quantity_per: 'order' },
            ],
          },
        ],
      })
      .expect(201);
    expect((await page(filament)).data).toMatchObject([
      {
        sku: product.sku,
        source: 'routing',
        bom_id: null,
        quantity_per: '50',
        unit: 'G',
        quantity_basis: 'batch',
      },
    ]);
    expect((await page(box)).data).toMatchObject([{ quantity_per: null, quantity_basis: 'order' }]);
  });

  it('is seen by the own organization alone', async () => {
    const { screw } = await makeTree();
    await app.anonymous.get(`/products/${screw.id}/where-used`).expect(401);
    await app.otherOrganization.get(`/products/${screw.id}/where-used`).expect(404);
    await app.as('operator').get(`/products/${screw.id}/where-used?levels=some`).expect(400);
  });
});
