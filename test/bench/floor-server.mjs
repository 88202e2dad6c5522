/** The floor: node:http and pg, the recorded statements, nothing else. Reads its plan from the file that it is given. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import pg from 'pg';

const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const pool = new pg.Pool({ connectionString: plan.url, max: 20 });
const journeys = new Map();

/** A parameter with the ids of this journey in place of the recorded ones. */
function bind(value, ids) {
  if (Array.isArray(value)) return value.map((item) => bind(item, ids));
  if (ids.has(value)) return ids.get(value);
  if (value === plan.key) return randomUUID();
  if (typeof value === 'string' && plan.code && value.startsWith(plan.code))
    return `${value}-${randomUUID()}`;
  return value;
}

async function run(step, journey, substitutions) {
  const ids = journeys.get(journey) ?? new Map();
  journeys.set(journey, ids);
  for (const [from, to] of substitutions) ids.set(from, to);
  const client = await pool.connect();
  let last;
  try {
    for (const [index, { text, name, parameters, rows }] of plan.steps[step].entries()) {
      const values = bind(parameters, ids);
      const statement = name ? { name: `s${step}-${index}`, text, values } : { text, values };
      const result = await client.query(parameters.length > 0 ? statement : text);
      last = result.rows ?? last;
      rows.forEach((row, index) => {
        if (row.id !== undefined && result.rows[index]) ids.set(row.id, Number(result.rows[index].id));
      });
    }
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
  if (step === plan.steps.length - 1) journeys.delete(journey);
  return last;
}

const server = http.createServer((request, response) => {
  let text = '';
  request.on('data', (chunk) => (text += chunk));
  request.on('end', () => {
    const body = JSON.parse(text);
    run(body.step, body.journey, body.substitutions).then(
      () =>
        response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ done: true })),
      (error) => response.writeHead(500).end(String(error.message)),
    );
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.on('SIGTERM', () => process.exit(0));
