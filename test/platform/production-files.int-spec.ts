import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { loadConfig } from '../../src/platform/config/index.js';
import { VARIABLES } from '../../src/platform/config/variables.js';

const ROOT = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Service {
  image?: string;
  build?: string;
  ports?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  volumes?: string[];
  restart?: string;
}

const compose = parse(read('docker-compose.yml')) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const { api, pgbouncer, postgres } = compose.services as Record<'api' | 'pgbouncer' | 'postgres', Service>;

/** Fills in `${NAME:?…}` and `${NAME:-default}` as compose does. */
function interpolate(text: string, values: Record<string, string>): string {
  return text.replace(/\$\{(\w+)(?::([?-])([^}]*))?\}/g, (_all, name: string, kind: string, rest: string) => {
    const value = values[name] || (kind === '-' ? rest : '');
    if (value === '') throw new Error(`${name}: ${rest}`);
    return value;
  });
}

const PASSWORDS = { DATABASE_PASSWORD: 'owner0', POSTGRES_PASSWORD: 'super0', JWT_SECRET: 's'.repeat(40) };

describe('docker-compose.yml', () => {
  it('runs the API, PgBouncer and PostgreSQL, each started again and waited for', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['api', 'pgbouncer', 'postgres']);
    for (const service of Object.values(compose.services)) expect(service.restart).toBe('unless-stopped');
    expect(api.depends_on).toEqual({
      postgres: { condition: 'service_healthy' },
      pgbouncer: { condition: 'service_healthy' },
    });
    expect(pgbouncer.healthcheck).toBeDefined();
    expect(postgres.healthcheck).toBeDefined();
    expect(Number(/^postgres:(\d+)$/.exec(postgres.image!)![1])).toBeGreaterThanOrEqual(15);
  });

  it('gives the API a configuration that it accepts, pooled and direct', () => {
    const environment = Object.fromEntries(
      Object.entries(api.environment!).map(([name, text]) => [name, interpolate(text, PASSWORDS)]),
    );
    for (const name of Object.keys(environment)) expect(Object.keys(VARIABLES)).toContain(name);
    const config = loadConfig(environment);
    expect(config.NODE_ENV).toBe('production');
    expect(config.HOST).toBe('0.0.0.0');
    const ini = read('deploy/pgbouncer/pgbouncer.ini');
    expect(ini).toContain(`listen_port = ${new URL(config.DATABASE_URL!).port}\n`);
    expect(ini).toMatch(/^pool_mode = transaction$/m);
    expect(new URL(config.DATABASE_URL!).hostname).toBe('pgbouncer');
    const direct = new URL(config.DATABASE_DIRECT_URL!);
    expect(ini).toContain(
      `millwright = host=${direct.hostname} port=${direct.port} dbname=${direct.pathname.slice(1)}\n`,
    );
    expect(api.ports).toEqual([`127.0.0.1:\${API_PORT:-3000}:${config.PORT}`]);
  });

  it.each(Object.keys(PASSWORDS))('does not start without %s, and has no default for it', (name) => {
    const text = read('docker-compose.yml');
    expect(() => interpolate(text, { ...PASSWORDS, [name]: '' })).toThrow(name);
    expect(text).not.toMatch(new RegExp(`\\$\\{${name}:-`));
    expect(read('.env.example')).toMatch(new RegExp(`^${name}=$`, 'm'));
  });

  it('publishes neither the database nor its pooler', () => {
    expect(postgres.ports).toBeUndefined();
    expect(pgbouncer.ports).toBeUndefined();
    expect(postgres.volumes).toContain('postgres-data:/var/lib/postgresql');
    expect(Object.keys(compose.volumes)).toEqual(['postgres-data']);
  });

  it('mounts and builds from files that are there and can be run', () => {
    const mounted = postgres
      .volumes!.filter((volume) => volume.startsWith('./'))
      .map((volume) => volume.split(':')[0]!);
    for (const script of [...mounted, 'deploy/pgbouncer/entrypoint.sh']) {
      expect(() => accessSync(join(ROOT, script), constants.X_OK)).not.toThrow();
    }
    expect(() => accessSync(join(ROOT, pgbouncer.build!, 'Dockerfile'))).not.toThrow();
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').split('\n');
  const main = JSON.parse(read('package.json')) as { engines: { node: string } };

  it('ends as an ordinary user with a health check and the compiled API', () => {
    expect(lines).toContain('USER node');
    expect(lines).toContain('CMD ["node", "dist/src/main.js"]');
    expect(read('Dockerfile')).toMatch(/^HEALTHCHECK [\s\S]*\/health\/live/m);
    expect(lines.lastIndexOf('USER node')).toBeGreaterThan(
      lines.findLastIndex((line) => line.startsWith('COPY')),
    );
  });

  it('is built on a Node that the product supports', () => {
    const minimum = Number(/(\d+)/.exec(main.engines.node)![1]);
    for (const [, version] of read('Dockerfile').matchAll(/^FROM node:(\d+)-slim/gm)) {
      expect(Number(version)).toBeGreaterThanOrEqual(minimum);
    }
  });

  it('copies only what exists and what .dockerignore lets in', () => {
    const admitted = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    for (const line of lines.filter((text) => text.startsWith('COPY') && !text.includes('--from'))) {
      for (const source of line.split(' ').slice(1, -1)) {
        expect(() => accessSync(join(ROOT, source))).not.toThrow();
        expect(admitted).toContain(`!${source.replace(/^\.\//, '')}`);
      }
    }
  });
});
