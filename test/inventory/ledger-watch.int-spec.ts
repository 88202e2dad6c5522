import { LedgerWatch } from '../../src/modules/inventory/index.js';
import type { LedgerVerification } from '../../src/modules/inventory/ledger-verification.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';
import { asSuperuser } from '../support/superuser.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

async function ready() {
  const answer = await app.app.inject({ method: 'GET', url: '/health/ready' });
  return answer.json().details.ledger as Record<string, unknown>;
}

it('keeps what the last round over all organizations found', async () => {
  expect(await ready()).toMatchObject({ checked_at: null, is_clean: null });
  const { id } = await makeProduct(app, { cost_method: 'fifo' });
  const receipt = { product_id: id, quantity: 3, unit_cost: 2 };
  await app.as('operator').post('/inventory/receipts').send(receipt).expect(201);
  const watch = app.app.get(LedgerWatch);
  await watch.run();
  expect(await ready()).toMatchObject({ is_clean: true, organizations: 2, movements: 1, differences: 0 });

  // Somebody changes figures behind the ledger's back.
  await asSuperuser(app, async (client) => {
    await client.query('UPDATE inventory SET on_hand_quantity = 4 WHERE product_id = $1', [id]);
    await client.query('UPDATE inventory_valuations SET total_value = 7 WHERE product_id = $1', [id]);
    await client.query('UPDATE inventory_cost_layers SET quantity = 2, value = 5 WHERE product_id = $1', [
      id,
    ]);
  });
  const found: LedgerVerification['differences'] = [];
  await watch.run((_, { differences }) => found.push(...differences));
  expect(found.map((one) => `${one.check}: ${one.stored}, not ${one.computed}`).sort()).toEqual([
    'balance_quantity: 4.000000000, not 3.000000000',
    'cost_layers: 2.000000000 worth 5.000000, not 3.000000000 worth 7.000000',
    'layer_uses: 2.000000000, not 3.000000000',
    'product_value: 3.000000000 worth 7.000000, not 3.000000000 worth 6.000000',
  ]);
  expect(await ready()).toMatchObject({ is_clean: false, differences: 4 });
});
