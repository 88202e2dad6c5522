import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import supertest from 'supertest';
import { createApp } from '../../src/create-app.js';
import { FIRST_ORGANIZATION_ID, FirstRunService } from '../../src/modules/identity/index.js';
import { type Principal, systemPrincipal } from '../../src/platform/access/index.js';
import { type AppConfig, loadConfig } from '../../src/platform/config/index.js';
import { Runtime } from '../../src/platform/runtime.js';
import { expectDocumented } from './contract.js';
import { createMigratedDatabase, type TestDatabase } from './database.js';

export const PASSWORD = 'seven filament spools';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** A client that is signed in: every request carries its token. Paths are below `/api/v1`. */
export type Client = Record<Method, (path: string) => supertest.Test> & { token: string };

export interface TestApp {
  app: NestFastifyApplication;
  database: TestDatabase;
  /** Somebody with a built-in role in the first organization. */
  as(role: 'admin' | 'manager' | 'operator'): Client;
  /** Without a token. */
  anonymous: Client;
  /** The administrator of another organization. */
  otherOrganization: Client;
  /** The system inside the first organization, for calling services. */
  system: Principal;
  /** Somebody of the first organization, with any role and customer. */
  signIn(email: string, password: string): Promise<Client>;
  close(): Promise<void>;
}

/** The whole application on a database of its own, with a user for each role and a second organization. */
export async function startTestApp(overrides: Partial<AppConfig> = {}): Promise<TestApp> {
  const database = await createMigratedDatabase();
  const config = {
    ...loadConfig({ NODE_ENV: 'test' }),
    LOG_LEVEL: 'fatal',
    RATE_LIMIT_PER_MINUTE: 10_000_000,
    LOGIN_RATE_LIMIT_PER_MINUTE: 100_000,
    ...overrides,
  } as AppConfig;
  const runtime = new Runtime(config, database.url, database.url, 'a secret for tests, and long enough');
  const app = await createApp(runtime);
  await app.init();
  await app.listen(0, '127.0.0.1');
  const admin = await app.get(FirstRunService).setUp('admin@first.example');
  const anonymous = clientWith(app, '');
  const signIn = async (email: string, password: string) =>
    clientWith(app, await tokenOf(anonymous, email, password));
  const clients: Record<string, Client> = { admin: await signIn(admin!.email, admin!.password) };
  for (const role of ['manager', 'operator']) {
    await clients['admin']!.post('/users')
      .send({ email: `${role}@first.example`, password: PASSWORD, role })
      .expect(201);
    clients[role] = await signIn(`${role}@first.example`, PASSWORD);
  }
  const otherOrganization = await makeOtherOrganization(app, signIn);
  return {
    app,
    database,
    as: (role) => clients[role]!,
    anonymous,
    otherOrganization,
    system: systemPrincipal(FIRST_ORGANIZATION_ID),
    signIn,
    async close() {
      await app.close();
      await database.drop();
    },
  };
}

function clientWith(app: NestFastifyApplication, token: string): Client {
  const request = (method: Method) => (path: string) => {
    const url = `/api/v1${path}`;
    const test = supertest(app.getHttpServer())[method](url);
    void test.expect((answer: supertest.Response) => expectDocumented(method, url, answer));
    return token ? test.set('authorization', `Bearer ${token}`) : test;
  };
  return {
    get: request('get'),
    post: request('post'),
    put: request('put'),
    patch: request('patch'),
    delete: request('delete'),
    token,
  };
}

async function tokenOf(client: Client, email: string, password: string): Promise<string> {
  const answer = await client.post('/auth/login').send({ email, password }).expect(200);
  return answer.body.access_token as string;
}

/** A second company in the same database. Organizations beyond the first are seeded in code. */
async function makeOtherOrganization(
  app: NestFastifyApplication,
  signIn: TestApp['signIn'],
): Promise<Client> {
  await app
    .get(FirstRunService)
    .createOrganization(
      { code: 'OTHER', name: 'Other company' },
      { email: 'admin@other.example', password: PASSWORD },
    );
  return signIn('admin@other.example', PASSWORD);
}
