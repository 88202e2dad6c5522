import type { TestApp } from './app.js';

/** The ledger proves itself: balances, values, allocations and whatever modules have registered. */
export async function expectCleanLedger(app: TestApp): Promise<void> {
  const answer = await app.as('admin').get('/inventory/ledger/verify').expect(200);
  expect(answer.body.differences).toEqual([]);
  expect(answer.body.is_clean).toBe(true);
}

/** Stock of a product over all places, as the API tells it. */
export async function stockOf(app: TestApp, productId: number): Promise<Record<string, string>> {
  const answer = await app.as('operator').get(`/inventory/products/${productId}/stock`).expect(200);
  return answer.body as Record<string, string>;
}
