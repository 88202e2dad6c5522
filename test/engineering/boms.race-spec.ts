import { startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';
import { bomBody } from './make.js';

const ROUNDS = 10;

describe('rivals who write structures', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.close());

  it('close no circle from both ends: exactly one of them loses', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [a, b] = [await makeProduct(app), await makeProduct(app)];
      const answers = await Promise.all([
        app
          .as('manager')
          .post('/boms')
          .send(bomBody(a, [[b, 1]])),
        app
          .as('admin')
          .post('/boms')
          .send(bomBody(b, [[a, 1]])),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
      expect(answers.find(({ status }) => status === 422)!.body.code).toBe('engineering.cycle');
    }
  });

  it('close no circle of three between a BOM, a routing and an activation', async () => {
    const { body: center } = await app
      .as('admin')
      .post('/work-centers')
      .send({ code: 'RACE', name: 'Race' })
      .expect(201);
    for (let round = 0; round < ROUNDS; round += 1) {
      const [a, b, c] = [await makeProduct(app), await makeProduct(app), await makeProduct(app)];
      const { body: waiting } = await app
        .as('manager')
        .post('/boms')
        .send(bomBody(c, [[a, 1]], { active: false }))
        .expect(201);
      const operation = {
        sequence: 10,
        work_center_id: center.id,
        operation_name: 'Make',
        materials: [{ component_id: c.id, quantity: 1 }],
      };
      const answers = await Promise.all([
        app
          .as('manager')
          .post('/boms')
          .send(bomBody(a, [[b, 1]])),
        app
          .as('admin')
          .post('/routings')
          .send({ product_id: b.id, operations: [operation] }),
        app.as('manager').post(`/boms/${waiting.id}/activate`),
      ]);
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 422)).toHaveLength(1);
      expect(statuses.filter((status) => status < 300)).toHaveLength(2);
    }
  });

  it('give one product versions without a gap, of which the last is active', async () => {
    const product = await makeProduct(app);
    const screw = await makeProduct(app);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        app
          .as('manager')
          .post('/boms')
          .send(bomBody(product, [[screw, index + 1]])),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
    const { body } = await app.as('manager').get(`/boms?product_id=${product.id}`).expect(200);
    const versions = body.data.map((bom: { bom_version: number; is_active: boolean }) => [
      bom.bom_version,
      bom.is_active,
    ]);
    expect(versions).toEqual([8, 7, 6, 5, 4, 3, 2, 1].map((version) => [version, version === 8]));
  });
});
