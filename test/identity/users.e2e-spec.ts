import { type Client, PASSWORD, startTestApp, type TestApp } from '../support/app.js';
import { makeCustomer } from '../support/make/customer.js';
import { makeUser } from '../support/make/user.js';

let app: TestApp;
let admin: Client;
beforeAll(async () => {
  app = await startTestApp();
  admin = app.as('admin');
});
afterAll(() => app?.close());

let made = 0;
const newUser = (values: Record<string, unknown> = {}) => ({
  email: `person${(made += 1)}@first.example`,
  password: PASSWORD,
  role: 'operator',
  ...values,
});
const patch = (id: number, version: number, values: object, client = admin) =>
  client.patch(`/users/${id}`).set('if-match', `"v${version}"`).send(values);

describe('users', () => {
  it('are made, found, changed and listed', async () => {
    const body = newUser({ email: 'Ada.Lovelace@First.Example', first_name: 'Ada' });
    const created = await admin.post('/users').set('idempotency-key', 'u-1').send(body).expect(201);
    expect(created.body).toMatchObject({
      email: 'ada.lovelace@first.example',
      role: 'operator',
      status: 'active',
      version: 1,
    });
    const replayed = await admin.post('/users').set('idempotency-key', 'u-1').send(body).expect(201);
    expect([replayed.body.id, replayed.headers['idempotent-replayed']]).toEqual([created.body.id, 'true']);
    const { id } = created.body as { id: number };
    const changed = await patch(id, 1, { role: 'manager', last_name: 'King', first_name: null }).expect(200);
    expect(changed.body).toMatchObject({ role: 'manager', first_name: null, last_name: 'King', version: 2 });
    expect((await admin.get(`/users/${id}`).expect(200)).body).toEqual(changed.body);
    const found = await app.as('manager').get('/users?search=LOVELACE').expect(200);
    expect(found.body.data).toEqual([changed.body]);
    await patch(id, 1, { role: 'operator' }).expect(412);
    await admin.patch(`/users/${id}`).send({ role: 'operator' }).expect(428);
  });

  it.each([
    ['an e-mail without a domain', { email: 'nobody' }, 400, 'request.invalid'],
    ['an unknown role', { role: 'emperor' }, 422, 'identity.unknown_role'],
    ['a short password', { password: 'too short' }, 422, 'identity.weak_password'],
    ['a customer’s user without a customer', { role: 'customer' }, 422, 'identity.customer_needed'],
    ['an operator with a customer', { customer_id: 1 }, 422, 'identity.customer_needed'],
    [
      'a customer that does not exist',
      { role: 'customer', customer_id: 999_999 },
      422,
      'identity.unknown_customer',
    ],
  ])('refuse %s', async (_name, values, status, code) => {
    const answer = await admin.post('/users').send(newUser(values));
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('have an e-mail of their own, over all organizations and in any case', async () => {
    const { email } = await makeUser(app);
    for (const client of [admin, app.otherOrganization]) {
      const answer = await client.post('/users').send(newUser({ email: email.toUpperCase() }));
      expect([answer.status, answer.body.code]).toEqual([409, 'identity.email_taken']);
      expect(answer.body.errors).toMatchObject([{ pointer: '/email' }]);
    }
  });

  it('lose their sessions when they are deactivated, and their permissions when their role changes', async () => {
    const user = await makeUser(app);
    const client = await app.signIn(user.email, PASSWORD);
    await client.get('/products').expect(200);
    await client.get('/users').expect(403);
    await patch(user.id, 1, { role: 'manager' }).expect(200);
    await client.get('/users').expect(200);
    await patch(user.id, 2, { status: 'inactive' }).expect(200);
    await client.get('/products').expect(401);
    await patch(user.id, 3, { status: 'active' }).expect(200);
    await client.get('/products').expect(401);
  });

  it('lose their sessions when somebody sets their password', async () => {
    const user = await makeUser(app);
    const client = await app.signIn(user.email, PASSWORD);
    await admin.post(`/users/${user.id}/password`).send({ password: 'weak' }).expect(422);
    await admin.post(`/users/${user.id}/password`).send({ password: 'a password set for them' }).expect(204);
    await client.get('/products').expect(401);
    await app.signIn(user.email, 'a password set for them');
    await admin.post('/users/999999/password').send({ password: 'a password set for them' }).expect(404);
  });

  it('of the customer role belong to a customer', async () => {
    const customer = await makeCustomer(app);
    const user = await makeUser(app, { role: 'customer', customer_id: customer.id });
    const operator = await patch(user.id, 1, { role: 'operator' });
    expect([operator.status, operator.body.code]).toEqual([422, 'identity.customer_needed']);
    await patch(user.id, 1, { role: 'operator', customer_id: null }).expect(200);
  });
});

describe('the last administrator', () => {
  it('stays active and an administrator', async () => {
    const own = (await admin.get('/auth/me').expect(200)).body.user_id as number;
    const { version } = (await admin.get(`/users/${own}`).expect(200)).body as { version: number };
    for (const change of [{ status: 'inactive' }, { role: 'manager' }]) {
      const answer = await patch(own, version, change);
      expect([answer.status, answer.body.code]).toEqual([409, 'identity.last_admin']);
    }
    await admin.get('/users').expect(200);
  });

  it('is left when two administrators demote one another at once', async () => {
    const made = await Promise.all([makeUser(app, { role: 'admin' }), makeUser(app, { role: 'admin' })]);
    const own = (await admin.get('/auth/me').expect(200)).body.user_id as number;
    const clients = await Promise.all(made.map(({ email }) => app.signIn(email, PASSWORD)));
    const mine = (await admin.get(`/users/${own}`).expect(200)).body as { version: number };
    await patch(own, mine.version, { role: 'manager' }, clients[0]).expect(200);
    const answers = await Promise.all([
      patch(made[1]!.id, 1, { role: 'manager' }, clients[0]),
      patch(made[0]!.id, 1, { role: 'manager' }, clients[1]),
    ]);
    const [won, lost] = answers.map(({ status }) => status).sort();
    expect(won).toBe(200);
    // Whoever comes second is refused for being the last one, or is no administrator any more when it is asked.
    expect([403, 409]).toContain(lost);
    const winner = answers[0]!.status === 200 ? clients[0]! : clients[1]!;
    await patch(own, mine.version + 1, { role: 'admin' }, winner).expect(200);
  });
});

describe('access', () => {
  it('is for who may, in the own organization', async () => {
    const user = await makeUser(app);
    await app.as('operator').get('/users').expect(403);
    await app.as('manager').post('/users').send(newUser()).expect(403);
    await app.anonymous.get('/users').expect(401);
    await app.otherOrganization.get(`/users/${user.id}`).expect(404);
    await patch(user.id, 1, { role: 'admin' }, app.otherOrganization).expect(404);
    await app.otherOrganization.post(`/users/${user.id}/password`).send({ password: PASSWORD }).expect(404);
    const list = await app.otherOrganization.get('/users').expect(200);
    expect(list.body.data).toHaveLength(1);
  });
});
