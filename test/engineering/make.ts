import type { TestApp } from '../support/app.js';
import { type MadeProduct, makeProduct } from '../support/make/product.js';

export interface MadeDocument {
  id: number;
  version: number;
}

type Line = readonly [component: { id: number }, quantity: string | number, more?: Record<string, unknown>];

export function bomBody(product: { id: number }, lines: readonly Line[], more: Record<string, unknown> = {}) {
  const asked = lines.map(([component, quantity, values]) => ({
    component_id: component.id,
    quantity: String(quantity),
    ...values,
  }));
  return { product_id: product.id, lines: asked, ...more };
}

/** A BOM of the first organization, made through the API. */
export async function makeBom(
  app: TestApp,
  product: { id: number },
  lines: readonly Line[],
  more: Record<string, unknown> = {},
): Promise<MadeDocument> {
  const answer = await app
    .as('manager')
    .post('/boms')
    .send(bomBody(product, lines, more))
    .expect(201);
  return answer.body as MadeDocument;
}

let centers = 0;

/** A work center of the first organization that costs 2 + 3 + 1 an hour unless told otherwise. */
export async function makeWorkCenter(
  app: TestApp,
  values: Record<string, unknown> = {},
): Promise<MadeDocument> {
  centers += 1;
  const answer = await app
    .as('admin')
    .post('/work-centers')
    .send({
      code: `WC-${process.pid}-${centers}`,
      name: `Work center ${centers}`,
      machine_rate_per_hour: '2',
      labor_rate_per_hour: '3',
      overhead_rate_per_hour: '1',
      ...values,
    })
    .expect(201);
  return answer.body as MadeDocument;
}

/** Filament at 20 a kilogram, kept in grams. */
export function makeFilament(app: TestApp): Promise<MadeProduct> {
  return makeProduct(app, { item_type: 'material', standard_cost_per_purchase_unit: '20' });
}
