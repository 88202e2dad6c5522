import type { TestApp } from '../app.js';
import { type MadeProduct, makeProduct } from './product.js';

/** A filament kept in grams, bought in kilograms. */
export function makeFilament(app: TestApp, values: Record<string, unknown> = {}): Promise<MadeProduct> {
  return makeProduct(app, { item_type: 'material', unit: 'G', ...values });
}

export interface MadeSpool {
  id: number;
  spool_number: string;
  product_id: number;
  material_lot_id: number | null;
  location_id: number;
  current_weight_kg: string;
  version: number;
}

/** A spool of one kilogram at 20 a kilogram, unless told otherwise. */
export async function makeSpool(app: TestApp, values: Record<string, unknown> = {}): Promise<MadeSpool> {
  const productId = values['product_id'] ?? (await makeFilament(app)).id;
  const body = { product_id: productId, net_weight_kg: '1', cost_per_kg: '20', ...values };
  const answer = await app.as('manager').post('/spools').send(body).expect(201);
  return answer.body as MadeSpool;
}
