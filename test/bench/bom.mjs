/**
 * Structures: a BOM of 1,000 lines on 5 levels exploded and costed, a screw that 10,000 BOMs use, and the cost of 50,000
 * products with 500,000 lines rolled up in one go. The floor is the statements alone, over bare `pg`.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { clock, median, print, replay } from './ledger-depth.mjs';
import { record, transactionOf } from './recorder.mjs';

const PRODUCTS = Number(process.env.BENCH_PRODUCTS ?? 50_000);
const LINES = PRODUCTS * 10;
const USES = Math.min(10_000, PRODUCTS / 2);
const LEVELS = 6;
const SEED = 20_260_331;

export const bom = {
  title: 'Structures',
  async run(engine, call, app) {
    const client = new pg.Client({ connectionString: engine.database.directUrl });
    await client.connect();
    await client.query('SET app.organization_id = 1');
    try {
      const made = await fill(client, call);
      const rows = [
        ...(await deepBom(client, call, made)),
        ...(await whereUsed(client, call, made)),
        ...(await rollUp(client, call, app)),
      ];
      print(this.title, rows);
    } finally {
      await client.end();
    }
  },
};

/** 1,000 lines on 5 levels, each level with 199 parts and the level below, as asked for over REST. */
async function deepBom(client, call, { deep }) {
  const times = 20;
  return [
    await timed('explode 1,000 lines on 5 levels', 200, times, client, () =>
      call('GET', `/boms/explosion?product_id=${deep}&quantity=10`),
    ),
    await timed('its totals with stock', 200, times, client, () =>
      call('GET', `/boms/explosion?product_id=${deep}&quantity=10&summarized=true`),
    ),
    await timed('its cost', 200, times, client, () => call('GET', `/products/${deep}/cost?quantity=10`)),
  ];
}

async function whereUsed(client, call, { screw }) {
  const page = () => call('GET', `/products/${screw}/where-used?limit=100`);
  try {
    await page();
  } catch (error) {
    if (!String(error.message).includes('"status":404')) throw error;
    process.stdout.write('\nSkipped: there is no route GET /products/:id/where-used.\n');
    return [];
  }
  const name = `a screw in ${USES.toLocaleString('en')} BOMs, first page`;
  return [await timed(name, 200, 20, client, page)];
}

/** Everything is rolled up: first nothing has a cost, then nothing changes. */
async function rollUp(client, call, app) {
  const size = `${PRODUCTS.toLocaleString('en')} products, ${LINES.toLocaleString('en')} lines`;
  const work = () =>
    call('POST', '/products/cost/roll-ups', { limit: 0 }, { 'idempotency-key': randomUUID() });
  const rows = [];
  for (const [name, expected] of [
    [`roll-up of ${size}`, 'products_updated'],
    ['the same again, nothing to write', 'products_unchanged'],
  ]) {
    const watch = watchHealth(app);
    let run;
    let ours;
    let statements;
    let health;
    try {
      ({ statements } = await record(async () => (ours = await clock(async () => (run = await work())))));
    } finally {
      health = await watch.stop();
    }
    if (run[expected] < PRODUCTS / 2) throw new Error(`the roll-up told ${JSON.stringify(run)}`);
    const own = transactionOf(statements, 'AS is_locked');
    const floor = await clock(() => replay(client, own));
    rows.push({ name, ours, floor, statements: own.length });
    process.stdout.write(
      `\n${name}: ${run[expected]} ${expected}; health meanwhile p99 ${health.p99.toFixed(0)} ms, worst ${health.worst.toFixed(0)} ms\n`,
    );
    limit(name, ours, 15_000);
    limit(`health during ${name}`, health.p99, 200);
  }
  return rows;
}

/** Asks for the health of the process fifty times a second. */
function watchHealth(app) {
  const latencies = [];
  let open = true;
  const done = (async () => {
    while (open) {
      latencies.push(await clock(() => app.inject({ method: 'GET', url: '/health/ready' })));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  return {
    async stop() {
      open = false;
      await done;
      latencies.sort((a, b) => a - b);
      return { p99: latencies[Math.floor(latencies.length * 0.99)], worst: latencies.at(-1) };
    },
  };
}

async function timed(name, limitMs, times, client, work) {
  await work();
  const ours = [];
  for (let n = 0; n < times; n += 1) ours.push(await clock(work));
  const { statements } = await record(work);
  const floor = [];
  for (let n = 0; n < times; n += 1) floor.push(await clock(() => replay(client, statements)));
  const row = { name, ours: median(ours), floor: median(floor), statements: statements.length };
  limit(name, row.ours, limitMs);
  return row;
}

function limit(name, value, limitMs) {
  const verdict = value <= limitMs ? 'within' : 'BEYOND';
  process.stdout.write(`${name}: ${value.toFixed(0)} ms, ${verdict} its ${limitMs} ms\n`);
}

/** The same structure each time: a fifth is bought, the rest goes over the levels, each of parts from below. */
async function fill(client, call) {
  const random = seeded(SEED);
  const workCenter = await call('POST', '/work-centers', {
    code: 'BENCH',
    name: 'Bench',
    machine_rate_per_hour: '10',
    labor_rate_per_hour: '20',
  });
  const ids = await insertProducts(client, 'B', PRODUCTS);
  const perLevel = Math.floor(PRODUCTS / LEVELS);
  const bought = ids.slice(0, perLevel);
  const [screw] = bought;
  const made = ids.slice(perLevel);
  const linesEach = Math.round(LINES / made.length);
  const parents = [];
  const components = [];
  for (const [index, id] of made.entries()) {
    const below = perLevel * Math.floor(index / perLevel + 1);
    const chosen = new Set(index < USES ? [screw] : []);
    while (chosen.size < linesEach) chosen.add(ids[Math.floor(random() * below)]);
    for (const component of chosen) {
      parents.push(id);
      components.push(component);
    }
  }
  await insertBoms(client, parents, components);
  await insertRoutings(client, made, workCenter.id);
  const deep = await makeDeep(client, random);
  await client.query('ANALYZE products, boms, bom_lines, routings, routing_operations');
  return { screw, deep };
}

async function makeDeep(client, random) {
  const parts = await insertProducts(client, 'D', 199);
  const parents = await insertProducts(client, 'DP', 5);
  const links = parents.flatMap((parent, level) => {
    const below = parents[level + 1] ?? parts[Math.floor(random() * 199)];
    const lines = level < 4 ? [...parts, below] : parts;
    return lines.map((component) => [parent, component]);
  });
  await insertBoms(
    client,
    links.map(([parent]) => parent),
    links.map(([, component]) => component),
  );
  return parents[0];
}

/** Every one has a price, so that each may be bought. */
async function insertProducts(client, prefix, count) {
  const { rows } = await client.query(
    `INSERT INTO products (organization_id, sku, name, unit, item_type, purchase_uom, purchase_conversion, average_cost)
     SELECT 1, $1 || '-' || n, $1 || ' ' || n, 'EA', 'component', 'EA', 1, 0.01 + (n % 97) * 0.13
       FROM generate_series(1, $2::int) n ORDER BY n RETURNING id`,
    [prefix, count],
  );
  return rows.map(({ id }) => Number(id));
}

async function insertBoms(client, parents, components) {
  await client.query(
    `INSERT INTO boms (organization_id, product_id, bom_version, output_quantity, is_active)
     SELECT 1, id, 1, 1, true FROM (SELECT DISTINCT unnest($1::bigint[]) AS id) p ORDER BY id`,
    [parents],
  );
  await client.query(
    `INSERT INTO bom_lines (organization_id, bom_id, component_id, sequence, quantity, unit, scrap_factor, consume_stage)
     SELECT 1, b.id, l.component_id, l.place, 1 + l.place % 4, 'EA', CASE WHEN l.place % 5 = 0 THEN 2.5 ELSE 0 END, 'any'
       FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS l (parent_id, component_id, place)
       JOIN boms b ON b.organization_id = 1 AND b.product_id = l.parent_id`,
    [parents, components],
  );
}

async function insertRoutings(client, products, workCenterId) {
  await client.query(
    `WITH made AS (
       INSERT INTO routings (organization_id, product_id, code, routing_version, is_active, is_template)
       SELECT 1, id, 'R-' || id, 1, true, false FROM unnest($1::bigint[]) AS p (id) RETURNING id)
     INSERT INTO routing_operations (organization_id, routing_id, sequence, work_center_id, operation_name,
                                     setup_time_minutes, run_time_minutes)
     SELECT 1, id, 10, $2, 'Make', 5, 1.5 FROM made`,
    [products, workCenterId],
  );
}

/** Mulberry32. */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
