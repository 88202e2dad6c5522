import { Transactions } from '../../src/platform/database/index.js';
import { PASSWORD, startTestApp, type TestApp } from '../support/app.js';
import { type MadeProduct, makeProduct } from '../support/make/product.js';
import { makeUser } from '../support/make/user.js';
import { makeBom, makeWorkCenter, type MadeDocument } from './make.js';

interface Revision {
  id: number;
  version: number;
  revision_number: string;
  bom_id: number;
  proposed_bom_id: number;
  [column: string]: unknown;
}

describe('revisions of BOMs', () => {
  let app: TestApp;
  let screw: MadeProduct;
  let washer: MadeProduct;
  let centerId: number;
  beforeAll(async () => {
    app = await startTestApp();
    screw = await makeProduct(app, { standard_cost: '0.10' });
    washer = await makeProduct(app, { standard_cost: '0.05' });
    centerId = (await makeWorkCenter(app)).id;
  });
  afterAll(() => app?.close());

  const told = { change_type: 'quantity_change', change_description: 'More screws' };
  const draft = (bom: MadeDocument, values: object = {}) =>
    app
      .as('manager')
      .post(`/boms/${bom.id}/revisions`)
      .send({ ...told, ...values });
  const act = (
    id: number,
    action: string,
    body: object = {},
    role: 'admin' | 'manager' | 'operator' = 'admin',
  ) => app.as(role).post(`/bom-revisions/${id}/${action}`).send(body);
  const get = async (id: number) => (await app.as('operator').get(`/bom-revisions/${id}`).expect(200)).body;
  const bomOf = async (id: number) => (await app.as('operator').get(`/boms/${id}`).expect(200)).body;
  const makeOrder = async (product: MadeProduct, quantity = 5) =>
    (
      await app
        .as('manager')
        .post('/production-orders')
        .send({ product_id: product.id, quantity, work_center_id: centerId })
        .expect(201)
    ).body;
  const lines = (quantity: number) => ({ lines: [{ component_id: screw.id, quantity }] });

  async function pending(
    values: object = {},
  ): Promise<{ product: MadeProduct; bom: MadeDocument; revision: Revision }> {
    const product = await makeProduct(app);
    const bom = await makeBom(app, product, [[screw, 4]]);
    const { body } = await draft(bom, values).expect(201);
    const revision = (await act(body.id, 'submit', {}, 'manager').expect(200)).body;
    return { product, bom, revision };
  }

  it('propose a version that nothing uses until it is implemented', async () => {
    const product = await makeProduct(app);
    const bom = await makeBom(app, product, [[screw, 4]], { code: 'B-7', name: 'Bracket' });
    const line = (await bomOf(bom.id)).lines[0];
    await app
      .as('manager')
      .post(`/boms/${bom.id}/lines/${line.id}/alternates`)
      .send({ alternate_item_id: washer.id, quantity_required: 1 })
      .expect(201);
    const { body: made, headers } = await draft(bom, { change_reason: 'It shook' }).expect(201);
    expect(headers.etag).toBe('"v1"');
    expect(made).toMatchObject({
      product_id: product.id,
      sku: product.sku,
      bom_id: bom.id,
      revision_number: 'REV-0001',
      previous_version: '1',
      new_version: '2',
      change_type: 'quantity_change',
      approval_status: 'draft',
      possible: ['pending'],
      cost_impact: '0',
      affected_orders: [],
    });
    const proposed = await bomOf(made.proposed_bom_id);
    expect(proposed).toMatchObject({ is_active: false, bom_version: 2, code: 'B-7', revision: 'REV-0001' });
    expect(proposed.lines).toMatchObject([{ component_id: screw.id, quantity: '4' }]);
    expect(proposed.lines[0].id).not.toBe(line.id);
    expect((await bomOf(bom.id)).lines).toMatchObject([{ id: line.id }]);
    const copied = await app
      .as('operator')
      .get(`/boms/${proposed.id}/lines/${proposed.lines[0].id}/alternates`)
      .expect(200);
    expect(copied.body.data).toMatchObject([{ alternate_item_id: washer.id }]);
    const order = await makeOrder(product);
    expect(order.materials).toMatchObject([{ quantity_required: '20' }]);
  });

  it('go from draft to implemented while running orders keep their version', async () => {
    const product = await makeProduct(app);
    const bom = await makeBom(app, product, [[screw, 4]]);
    const order = await makeOrder(product);
    const { body: made } = await draft(bom).expect(201);
    const change = (version: number) =>
      app
        .as('manager')
        .put(`/bom-revisions/${made.id}/proposal`)
        .set('if-match', `"v${version}"`)
        .send(lines(6));
    await change(9).expect(412);
    await change(1).expect(200);
    const submitted = await act(made.id, 'submit', {}, 'manager').expect(200);
    expect(submitted.body).toMatchObject({
      approval_status: 'pending',
      cost_impact: '0.2',
      affected_orders_count: 1,
      affected_orders: [{ id: order.id, code: order.code, status: 'draft', quantity_ordered: '5' }],
      possible: ['approved', 'rejected', 'draft'],
    });
    const second = await makeOrder(product, 2);
    const approved = await act(made.id, 'approve').expect(200);
    expect(approved.body).toMatchObject({ approval_status: 'approved', affected_orders_count: 2 });
    expect(approved.body.change_approved_by).not.toBe(approved.body.change_requested_by);
    expect(await bomOf(bom.id)).toMatchObject({ is_active: true });
    expect((await makeOrder(product)).materials).toMatchObject([{ quantity_required: '20' }]);
    const done = await act(made.id, 'implement', {}, 'manager').expect(200);
    expect(done.body).toMatchObject({ approval_status: 'implemented', possible: [] });
    expect(done.body.implementation_date).not.toBeNull();
    expect(await bomOf(bom.id)).toMatchObject({ is_active: false });
    expect(await bomOf(made.proposed_bom_id)).toMatchObject({ is_active: true });
    for (const { id } of [order, second]) {
      const { body } = await app.as('operator').get(`/production-orders/${id}`).expect(200);
      expect(body).toMatchObject({ bom_id: bom.id });
    }
    const kept = await app.as('operator').get(`/production-orders/${order.id}`).expect(200);
    expect(kept.body.materials).toMatchObject([{ quantity_required: '20' }]);
    expect((await makeOrder(product)).materials).toMatchObject([{ quantity_required: '30' }]);
    const events = await app.app
      .get(Transactions)
      .read(app.system, (tx) =>
        tx.query<{ event_type: string }>(
          `SELECT event_type FROM outbox WHERE organization_id = $1 AND (aggregate_type, aggregate_id) IN (('bom_revision', $2), ('bom', $3)) ORDER BY id`,
          [tx.organizationId, made.id, made.proposed_bom_id],
        ),
      );
    expect(events.map((event) => event.event_type)).toEqual([
      'bom_revision.submitted',
      'bom_revision.approved',
      'bom.activated',
      'bom_revision.implemented',
    ]);
  });

  it('are decided by somebody else than who asked or handed them in', async () => {
    const { revision } = await pending();
    for (const [action, body] of [
      ['approve', {}],
      ['reject', { reason: 'No' }],
    ] as const) {
      const own = await act(revision.id, action, body, 'manager').expect(403);
      expect(own.body.code).toBe('engineering.own_approval');
      const operator = await act(revision.id, action, body, 'operator').expect(403);
      expect(operator.body.code).toBe('access.forbidden');
    }
    const product = await makeProduct(app);
    const { body: other } = await draft(await makeBom(app, product, [[screw, 1]])).expect(201);
    await act(other.id, 'submit').expect(200);
    const handedIn = await act(other.id, 'approve').expect(403);
    expect(handedIn.body.code).toBe('engineering.own_approval');
    await act(revision.id, 'approve').expect(200);
  });

  it('are not decided by who changed the draft last', async () => {
    const bom = await makeBom(app, await makeProduct(app), [[screw, 4]]);
    const { body: made } = await draft(bom).expect(201);
    expect(made.last_changed_by).toBeNull();
    const changed = await app
      .as('admin')
      .put(`/bom-revisions/${made.id}/proposal`)
      .set('if-match', '"v1"')
      .send(lines(6))
      .expect(200);
    expect(changed.body.last_changed_by).not.toBe(changed.body.change_requested_by);
    await act(made.id, 'submit', {}, 'manager').expect(200);
    for (const [action, body] of [
      ['approve', {}],
      ['reject', { reason: 'No' }],
    ] as const) {
      const refused = await act(made.id, action, body).expect(403);
      expect(refused.body.code).toBe('engineering.own_approval');
    }
    const third = await makeUser(app, { role: 'manager' });
    const other = await app.signIn(third.email, PASSWORD);
    await other.post(`/bom-revisions/${made.id}/approve`).send({}).expect(200);
  });

  it('are taken back by who asked for them, changed and handed in again', async () => {
    const { revision } = await pending();
    const stranger = await act(revision.id, 'withdraw').expect(403);
    expect(stranger.body.code).toBe('engineering.foreign_withdrawal');
    await act(revision.id, 'withdraw', {}, 'operator').expect(403);
    await app.otherOrganization.post(`/bom-revisions/${revision.id}/withdraw`).expect(404);
    const send = () => act(revision.id, 'withdraw', {}, 'manager').set('idempotency-key', 'withdraw-once');
    const { body } = await send().expect(200);
    expect(body).toMatchObject({ approval_status: 'draft', submitted_by: null, possible: ['pending'] });
    expect((await send().expect(200)).body).toEqual(body);
    expect((await act(revision.id, 'withdraw', {}, 'manager').expect(409)).body).toMatchObject({
      code: 'engineering.revision_status',
      possible: ['pending'],
    });
    await app
      .as('manager')
      .put(`/bom-revisions/${revision.id}/proposal`)
      .set('if-match', `"v${body.version}"`)
      .send(lines(5))
      .expect(200);
    await act(revision.id, 'submit', {}, 'manager').expect(200);
    const rivals = await Promise.all([
      act(revision.id, 'withdraw', {}, 'manager'),
      act(revision.id, 'approve'),
    ]);
    expect(rivals.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('are rejected with a reason, and then go nowhere', async () => {
    const { revision } = await pending(lines(9));
    await act(revision.id, 'reject').expect(400);
    const { body } = await act(revision.id, 'reject', { reason: 'Too heavy' }).expect(200);
    expect(body).toMatchObject({ approval_status: 'rejected', rejection_reason: 'Too heavy', possible: [] });
    for (const action of ['submit', 'approve', 'implement']) {
      const refused = await act(revision.id, action).expect(409);
      expect(refused.body).toMatchObject({
        code: 'engineering.revision_status',
        approval_status: 'rejected',
        possible: [],
      });
    }
    const activated = await app.as('manager').post(`/boms/${revision.proposed_bom_id}/activate`).expect(409);
    expect(activated.body.code).toBe('engineering.version_in_revision');
  });

  it('skip no step, and change only as drafts', async () => {
    const product = await makeProduct(app);
    const bom = await makeBom(app, product, [[screw, 4]]);
    const { body: made } = await draft(bom).expect(201);
    for (const action of ['approve', 'implement']) {
      expect((await act(made.id, action).expect(409)).body).toMatchObject({ possible: ['pending'] });
    }
    const patch = (version: number, body: object) =>
      app.as('manager').patch(`/bom-revisions/${made.id}`).set('if-match', `"v${version}"`).send(body);
    const patched = await patch(1, { change_type: 'other', change_reason: null }).expect(200);
    expect(patched.body).toMatchObject({ change_type: 'other', version: 2 });
    await patch(2, { change_type: 'lunch' }).expect(400);
    await act(made.id, 'submit').expect(200);
    expect((await patch(3, { notes: 'late' }).expect(409)).body.code).toBe('engineering.revision_status');
    const proposal = await app
      .as('manager')
      .put(`/bom-revisions/${made.id}/proposal`)
      .set('if-match', '"v3"')
      .send(lines(8))
      .expect(409);
    expect(proposal.body.code).toBe('engineering.revision_status');
  });

  it('keep their version from being changed past them', async () => {
    const { bom, revision } = await pending();
    const path = `/boms/${revision.proposed_bom_id}`;
    const refused = [
      await app.as('manager').put(`${path}/lines`).set('if-match', '"v1"').send(lines(1)),
      await app.as('manager').patch(path).set('if-match', '"v1"').send({ output_quantity: 2 }),
      await app.as('manager').post(`${path}/activate`),
      await app.as('manager').delete(path).set('if-match', '"v1"'),
      await app.as('manager').delete(`/boms/${bom.id}`).set('if-match', '"v1"'),
    ];
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      refused.map(() => [409, 'engineering.version_in_revision']),
    );
    await app.as('manager').patch(path).set('if-match', '"v1"').send({ name: 'Still named' }).expect(200);
  });

  it('are numbered by product, over all versions', async () => {
    const { product, bom, revision } = await pending();
    const { body: second } = await draft(bom).expect(201);
    expect(second).toMatchObject({ revision_number: 'REV-0002', new_version: '3' });
    await act(revision.id, 'approve').expect(200);
    await act(revision.id, 'implement').expect(200);
    const outdated = await draft(bom).expect(409);
    expect(outdated.body).toMatchObject({
      code: 'engineering.revision_of_inactive',
      active_bom_id: revision.proposed_bom_id,
    });
    const third = await draft({ id: revision.proposed_bom_id, version: 1 }).expect(201);
    expect(third.body).toMatchObject({
      revision_number: 'REV-0003',
      previous_version: '2',
      new_version: '4',
    });
    const numbers = async (path: string) =>
      (await app.as('operator').get(path).expect(200)).body.data.map((row: Revision) => row.revision_number);
    expect(await numbers(`/boms/${bom.id}/revisions`)).toEqual(['REV-0003', 'REV-0002', 'REV-0001']);
    expect(await numbers(`/bom-revisions?product_id=${product.id}&approval_status=implemented`)).toEqual([
      'REV-0001',
    ]);
    expect(await numbers(`/bom-revisions?bom_id=${bom.id}&limit=1`)).toEqual(['REV-0002']);
  });

  it('do not undo a version that has become active since', async () => {
    const { product, revision } = await pending();
    await act(revision.id, 'approve').expect(200);
    const newer = await makeBom(app, product, [[washer, 1]]);
    const { body } = await act(revision.id, 'implement').expect(409);
    expect(body).toMatchObject({ code: 'engineering.revision_outdated', active_bom_id: newer.id });
    expect(await get(revision.id)).toMatchObject({ approval_status: 'approved' });
  });

  it('are implemented today or from a day to come, and never in the past', async () => {
    const { product, revision } = await pending();
    await act(revision.id, 'approve').expect(200);
    const past = await act(revision.id, 'implement', { implementation_date: '2001-01-01' }).expect(422);
    expect(past.body).toMatchObject({
      code: 'engineering.implementation_date',
      errors: [{ pointer: '/implementation_date' }],
    });
    const { body } = await act(revision.id, 'implement', { implementation_date: '2998-01-01' }).expect(200);
    expect(body).toMatchObject({ approval_status: 'implemented' });
    const versions = await app
      .as('operator')
      .get(`/boms?product_id=${product.id}&is_active=true`)
      .expect(200);
    expect(versions.body.data).toMatchObject([
      { id: revision.proposed_bom_id, effective_from: '2998-01-01', effective_to: null },
      { id: revision.bom_id, effective_from: null, effective_to: '2998-01-01' },
    ]);
    for (const [date, id] of [
      ['2997-12-31', revision.bom_id],
      ['2998-01-01', revision.proposed_bom_id],
    ]) {
      const told = await app.as('operator').get(`/boms/explosion?product_id=${product.id}&date=${date}`);
      expect(told.body.bom_id).toBe(id);
    }
  });

  it('begin on their day also where nothing counts on it', async () => {
    const { product, bom, revision } = await pending();
    await act(revision.id, 'approve').expect(200);
    await app.as('manager').post(`/boms/${bom.id}/deactivate`).expect(200);
    await act(revision.id, 'implement', { implementation_date: '2998-01-01' }).expect(200);
    expect(await bomOf(revision.proposed_bom_id)).toMatchObject({
      is_active: true,
      effective_from: '2998-01-01',
    });
    const told = await app.as('operator').get(`/boms/explosion?product_id=${product.id}`).expect(200);
    expect(told.body.bom_id).toBeNull();
  });

  it('are given up as drafts, with the version that they propose', async () => {
    const bom = await makeBom(app, await makeProduct(app), [[screw, 4]]);
    const { body: made } = await draft(bom).expect(201);
    const remove = () => app.as('manager').delete(`/bom-revisions/${made.id}`).set('if-match', '"v1"');
    await remove().expect(204);
    await app.as('operator').get(`/bom-revisions/${made.id}`).expect(404);
    await app.as('operator').get(`/boms/${made.proposed_bom_id}`).expect(404);
    await remove().expect(404);
  });

  it('refuse lines as BOMs do', async () => {
    const product = await makeProduct(app);
    const bom = await makeBom(app, product, [[screw, 4]]);
    const own = await draft(bom, { lines: [{ component_id: product.id, quantity: 1 }] }).expect(422);
    expect(own.body).toMatchObject({
      code: 'engineering.cycle',
      errors: [{ pointer: '/lines/0/component_id' }],
    });
    const unit = await draft(bom, { lines: [{ component_id: screw.id, quantity: 1, unit: 'KG' }] }).expect(
      422,
    );
    expect(unit.body.code).toBe('engineering.unit_not_convertible');
    expect((await draft({ id: 999_999, version: 1 })).status).toBe(404);
    expect((await draft(bom, { change_type: 'whim' })).status).toBe(400);
  });

  it('are approved by one of two who decide at once, implemented by one, and numbered once each', async () => {
    const second = await makeUser(app, { role: 'manager' });
    const other = await app.signIn(second.email, PASSWORD);
    const { bom, revision } = await pending();
    const decisions = await Promise.all([
      act(revision.id, 'approve'),
      other.post(`/bom-revisions/${revision.id}/approve`).send({}),
    ]);
    expect(decisions.map(({ status }) => status).sort()).toEqual([200, 409]);
    const done = await Promise.all([act(revision.id, 'implement'), act(revision.id, 'implement')]);
    expect(done.map(({ status }) => status).sort()).toEqual([200, 409]);
    const present = { id: revision.proposed_bom_id, version: 1 };
    const drafts = await Promise.all(Array.from({ length: 5 }, () => draft(present)));
    expect(drafts.map(({ body }) => body.revision_number).sort()).toEqual(
      [2, 3, 4, 5, 6].map((number) => `REV-000${number}`),
    );
    expect(bom.id).not.toBe(present.id);
  });

  it('are drafted once by a repeated key', async () => {
    const bom = await makeBom(app, await makeProduct(app), [[screw, 4]]);
    const send = () => draft(bom).set('idempotency-key', 'revision-once');
    const first = await send().expect(201);
    expect((await send().expect(201)).body).toEqual(first.body);
    const list = await app.as('operator').get(`/boms/${bom.id}/revisions`).expect(200);
    expect(list.body.data).toHaveLength(1);
  });

  it('are written by managers and seen by their own organization', async () => {
    const { bom, revision } = await pending();
    await app.as('operator').post(`/boms/${bom.id}/revisions`).send(told).expect(403);
    await app.anonymous.get('/bom-revisions').expect(401);
    await app.otherOrganization.get(`/bom-revisions/${revision.id}`).expect(404);
    await app.otherOrganization.get(`/boms/${bom.id}/revisions`).expect(404);
    await app.otherOrganization.post(`/boms/${bom.id}/revisions`).send(told).expect(404);
    await app.otherOrganization.post(`/bom-revisions/${revision.id}/approve`).expect(404);
    expect((await app.otherOrganization.get('/bom-revisions').expect(200)).body.data).toEqual([]);
  });

  it('leave orders their BOM: one that orders use is not deleted', async () => {
    const product = await makeProduct(app);
    const bom = await makeBom(app, product, [[screw, 4]]);
    const orders = [await makeOrder(product), await makeOrder(product)];
    const { body } = await app.as('manager').delete(`/boms/${bom.id}`).set('if-match', '"v1"').expect(409);
    expect(body).toMatchObject({
      code: 'engineering.bom_in_use',
      orders: orders.map(({ code }) => code),
      orders_count: 2,
    });
  });
});
