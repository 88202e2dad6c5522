/**
 * What costs more the longer the ledger is: a receipt entered before 20,000 later movements, a page of a million
 * movements, the proof of a million movements. The floor is the statements alone, over bare `pg`.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { record } from './recorder.mjs';

const MOVEMENTS = Number(process.env.BENCH_MOVEMENTS ?? 1_000_000);
const LATER = 20_000;
const PRODUCTS = 1_000;
const DAY_MS = 86_400_000;

export const ledgerDepth = {
  title: `A ledger of ${MOVEMENTS.toLocaleString('en')} movements`,
  async run(engine, call) {
    const client = new pg.Client({ connectionString: engine.database.directUrl });
    await client.connect();
    await client.query('SET app.organization_id = 1');
    try {
      await this.measure(client, call);
    } finally {
      await client.end();
    }
  },
  async measure(client, call) {
    const location = (await call('GET', '/inventory/locations?search=MAIN')).data[0].id;
    const deep = await makeProduct(call, 'DEEP');
    const products = [];
    for (let n = 0; n < PRODUCTS; n += 1) products.push(await makeProduct(call, `LONG-${n}`));
    await fill(client, [deep], location, LATER);
    await fill(client, products, location, Math.ceil(MOVEMENTS / PRODUCTS));
    await client.query('VACUUM ANALYZE inventory_transactions');
    const day = new Date(Date.now() - 400 * DAY_MS).toISOString().slice(0, 10);
    const receipt = { product_id: deep, quantity: '10', unit_cost: '3', transaction_date: day };
    const works = {
      [`back-dated receipt before ${LATER.toLocaleString('en')} movements`]: [
        3,
        () => call('POST', '/inventory/receipts', receipt, { 'idempotency-key': randomUUID() }),
      ],
      'page of 100, newest first': [20, () => call('GET', '/inventory/movements?limit=100')],
      'page of 100 of one product': [
        20,
        () => call('GET', `/inventory/movements?limit=100&product_id=${products[7]}`),
      ],
      'stock of one product a year ago': [
        5,
        () => call('GET', `/inventory/balances/as-of?as_of=${day}&product_id=${products[7]}`),
      ],
      'proof of the whole ledger': [3, () => call('GET', '/inventory/ledger/verify')],
    };
    const rows = [];
    for (const [name, [times, work]] of Object.entries(works)) {
      rows.push(await timed(name, times, work, client));
    }
    const { is_clean: clean, movements } = await call('GET', '/inventory/ledger/verify');
    if (!clean) throw new Error('the ledger is not clean');
    print(`${this.title} (${movements.toLocaleString('en')} in all, verified)`, rows);
  },
};

async function makeProduct(call, sku) {
  const product = await call('POST', '/products', { sku, name: sku, item_type: 'component' });
  // The first movement makes the product's row of values.
  await call('POST', '/inventory/receipts', { product_id: product.id, quantity: '1000000', unit_cost: '2' });
  return product.id;
}

/** A history before today's receipt: one piece in at 2, one piece out at 2, again and again. */
async function fill(client, products, location, count) {
  await client.query(
    `INSERT INTO inventory_transactions (organization_id, product_id, transaction_type, from_location_id, to_location_id,
            quantity, unit, cost_per_unit, total_cost, given_value, transaction_date, occurred_at)
     SELECT 1, p, CASE WHEN n % 2 = 0 THEN 'receipt' ELSE 'issue' END, CASE WHEN n % 2 = 1 THEN $2::bigint END,
            CASE WHEN n % 2 = 0 THEN $2::bigint END, 1, 'EA', 2, 2, CASE WHEN n % 2 = 0 THEN 2 END,
            (moment.at AT TIME ZONE 'UTC')::date, moment.at
       FROM unnest($1::bigint[]) p CROSS JOIN generate_series(0, $3::int - 1) n
      CROSS JOIN LATERAL (SELECT date_trunc('milliseconds', now() - interval '300 days' + n * interval '20 minutes' * ($4::numeric / $3)) AS at) moment
      ORDER BY n, p`,
    [products, location, count - (count % 2), 20_000],
  );
}

/** Median of so many runs, beside that of the same statements by themselves. */
async function timed(name, times, work, client) {
  await work();
  const ours = [];
  for (let n = 0; n < times; n += 1) ours.push(await clock(work));
  const { statements } = await record(work);
  const floor = [];
  for (let n = 0; n < times; n += 1) floor.push(await clock(() => replay(client, statements)));
  return { name, ours: median(ours), floor: median(floor), statements: statements.length };
}

/** The same statements, undone in the end. */
export async function replay(client, statements) {
  for (const { text, parameters } of statements) {
    const last = text.trim() === 'COMMIT' ? 'ROLLBACK' : text;
    await client.query(last, parameters.length > 0 ? parameters : undefined);
  }
}

export async function clock(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

export function print(title, rows) {
  process.stdout.write(`\n${title}\n${line(['', 'ours ms', 'floor ms', 'ratio', 'statements'])}\n`);
  for (const { name, ours, floor, statements } of rows) {
    const cells = [ours.toFixed(1), floor.toFixed(1), (ours / floor).toFixed(2), statements];
    process.stdout.write(`${line([name, ...cells])}\n`);
  }
}

const line = (cells) =>
  cells.map((cell, n) => String(cell)[n === 0 ? 'padEnd' : 'padStart'](n === 0 ? 48 : 12)).join('');
