import { type Client, PASSWORD, startTestApp, type TestApp } from '../support/app.js';
import { expectCleanLedger, stockOf } from '../support/ledger.js';
import { makeProduct } from '../support/make/product.js';
import { makeUser } from '../support/make/user.js';

let app: TestApp;
let manager: Client;
beforeAll(async () => {
  app = await startTestApp({ UPLOAD_MAX_BYTES: 100_000 });
  manager = app.as('manager');
});
afterAll(() => app?.close());

const csv = (...lines: string[]) => `${lines.join('\n')}\n`;
const upload = (kind: string, text: string | Buffer, query = '', client = manager) =>
  client
    .post(`/imports/${kind}${query}`)
    .set('content-type', 'text/csv')
    .send(text as string);
const HEADER = 'code,name,type,parent_code';
const locations = async (search: string) =>
  (await manager.get(`/inventory/locations?limit=200&search=${search}`).expect(200)).body.data as {
    id: number;
    code: string;
    type: string;
    version: number;
    parent_id: number | null;
  }[];

describe('importing locations', () => {
  it('makes them, changes nothing with the same file again, and changes what differs', async () => {
    const file = csv(HEADER, 'A,Rack A,zone,', 'A-1,"Shelf ""one"", upper",shelf,A', 'A-2,Two,,A');
    const first = await upload('locations', file).expect(200);
    expect(first.body).toMatchObject({
      kind: 'locations',
      status: 'completed',
      rows_total: 3,
      rows_created: 3,
      rows_failed: 0,
      errors: [],
    });
    const before = await locations('A');
    expect(before.find(({ code }) => code === 'A-2')).toMatchObject({ type: 'bin' });
    const again = await upload('locations', file).expect(200);
    expect(again.body).toMatchObject({ rows_created: 0, rows_updated: 0, rows_unchanged: 3 });
    expect(await locations('A')).toEqual(before);
    const changed = await upload('locations', csv(HEADER, 'A,Rack A,zone,', 'A-1,New name,shelf,A')).expect(
      200,
    );
    expect(changed.body).toMatchObject({ rows_updated: 1, rows_unchanged: 1 });
    const read = await manager.get(`/imports/${first.body.id}`).expect(200);
    expect(read.body).toEqual(first.body);
    const list = await manager.get('/imports?limit=2').expect(200);
    expect(list.body.data.map((row: { id: number }) => row.id)).toEqual([changed.body.id, again.body.id]);
    expect(list.body.page.has_more).toBe(true);
  });

  it('leaves the type alone where the file does not say one', async () => {
    await upload('locations', csv('code,name', 'MAIN,Main warehouse')).expect(200);
    expect((await locations('MAIN'))[0]).toMatchObject({ code: 'MAIN', type: 'warehouse', version: 1 });
  });

  it('names each bad row by its line and imports nothing', async () => {
    const file = csv(
      HEADER,
      'B,Rack B,zone,',
      ',No code,bin,',
      'B-1,One,cupboard,B',
      'B-2,"two',
      'lines",bin,NOWHERE',
      'B-3,Three,bin,B-3',
      'B,Again,zone,',
    );
    const { body } = await upload('locations', file).expect(200);
    // The good row is not in either, so nothing was created.
    expect(body).toMatchObject({ status: 'failed', rows_total: 6, rows_failed: 5, rows_created: 0 });
    expect(
      body.errors.map((row: { line: number; errors: { pointer: string; code: string }[] }) => [
        row.line,
        row.errors[0]!.pointer,
        row.errors[0]!.code,
      ]),
    ).toEqual([
      [3, '/code', 'import.missing'],
      [4, '/type', 'import.not_allowed'],
      [6, '/parent_code', 'import.unknown_location'],
      [7, '/parent_code', 'import.cycle'],
      [8, '/code', 'import.twice'],
    ]);
    expect(await locations('Rack%20B')).toEqual([]);
    expect((await manager.get(`/imports/${body.id}`).expect(200)).body).toEqual(body);
  });

  it('imports the good rows of a bad file when asked to', async () => {
    const file = csv(HEADER, 'P,Rack P,zone,', ',No code,bin,', 'P-1,One,bin,P');
    const { body } = await upload('locations', file, '?partial=true').expect(200);
    expect(body).toMatchObject({ status: 'completed', partial: true, rows_created: 2, rows_failed: 1 });
    expect((await locations('P-1'))[0]).toMatchObject({ code: 'P-1' });
  });

  it('only looks when asked to, and says what would become of each row', async () => {
    const { body } = await upload('locations', csv(HEADER, 'DRY,Dry,bin,'), '?dry_run=true').expect(200);
    expect(body).toMatchObject({ status: 'completed', dry_run: true, rows_created: 1 });
    expect(await locations('DRY')).toEqual([]);
  });

  it('closes no ring over several rows', async () => {
    await upload('locations', csv(HEADER, 'R1,R1,bin,', 'R2,R2,bin,R1', 'R3,R3,bin,R2')).expect(200);
    const { body } = await upload('locations', csv(HEADER, 'R1,R1,bin,R3')).expect(200);
    expect(body.errors).toMatchObject([{ line: 2, errors: [{ code: 'import.cycle' }] }]);
    const swapped = await upload(
      'locations',
      csv(HEADER, 'R3,R3,bin,', 'R1,R1,bin,R3', 'R3,R3,bin,R2'),
    ).expect(200);
    expect(swapped.body.status).toBe('failed');
  });

  it.each([
    ['with a byte order mark and CRLF', '\ufeffcode,name\r\nBOM-1,One\r\nBOM-2,Two\r\n', 2],
    ['without a line end at the end', 'code,name\nEND-1,One\nEND-2,Two', 2],
    ['with empty lines', 'code,name\n\nGAP-1,One\n\n\nGAP-2,Two\n\n', 2],
    ['with columns in another order', 'name,code\nOne,ORD-1\n', 1],
  ])('takes a file %s', async (_name, text, rows) => {
    expect((await upload('locations', text).expect(200)).body).toMatchObject({
      status: 'completed',
      rows_created: rows,
      rows_failed: 0,
    });
  });
});

describe('a file that is none', () => {
  it.each([
    ['an unknown column', csv('code,name,colour', 'X,X,red'), 422, 'import.bad_header'],
    ['a missing column', csv('code', 'X'), 422, 'import.bad_header'],
    ['a column twice', csv('code,name,name', 'X,X,X'), 422, 'import.bad_header'],
    ['rows of other lengths', csv('code,name', 'X,X,X'), 400, 'import.malformed_csv'],
    ['an open quote', 'code,name\nX,"X\n', 400, 'import.malformed_csv'],
    ['a header alone', csv('code,name'), 422, 'import.empty'],
    ['nothing', '', 422, 'import.empty'],
  ])('with %s is refused as a whole', async (_name, text, status, code) => {
    const answer = await upload('locations', text);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('names the columns that are wrong', async () => {
    const { body } = await upload('locations', csv('code,colour', 'X,red')).expect(422);
    expect(
      body.errors.map((error: { pointer: string; code: string }) => [error.pointer, error.code]),
    ).toEqual([
      ['/colour', 'import.unknown_column'],
      ['/name', 'import.column_missing'],
    ]);
  });

  it('holds text that cannot be kept: NUL, and bytes that are not UTF-8', async () => {
    const nul = await upload('locations', csv('code,name', 'NUL,a\u0000b')).expect(200);
    expect(nul.body.errors).toMatchObject([
      { line: 2, errors: [{ pointer: '/name', code: 'import.not_text' }] },
    ]);
    const latin = await upload('locations', Buffer.from('code,name\nLATIN,R\xe4der\n', 'latin1')).expect(200);
    expect(latin.body.errors).toMatchObject([
      { line: 2, errors: [{ pointer: '/name', code: 'import.not_utf8' }] },
    ]);
  });

  it('is of a kind that does not exist, or is not there, or is no CSV', async () => {
    expect((await upload('dragons', csv('a', '1')).expect(404)).body.code).toBe('import.unknown_kind');
    expect((await manager.post('/imports/locations').expect(400)).body.code).toBe('import.no_file');
    expect((await manager.post('/imports/locations').send({ code: 'X' }).expect(400)).body.code).toBe(
      'import.no_file',
    );
    await manager.post('/imports/locations').set('content-type', 'application/xml').send('<a/>').expect(415);
    await upload('locations', csv(HEADER), '?dry_run=maybe').expect(400);
    await upload('locations', csv(HEADER), '?force=true').expect(400);
  });

  it('is too large, in whichever way it is sent', async () => {
    const text = csv(
      'code,name',
      ...Array.from({ length: 4_000 }, (_, index) => `BIG-${index},${'x'.repeat(20)}`),
    );
    const body = await upload('locations', text);
    expect([body.status, body.body.code]).toEqual([413, 'request.too_large']);
    const form = await manager.post('/imports/locations').attach('file', Buffer.from(text), 'big.csv');
    expect([form.status, form.body.code]).toEqual([413, 'request.too_large']);
    expect(await locations('BIG-')).toEqual([]);
  });
});

describe('a form', () => {
  it('carries the file and its name', async () => {
    const { body } = await manager
      .post('/imports/locations')
      .attach('file', Buffer.from(csv('code,name', 'FORM-1,One')), 'places.csv')
      .expect(200);
    expect(body).toMatchObject({ file_name: 'places.csv', rows_created: 1 });
  });

  it('without a file is refused', async () => {
    const answer = await manager.post('/imports/locations').field('note', 'no file here');
    expect([answer.status, answer.body.code]).toEqual([400, 'import.no_file']);
  });
});

describe('Idempotency-Key', () => {
  it('covers the content of the file, sent as a body or in a form', async () => {
    const send = (text: string) => upload('locations', text).set('idempotency-key', 'i-1');
    const first = await send(csv('code,name', 'KEY-1,One')).expect(200);
    const second = await send(csv('code,name', 'KEY-1,One')).expect(200);
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotent-replayed']).toBe('true');
    const other = await send(csv('code,name', 'KEY-2,Two'));
    expect([other.status, other.body.code]).toEqual([422, 'idempotency.key_reused']);
    const form = (text: string) =>
      manager
        .post('/imports/locations')
        .set('idempotency-key', 'i-2')
        .attach('file', Buffer.from(text), 'a.csv');
    const made = await form(csv('code,name', 'KEY-3,One')).expect(200);
    expect((await form(csv('code,name', 'KEY-3,One')).expect(200)).body).toEqual(made.body);
    expect((await form(csv('code,name', 'KEY-4,One'))).status).toBe(422);
  });

  it('distinguishes looking from doing', async () => {
    const file = csv('code,name', 'KEY-9,One');
    await upload('locations', file, '?dry_run=true').set('idempotency-key', 'i-3').expect(200);
    const real = await upload('locations', file).set('idempotency-key', 'i-3');
    expect([real.status, real.body.code]).toEqual([422, 'idempotency.key_reused']);
  });
});

describe('opening stock', () => {
  it('is entered once, and counted to what the file says from then on', async () => {
    const [plain, tracked] = [await makeProduct(app), await makeProduct(app, { track_lots: true })];
    const header = 'sku,location_code,lot_number,quantity,unit_cost';
    const file = csv(
      header,
      `${plain.sku},MAIN,,10,2.5`,
      `${tracked.sku},MAIN,L-1,4,1`,
      `${tracked.sku},MAIN,L-2,6,1`,
    );
    expect((await upload('opening_stock', file).expect(200)).body).toMatchObject({
      status: 'completed',
      rows_created: 3,
    });
    expect(await stockOf(app, plain.id)).toMatchObject({ on_hand_quantity: '10', total_value: '25' });
    const movements = async () =>
      (await manager.get(`/inventory/movements?product_id=${plain.id}`).expect(200)).body.data;
    expect(await movements()).toMatchObject([{ transaction_type: 'opening', quantity: '10' }]);
    expect((await upload('opening_stock', file).expect(200)).body).toMatchObject({
      rows_unchanged: 3,
      rows_created: 0,
    });
    expect(await movements()).toHaveLength(1);
    const counted = csv(header, `${plain.sku},MAIN,,7,9`, `${tracked.sku},MAIN,L-2,0,`);
    expect((await upload('opening_stock', counted).expect(200)).body).toMatchObject({ rows_updated: 2 });
    expect(await stockOf(app, plain.id)).toMatchObject({ on_hand_quantity: '7', total_value: '17.5' });
    expect(await stockOf(app, tracked.id)).toMatchObject({ on_hand_quantity: '4' });
  });

  it('names what is wrong with a row', async () => {
    const [plain, tracked] = [await makeProduct(app), await makeProduct(app, { track_lots: true })];
    const service = await makeProduct(app, { item_type: 'service' });
    const file = csv(
      'sku,location_code,lot_number,quantity,date',
      'NOTHING,MAIN,,1,',
      `${plain.sku},NOWHERE,,1,`,
      `${plain.sku},MAIN,L,1,`,
      `${tracked.sku},MAIN,,1,`,
      `${service.sku},MAIN,,1,`,
      `${plain.sku},MAIN,,-1,`,
      `${plain.sku},MAIN,,1.0000000001,`,
      `${plain.sku},MAIN,,"1,5",`,
      `${plain.sku},MAIN,,1,2026-02-30`,
      `${plain.sku},MAIN,,1,2999-01-01`,
    );
    const { body } = await upload('opening_stock', file).expect(200);
    const found = body.errors.map((row: { line: number; errors: { code: string }[] }) => [
      row.line,
      row.errors[0]!.code,
    ]);
    expect(found).toEqual([
      [2, 'import.unknown_product'],
      [3, 'import.unknown_location'],
      [4, 'import.not_tracked'],
      [5, 'import.missing'],
      [6, 'import.not_stocked'],
      [7, 'import.too_small'],
      [8, 'import.too_many_decimals'],
      [9, 'import.not_a_number'],
      [10, 'import.not_a_date'],
      [11, 'inventory.future_date'],
    ]);
    expect(await stockOf(app, plain.id)).toMatchObject({ on_hand_quantity: '0' });
  });

  it('refuses a place twice, however far apart in the file', async () => {
    const product = await makeProduct(app);
    const others = Array.from({ length: 1_200 }, (_, index) => `NONE-${index},MAIN,1`);
    const file = csv(
      'sku,location_code,quantity',
      `${product.sku},MAIN,1`,
      ...others,
      `${product.sku},MAIN,2`,
    );
    const { body } = await upload('opening_stock', file, '?partial=true').expect(200);
    expect(body).toMatchObject({ rows_created: 1, rows_failed: 1_201 });
    expect(await stockOf(app, product.id)).toMatchObject({ on_hand_quantity: '1' });
    const read = await manager.get(`/imports/${body.id}`).expect(200);
    expect(read.body.errors).toHaveLength(1_000);
  });

  it('of one organization imported by many at once is entered once', async () => {
    const product = await makeProduct(app);
    const file = csv('sku,location_code,quantity', `${product.sku},MAIN,5`);
    const answers = await Promise.all([1, 2, 3, 4].map(() => upload('opening_stock', file)));
    expect(answers.map(({ body }) => body.rows_created).sort()).toEqual([0, 0, 0, 1]);
    expect(await stockOf(app, product.id)).toMatchObject({ on_hand_quantity: '5' });
  });
});

describe('other kinds', () => {
  it('go the same way: units, then products in them', async () => {
    const units = csv('code,name,uom_class,to_base_factor', 'REEL,Reel,length,100');
    expect((await upload('units', units).expect(200)).body).toMatchObject({ rows_created: 1 });
    expect((await upload('units', units).expect(200)).body).toMatchObject({ rows_unchanged: 1 });
    const products = csv('sku,name,unit', 'WIRE,Wire,REEL', 'BAD,Bad,FURLONG');
    const failed = await upload('products', products).expect(200);
    expect(failed.body).toMatchObject({
      status: 'failed',
      errors: [{ line: 3, errors: [{ pointer: '/unit' }, { pointer: '/purchase_uom' }] }],
    });
    expect((await upload('products', products, '?partial=true').expect(200)).body).toMatchObject({
      rows_created: 1,
      rows_failed: 1,
    });
  });

  it('are described with their columns', async () => {
    const kinds = (await manager.get('/imports/kinds').expect(200)).body as {
      kind: string;
      columns: { name: string; required: boolean }[];
    }[];
    expect(kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['locations', 'opening_stock', 'products', 'units']),
    );
    const { columns } = kinds.find(({ kind }) => kind === 'opening_stock')!;
    expect(columns.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      'sku',
      'location_code',
      'quantity',
    ]);
  });
});

describe('access', () => {
  it('is for who may import, and may do by hand what the file does', async () => {
    const file = csv('code,name', 'ACCESS,One');
    await upload('locations', file, '', app.as('operator')).expect(403);
    await upload('locations', file, '', app.anonymous).expect(401);
    const role = { code: 'importer', name: 'Importer', permissions: ['imports.run', 'imports.read'] };
    await app.as('admin').post('/roles').send(role).expect(201);
    const importer = await app.signIn((await makeUser(app, { role: role.code })).email, PASSWORD);
    const refused = await upload('locations', file, '', importer).expect(403);
    expect(refused.body).toMatchObject({ code: 'access.forbidden', permission: 'inventory.locations_write' });
    expect(await locations('ACCESS')).toEqual([]);
  });

  it('ends at the own organization', async () => {
    const { body } = await upload('locations', csv('code,name', 'MINE,Mine')).expect(200);
    await app.otherOrganization.get(`/imports/${body.id}`).expect(404);
    expect((await app.otherOrganization.get('/imports').expect(200)).body.data).toEqual([]);
    const product = await makeProduct(app);
    const file = csv('sku,location_code,quantity', `${product.sku},MINE,1`);
    const foreign = await upload('opening_stock', file, '', app.otherOrganization).expect(200);
    expect(foreign.body).toMatchObject({
      status: 'failed',
      errors: [{ errors: [{ code: 'import.unknown_product' }] }],
    });
  });
});

it('the ledger is clean after all of this', () => expectCleanLedger(app));
