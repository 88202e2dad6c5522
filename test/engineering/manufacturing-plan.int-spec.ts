import { decimal } from '../../src/kernel/decimal.js';
import { ProductStructures } from '../../src/modules/engineering/index.js';
import { Transactions } from '../../src/platform/database/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type MadeProduct, makeProduct } from '../support/make/product.js';
import { makeBom, makeFilament, makeWorkCenter } from './make.js';

const DATE = '2026-03-31';

describe('manufacturing plan', () => {
  let app: TestApp;
  let filament: MadeProduct;
  let screw: MadeProduct;
  beforeAll(async () => {
    app = await startTestApp();
    filament = await makeFilament(app);
    screw = await makeProduct(app, { standard_cost: '0.10' });
  });
  afterAll(() => app?.close());

  const plan = (product: { id: number }, quantity: number, more: object = {}) =>
    app.app
      .get(Transactions)
      .run(app.system, (tx) =>
        app.app
          .get(ProductStructures)
          .manufacturingPlan(tx, { productId: product.id, quantity: decimal(quantity), date: DATE, ...more }),
      );

  it('of a BOM has its materials in stock units and no operations', async () => {
    const product = await makeProduct(app);
    const bom = await makeBom(app, product, [
      [filament, '0.1', { unit: 'KG', scrap_factor: 5 }],
      [screw, 3, { setup_quantity: 5, is_optional: true }],
    ]);
    const found = await plan(product, 10);
    expect(found).toMatchObject({ bomId: bom.id, routingId: null, operations: [] });
    expect(JSON.parse(JSON.stringify(found.materials))).toMatchObject([
      { componentId: filament.id, quantityRequired: '1050', unit: 'G', unitCost: '0.02', isOptional: false },
      {
        componentId: screw.id,
        quantityRequired: '35',
        unit: 'EA',
        operationSequence: null,
        isOptional: true,
      },
    ]);
  });

  it('takes the materials of a routing, its scaled times and rates', async () => {
    const center = await makeWorkCenter(app);
    const kit = await makeProduct(app, { stocking_policy: 'phantom' });
    const product = await makeProduct(app);
    await makeBom(app, kit, [[screw, 4]]);
    const bom = await makeBom(app, product, [[filament, 999]]);
    const operations = [
      {
        sequence: 10,
        work_center_id: center.id,
        operation_code: 'PRINT',
        operation_name: 'Print',
        setup_time_minutes: 15,
        run_time_minutes: 90,
        units_per_cycle: 4,
        labor_rate_override: '7',
        materials: [{ component_id: filament.id, quantity: 20, quantity_per: 'batch' }],
      },
      {
        sequence: 20,
        work_center_id: center.id,
        operation_name: 'Assemble',
        materials: [{ component_id: kit.id, quantity: 2 }],
      },
    ];
    const { body: routing } = await app
      .as('manager')
      .post('/routings')
      .send({ product_id: product.id, operations })
      .expect(201);
    const found = JSON.parse(JSON.stringify(await plan(product, 10)));
    expect(found).toMatchObject({
      bomId: bom.id,
      routingId: routing.id,
      operations: [
        {
          routingOperationId: routing.operations[0].id,
          workCenterId: center.id,
          operationCode: 'PRINT',
          plannedSetupMinutes: '15',
          plannedRunMinutes: '270',
          machineRatePerHour: '2',
          laborRatePerHour: '7',
          overheadRatePerHour: '1',
        },
        { sequence: 20, plannedRunMinutes: '0', laborRatePerHour: '3' },
      ],
      materials: [
        {
          routingOperationMaterialId: routing.operations[0].materials[0].id,
          operationSequence: 10,
          componentId: filament.id,
          quantityPer: 'batch',
          quantityRequired: '60',
        },
        {
          routingOperationMaterialId: routing.operations[1].materials[0].id,
          operationSequence: 20,
          componentId: screw.id,
          quantityPer: 'unit',
          quantityRequired: '80',
        },
      ],
    });
  });

  it('follows the version and the template that are named', async () => {
    const center = await makeWorkCenter(app);
    const [product, stranger] = [await makeProduct(app), await makeProduct(app)];
    const old = await makeBom(app, product, [[screw, 1]]);
    await makeBom(app, product, [[screw, 2]]);
    const other = await makeBom(app, stranger, [[screw, 3]]);
    const { body: template } = await app
      .as('manager')
      .post('/routings')
      .send({
        code: 'TEMPLATE',
        operations: [{ sequence: 10, work_center_id: center.id, operation_name: 'Do' }],
      })
      .expect(201);
    const found = await plan(product, 1, { bomId: old.id, routingId: template.id });
    expect(found).toMatchObject({
      bomId: old.id,
      routingId: template.id,
      operations: [{ operationName: 'Do' }],
    });
    expect(found.materials[0]!.quantityRequired.toFixed()).toBe('1');
    await expect(plan(product, 1, { bomId: other.id })).rejects.toMatchObject({
      code: 'engineering.unknown_bom',
    });
    await expect(plan(product, 1, { routingId: 999_999 })).rejects.toMatchObject({
      code: 'engineering.unknown_routing',
    });
  });

  it('takes as many statements for alternates of many lines as of one', async () => {
    const other = await makeProduct(app);
    const planWith = async (lines: number) => {
      const product = await makeProduct(app);
      const components = [];
      for (let index = 0; index < lines; index += 1) components.push(await makeProduct(app));
      const { id } = await makeBom(
        app,
        product,
        components.map((component) => [component, 1] as const),
      );
      const { body: bom } = await app.as('operator').get(`/boms/${id}`).expect(200);
      for (const line of bom.lines) {
        await app
          .as('manager')
          .post(`/boms/${id}/lines/${line.id}/alternates`)
          .send({ alternate_item_id: other.id, quantity_required: 2, is_preferred: true })
          .expect(201);
      }
      return app.app.get(Transactions).run(app.system, async (tx) => {
        let asked = 0;
        const counting = Object.assign(Object.create(tx) as typeof tx, {
          query: (sql: string, parameters?: unknown[]) => {
            asked += 1;
            return tx.query(sql, parameters);
          },
        });
        const request = { productId: product.id, quantity: decimal(3), date: DATE, useAlternates: true };
        const { materials } = await app.app.get(ProductStructures).manufacturingPlan(counting, request);
        expect(materials).toHaveLength(lines);
        expect(materials.every(({ substitution }) => substitution !== null)).toBe(true);
        return asked;
      });
    };
    expect(await planWith(4)).toBe(await planWith(1));
  });

  it('refuses what nobody knows how to make', async () => {
    await expect(plan(screw, 1)).rejects.toMatchObject({ code: 'engineering.nothing_to_make' });
  });

  it('leaves out lines that need nothing, and can be looked at without holding anything', async () => {
    const product = await makeProduct(app);
    await makeBom(app, product, [[screw, 0]]);
    const found = await app.app.get(Transactions).read(app.system, (tx) =>
      app.app.get(ProductStructures).manufacturingPlan(tx, {
        productId: product.id,
        quantity: decimal(2),
        date: DATE,
        preview: true,
      }),
    );
    expect(found.materials).toEqual([]);
  });

  it('holds its BOM until the transaction ends', async () => {
    const product = await makeProduct(app);
    const bom = await makeBom(app, product, [[screw, 1]]);
    const order: string[] = [];
    let change: Promise<unknown> | undefined;
    await app.app.get(Transactions).run(app.system, async (tx) => {
      await app.app
        .get(ProductStructures)
        .manufacturingPlan(tx, { productId: product.id, quantity: decimal(1), date: DATE });
      change = app
        .as('manager')
        .put(`/boms/${bom.id}/lines`)
        .set('if-match', '"v1"')
        .send({ lines: [{ component_id: screw.id, quantity: 2 }] })
        .then(({ status }) => order.push(`changed ${status}`));
      await new Promise((resolve) => setTimeout(resolve, 300));
      order.push('planned');
    });
    await change;
    expect(order).toEqual(['planned', 'changed 200']);
  });
});
