import supertest from 'supertest';
import { Housekeeping } from '../../src/platform/database/index.js';
import { encodeCursor } from '../../src/kernel/page.js';
import { type Client, startTestApp, type TestApp } from '../support/app.js';
import { asSuperuser } from '../support/superuser.js';
import { makeProduct } from '../support/make/product.js';

let app: TestApp;
let manager: Client;
let operator: Client;

beforeAll(async () => {
  app = await startTestApp({ BODY_MAX_BYTES: 20_000 });
  manager = app.as('manager');
  operator = app.as('operator');
});
afterAll(() => app?.close());

const raw = () => supertest(app.app.getHttpServer());
let made = 0;
const location = () => ({ code: `H-${(made += 1)}`, name: 'Shelf', type: 'shelf' });
async function makeLocation(): Promise<{ id: number; version: number; code: string }> {
  return (await manager.post('/inventory/locations').send(location()).expect(201)).body;
}

describe('Idempotency-Key', () => {
  it('gives the first answer again, with its ETag and a mark', async () => {
    const body = location();
    const send = () =>
      manager.post('/inventory/locations').set('idempotency-key', 'h-1').send(body).expect(201);
    const first = await send();
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    const second = await send();
    expect(second.body).toEqual(first.body);
    expect(second.headers).toMatchObject({ 'idempotent-replayed': 'true', etag: first.headers['etag'] });
  });

  it('refuses another body, and another query, under the same key', async () => {
    await manager.post('/inventory/locations').set('idempotency-key', 'h-2').send(location()).expect(201);
    const other = await manager.post('/inventory/locations').set('idempotency-key', 'h-2').send(location());
    expect([other.status, other.body.code]).toEqual([422, 'idempotency.key_reused']);
  });

  it('belongs to its route and its user: elsewhere the same key is another one', async () => {
    const product = await makeProduct(app);
    const body = { product_id: product.id, quantity: 2, unit_cost: 1 };
    const key = 'h-3';
    await operator.post('/inventory/receipts').set('idempotency-key', key).send(body).expect(201);
    const byOther = await manager
      .post('/inventory/receipts')
      .set('idempotency-key', key)
      .send(body)
      .expect(201);
    expect(byOther.headers['idempotent-replayed']).toBeUndefined();
    await operator
      .post('/inventory/issues')
      .set('idempotency-key', key)
      .send({ product_id: product.id, quantity: 4 })
      .expect(201);
  });

  it('keeps no refusal: the same request may succeed later', async () => {
    const product = await makeProduct(app);
    const issue = () =>
      operator
        .post('/inventory/issues')
        .set('idempotency-key', 'h-4')
        .send({ product_id: product.id, quantity: 1 });
    await issue().expect(409);
    await operator.post('/inventory/receipts').send({ product_id: product.id, quantity: 1 }).expect(201);
    await issue().expect(201);
    const replayed = await issue().expect(201);
    expect(replayed.headers['idempotent-replayed']).toBe('true');
  });

  it.each([
    ['empty', ''],
    ['of 256 characters', 'x'.repeat(256)],
    ['with a space', 'a b'],
  ])('%s is a 400', async (_name, key) => {
    const answer = await manager.post('/inventory/locations').set('idempotency-key', key).send(location());
    expect([answer.status, answer.body.code]).toEqual([400, 'idempotency.invalid_key']);
  });

  it('is forgotten when its time has passed, though nobody has removed it', async () => {
    const body = location();
    const send = (values: object) =>
      manager.post('/inventory/locations').set('idempotency-key', 'h-5').send(values);
    await send(body).expect(201);
    await expireKey('h-5');
    const other = location();
    const anew = await send(other).expect(201);
    expect(anew.body.code).toBe(other.code);
    expect(anew.headers['idempotent-replayed']).toBeUndefined();
    expect((await send(other).expect(201)).headers['idempotent-replayed']).toBe('true');
  });

  it('is removed by housekeeping when its time has passed, and not before', async () => {
    const keep = location();
    await manager.post('/inventory/locations').set('idempotency-key', 'h-6').send(location()).expect(201);
    await manager.post('/inventory/locations').set('idempotency-key', 'h-7').send(keep).expect(201);
    await expireKey('h-6');
    expect(await app.app.get(Housekeeping).run()).toBe(1);
    expect(await app.app.get(Housekeeping).run()).toBe(0);
    const kept = await manager.post('/inventory/locations').set('idempotency-key', 'h-7').send(keep);
    expect(kept.headers['idempotent-replayed']).toBe('true');
  });

  function expireKey(key: string) {
    return asSuperuser(app, (db) =>
      db.query(
        `UPDATE idempotency_keys SET expires_at = now() - interval '1 second' WHERE idempotency_key = $1`,
        [key],
      ),
    );
  }
});

describe('versions', () => {
  it('are strong ETags: 304 for who has it, 412 for who is behind, 428 for who says nothing', async () => {
    const { id } = await makeLocation();
    const path = `/inventory/locations/${id}`;
    const read = await operator.get(path).expect(200);
    expect(read.headers['etag']).toBe('"v1"');
    const again = await operator.get(path).set('if-none-match', '"v1"').expect(304);
    expect(again.text).toBe('');
    expect(again.headers['etag']).toBe('"v1"');
    await operator.get(path).set('if-none-match', '"v7", W/"v1"').expect(304);
    const changed = await manager.patch(path).set('if-match', '"v1"').send({ name: 'Other' }).expect(200);
    expect([changed.headers['etag'], changed.body.version]).toEqual(['"v2"', 2]);
    await operator.get(path).set('if-none-match', '"v1"').expect(200);
    const stale = await manager.patch(path).set('if-match', '"v1"').send({ name: 'Third' }).expect(412);
    expect(stale.body).toMatchObject({ code: 'precondition.stale', current_etag: '"v2"' });
    const none = await manager.patch(path).send({ name: 'Third' }).expect(428);
    expect(none.body.code).toBe('precondition.required');
    await manager.delete(path).set('if-match', '"v1"').expect(412);
    await manager.delete(path).set('if-match', '"v2"').expect(204);
  });

  it.each(['"1"', '"v99999999999"', '"of-another-server"'])(
    'If-Match %s, a tag that was never given, is a 412',
    async (tag) => {
      const { id } = await makeLocation();
      const answer = await manager
        .patch(`/inventory/locations/${id}`)
        .set('if-match', tag)
        .send({ name: 'X' });
      expect([answer.status, answer.body.code]).toEqual([412, 'precondition.stale']);
    },
  );

  it.each(['W/"v1"', '*', 'v1', '"v1", "v2"'])('If-Match %s is a 400', async (tag) => {
    const { id } = await makeLocation();
    const answer = await manager.patch(`/inventory/locations/${id}`).set('if-match', tag).send({ name: 'X' });
    expect([answer.status, answer.body.code]).toEqual([400, 'precondition.malformed']);
  });
});

describe('lists', () => {
  beforeAll(async () => {
    for (let index = 0; index < 5; index += 1) await makeLocation();
  });

  it('come in pages that neither lose nor repeat a row, both ways round', async () => {
    const walk = async (sort: string) => {
      const codes: string[] = [];
      let cursor = '';
      do {
        const page = await operator
          .get(`/inventory/locations?limit=2&sort=${sort}${cursor && `&cursor=${cursor}`}`)
          .expect(200);
        codes.push(...page.body.data.map((row: { code: string }) => row.code));
        cursor = page.body.page.next ?? '';
        expect(page.body.page.has_more).toBe(cursor !== '');
      } while (cursor);
      return codes;
    };
    const up = await walk('code');
    expect(up.length).toBeGreaterThanOrEqual(6);
    expect(new Set(up).size).toBe(up.length);
    expect(await walk('-code')).toEqual([...up].reverse());
  });

  it.each([
    ['limit=0', '/limit'],
    ['limit=201', '/limit'],
    ['limit=1.5', '/limit'],
    ['limit=many', '/limit'],
    ['limit=', '/limit'],
    ['limit=1&limit=2', '/limit'],
    ['colour=red', '/colour'],
    ['is_active=maybe', '/is_active'],
    ['parent_id=true', '/parent_id'],
    ['search=%00', '/search'],
  ])('?%s is a 400 that names it', async (query, pointer) => {
    const answer = await operator.get(`/inventory/locations?${query}`).expect(400);
    expect(answer.body).toMatchObject({ code: 'request.invalid', errors: [{ pointer }] });
  });

  it('can be sorted by what is offered only', async () => {
    const answer = await operator.get('/inventory/locations?sort=created_at').expect(400);
    expect(answer.body).toMatchObject({ code: 'page.unknown_sort', errors: [{ pointer: '/sort' }] });
    await operator.get('/users?sort=created_at').expect(403);
    expect((await manager.get('/users?sort=created_at').expect(400)).body.code).toBe('page.unknown_sort');
  });

  it.each([
    ['no cursor at all', 'nonsense'],
    ['of another sort', encodeCursor({ sort: 'name', values: ['A', 1] })],
    ['with too few values', encodeCursor({ sort: 'code', values: ['A'] })],
    ['with too many values', encodeCursor({ sort: 'code', values: ['A', 1, 2] })],
    ['without a value', encodeCursor({ sort: 'code', values: [null, 1] })],
    ['with a text for an id', encodeCursor({ sort: 'code', values: ['A', '1; DROP TABLE users'] })],
    ['with an id beyond all ids', encodeCursor({ sort: 'code', values: ['A', 2 ** 60] })],
    ['with a NUL', encodeCursor({ sort: 'code', values: ['A\u0000', 1] })],
  ])('refuse a cursor %s', async (_name, cursor) => {
    const answer = await operator.get(`/inventory/locations?sort=code&cursor=${encodeURIComponent(cursor)}`);
    expect(answer.status).toBe(400);
  });

  it('refuse a cursor whose value is of another kind than its column', async () => {
    const cursor = encodeCursor({ sort: 'transaction_date', values: ['someday', 1] });
    const answer = await operator.get(`/inventory/movements?sort=transaction_date&cursor=${cursor}`);
    expect([answer.status, answer.body.code]).toEqual([400, 'database.invalid_value']);
  });
});

describe('requests', () => {
  it.each([
    ['an array', []],
    ['an array of objects', [{ code: 'A' }]],
    ['a text', '"A"'],
    ['null', 'null'],
    ['nothing', undefined],
  ])('%s for a body is a 400', async (_name, body) => {
    const request = manager.post('/inventory/locations');
    const answer = await (body === undefined
      ? request
      : request.set('content-type', 'application/json').send(body as object));
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it.each([
    ['a NUL in a code', { code: 'A\u0000B', name: 'x', type: 'bin' }, '/code'],
    ['a NUL in a name', { code: 'NUL', name: 'x\u0000', type: 'bin' }, '/name'],
    ['half of a surrogate pair', { code: 'HALF', name: 'x\ud800', type: 'bin' }, '/name'],
    ['the other half', { code: 'A\udc00B', name: 'x', type: 'bin' }, '/code'],
    ['a truth for an id', { code: 'B', name: 'x', type: 'bin', parent_id: true }, '/parent_id'],
    ['a list for an id', { code: 'B', name: 'x', type: 'bin', parent_id: [1] }, '/parent_id'],
    ['an object for a text', { code: { $gt: '' }, name: 'x', type: 'bin' }, '/code'],
    ['a line break in a code', { code: 'A\nB', name: 'x', type: 'bin' }, '/code'],
    ['a code of blanks', { code: '  ', name: 'x', type: 'bin' }, '/code'],
    ['a name of 256 characters', { code: 'B', name: 'x'.repeat(256), type: 'bin' }, '/name'],
  ])('%s is a 400 that names it', async (_name, body, pointer) => {
    const answer = await manager.post('/inventory/locations').send(body).expect(400);
    expect(answer.body).toMatchObject({ code: 'request.invalid', errors: [{ pointer }] });
  });

  it('a prototype in the body is a 400', async () => {
    const answer = await manager
      .post('/inventory/locations')
      .set('content-type', 'application/json')
      .send('{"__proto__": {"isAdmin": true}, "code": "P", "name": "P", "type": "bin"}');
    expect(answer.status).toBe(400);
  });

  it.each(['0', '-1', '1.5', 'abc', '9007199254740993', '1%00'])('the id %s is a 400', async (id) => {
    const answer = await operator.get(`/inventory/locations/${id}`);
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
  });

  it('a body that is too large is a 413', async () => {
    const answer = await manager
      .post('/inventory/locations')
      .send({ ...location(), name: 'x'.repeat(30_000) });
    expect([answer.status, answer.body.code]).toEqual([413, 'request.too_large']);
  });

  it('CSV is taken by imports alone', async () => {
    const answer = await manager.post('/inventory/locations').set('content-type', 'text/csv').send('a\n1\n');
    expect([answer.status, answer.body.code]).toEqual([415, 'request.unsupported_media_type']);
    const form = await manager.post('/inventory/locations').attach('file', Buffer.from('a\n1\n'), 'a.csv');
    expect(form.status).toBe(400);
  });

  it('another method of a known route is a 405 that names the methods', async () => {
    const answer = await manager.put('/inventory/locations').send({});
    expect([answer.status, answer.body.code]).toEqual([405, 'request.method_not_allowed']);
    expect(answer.headers['allow']).toBe('GET, HEAD, POST');
    expect((await manager.delete('/inventory/ledger/verify')).status).toBe(405);
    expect((await manager.put('/nowhere').send({})).status).toBe(404);
  });

  it('HEAD is GET without a body, and OPTIONS gives nothing away', async () => {
    const { id } = await makeLocation();
    const head = await raw()
      .head(`/api/v1/inventory/locations/${id}`)
      .set('authorization', `Bearer ${operator.token}`);
    expect([head.status, head.text ?? '', head.headers['etag']]).toEqual([200, '', '"v1"']);
    expect((await raw().head(`/api/v1/inventory/locations/${id}`)).status).toBe(401);
    expect([404, 405]).toContain((await raw().options('/api/v1/inventory/locations')).status);
  });

  it('rows never say which organization they belong to', async () => {
    const lists = [
      '/inventory/locations',
      '/users',
      '/roles',
      '/products',
      '/customers',
      '/inventory/movements',
    ];
    for (const list of lists) {
      const answer = await app.as('admin').get(list).expect(200);
      expect(answer.text).not.toContain('organization_id');
    }
    const { id } = await makeLocation();
    expect((await operator.get(`/inventory/locations/${id}`).expect(200)).body).not.toHaveProperty(
      'organization_id',
    );
  });
});

describe('request ids', () => {
  it('are echoed, and named in a problem', async () => {
    const answer = await raw().get('/api/v1/inventory/locations').set('x-request-id', 'trace-77').expect(401);
    expect(answer.headers['x-request-id']).toBe('trace-77');
    expect(answer.body.trace_id).toBe('trace-77');
  });

  it.each([
    ['too long', 'x'.repeat(101)],
    ['with blanks and quotes', 'a "b" c'],
  ])('%s are replaced by ours', async (_name, id) => {
    const answer = await raw().get('/health/live').set('x-request-id', id).expect(200);
    expect(answer.headers['x-request-id']).not.toBe(id);
    expect(answer.headers['x-request-id']).toMatch(/^[\w-]+$/);
  });
});

it.each(['1%20', '%2B1', '01', '1.0', '1e0', '-1', '0', 'abc', '99999999999999999999'])(
  'an id in a path is a plain positive integer, not %s',
  async (id) => {
    const answer = await app.as('admin').get(`/users/${id}`);
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
  },
);
