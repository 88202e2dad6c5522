import type { TestApp } from '../app.js';

let made = 0;

export interface MadeWarehouse {
  id: number;
  code: string;
  location_id: number;
  version: number;
}

/** A warehouse of the first organization with its top location. */
export async function makeWarehouse(
  app: TestApp,
  values: Record<string, unknown> = {},
): Promise<MadeWarehouse> {
  made += 1;
  const body = { code: `WH-${made}`, name: `Warehouse ${made}`, ...values };
  return (await app.as('manager').post('/inventory/warehouses').send(body).expect(201)).body as MadeWarehouse;
}
