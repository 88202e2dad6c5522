/** `npm run bench -- ledger | order | bom | mrp`: our figure, the floor and their ratio, from one run. */
import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { record, spreadSequences } from './recorder.mjs';
import { createApp } from '../../dist/src/create-app.js';
import { FirstRunService } from '../../dist/src/modules/identity/index.js';
import { Runtime } from '../../dist/src/platform/runtime.js';
import { startEngine } from './engine.mjs';
import { bom } from './bom.mjs';
import { drive, post, table, watch } from './load.mjs';
import { ledger } from './ledger.mjs';
import { ledgerBatch } from './ledger-batch.mjs';
import { ledgerDepth } from './ledger-depth.mjs';
import { mrp } from './mrp.mjs';
import { order } from './order.mjs';

const BENCHES = {
  ledger: [ledger, ledgerBatch(50), ledgerBatch(1_000), ledgerDepth],
  order: [order],
  bom: [bom],
  mrp,
};
const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);

async function main(name) {
  const benches = BENCHES[name];
  if (!benches) throw new Error(`Name one of: ${Object.keys(BENCHES).join(', ')}.`);
  for (const bench of benches) {
    const engine = await startEngine();
    try {
      await (bench.run ? runAlone(engine, bench) : runUnderLoad(engine, bench));
    } finally {
      await engine.stop();
    }
  }
}

async function runUnderLoad(engine, bench) {
  const { plan, context } = await prepare(engine, bench);
  const server = await startServer(engine);
  const floor = await startFloor(plan);
  try {
    watch([server.pid, floor.pid, await postmasterPid(engine)]);
    table(bench.title, await measure(bench, context, server, floor), bench.perOperation);
  } finally {
    await Promise.all([server.stop(), floor.stop()]);
  }
}

async function runAlone(engine, bench) {
  const { app, call } = await signIn(engine);
  try {
    await bench.run(engine, call, app);
  } finally {
    await app.close();
  }
}

/** Makes the master data through the program itself, and records the statements of one journey. */
async function prepare(engine, bench) {
  const admin = new pg.Client({ connectionString: engine.database.directUrl });
  await admin.connect();
  await spreadSequences(admin);
  const { app, call: signedIn, credentials } = await signIn(engine);
  const context = await bench.prepare(signedIn);
  context.credentials = credentials;
  // One journey warms every cache, the next is recorded.
  await journey(bench, context, (step, path, body) =>
    signedIn('POST', path, body, { 'idempotency-key': randomUUID() }),
  );
  const key = 'recorded-key';
  const steps = [];
  await journey(bench, context, async (step, path, body) => {
    const { answer, statements } = await record(() =>
      signedIn('POST', path, body, { 'idempotency-key': `${key}` }),
    );
    steps.push(statements);
    return answer;
  });
  await app.close();
  await admin.end();
  return {
    context,
    plan: { url: engine.database.url, steps, key, code: bench.code, recorded: context.recorded },
  };
}

/** The program without a port, and a client that is signed in. */
async function signIn(engine) {
  const { database, config } = engine;
  const app = await createApp(new Runtime(config, database.url, database.directUrl, database.jwtSecret));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const credentials = await app.get(FirstRunService).setUp('bench@example.com');
  const send = async (method, path, body, headers = {}) => {
    const answer = await app.inject({ method, url: `/api/v1${path}`, payload: body, headers });
    if (answer.statusCode >= 400) throw new Error(`${method} ${path}: ${answer.body}`);
    return answer.body ? answer.json() : undefined;
  };
  const { email, password } = credentials;
  const { access_token: token } = await send('POST', '/auth/login', { email, password });
  const call = (method, path, body, headers) =>
    send(method, path, body, { authorization: `Bearer ${token}`, ...headers });
  return { app, call, credentials: { email, password } };
}

async function journey(bench, context, send) {
  const state = {};
  for (const [step, make] of bench.steps.entries()) {
    const { path, body } = make(context, state, context.products[0]);
    const answer = await send(step, path, body);
    bench.after?.[step]?.(state, answer);
  }
  context.recorded = context.products[0];
}

async function startServer(engine) {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [...(process.env.BENCH_NODE_FLAGS?.split(' ') ?? []), 'dist/src/main.js'],
    {
      env: { ...process.env, ...engine.environment, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => String(chunk).includes('serves on') && resolve());
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  child.removeAllListeners('exit');
  return { port, pid: child.pid, stop: () => ended(child) };
}

/** Ends a process, and its connections with it, before its engine goes. */
function ended(child) {
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}

async function startFloor(plan) {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-floor-'));
  const file = join(folder, 'plan.json');
  writeFileSync(file, JSON.stringify(plan));
  const child = spawn(process.execPath, [new URL('./floor-server.mjs', import.meta.url).pathname, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise((resolve) => child.stdout.once('data', (chunk) => resolve(Number(chunk))));
  const stop = async () => {
    await ended(child);
    rmSync(folder, { recursive: true });
  };
  return { port, pid: child.pid, stop };
}

async function measure(bench, context, server, floor) {
  const { email, password } = context.credentials;
  const session = await post(undefined, server.port, '/api/v1/auth/login', {}, { email, password });
  const authorization = `Bearer ${JSON.parse(session.text).access_token}`;
  const rows = [];
  for (const { name, clients, spread } of bench.loads) {
    const productOf = (client, n) =>
      context.products[spread ? (client * 7919 + n) % context.products.length : 0];
    const ours = await drive(clients, SECONDS, async (agent, client, n) => {
      const state = {};
      for (const [step, make] of bench.steps.entries()) {
        const { path, body } = make(context, state, productOf(client, n));
        const headers = { authorization, 'idempotency-key': randomUUID() };
        const answer = await post(agent, server.port, `/api/v1${path}`, headers, body);
        if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
        bench.after?.[step]?.(state, JSON.parse(answer.text));
      }
    });
    const bare = await drive(clients, SECONDS, async (agent, client, n) => {
      const journeyId = `${client}/${n}/${randomUUID()}`;
      for (const step of bench.steps.keys()) {
        const substitutions = bench.substitute(context, productOf(client, n));
        const answer = await post(agent, floor.port, '/', {}, { step, journey: journeyId, substitutions });
        if (answer.status >= 300) throw new Error(`floor: ${answer.status} ${answer.text}`);
      }
    });
    rows.push({ name, ours, floor: bare });
  }
  return rows;
}

/** The process that all backends of the engine are children of. */
async function postmasterPid(engine) {
  const client = new pg.Client({ connectionString: engine.database.directUrl });
  await client.connect();
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  const stat = readFileSync(`/proc/${rows[0].pid}/stat`, 'utf8');
  await client.end();
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

main(process.argv[2]).then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
