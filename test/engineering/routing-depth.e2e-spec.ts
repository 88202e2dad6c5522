import { startTestApp, type TestApp } from '../support/app.js';
import { makeProduct } from '../support/make/product.js';
import { type MadeDocument, makeFilament, makeWorkCenter } from './make.js';

describe('routings in depth', () => {
  let app: TestApp;
  let center: MadeDocument;
  let other: MadeDocument;
  beforeAll(async () => {
    app = await startTestApp();
    center = await makeWorkCenter(app);
    other = await makeWorkCenter(app, { labor_rate_per_hour: '9' });
  });
  afterAll(() => app?.close());

  const operation = (sequence: number, values: object = {}) => ({
    sequence,
    work_center_id: center.id,
    operation_name: `Operation ${sequence}`,
    ...values,
  });
  const post = (body: object) => app.as('manager').post('/routings').send(body);
  const template = async (code: string, operations: object[]) =>
    (await post({ code, operations }).expect(201)).body;

  const PRINT = {
    setup_time_minutes: 10,
    run_time_minutes: 30,
    units_per_cycle: 2,
    instructions: '# Print\nLevel the bed.',
    documents: [{ name: 'Drawing', url: 'https://files.example.com/a.pdf', kind: 'drawing' }],
  };

  it('have alternates with what they cost more, instructions and links', async () => {
    const product = await makeProduct(app);
    const third = await makeWorkCenter(app, { machine_rate_per_hour: '0' });
    const alternates = [
      { work_center_id: other.id, run_time_factor: '1.5' },
      { work_center_id: third.id, setup_time_minutes: 0, run_time_minutes: 60 },
    ];
    const { body } = await post({
      product_id: product.id,
      operations: [
        operation(10, { ...PRINT, alternates }),
        operation(20, { run_time_minutes: 1, can_overlap: true, overlap_quantity: 5, documents: [] }),
      ],
    }).expect(201);
    expect(body.operations).toMatchObject([
      {
        instructions: PRINT.instructions,
        documents: PRINT.documents,
        overlap_quantity: null,
        // Fifteen minutes a piece at 6 an hour here, 22.5 at 12 and 30 at 4 there.
        alternates: [
          { work_center_id: other.id, rank: 1, run_time_factor: '1.5', run_cost_difference: '3' },
          { rank: 2, run_time_factor: null, setup_time_minutes: '0', run_cost_difference: '0.5' },
        ],
      },
      { overlap_quantity: '5', alternates: [], documents: [], instructions: null },
    ]);
    const read = await app.as('operator').get(`/routings/${body.id}`).expect(200);
    expect(read.body).toEqual(body);
    const replaced = await app
      .as('manager')
      .put(`/routings/${body.id}/operations`)
      .set('if-match', `"v${body.version}"`)
      .send({ operations: [operation(10, { alternates: [{ work_center_id: third.id }] })] })
      .expect(200);
    expect(replaced.body.operations).toMatchObject([{ alternates: [{ rank: 1 }], documents: [] }]);
  });

  it.each([
    ['engineering.overlap_not_allowed', '/operations/0/overlap_quantity', { overlap_quantity: 5 }],
    [
      'engineering.unknown_work_center',
      '/operations/0/alternates/0/work_center_id',
      { alternates: ['unknown'] },
    ],
    [
      'engineering.unknown_work_center',
      '/operations/0/alternates/0/work_center_id',
      { alternates: ['closed'] },
    ],
    [
      'engineering.alternate_center_is_primary',
      '/operations/0/alternates/0/work_center_id',
      { alternates: ['primary'] },
    ],
    [
      'engineering.alternate_center_twice',
      '/operations/0/alternates/1/work_center_id',
      { alternates: ['other', 'other'] },
    ],
    ['engineering.two_run_times', '/operations/0/alternates/0/run_time_factor', { alternates: ['both'] }],
    ['request.invalid', '/operations/0/wait_time_minutes', { wait_time_minutes: -1 }],
    ['request.invalid', '/operations/0/overlap_quantity', { can_overlap: true, overlap_quantity: 0 }],
    ['request.invalid', '/operations/0/documents/0/url', { documents: [{ name: 'A', url: 'javascript:1' }] }],
    ['request.invalid', '/operations/0/documents/0/url', { documents: [{ name: 'A', url: 'https://a b' }] }],
    [
      'request.invalid',
      '/operations/0/documents/0/kind',
      { documents: [{ name: 'A', url: 'http://a', kind: 'x' }] },
    ],
  ])('refuse %s at %s', async (code, pointer, values) => {
    const product = await makeProduct(app);
    const closed = await makeWorkCenter(app, { is_active: false });
    const alternate = {
      unknown: { work_center_id: 999_999 },
      closed: { work_center_id: closed.id },
      primary: { work_center_id: center.id },
      other: { work_center_id: other.id },
      both: { work_center_id: other.id, run_time_factor: 2, run_time_minutes: 3 },
    };
    const { alternates, ...rest } = values as { alternates?: (keyof typeof alternate)[] };
    const asked = alternates ? { alternates: alternates.map((name) => alternate[name]) } : {};
    const { body, status } = await post({
      product_id: product.id,
      operations: [operation(10, { ...rest, ...asked })],
    });
    expect(status).toBe(code.startsWith('request.') ? 400 : 422);
    expect(body.code).toBe(code);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  describe('are made from others', () => {
    const clone = (id: number, body: object) => app.as('manager').post(`/routings/${id}/clone`).send(body);

    it('from a template, from another product, and as a template', async () => {
      const filament = await makeFilament(app);
      const first = await template('T-CLONE', [
        operation(10, {
          ...PRINT,
          materials: [{ component_id: filament.id, quantity: 20 }],
          alternates: [{ work_center_id: other.id }],
        }),
        operation(20, { predecessor_sequence: 10, can_overlap: true }),
      ]);
      const product = await makeProduct(app);
      const { body } = await clone(first.id, { product_id: product.id, notes: 'Cloned.' }).expect(201);
      expect(body).toMatchObject({
        code: `${product.sku}-R1`,
        is_template: false,
        is_active: true,
        notes: 'Cloned.',
        total_run_time_minutes: '15',
        operations: [
          {
            instructions: PRINT.instructions,
            documents: PRINT.documents,
            alternates: [{ work_center_id: other.id }],
            materials: [{ component_id: filament.id, quantity: '20' }],
          },
          { predecessor_sequence: 10, can_overlap: true },
        ],
      });
      const second = await makeProduct(app);
      const next = await clone(body.id, { product_id: second.id, active: false }).expect(201);
      expect(next.body).toMatchObject({ product_id: second.id, is_active: false, notes: 'Cloned.' });
      expect((await clone(body.id, {}).expect(422)).body.code).toBe('engineering.template_needs_code');
      expect((await clone(body.id, { code: 'T-CLONE' }).expect(409)).body.code).toBe(
        'engineering.template_code_taken',
      );
      expect((await clone(body.id, { code: 'T-CLONE-2' }).expect(201)).body.is_template).toBe(true);
    });

    it('not of themselves, of the unknown, by operators or from another organization', async () => {
      const part = await makeProduct(app);
      const materials = [{ component_id: part.id, quantity: 1 }];
      const { id } = await template('T-SELF', [operation(10, { materials })]);
      expect((await clone(id, { product_id: part.id }).expect(422)).body.code).toBe('engineering.cycle');
      const unknown = await clone(id, { product_id: 999_999 }).expect(422);
      expect(unknown.body.errors).toMatchObject([{ pointer: '/product_id' }]);
      await clone(999_999, { product_id: part.id }).expect(404);
      await app.as('operator').post(`/routings/${id}/clone`).send({ product_id: part.id }).expect(403);
      await app.otherOrganization.post(`/routings/${id}/clone`).send({ code: 'X' }).expect(404);
    });

    it('once for one key, and in versions of their own for rivals', async () => {
      const { id } = await template('T-RIVALS', [operation(10)]);
      const product = await makeProduct(app);
      const body = { product_id: product.id };
      const answers = await Promise.all(
        ['admin', 'manager'].map((role) =>
          app
            .as(role as 'admin')
            .post(`/routings/${id}/clone`)
            .send(body)
            .expect(201),
        ),
      );
      expect(answers.map((answer) => answer.body.routing_version).sort()).toEqual([1, 2]);
      const keyed = () => clone(id, body).set('idempotency-key', 'clone-once').expect(201);
      expect((await keyed()).body).toEqual((await keyed()).body);
    });
  });

  it('tell how long an order takes', async () => {
    const product = await makeProduct(app);
    const { body: routing } = await post({
      product_id: product.id,
      operations: [
        operation(10, {
          setup_time_minutes: 10,
          run_time_minutes: 60,
          units_per_cycle: 4,
          wait_time_minutes: 30,
        }),
        operation(20, {
          run_time_minutes: 3,
          predecessor_sequence: 10,
          can_overlap: true,
          overlap_quantity: 4,
        }),
        operation(30, { run_time_minutes: 1 }),
      ],
    }).expect(201);
    const path = `/products/${product.id}/lead-time`;
    const { body } = await app.as('operator').get(`${path}?quantity=10&start_date=2026-03-28`).expect(200);
    // Four pieces are there at 100; the last come at 220 and take 12.
    expect(body).toMatchObject({
      routing_id: routing.id,
      quantity: '10',
      total_minutes: '232',
      // A Saturday: work begins on Monday at eight in New York.
      starts_at: '2026-03-30T12:00:00.000Z',
      ends_at: '2026-03-30T15:52:00.000Z',
      operations: [
        { sequence: 10, start_minutes: '0', end_minutes: '190', ready_minutes: '220', is_critical: true },
        {
          sequence: 20,
          start_minutes: '100',
          end_minutes: '232',
          predecessor_sequence: 10,
          is_critical: true,
        },
        { sequence: 30, start_minutes: '0', end_minutes: '10', is_critical: false },
      ],
    });
    const plain = await app.as('operator').get(`/routings/${routing.id}/lead-time`).expect(200);
    expect(plain.body).toMatchObject({ quantity: '1', total_minutes: '103', starts_at: null, ends_at: null });
    const far = await app.as('operator').get(`${path}?quantity=9000000&start_date=2026-03-28`).expect(200);
    expect(far.body.ends_at).toBeNull();
    await app.as('operator').get(`${path}?quantity=0`).expect(400);
    await app.otherOrganization.get(path).expect(404);
    await app.otherOrganization.get(`/routings/${routing.id}/lead-time`).expect(404);
    const unmade = await makeProduct(app);
    const none = await app.as('operator').get(`/products/${unmade.id}/lead-time`).expect(422);
    expect(none.body.code).toBe('engineering.no_active_routing');
  });
});
