import { startTestApp, type TestApp } from '../support/app.js';

const ROUNDS = 10;

describe('rivals who move categories', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app?.close());

  it('never close a circle between them', async () => {
    const make = async (code: string) =>
      (await app.as('manager').post('/product-categories').send({ code, name: code }).expect(201)).body.id;
    for (let round = 0; round < ROUNDS; round += 1) {
      const [a, b] = [await make(`A${round}`), await make(`B${round}`)];
      const move = (id: number, parentId: number) =>
        app
          .as('manager')
          .patch(`/product-categories/${id}`)
          .set('if-match', '"v1"')
          .send({ parent_id: parentId })
          .then((answer) => answer.status);
      const statuses = await Promise.all([move(a, b), move(b, a)]);
      expect(statuses.sort()).toEqual([200, 422]);
    }
  });
});
