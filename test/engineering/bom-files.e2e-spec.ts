import { zipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import writeXlsxFile from 'write-excel-file/node';
import { TABLE_FILE_TYPES } from '../../src/platform/files/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';
import { makeBom, makeFilament } from './make.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const download = (query: string) =>
  app
    .as('operator')
    .get(`/boms/export?${query}`)
    .buffer(true)
    .parse((answer, done) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => done(null, Buffer.concat(chunks)));
    })
    .expect(200);
const upload = (file: Buffer, type: string) =>
  app.as('admin').post('/imports/boms').set('content-type', type).send(file);

async function makeStructure() {
  const [product, part, filament] = [await makeProduct(app), await makeProduct(app), await makeFilament(app)];
  const lines = [
    [filament, '0.123456789', { unit: 'kg', scrap_factor: 2.5, notes: '=1+1' }],
    [part, 3, { rounding_multiple: 10, setup_quantity: 1, is_optional: true, effective_to: '2030-01-01' }],
  ] as const;
  const bom = await makeBom(app, product, lines, { output_quantity: 3 });
  return { product, part, bom };
}

describe('a file of BOMs', () => {
  it.each(['csv', 'xlsx'] as const)('as %s comes back without a change', async (format) => {
    const { product, bom } = await makeStructure();
    const answer = await download(`format=${format}&product_id=${product.id}`);
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="boms.${format}"`);
    const result = await upload(answer.body as Buffer, TABLE_FILE_TYPES[format]).expect(200);
    expect(result.body).toMatchObject({ status: 'completed', rows_total: 2, rows_unchanged: 2 });
    const { body } = await app.as('operator').get(`/boms/${bom.id}`).expect(200);
    expect(body).toMatchObject({ is_active: true, bom_version: 1 });
  });

  it('holds nothing that a spreadsheet runs, and every digit', async () => {
    const { product } = await makeStructure();
    const csv = (await download(`product_id=${product.id}`)).body.toString() as string;
    expect(csv).toContain("'=1+1");
    const rows = await readSheet((await download(`format=xlsx&product_id=${product.id}`)).body as Buffer);
    expect(rows[1]).toContain('0.123456789');
  });

  it('made in a spreadsheet is read with its numbers and days', async () => {
    const [product, part] = [await makeProduct(app), await makeProduct(app)];
    const workbook = await writeXlsxFile([
      ['product_sku', 'component_sku', 'quantity', 'effective_from', 'is_optional'].map((value) => ({
        value,
      })),
      [
        { value: product.sku },
        { value: part.sku },
        { value: 0.1 + 0.2 },
        { value: new Date('2026-05-01T00:00:00Z'), format: 'yyyy-mm-dd' },
        { value: true },
      ],
    ]).toBuffer();
    const dry = await app
      .as('admin')
      .post('/imports/boms?dry_run=true')
      .attach('file', workbook, 'boms.xlsx')
      .expect(200);
    expect(dry.body).toMatchObject({ rows_created: 1, errors: [] });
    expect((await upload(workbook, TABLE_FILE_TYPES.xlsx).expect(200)).body).toMatchObject({
      rows_created: 1,
    });
    const { data } = (await app.as('operator').get(`/boms?product_id=${product.id}`).expect(200)).body;
    const { body } = await app.as('operator').get(`/boms/${data[0].id}`).expect(200);
    expect(body.lines).toMatchObject([{ quantity: '0.3', effective_from: '2026-05-01', is_optional: true }]);
  });

  it('that is none is refused, and so is one that unpacks without end', async () => {
    const broken = await upload(Buffer.from('PK\u0003\u0004 no workbook'), TABLE_FILE_TYPES.xlsx).expect(400);
    expect(broken.body.code).toBe('import.malformed_xlsx');
    const noSheet = Buffer.from(zipSync({ 'a.txt': Buffer.from('a') }));
    expect((await upload(noSheet, TABLE_FILE_TYPES.xlsx).expect(400)).body.code).toBe(
      'import.malformed_xlsx',
    );
    const bomb = Buffer.from(zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(201_000_000) }));
    expect((await upload(bomb, TABLE_FILE_TYPES.xlsx).expect(422)).body.code).toBe('import.too_many_rows');
  });

  it('says the same output quantity on every line of a product', async () => {
    const [product, a, b] = [await makeProduct(app), await makeProduct(app), await makeProduct(app)];
    const lines = [`${product.sku},${a.sku},1,2`, `${product.sku},${b.sku},1,3`];
    const csv = ['product_sku,component_sku,quantity,output_quantity', ...lines].join('\n');
    const { body } = await upload(Buffer.from(csv), 'text/csv').expect(200);
    expect(body).toMatchObject({ status: 'failed', rows_created: 0 });
    expect(body.errors[1].errors).toMatchObject([{ pointer: '/output_quantity', code: 'import.differs' }]);
  });

  it('is for whoever may see BOMs, of the own organization', async () => {
    await app.anonymous.get('/boms/export').expect(401);
    const { product } = await makeStructure();
    const other = await app.otherOrganization.get(`/boms/export?product_id=${product.id}`).expect(200);
    expect(other.text.split('\n')).toHaveLength(2);
    await app.as('operator').get('/boms/export?format=pdf').expect(400);
  });
});
