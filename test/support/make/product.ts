import type { TestApp } from '../app.js';

let made = 0;

export interface MadeProduct {
  id: number;
  sku: string;
  version: number;
}

/** A product of the first organization; a bought component counted in pieces unless told otherwise. */
export async function makeProduct(app: TestApp, values: Record<string, unknown> = {}): Promise<MadeProduct> {
  made += 1;
  const body = {
    sku: `P-${process.pid}-${made}`,
    name: `Product ${made}`,
    item_type: 'component',
    ...values,
  };
  const answer = await app.as('admin').post('/products').send(body).expect(201);
  return answer.body as MadeProduct;
}
