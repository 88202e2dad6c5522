import { type Client, PASSWORD, startTestApp, type TestApp } from '../support/app.js';
import { makeUser } from '../support/make/user.js';

let app: TestApp;
let admin: Client;
beforeAll(async () => {
  app = await startTestApp();
  admin = app.as('admin');
});
afterAll(() => app?.close());

let made = 0;
interface MadeRole {
  id: number;
  code: string;
  version: number;
  permissions: string[];
}
async function makeRole(permissions: string[]): Promise<MadeRole> {
  const body = { code: `role-${(made += 1)}`, name: 'A role', permissions };
  return (await admin.post('/roles').send(body).expect(201)).body as MadeRole;
}
async function clientWith(permissions: string[]): Promise<Client> {
  const role = await makeRole(permissions);
  return app.signIn((await makeUser(app, { role: role.code })).email, PASSWORD);
}
const patch = (client: Client, id: number, version: number, values: object) =>
  client.patch(`/roles/${id}`).set('if-match', `"v${version}"`).send(values);

describe('a role of the organization’s own', () => {
  it('is exactly its set of permissions, on every route', async () => {
    const client = await clientWith(['inventory.read', 'products.read']);
    await client.get('/inventory/balances').expect(200);
    await client.get('/products').expect(200);
    const refused = await client.post('/inventory/receipts').send({}).expect(403);
    expect(refused.body).toMatchObject({ code: 'access.forbidden', permission: 'inventory.post' });
    await client.get('/users').expect(403);
    expect((await client.get('/auth/me').expect(200)).body.permissions).toEqual([
      'inventory.read',
      'products.read',
    ]);
  });

  it('may be empty: then only the own account is left', async () => {
    const client = await clientWith([]);
    await client.get('/products').expect(403);
    await client.get('/auth/me').expect(200);
  });

  it('changes at once for who has it', async () => {
    const role = await makeRole(['products.read']);
    const client = await app.signIn((await makeUser(app, { role: role.code })).email, PASSWORD);
    await client.get('/inventory/balances').expect(403);
    const changed = await patch(admin, role.id, 1, { permissions: ['inventory.read'] }).expect(200);
    expect(changed.body).toMatchObject({ permissions: ['inventory.read'], version: 2 });
    await client.get('/inventory/balances').expect(200);
    await client.get('/products').expect(403);
    await patch(admin, role.id, 1, { name: 'Other' }).expect(412);
  });

  it('is deleted when nobody has it', async () => {
    const role = await makeRole(['products.read']);
    const user = await makeUser(app, { role: role.code });
    const remove = () => admin.delete(`/roles/${role.id}`).set('if-match', '"v1"');
    expect((await remove().expect(409)).body.code).toBe('identity.role_in_use');
    await admin.patch(`/users/${user.id}`).set('if-match', '"v1"').send({ role: 'operator' }).expect(200);
    await remove().expect(204);
    await admin.get(`/roles/${role.id}`).expect(404);
  });

  it.each([
    [
      'a permission that does not exist',
      { permissions: ['products.fly'] },
      422,
      'identity.unknown_permission',
    ],
    ['a code that is taken', { code: 'manager' }, 409, 'identity.role_code_taken'],
    ['a permission twice', { permissions: ['products.read', 'products.read'] }, 400, 'request.invalid'],
    ['a permission that is no text', { permissions: [7] }, 400, 'request.invalid'],
    ['no permissions at all', { permissions: undefined }, 400, 'request.invalid'],
  ])('refuses %s', async (_name, values, status, code) => {
    const body = { code: `role-${(made += 1)}`, name: 'A role', permissions: ['products.read'], ...values };
    const answer = await admin.post('/roles').send(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('is made once for one Idempotency-Key', async () => {
    const body = { code: 'once', name: 'Once', permissions: [] };
    const first = await admin.post('/roles').set('idempotency-key', 'r-1').send(body).expect(201);
    const second = await admin.post('/roles').set('idempotency-key', 'r-1').send(body).expect(201);
    expect(second.body).toEqual(first.body);
  });
});

describe('nobody rises above oneself', () => {
  it('by a role, a user or a change of either', async () => {
    const clerk = await clientWith([
      'identity.users_read',
      'identity.users_write',
      'identity.roles_write',
      'products.read',
    ]);
    const refused = (answer: { status: number; body: { code: string } }) =>
      expect([answer.status, answer.body.code]).toEqual([403, 'identity.more_permissions']);
    const role = { code: `role-${(made += 1)}`, name: 'x', permissions: ['products.read', 'inventory.post'] };
    refused(await clerk.post('/roles').send(role));
    const own = (
      await clerk
        .post('/roles')
        .send({ ...role, permissions: ['products.read'] })
        .expect(201)
    ).body as MadeRole;
    refused(await patch(clerk, own.id, 1, { permissions: ['inventory.post'] }));
    refused(
      await clerk.post('/users').send({ email: 'riser@first.example', password: PASSWORD, role: 'admin' }),
    );
    const made_ = await clerk
      .post('/users')
      .send({ email: 'riser@first.example', password: PASSWORD, role: own.code })
      .expect(201);
    refused(await clerk.patch(`/users/${made_.body.id}`).set('if-match', '"v1"').send({ role: 'admin' }));
  });

  it('by taking over the account of somebody who may more', async () => {
    const clerk = await clientWith(['identity.users_read', 'identity.users_write']);
    const boss = await makeUser(app, { role: 'admin' });
    const refused = (answer: { status: number; body: { code: string } }) =>
      expect([answer.status, answer.body.code]).toEqual([403, 'identity.stronger_user']);
    refused(await clerk.post(`/users/${boss.id}/password`).send({ password: 'a password of the clerk' }));
    const change = (values: object) => clerk.patch(`/users/${boss.id}`).set('if-match', '"v1"').send(values);
    refused(await change({ email: 'clerk@first.example' }));
    refused(await change({ status: 'inactive' }));
    await app.signIn(boss.email, PASSWORD);
  });
});

describe('built-in roles', () => {
  it('show the permissions that the modules declare, and cannot be changed', async () => {
    const { data } = (await admin.get('/roles?limit=200').expect(200)).body as {
      data: (MadeRole & { is_system: boolean })[];
    };
    const builtIn = data.filter((role) => role.is_system);
    expect(builtIn.map((role) => role.code)).toEqual(['admin', 'customer', 'manager', 'operator']);
    const permissionsOf = (code: string) => builtIn.find((role) => role.code === code)!.permissions;
    const all = (await admin.get('/permissions').expect(200)).body as { code: string }[];
    expect([...permissionsOf('admin')].sort()).toEqual(all.map(({ code }) => code).sort());
    expect(permissionsOf('customer')).toContain('sales.orders_read');
    expect(permissionsOf('customer')).not.toContain('inventory.read');
    for (const role of builtIn) {
      const change = await patch(admin, role.id, role.version, { permissions: [] });
      expect([change.status, change.body.code]).toEqual([422, 'identity.built_in_role']);
      await admin.delete(`/roles/${role.id}`).set('if-match', `"v${role.version}"`).expect(422);
    }
  });
});

describe('access', () => {
  it('is for who may, in the own organization', async () => {
    const role = await makeRole([]);
    await app.as('operator').get('/roles').expect(403);
    await app.as('manager').get('/roles').expect(200);
    await app.as('manager').post('/roles').send({}).expect(403);
    await app.otherOrganization.get(`/roles/${role.id}`).expect(404);
    await patch(app.otherOrganization, role.id, 1, { name: 'x' }).expect(404);
    const foreign = await app.otherOrganization
      .post('/users')
      .send({ email: 'x@other.example', password: PASSWORD, role: role.code });
    expect([foreign.status, foreign.body.code]).toEqual([422, 'identity.unknown_role']);
  });
});
