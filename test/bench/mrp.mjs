/**
 * Planning: the same company at three sizes, and at the size at which a peer was measured. The floor copies the same inputs
 * out and the same outputs in, with nothing between, over one connection.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { pipeline } from 'node:stream/promises';
import { planningStatements, PLANNING_SOURCES } from '../../dist/src/modules/mrp/planning-source.query.js';
import { clock, median } from './ledger-depth.mjs';
import { makeWorld } from './planning-world.mjs';

const LARGEST = Number(process.env.BENCH_PRODUCTS ?? 100_000);
/** Up to this size the figure would otherwise be that of compiling. */
const WARM_MAX = 10_000;
const WARM_RUNS = 5;
/** How often the run is asked how far it is. */
const POLL_MS = 40;
const OUTPUTS = ['planned_orders', 'mrp_product_plans', 'mrp_messages'];

const SIZES = [
  {
    name: '2,000 items, 1,000 production and 2,000 sales orders',
    products: 2_000,
    lines: 5_000,
    sales: 2_000,
    production: 1_000,
    purchases: 500,
    limitMs: 1_000,
  },
  ...[LARGEST / 100, LARGEST / 10, LARGEST].map(Math.ceil).map((products) => ({
    name: `${products.toLocaleString('en')} products, ${(products * 10).toLocaleString('en')} lines, ${(products * 2).toLocaleString('en')} demands`,
    products,
    lines: products * 10,
    sales: products * 2,
    production: Math.ceil(products / 20),
    purchases: Math.ceil(products / 5),
  })),
];

/** One bench for each size, on an engine of its own. */
export const mrp = SIZES.map((size) => ({
  title: `Planning ${size.name}`,
  async run(engine, call, app) {
    const client = new pg.Client({ connectionString: engine.database.directUrl });
    await client.connect();
    await client.query('SET app.organization_id = 1');
    try {
      const today = new Date().toISOString().slice(0, 10);
      await makeWorld(client, { ...size, prefix: 'W', today });
      if (size.products <= WARM_MAX) await warm(client, call, app, today);
      report(size, 'first run', await measure(client, call, app, today));
      report(size, 'again, nothing new', await measure(client, call, app, today));
      if (size.products === LARGEST) await netChanges(client, call, app);
    } finally {
      await client.end();
    }
  },
}));

/** What-if runs, which leave nothing: the program has been up for a while when a planner asks it, and the company too. */
async function warm(client, call, app, today) {
  const times = [];
  for (let n = 0; n < WARM_RUNS; n += 1) times.push(await warmOnce(client, call, app, today));
  const all = times.map((ms) => ms.toFixed(0)).join(', ');
  process.stdout.write(`\nwhat-if runs since the start, which compile what they do: ${all} ms\n`);
  await settled(client);
}

async function warmOnce(client, call, app, today) {
  const { run, ours } = await measure(client, call, app, today, { withFloor: false, kind: 'what_if' });
  await call('POST', `/mrp/runs/${run.id}/discard`, {}, { 'idempotency-key': randomUUID() });
  return ours;
}

async function measure(client, call, app, today, { withFloor = true, kind = 'live' } = {}) {
  const watch = watchProcess(app);
  let run;
  const ours = await clock(async () => {
    run = await call('POST', '/mrp/runs', { horizon_days: 90, kind }, { 'idempotency-key': randomUUID() });
    while (run.status === 'queued' || run.status === 'running') {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      run = await call('GET', `/mrp/runs/${run.id}`);
    }
  });
  const seen = await watch.stop();
  if (run.status !== 'completed') throw new Error(JSON.stringify(run));
  return { run, ours, ...seen, ...(withFloor ? await floorOf(client, today) : {}) };
}

/** Documents that change, in turn: `$1` says which one. */
const CHANGES = {
  sales_order: `UPDATE sales_order_lines SET quantity = quantity + 1
                 WHERE id = (SELECT id FROM sales_order_lines ORDER BY id OFFSET $1 % (SELECT count(*) FROM sales_order_lines) LIMIT 1) RETURNING sales_order_id AS id`,
  purchase_order: `UPDATE purchase_order_lines SET quantity_ordered = quantity_ordered + 1
                    WHERE id = (SELECT id FROM purchase_order_lines ORDER BY id OFFSET $1 % (SELECT count(*) FROM purchase_order_lines) LIMIT 1) RETURNING purchase_order_id AS id`,
  production_order: `UPDATE production_orders SET due_date = due_date + 1
                      WHERE id = (SELECT id FROM production_orders ORDER BY id OFFSET $1 % (SELECT count(*) FROM production_orders) LIMIT 1) RETURNING id`,
};
const CHANGES_EACH = 15;
const CHANGES_WARM = 2;

/** One document after the other is changed and the plan with it; the floor of one is a bare look at its rows. */
async function netChanges(client, call, app) {
  await measure(client, call, app, new Date().toISOString().slice(0, 10), { withFloor: false });
  await settled(client);
  const all = [];
  for (const [type, statement] of Object.entries(CHANGES)) {
    const times = [];
    const products = [];
    for (let n = 0; n < CHANGES_WARM + CHANGES_EACH; n += 1) {
      const { rows } = await client.query(statement, [n * 97]);
      const documents = [{ type, id: Number(rows[0].id) }];
      let planned;
      const time = await clock(async () => (planned = await change(call, documents)));
      if (n < CHANGES_WARM) continue;
      times.push(time);
      products.push(planned);
    }
    all.push(...times);
    process.stdout.write(
      `  net change of a ${type}: median ${median(times).toFixed(0)} ms, worst ${Math.max(...times).toFixed(0)} ms; ` +
        `products planned anew: median ${median(products)}, most ${Math.max(...products)}\n`,
    );
  }
  process.stdout.write(`  net change of all: median ${median(all).toFixed(0)} ms (limit 50)\n`);
}

/** Answers how many products were planned anew; so many that a whole run is asked for count as the most there may be. */
async function change(call, documents) {
  try {
    const answer = await call('POST', '/mrp/net-changes', { documents }, { 'idempotency-key': randomUUID() });
    return answer.products_planned;
  } catch (error) {
    if (!String(error.message).includes('mrp.too_much_changed')) throw error;
    return 20_000;
  }
}

/** Waits until the database has been idle for a second: alerts follow a run, and statistics what it has written. */
async function settled(client) {
  for (let idle = 0; idle < 5;) {
    const { rows } = await client.query(
      `SELECT count(*)::int AS busy FROM pg_stat_activity
        WHERE pid <> pg_backend_pid() AND (state = 'active' OR backend_type = 'autovacuum worker')`,
    );
    idle = rows[0].busy > 0 ? 0 : idle + 1;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Copies every input out and drops it; then copies the outputs out, empties the tables, and copies them in again. */
async function floorOf(client, today) {
  const statements = planningStatements(1, today);
  let inputBytes = 0;
  const reading = await clock(async () => {
    for (const source of PLANNING_SOURCES) {
      for await (const chunk of client.query(copyTo(`COPY (${statements[source]}) TO STDOUT`)))
        inputBytes += chunk.length;
    }
  });
  const kept = new Map();
  const columns = new Map();
  for (const table of OUTPUTS) {
    columns.set(table, await storedColumns(client, table));
    const chunks = [];
    for await (const chunk of client.query(copyTo(`COPY ${table} (${columns.get(table)}) TO STDOUT`)))
      chunks.push(Buffer.from(chunk));
    kept.set(table, chunks);
  }
  await client.query('BEGIN');
  // COPY into a table is not allowed where row level security binds; the floor is without.
  for (const table of OUTPUTS) await client.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`);
  await client.query(`TRUNCATE planned_order_links, ${OUTPUTS.join(', ')}`);
  const writing = await clock(async () => {
    for (const table of OUTPUTS) {
      await pipeline(
        kept.get(table),
        client.query(copyFrom(`COPY ${table} (${columns.get(table)}) FROM STDIN`)),
      );
    }
  });
  for (const table of OUTPUTS) await client.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
  await client.query('COMMIT');
  return { reading, writing, inputBytes };
}

async function storedColumns(client, table) {
  const { rows } = await client.query(
    `SELECT string_agg(attname, ', ' ORDER BY attnum) AS names FROM pg_attribute
      WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [table],
  );
  return rows[0].names;
}

function report(size, title, { run, ours, reading, writing, p99, worst, rssMb }) {
  const floor = reading + writing;
  process.stdout.write(
    `\n${size.name}, ${title}\n` +
      `  ours ${ours.toFixed(0)} ms (read ${run.read_ms}, plan ${run.plan_ms}, write ${run.write_ms}), ` +
      `floor ${floor.toFixed(0)} ms (out ${reading.toFixed(0)}, in ${writing.toFixed(0)}), ratio ${(ours / floor).toFixed(2)}\n` +
      `  ${run.orders_processed} planned orders: ${run.planned_orders_created} new, ${run.orders_changed} changed, ` +
      `${run.orders_removed} removed; ${run.messages_found} messages\n` +
      `  health meanwhile p99 ${p99.toFixed(0)} ms, worst ${worst.toFixed(0)} ms; memory ${rssMb.toFixed(0)} MB\n`,
  );
  if (size.limitMs && ours > size.limitMs) process.stdout.write(`  OVER the limit of ${size.limitMs} ms\n`);
}

/** Asks for the health of the process fifty times a second, and looks at its memory. */
function watchProcess(app) {
  const latencies = [];
  let rss = 0;
  let open = true;
  const done = (async () => {
    while (open) {
      latencies.push(await clock(() => app.inject({ method: 'GET', url: '/health/ready' })));
      rss = Math.max(rss, process.memoryUsage.rss());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    async stop() {
      open = false;
      await done;
      latencies.sort((a, b) => a - b);
      const p99 = latencies[Math.floor(latencies.length * 0.99)];
      return { p99, worst: latencies.at(-1), rssMb: rss / 1_048_576 };
    },
  };
}
