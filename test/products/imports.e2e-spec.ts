import { startTestApp, type TestApp } from '../support/app.js';

describe('importing products, categories and units', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.close());

  const upload = async (kind: string, ...lines: string[]) =>
    (await app.as('admin').post(`/imports/${kind}`).set('content-type', 'text/csv').send(lines.join('\n')))
      .body;

  it('takes units, then categories, then products that use both', async () => {
    const units = await upload(
      'units',
      'code,name,uom_class,to_base_factor',
      'rod,Rod,length,3',
      'KG,Kilogram,mass,1',
      'BAD,Bad,mass,0',
    );
    expect(units).toMatchObject({ status: 'failed', rows_failed: 1 });
    expect(units.errors).toMatchObject([{ line: 4, errors: [{ pointer: '/to_base_factor' }] }]);
    const good = await upload(
      'units',
      'code,name,uom_class,to_base_factor',
      'rod,Rod,length,3.048000000000001',
    );
    expect(good).toMatchObject({ status: 'completed', rows_created: 1 });

    const categories = ['code,name,parent_code', 'RAW,Raw material,', 'FILAMENT,Filament,RAW'];
    expect(await upload('product_categories', ...categories)).toMatchObject({
      rows_created: 2,
      rows_failed: 0,
    });
    expect(await upload('product_categories', ...categories)).toMatchObject({
      rows_unchanged: 2,
      rows_failed: 0,
    });
    const moved = await upload('product_categories', 'code,name,parent_code', 'RAW,Raw,FILAMENT');
    expect(moved.errors).toMatchObject([{ errors: [{ code: 'import.moved' }] }]);

    const products = [
      'sku,name,item_type,category_code,unit,purchase_uom,standard_cost_per_purchase_unit,track_lots',
      'I-PLA,PLA,material,FILAMENT,,,20,true',
      'I-ROD,Steel rod,component,RAW,ROD,ROD,4.5,',
    ];
    expect(await upload('products', ...products)).toMatchObject({ status: 'completed', rows_created: 2 });
    expect(await upload('products', ...products)).toMatchObject({ rows_unchanged: 2, rows_updated: 0 });
    const { body } = await app.as('operator').get('/products?search=I-').expect(200);
    expect(body.data).toMatchObject([
      { sku: 'I-PLA', unit: 'G', purchase_uom: 'KG', standard_cost: '0.02', track_lots: true, version: 1 },
      { sku: 'I-ROD', unit: 'ROD', purchase_conversion: '1', standard_cost: '4.5', track_lots: false },
    ]);
  });

  it('names every bad row and imports nothing', async () => {
    const answer = await upload(
      'products',
      'sku,name,unit,category_code,purchase_conversion',
      'B-1,Good,EA,,',
      'B-2,,EA,,',
      'B-3,Unknown unit,XX,,',
      'B-4,Unknown category,EA,NOWHERE,',
      'B-5,Zero,EA,,0',
      'B-1,Twice,EA,,',
    );
    expect(answer).toMatchObject({ status: 'failed', rows_total: 6 });
    const found = answer.errors.map((row: { line: number; errors: { code: string }[] }) => [
      row.line,
      row.errors[0]!.code,
    ]);
    expect(found.sort()).toEqual([
      [3, 'products.name_required'],
      [4, 'products.unknown_unit'],
      [5, 'import.unknown_category'],
      [6, 'import.too_small'],
      [7, 'products.sku_twice'],
    ]);
    const { body } = await app.as('operator').get('/products?search=B-').expect(200);
    expect(body.data).toEqual([]);
  });

  it('keeps the meaning of units in use', async () => {
    await app.as('manager').post('/products').send({ sku: 'DOZENS', name: 'X', unit: 'DZ' }).expect(201);
    const answer = await upload('units', 'code,name,uom_class,to_base_factor', 'DZ,Baker dozen,count,13');
    expect(answer.errors).toMatchObject([{ errors: [{ code: 'import.unit_in_use' }] }]);
  });
});
