import { PASSWORD, type TestApp } from '../app.js';

let made = 0;

export interface MadeUser {
  id: number;
  email: string;
  version: number;
  role: string;
}

/** A user of the first organization, an operator unless told otherwise, with the tests' password. */
export async function makeUser(app: TestApp, values: Record<string, unknown> = {}): Promise<MadeUser> {
  made += 1;
  const body = { email: `worker${made}@first.example`, password: PASSWORD, role: 'operator', ...values };
  return (await app.as('admin').post('/users').send(body).expect(201)).body as MadeUser;
}
