import type { TestApp } from '../app.js';

let made = 0;

export interface MadeCustomer {
  id: number;
  customer_number: string;
  version: number;
}

/** A customer of the first organization. */
export async function makeCustomer(
  app: TestApp,
  values: Record<string, unknown> = {},
): Promise<MadeCustomer> {
  made += 1;
  const body = { company_name: `Customer ${made}`, ...values };
  return (await app.as('manager').post('/customers').send(body).expect(201)).body as MadeCustomer;
}
