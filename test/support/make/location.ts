import type { TestApp } from '../app.js';

let made = 0;

export interface MadeLocation {
  id: number;
  code: string;
  version: number;
}

/** A location of the first organization, a bin unless told otherwise. */
export async function makeLocation(
  app: TestApp,
  values: Record<string, unknown> = {},
): Promise<MadeLocation> {
  made += 1;
  const body = { code: `BIN-${made}`, name: `Bin ${made}`, type: 'bin', ...values };
  return (await app.as('manager').post('/inventory/locations').send(body).expect(201)).body as MadeLocation;
}
