import { createHmac } from 'node:crypto';
import supertest from 'supertest';
import { startTestApp, type TestApp } from '../support/app.js';
import { asSuperuser, untilSomebodyWaits } from '../support/superuser.js';
import { makeProduct } from '../support/make/product.js';

let app: TestApp;
afterEach(async () => app?.close());

const raw = () => supertest(app.app.getHttpServer());

describe('health and metrics', () => {
  it('tells that the process lives and can serve, to anybody', async () => {
    app = await startTestApp();
    expect((await raw().get('/health/live').expect(200)).body).toEqual({ status: 'ok' });
    const ready = await raw().get('/health/ready').expect(200);
    expect(ready.body).toMatchObject({ status: 'ok', details: {} });
    expect(ready.headers['cache-control']).toBe('no-store');
  });

  it('measures requests by route, not by id', async () => {
    app = await startTestApp();
    const product = await makeProduct(app);
    await app.as('operator').get(`/products/${product.id}`).expect(200);
    const { text, headers } = await raw().get('/metrics').expect(200);
    expect(headers['content-type']).toContain('text/plain');
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="[^"]*\/products\/:id",status="200"\} 1/,
    );
    expect(text).not.toContain(`/products/${product.id}"`);
  });

  it('shows metrics to who has the token, when there is one', async () => {
    app = await startTestApp({ METRICS_TOKEN: 'a token for the scraper' });
    await raw().get('/metrics').expect(401);
    await raw().get('/metrics').set('authorization', 'Bearer a token for the scrapes').expect(401);
    await raw().get('/metrics').set('authorization', 'Bearer a token for the scraper').expect(200);
  });

  it('has no metrics when they are switched off', async () => {
    app = await startTestApp({ METRICS_ENABLED: false });
    const answer = await raw().get('/metrics').expect(404);
    expect(answer.body.code).toBe('request.not_found');
  });
});

describe('the rate limit', () => {
  /** More than the sign-ins and users that every test application begins with. */
  const LIMIT = 30;

  it('answers 429 with Retry-After, and a token of somebody else’s making does not lift it', async () => {
    app = await startTestApp({ RATE_LIMIT_PER_MINUTE: LIMIT });
    const statuses: number[] = [];
    for (let request = 0; request <= LIMIT; request += 1) {
      const token = [
        'x'.repeat(10),
        'y'.repeat(10),
        createHmac('sha256', String(request)).digest('base64url'),
      ].join('.');
      statuses.push((await raw().get('/api/v1/products').set('authorization', `Bearer ${token}`)).status);
    }
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    const refused = await raw().get('/api/v1/products').expect(429);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.body).toMatchObject({ code: 'request.rate_limited', status: 429 });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    // Whoever is signed in has a count of its own.
    await app.as('manager').get('/products').expect(200);
  });

  it('counts every user alone', async () => {
    app = await startTestApp({ RATE_LIMIT_PER_MINUTE: LIMIT });
    for (let request = 0; request < LIMIT; request += 1)
      await app.as('operator').get('/products').expect(200);
    await app.as('operator').get('/products').expect(429);
    await app.as('manager').get('/products').expect(200);
  });
});

describe('a database that does not answer', () => {
  it('a lock that somebody holds is a 503 with Retry-After, and nothing was done', async () => {
    app = await startTestApp({ LOCK_TIMEOUT_MS: 100 });
    const product = await makeProduct(app);
    const receive = () =>
      app.as('operator').post('/inventory/receipts').send({ product_id: product.id, quantity: 1 });
    await receive().expect(201);
    await asSuperuser(app, async (db) => {
      await db.query('BEGIN');
      await db.query('SELECT 1 FROM inventory_valuations WHERE product_id = $1 FOR UPDATE', [product.id]);
      const busy = await receive().expect(503);
      expect(busy.body.code).toBe('database.busy');
      expect(busy.headers['retry-after']).toBe('1');
      await db.query('COMMIT');
    });
    await receive().expect(201);
  });

  it('a statement that takes too long is a 503', async () => {
    app = await startTestApp({ LOCK_TIMEOUT_MS: 60_000, STATEMENT_TIMEOUT_MS: 100 });
    const product = await makeProduct(app);
    await asSuperuser(app, async (db) => {
      await db.query('BEGIN; LOCK TABLE inventory_transactions IN ACCESS EXCLUSIVE MODE');
      const slow = await app.as('operator').get(`/inventory/movements?product_id=${product.id}`).expect(503);
      expect([slow.body.code, slow.headers['retry-after']]).toEqual(['database.busy', '1']);
      await db.query('ROLLBACK');
    });
    await app.as('operator').get('/inventory/movements').expect(200);
  });

  it('connections that are cut in the middle are a 503, and the next request has new ones', async () => {
    app = await startTestApp();
    const product = await makeProduct(app);
    const receive = () =>
      app.as('operator').post('/inventory/receipts').send({ product_id: product.id, quantity: 1 });
    await receive().expect(201);
    await asSuperuser(app, async (db) => {
      await db.query('BEGIN');
      await db.query('SELECT 1 FROM inventory_valuations WHERE product_id = $1 FOR UPDATE', [product.id]);
      const waiting = receive().then((answer) => answer);
      await untilSomebodyWaits(db);
      await db.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
      const cut = await waiting;
      expect([cut.status, cut.body.code]).toEqual([503, 'database.unreachable']);
      await db.query('COMMIT');
    });
    await receive().expect(201);
    const stock = await app.as('operator').get(`/inventory/products/${product.id}/stock`).expect(200);
    expect(stock.body.on_hand_quantity).toBe('2');
  });

  it('a database that is gone is a 503, and the process says that it is not ready but lives', async () => {
    app = await startTestApp();
    await app.database.drop();
    const answer = await app.as('operator').get('/products');
    expect([answer.status, answer.body.code]).toEqual([503, 'database.unreachable']);
    await raw().get('/health/ready').expect(503);
    await raw().get('/health/live').expect(200);
  });
});
