import { startTestApp, type TestApp } from '../support/app.js';

describe('product categories', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.close());

  const create = (code: string, parentId?: number) =>
    app.as('manager').post('/product-categories').send({ code, name: code, parent_id: parentId });
  const move = (id: number, version: number, parentId: number | null) =>
    app
      .as('manager')
      .patch(`/product-categories/${id}`)
      .set('if-match', `"v${version}"`)
      .send({ parent_id: parentId });

  it('make a tree without circles', async () => {
    const { body: top } = await create('TOP').expect(201);
    const { body: middle } = await create('MIDDLE', top.id).expect(201);
    const { body: bottom } = await create('BOTTOM', middle.id).expect(201);
    for (const parent of [top.id, middle.id, bottom.id]) {
      const { body } = await move(top.id, 1, parent).expect(422);
      expect(body).toMatchObject({ code: 'products.category_cycle', errors: [{ pointer: '/parent_id' }] });
    }
    await move(bottom.id, 1, top.id).expect(200);
    await move(middle.id, 1, bottom.id).expect(200);
    await move(bottom.id, 2, null).expect(200);
    const { body } = await app.as('operator').get(`/product-categories?parent_id=${bottom.id}`).expect(200);
    expect(body.data.map((row: { code: string }) => row.code)).toEqual(['MIDDLE']);
  });

  it('are not deeper than anyone can read', async () => {
    let parent = (await create('D0').expect(201)).body.id;
    for (let level = 1; level < 20; level += 1)
      parent = (await create(`D${level}`, parent).expect(201)).body.id;
    expect((await create('D20', parent).expect(422)).body.code).toBe('products.category_too_deep');
  });

  it('refuse unknown parents and taken codes', async () => {
    const unknown = await create('ORPHAN', 999_999).expect(422);
    expect(unknown.body).toMatchObject({
      code: 'products.unknown_category',
      errors: [{ pointer: '/parent_id' }],
    });
    await create('SAME').expect(201);
    expect((await create('SAME').expect(409)).body.code).toBe('products.category_code_taken');
  });

  it('are deleted when they are empty', async () => {
    const { body: parent } = await create('FULL').expect(201);
    const { body: child } = await create('CHILD', parent.id).expect(201);
    const path = (id: number) => `/product-categories/${id}`;
    const refused = await app.as('manager').delete(path(parent.id)).set('if-match', '"v1"').expect(409);
    expect(refused.body.code).toBe('database.referenced');
    const product = { sku: 'IN-CHILD', name: 'X', category_id: child.id };
    await app.as('manager').post('/products').send(product).expect(201);
    await app.as('manager').delete(path(child.id)).set('if-match', '"v1"').expect(409);
    const { body: empty } = await create('EMPTY').expect(201);
    await app.as('manager').delete(path(empty.id)).set('if-match', '"v1"').expect(204);
    expect((await app.as('manager').get(path(empty.id)).expect(404)).body.code).toBe(
      'products.category_not_found',
    );
  });

  it('answer a repeated key with the first answer', async () => {
    const send = () => create('KEYED').set('idempotency-key', 'category');
    const first = await send().expect(201);
    const again = await send().expect(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
  });

  it('are written by managers and seen by their own organization', async () => {
    const { body } = await create('OURS').expect(201);
    await app.as('operator').post('/product-categories').send({ code: 'X', name: 'X' }).expect(403);
    await app.otherOrganization.get(`/product-categories/${body.id}`).expect(404);
    const theirs = app.otherOrganization
      .post('/product-categories')
      .send({ code: 'X', name: 'X', parent_id: body.id });
    expect((await theirs.expect(422)).body.code).toBe('products.unknown_category');
  });
});
