import { startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { type MadeSpool, makeFilament, makeSpool } from '../support/make/spool.js';

let app: TestApp;
beforeAll(async () => {
  // A hundred stand in one line; on a slow machine the last of them for longer than a lock is waited for otherwise.
  app = await startTestApp({ LOCK_TIMEOUT_MS: 60_000, STATEMENT_TIMEOUT_MS: 60_000 });
});
afterAll(() => app?.close());

it('100 uses of half a gram at once leave exactly 950 g of a kilogram', async () => {
  const spool = await makeSpool(app);
  const answers = await Promise.all(
    Array.from({ length: 100 }, () =>
      app.as('operator').post(`/spools/${spool.id}/consume`).send({ weight_kg: '0.0005' }),
    ),
  );
  expect(answers.map((answer) => answer.status)).toEqual(Array(100).fill(200));
  const left = await app.as('operator').get(`/spools/${spool.id}`).expect(200);
  expect(left.body.current_weight_kg).toBe('0.95');
  expect((await stockOf(app, spool.product_id))['on_hand_quantity']).toBe('950');
  await expectCleanLedger(app);
}, 90_000);

it('of eight who want 300 g of a kilogram three get it', async () => {
  const spool = await makeSpool(app);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      app.as('operator').post(`/spools/${spool.id}/consume`).send({ weight_kg: '0.3' }),
    ),
  );
  const statuses = answers.map((answer) => answer.status).sort();
  expect(statuses).toEqual([200, 200, 200, 409, 409, 409, 409, 409]);
  const losers = answers.filter((answer) => answer.status === 409);
  for (const loser of losers) expect(loser.body.code).toBe('spools.insufficient_weight');
  await expectCleanLedger(app);
});

it('spools and plain issues of one product never wait for each other in a ring', async () => {
  const filament = await makeFilament(app);
  const spools: MadeSpool[] = [];
  for (let count = 0; count < 3; count += 1) spools.push(await makeSpool(app, { product_id: filament.id }));
  await app
    .as('operator')
    .post('/inventory/receipts')
    .send({ product_id: filament.id, quantity: 1000 })
    .expect(201);
  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, index) =>
      index % 2 === 0
        ? app.as('operator').post('/inventory/issues').send({ product_id: filament.id, quantity: 10 })
        : app
            .as('operator')
            .post(`/spools/${spools[index % 3]!.id}/weigh`)
            .send({ net_weight_kg: `0.${90 - index}` }),
    ),
  );
  expect(answers.filter((answer) => answer.status >= 400).map((answer) => answer.body)).toEqual([]);
  await expectCleanLedger(app);
});
