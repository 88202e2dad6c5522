import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, loadConfig } from '../../src/platform/config/index.js';
import { VARIABLES } from '../../src/platform/config/variables.js';

const URL_A = 'postgres://someone:hidden-password@db.internal:5432/erp';
const SECRET = 'x'.repeat(32);

function refusal(env: Record<string, string>): string {
  try {
    loadConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error('it was accepted');
}

describe('configuration', () => {
  it('needs nothing at all', () => {
    expect(loadConfig({})).toMatchObject({
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: 3000,
      DATABASE_URL: undefined,
      DATA_DIR: './.data',
      MIGRATE_ON_START: true,
      DEMO_DATA: true,
      ADMIN_EMAIL: 'admin@example.com',
      ACCESS_TOKEN_MINUTES: 15,
      SESSION_HOURS: 8,
      LOCK_TIMEOUT_MS: 5000,
      STATEMENT_TIMEOUT_MS: 15000,
      UPLOAD_MAX_BYTES: 50 * 1024 * 1024,
      BODY_MAX_BYTES: 1024 * 1024,
      RATE_LIMIT_PER_MINUTE: 600,
      LOGIN_RATE_LIMIT_PER_MINUTE: 10,
      TRUST_PROXY: false,
      CORS_ORIGINS: [],
      LOG_PRETTY: true,
    });
  });

  it('cannot be changed afterwards', () => {
    const config = loadConfig({ CORS_ORIGINS: 'https://a.example' });
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.CORS_ORIGINS)).toBe(true);
  });

  it('takes an empty value for an absent one', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: ' ', METRICS_TOKEN: '' })).toMatchObject({
      PORT: 3000,
      DATABASE_URL: undefined,
      METRICS_TOKEN: undefined,
    });
  });

  it('brings demo data on the embedded engine only, unless asked', () => {
    const external = { DATABASE_URL: URL_A, JWT_SECRET: SECRET };
    expect(loadConfig(external).DEMO_DATA).toBe(false);
    expect(loadConfig({ ...external, DEMO_DATA: 'yes' }).DEMO_DATA).toBe(true);
    expect(loadConfig({ DEMO_DATA: 'off' }).DEMO_DATA).toBe(false);
  });

  it.each([
    ['true', true],
    ['2', 2],
    ['10.0.0.0/8, loopback', '10.0.0.0/8,loopback'],
  ])('reads TRUST_PROXY=%s', (given, expected) => {
    expect(loadConfig({ TRUST_PROXY: given }).TRUST_PROXY).toBe(expected);
  });

  it.each<[Record<string, string>, string]>([
    [{ PORT: '80a' }, 'PORT is "80a", but must be a whole number from 0 to 65535.'],
    [{ PORT: '65536' }, 'PORT is "65536", but must be a whole number from 0 to 65535.'],
    [{ PORT: '-1' }, 'PORT is "-1", but must be a whole number from 0 to 65535.'],
    [{ MIGRATE_ON_START: 'maybe' }, 'MIGRATE_ON_START is "maybe", but must be true or false.'],
    [{ NODE_ENV: 'prod' }, 'NODE_ENV is "prod", but must be one of development, production, test.'],
    [{ ADMIN_EMAIL: 'admin' }, 'ADMIN_EMAIL is "admin", but must be an e-mail address.'],
    [{ HOST: 'a b' }, 'HOST is "a b", but must be an IP address or a host name.'],
    [
      { CORS_ORIGINS: 'https://a.example/path' },
      'CORS_ORIGINS is "https://a.example/path", but must be a list of origins like https://shop.example.com, separated by commas.',
    ],
    [
      { TRUST_PROXY: 'perhaps' },
      'TRUST_PROXY is "perhaps", but must be true, false, a number of proxies, or their addresses separated by commas.',
    ],
    [
      { DATABASE_URL: 'mysql://a:hidden-password@b/c', JWT_SECRET: SECRET },
      'DATABASE_URL must be a URL like postgres://user:password@host:5432/database.',
    ],
    [
      { DATABASE_URL: URL_A, JWT_SECRET: 'hidden-password' },
      'JWT_SECRET must be at least 32 characters long.',
    ],
    [
      { DATABASE_URL: URL_A },
      'JWT_SECRET must be set, at least 32 characters long, when DATABASE_URL is: every process behind one database signs with the same secret.',
    ],
    [{ DATABASE_DIRECT_URL: URL_A }, 'DATABASE_DIRECT_URL must not be set without DATABASE_URL.'],
  ])('refuses %j in one sentence', (env, sentence) => {
    expect(refusal(env)).toBe(sentence);
    expect(refusal(env)).not.toContain('hidden-password');
  });
});

describe('.env.example', () => {
  const root = join(__dirname, '..', '..');
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  const compose = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
  const explained = [...example.matchAll(/^#? ?([A-Z][A-Z\d_]+)=/gm)].map((match) => match[1]);

  it('explains every variable, and none besides', () => {
    const inCompose = [...compose.matchAll(/\$\{([A-Z\d_]+)/g)].map((match) => match[1]);
    const known = new Set([...Object.keys(VARIABLES), ...inCompose]);
    expect([...explained].sort()).toEqual([...known].sort());
  });

  it('names the defaults that hold', () => {
    const defaults = loadConfig({});
    for (const [, name, value] of example.matchAll(/^# ([A-Z\d_]+)=(\S+)$/gm)) {
      if (name! in VARIABLES && defaults[name as keyof typeof defaults] !== undefined) {
        expect(`${name}=${String(defaults[name as keyof typeof defaults])}`).toBe(`${name}=${value}`);
      }
    }
  });

  it('is itself accepted, with nothing filled in', () => {
    const lines = [...example.matchAll(/^([A-Z\d_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
    expect(loadConfig(Object.fromEntries(lines)).DATABASE_URL).toBeUndefined();
  });
});
