import type { TestApp } from '../app.js';
import { makeProduct, type MadeProduct } from './product.js';

export interface PrintedProduct {
  product: MadeProduct;
  filament: MadeProduct;
  box: MadeProduct;
  workCenterId: number;
}

let made = 0;

/**
 * The worked example of the domain: a printed part of 100 g filament at 20 $/KG with 5 % scrap, set-up 10 and run 30
 * minutes, then 5 minutes of finishing, at 2 + 3 + 1 $ an hour; one box for each order.
 */
export async function makePrintedProduct(
  app: TestApp,
  stock: { filament?: string; boxes?: string } = {},
): Promise<PrintedProduct> {
  made += 1;
  const admin = app.as('admin');
  const code = `WC-${process.pid}-${made}`;
  const rates = { machine_rate_per_hour: '2', labor_rate_per_hour: '3', overhead_rate_per_hour: '1' };
  const workCenter = await admin
    .post('/work-centers')
    .send({ code, name: 'Print', center_type: 'machine', ...rates })
    .expect(201);
  const filament = await makeProduct(app, {
    item_type: 'material',
    unit: 'G',
    standard_cost_per_purchase_unit: '20',
  });
  const box = await makeProduct(app, { item_type: 'supply', standard_cost: '0.30' });
  const product = await makeProduct(app, { item_type: 'finished_good', selling_price: '12.50' });
  await admin
    .post('/routings')
    .send({
      product_id: product.id,
      operations: [
        {
          sequence: 10,
          work_center_id: workCenter.body.id,
          operation_code: 'PRINT',
          operation_name: 'Print',
          setup_time_minutes: '10',
          run_time_minutes: '30',
          materials: [
            { component_id: filament.id, quantity: '100', quantity_per: 'unit', scrap_factor: '5' },
            { component_id: box.id, quantity: '1', quantity_per: 'order' },
          ],
        },
        {
          sequence: 20,
          work_center_id: workCenter.body.id,
          operation_name: 'Finish',
          setup_time_minutes: '0',
          run_time_minutes: '5',
        },
      ],
    })
    .expect(201);
  await receive(app, filament.id, stock.filament ?? '2000', '0.02');
  await receive(app, box.id, stock.boxes ?? '5', '0.30');
  return { product, filament, box, workCenterId: workCenter.body.id as number };
}

async function receive(app: TestApp, productId: number, quantity: string, unitCost: string): Promise<void> {
  if (quantity === '0') return;
  await app
    .as('operator')
    .post('/inventory/receipts')
    .send({ product_id: productId, quantity, unit_cost: unitCost })
    .expect(201);
}
