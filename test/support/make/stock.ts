import type { TestApp } from '../app.js';
import { makeProduct } from './product.js';

/** A product with so much of it in stock, at 1 a piece unless told otherwise; gives its id. */
export async function makeStock(
  app: TestApp,
  quantity: number | string,
  product: Record<string, unknown> = {},
  receipt: Record<string, unknown> = {},
): Promise<number> {
  const { id } = await makeProduct(app, product);
  const body = { product_id: id, quantity, unit_cost: 1, ...receipt };
  await app.as('operator').post('/inventory/receipts').send(body).expect(201);
  return id;
}
