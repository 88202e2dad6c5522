import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port.js';

/** The README's first command in a clean copy of the project, and what an operator meets afterwards. */
const INSTALL_AND_START_MS = 300_000;
const START_MS = 60_000;

let clone: string;
let port: number;
const running = new Set<ChildProcess>();

/** An operator's environment: nothing of the test runner's. */
function environment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const {
    NODE_ENV: _mode,
    DATABASE_URL: _url,
    JEST_WORKER_ID: _worker,
    MILLWRIGHT_TEST_ADMIN_URL: _admin,
    ...rest
  } = process.env;
  return { ...rest, PORT: String(port), ...extra };
}

beforeAll(async () => {
  clone = mkdtempSync(join(tmpdir(), 'millwright-clone-'));
  const left = new Set(['node_modules', 'dist', '.data', '.git', 'coverage', '.env']);
  cpSync(process.cwd(), clone, {
    recursive: true,
    filter: (source) => !left.has(source.slice(process.cwd().length + 1)),
  });
  port = await freePort();
});
afterAll(() => {
  for (const child of running) killGroup(child, 'SIGKILL');
  rmSync(clone, { recursive: true, force: true });
});

interface Started {
  child: ChildProcess;
  output: () => string;
  exit: Promise<number | null>;
}

/** Runs a command line in the clone, in a process group of its own as a terminal would. */
function run(command: string, extra: Record<string, string> = {}): Started {
  const child = spawn('sh', ['-c', command], { cwd: clone, env: environment(extra), detached: true });
  running.add(child);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => {
    child.on('exit', (code) => {
      running.delete(child);
      resolve(code);
    });
  });
  return { child, output: () => text, exit };
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-child.pid!, signal);
  } catch {
    // It has ended already.
  }
}

async function ready(started: Started, withinMs: number): Promise<void> {
  const until = Date.now() + withinMs;
  let ended = false;
  void started.exit.then(() => (ended = true));
  while (Date.now() < until) {
    if (ended) throw new Error(`it ended instead of serving:\n${started.output()}`);
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`not ready in time:\n${started.output()}`);
}

async function call(path: string, token?: string, body?: unknown) {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return (await answer.json()) as Record<string, unknown> & { data?: Record<string, unknown>[] };
}

const SERVE = 'exec node dist/src/main.js';
let credentials: { email: string; password: string };

async function signIn(): Promise<string> {
  return (await call('/auth/login', undefined, credentials))['access_token'] as string;
}

it(
  'the first command installs, builds and serves, and Ctrl-C ends it with its engine',
  async () => {
    const [, command] = /```bash\n(npm ci && npm start)\n```/.exec(readFileSync('README.md', 'utf8'))!;
    const started = run(command!);
    await ready(started, INSTALL_AND_START_MS);
    const [, email, password] = /administrator is (\S+) with the password (\S+)/.exec(started.output())!;
    credentials = { email: email!, password: password! };
    const token = await signIn();
    const products = await call('/products', token);
    expect(products.data!.length).toBeGreaterThan(3);
    const orders = await call('/production-orders', token);
    expect(orders.data!.length).toBeGreaterThan(0);
    for (const path of ['/docs', '/openapi.json', '/openapi.yaml', '/metrics', '/health/live']) {
      expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(200);
    }
    killGroup(started.child, 'SIGINT');
    await started.exit;
    expect(spawnSync('pgrep', ['-f', clone]).stdout?.toString() ?? '').toBe('');
  },
  INSTALL_AND_START_MS + START_MS,
);

it(
  'data outlive kill -9 of Node, and the next start takes over',
  async () => {
    const first = run(SERVE);
    await ready(first, START_MS);
    const token = await signIn();
    await call('/products', token, { sku: 'SURVIVOR', name: 'Survivor', item_type: 'component' });
    killGroup(first.child, 'SIGKILL');
    await first.exit;
    const second = run(SERVE);
    await ready(second, START_MS);
    const found = await call('/products?search=SURVIVOR', await signIn());
    expect(found.data).toHaveLength(1);
    expect(second.output()).not.toContain('with the password');
    killGroup(second.child, 'SIGTERM');
    expect(await second.exit).toBe(0);
  },
  3 * START_MS,
);

describe('what cannot work is said in one sentence, with an exit code', () => {
  const cases: [string, () => Promise<Record<string, string>>, RegExp][] = [
    ['a wrong variable', async () => ({ PORT: 'abc' }), /^PORT is "abc", but must be [^\n]*\n?$/],
    [
      'a database that is not there',
      async () => ({
        DATABASE_URL: `postgres://u:p@127.0.0.1:${await freePort()}/x`,
        JWT_SECRET: 'x'.repeat(40),
      }),
      /nothing listens there/,
    ],
    [
      'a server without its secret',
      async () => ({ DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' }),
      /^JWT_SECRET must be set/,
    ],
    [
      'a data folder that cannot be one',
      async () => {
        writeFileSync(join(clone, 'a-file'), '');
        return { DATA_DIR: './a-file' };
      },
      /a-file/,
    ],
    [
      'a file system that takes no data folder',
      async () => ({ DATA_DIR: '/proc/no-such-process/data' }),
      /^The data folder \/proc\/no-such-process\/data cannot be used: /,
    ],
  ];

  it.each(cases)(
    '%s',
    async (_what, extra, sentence) => {
      const started = run(SERVE, await extra());
      const code = await started.exit;
      expect(code).not.toBe(0);
      expect(code).not.toBeNull();
      expect(started.output()).toMatch(sentence);
      expect(started.output().trim().split('\n')).toHaveLength(1);
    },
    START_MS,
  );

  it(
    'a busy port',
    async () => {
      const server = createServer().listen(port, '127.0.0.1');
      try {
        const started = run(SERVE);
        expect(await started.exit).toBe(1);
        expect(started.output()).toMatch(new RegExp(`^Port ${port} is in use[^\\n]*\\n$`));
      } finally {
        await new Promise((resolve) => server.close(resolve));
      }
    },
    START_MS,
  );
});
