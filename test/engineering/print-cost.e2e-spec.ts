import { startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';
import { makeFilament, makeWorkCenter } from './make.js';

describe('the cost of a print', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.close());

  const cost = (query: Record<string, unknown>) =>
    app
      .as('manager')
      .get('/costs/print')
      .query(query as Record<string, string>);

  it('is what is told, and what product, material and printer know', async () => {
    const center = await makeWorkCenter(app);
    const { body: printer } = await app
      .as('admin')
      .post('/printers')
      .send({ code: 'COST-1', name: 'Printer', work_center_id: center.id })
      .expect(201);
    const filament = await makeFilament(app);
    const product = await makeProduct(app, { weight_kg: '0.25' });
    const { body } = await cost({
      product_id: product.id,
      material_id: filament.id,
      printer_id: printer.id,
      print_hours: 4,
      power_watts: 100,
      labor_minutes: 10,
      failure_rate_percent: 20,
      post_processing_minutes: 20,
      packaging_cost: '0.5',
      pieces: 2,
    }).expect(200);
    // 5 of material, 4 × 3 of the machine and 0.50 of labor; a fifth fails; then 1 and 0.50.
    expect(body).toMatchObject({
      input: { material_grams: '250', material_price_per_kg: '20', machine_rate_per_hour: '3' },
      material: '5',
      machine: '12',
      energy: '0',
      labor: '0.5',
      failures: '4.375',
      post_processing: '1',
      packaging: '0.5',
      total: '23.375',
      per_piece: '11.6875',
      missing: ['energy_price_per_kwh'],
    });
    const told = await cost({ material_grams: 100, material_price_per_kg: 30, work_center_id: center.id });
    expect(told.body).toMatchObject({ total: '3', missing: [] });
    expect((await cost({}).expect(200)).body).toMatchObject({ total: '0', per_piece: '0', missing: [] });
  });

  it('refuses what it does not know', async () => {
    const piece = await makeProduct(app);
    for (const [query, code, pointer] of [
      [{ material_id: 999_999 }, 'products.unknown_product', '/material_id'],
      [{ product_id: 999_999 }, 'products.unknown_product', '/product_id'],
      [{ material_id: piece.id }, 'engineering.unit_not_convertible', '/material_id'],
      [{ printer_id: 999_999 }, 'engineering.unknown_printer', '/printer_id'],
      [{ work_center_id: 999_999 }, 'engineering.unknown_work_center', '/work_center_id'],
    ] as const) {
      const { body } = await cost(query).expect(422);
      expect(body).toMatchObject({ code, errors: [{ pointer }] });
    }
    for (const query of [{ failure_rate_percent: 100 }, { print_hours: -1 }, { pieces: 0 }, { guess: 1 }]) {
      await cost(query).expect(400);
    }
    await app.as('operator').get('/costs/print').expect(403);
    await app.otherOrganization.get(`/costs/print?product_id=${piece.id}`).expect(422);
  });
});
