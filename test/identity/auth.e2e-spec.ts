import { type Client, PASSWORD, startTestApp, type TestApp } from '../support/app.js';
import { makeUser } from '../support/make/user.js';
import { asSuperuser } from '../support/superuser.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

const login = (email: string, password: string) =>
  app.anonymous.post('/auth/login').send({ email, password });
const refresh = (token: string) => app.anonymous.post('/auth/refresh').send({ refresh_token: token });
const meWith = (token: string) => app.anonymous.get('/auth/me').set('authorization', `Bearer ${token}`);

async function fail(email: string, times: number): Promise<void> {
  for (let attempt = 0; attempt < times; attempt += 1) await login(email, 'not the password').expect(401);
}

describe('signing in', () => {
  it('gives tokens that tell who one is and what one may do', async () => {
    const answer = await login('OPERATOR@first.example', PASSWORD).expect(200);
    expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
    const me = await meWith(answer.body.access_token).expect(200);
    expect(me.body).toMatchObject({ email: 'operator@first.example', role: 'operator', organization_id: 1 });
    expect(me.body.permissions).toContain('inventory.post');
    expect(me.body.permissions).not.toContain('inventory.adjust');
  });

  it('says the same of a wrong password and of nobody', async () => {
    const wrong = await login((await makeUser(app)).email, 'not the password').expect(401);
    const nobody = await login('nobody@first.example', 'not the password').expect(401);
    expect(wrong.body.code).toBe('identity.bad_credentials');
    expect({ ...nobody.body, trace_id: '' }).toEqual({ ...wrong.body, trace_id: '' });
    expect(nobody.headers['www-authenticate']).toBe('Bearer');
  });

  it('lets nobody in who is inactive', async () => {
    const user = await makeUser(app);
    await app
      .as('admin')
      .patch(`/users/${user.id}`)
      .set('if-match', '"v1"')
      .send({ status: 'inactive' })
      .expect(200);
    expect((await login(user.email, PASSWORD).expect(401)).body.code).toBe('identity.bad_credentials');
  });

  it.each([
    [{}],
    [{ email: 'a@b.example' }],
    [{ email: ['a@b.example'], password: PASSWORD }],
    [{ email: { $ne: 1 }, password: 'x' }],
  ])('a body %j is a 400', async (body) => {
    await app.anonymous.post('/auth/login').send(body).expect(400);
  });

  it.each([
    ['no token', ''],
    ['no token of ours', 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIiwib3JnIjoxLCJzaWQiOjF9.'],
    ['another scheme', 'Basic YWRtaW46YWRtaW4='],
    ['nonsense', 'Bearer nonsense'],
  ])('with %s is a 401', async (_name, header) => {
    const answer = await app.anonymous.get('/auth/me').set('authorization', header);
    expect([answer.status, answer.body.code]).toEqual([401, 'access.unauthenticated']);
  });
});

describe('the lock after five failures', () => {
  it('holds for 15 minutes, against the right password too, and then opens', async () => {
    const user = await makeUser(app);
    await fail(user.email, 4);
    await login(user.email, PASSWORD).expect(200);
    await fail(user.email, 5);
    expect((await login(user.email, PASSWORD).expect(401)).body.code).toBe('identity.locked');
    const { rows } = await asSuperuser(app, (db) =>
      db.query(`SELECT locked_until - now() > interval '14 minutes' AS long FROM users WHERE id = $1`, [
        user.id,
      ]),
    );
    expect(rows).toEqual([{ long: true }]);
    await asSuperuser(app, (db) =>
      db.query(`UPDATE users SET locked_until = now() - interval '1 second' WHERE id = $1`, [user.id]),
    );
    await fail(user.email, 4);
    await login(user.email, PASSWORD).expect(200);
  });

  it('cannot be outrun by many attempts at once', async () => {
    const user = await makeUser(app);
    const answers = await Promise.all(Array.from({ length: 8 }, () => login(user.email, 'not the password')));
    const codes = answers.map((answer) => answer.body.code).sort();
    expect(codes.filter((code) => code === 'identity.bad_credentials')).toHaveLength(5);
    expect(codes.filter((code) => code === 'identity.locked')).toHaveLength(3);
  });

  it('is lifted by a new password of the administrator', async () => {
    const user = await makeUser(app);
    await fail(user.email, 5);
    await app
      .as('admin')
      .post(`/users/${user.id}/password`)
      .send({ password: 'another long one' })
      .expect(204);
    await login(user.email, 'another long one').expect(200);
  });
});

describe('sessions', () => {
  const open = async () => {
    const user = await makeUser(app);
    return { ...user, tokens: (await login(user.email, PASSWORD).expect(200)).body as Tokens };
  };

  it('go on with a refresh token that is good once', async () => {
    const { tokens } = await open();
    const next = (await refresh(tokens.refresh_token).expect(200)).body as Tokens;
    expect(next.refresh_token).not.toBe(tokens.refresh_token);
    await meWith(next.access_token).expect(200);
    await refresh(next.refresh_token).expect(200);
  });

  it('end when a refresh token comes a second time', async () => {
    const { tokens } = await open();
    const next = (await refresh(tokens.refresh_token).expect(200)).body as Tokens;
    expect((await refresh(tokens.refresh_token).expect(401)).body.code).toBe('identity.bad_refresh_token');
    await meWith(next.access_token).expect(401);
    await refresh(next.refresh_token).expect(401);
  });

  it('give one of two who refresh at once the tokens', async () => {
    const { tokens } = await open();
    const answers = await Promise.all([1, 2, 3].map(() => refresh(tokens.refresh_token)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  });

  it('end by signing out, the others stay', async () => {
    const { tokens, email } = await open();
    const other = (await login(email, PASSWORD).expect(200)).body as Tokens;
    await app.anonymous
      .post('/auth/logout')
      .set('authorization', `Bearer ${tokens.access_token}`)
      .expect(204);
    await meWith(tokens.access_token).expect(401);
    await refresh(tokens.refresh_token).expect(401);
    await meWith(other.access_token).expect(200);
  });

  it('end after their hours', async () => {
    const { tokens, id } = await open();
    await asSuperuser(app, (db) =>
      db.query(
        `UPDATE user_sessions SET expires_at = now() - interval '1 second', created_at = now() - interval '9 hours' WHERE user_id = $1`,
        [id],
      ),
    );
    await refresh(tokens.refresh_token).expect(401);
    // The access token had not been used before, so that nothing of the session is remembered.
    await meWith(tokens.access_token).expect(401);
  });

  it('refuse a refresh token that was never given', async () => {
    await refresh('never given').expect(401);
    await app.anonymous.post('/auth/refresh').send({}).expect(400);
  });
});

describe('the own password', () => {
  it('ends the other sessions and leaves this one', async () => {
    const user = await makeUser(app);
    const mine = await app.signIn(user.email, PASSWORD);
    const other = await app.signIn(user.email, PASSWORD);
    const change = (current_password: string, new_password: string) =>
      mine.post('/auth/password').send({ current_password, new_password });
    const wrong = await change('not the password', 'a new long password').expect(422);
    expect(wrong.body).toMatchObject({
      code: 'identity.wrong_password',
      errors: [{ pointer: '/current_password' }],
    });
    for (const weak of ['short', 'aaaaaaaaaaaaaaa', `x${user.email.split('@')[0]}x`]) {
      const answer = await change(PASSWORD, weak).expect(422);
      expect(answer.body).toMatchObject({
        code: 'identity.weak_password',
        errors: [{ pointer: '/new_password' }],
      });
    }
    await change(PASSWORD, 'a new long password').expect(204);
    await mine.get('/auth/me').expect(200);
    await other.get('/auth/me').expect(401);
    await login(user.email, PASSWORD).expect(401);
    await login(user.email, 'a new long password').expect(200);
  });

  it('is never told to anybody', async () => {
    const user = await makeUser(app);
    const answers = await Promise.all([
      app.as('admin').get(`/users/${user.id}`).expect(200),
      app.as('admin').get('/users').expect(200),
    ]);
    for (const { text } of answers) expect(text).not.toMatch(/password|argon2/);
  });
});

describe('many sign-ins from one address', () => {
  it('are a 429 with Retry-After before any password is looked at', async () => {
    const throttled = await startTestApp({ LOGIN_RATE_LIMIT_PER_MINUTE: 6 });
    try {
      const attempt = (): ReturnType<Client['post']> =>
        throttled.anonymous.post('/auth/login').send({ email: 'operator@first.example', password: PASSWORD });
      const answers = [];
      for (let index = 0; index < 6; index += 1) answers.push(await attempt());
      const refused = answers.at(-1)!;
      expect([refused.status, refused.body.code]).toEqual([429, 'request.rate_limited']);
      expect(refused.headers['retry-after']).toBe('60');
      await throttled.as('operator').get('/auth/me').expect(200);
    } finally {
      await throttled.close();
    }
  });
});

interface Tokens {
  access_token: string;
  refresh_token: string;
}
