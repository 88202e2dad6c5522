/** Records the statements of requests, so that the floor can replay exactly them. */
import pg from 'pg';

/** Ids of longer answers are replaced nowhere; to keep them would cost the program memory that it would let go. */
const ROWS_KEPT = 1_000;

let recording = null;
const connections = new WeakMap();
let connected = 0;
const original = pg.Client.prototype.query;

pg.Client.prototype.query = function query(statement, parameters, ...rest) {
  const result = original.call(this, statement, parameters, ...rest);
  const { text, values, name } =
    typeof statement === 'string' ? { text: statement, values: parameters } : statement;
  if (recording && typeof result?.then === 'function') {
    if (!connections.has(this)) connections.set(this, (connected += 1));
    const connection = connections.get(this);
    const entry = {
      text,
      name: Boolean(name),
      connection,
      parameters: (values ?? []).map(toPlain),
      rows: [],
    };
    recording.push(entry);
    return result.then((answer) => {
      entry.rows = answer.rows?.length > ROWS_KEPT ? [] : (answer.rows ?? []);
      return answer;
    });
  }
  return result;
};

/** Runs one request and gives the statements that it sent. */
export async function record(request) {
  recording = [];
  try {
    const answer = await request();
    return { answer, statements: recording.map((entry) => ({ ...entry, rows: entry.rows.map(idsOf) })) };
  } finally {
    recording = null;
  }
}

function toPlain(value) {
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Date) return value.toISOString();
  return typeof value?.toPostgres === 'function' ? value.toPostgres() : value;
}

/** Of an answer only ids matter: they are replaced when the statements are replayed. */
function idsOf(row) {
  return { id: row.id };
}

/**
 * Moves every id sequence far up, each to a range of its own: an id in a recorded parameter is then recognized by its
 * value, and is never mistaken for a quantity or another table's id.
 */
export async function spreadSequences(client) {
  const { rows } = await client.query(
    `SELECT c.oid::regclass::text AS name FROM pg_class c WHERE c.relkind = 'S' AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  for (const [index, { name }] of rows.entries()) {
    await client.query(`ALTER SEQUENCE ${name} RESTART WITH ${7_000_000_000_000 + index * 10_000_000_000}`);
  }
}

/** Of what several requests sent meanwhile, the transaction that has a statement with these words. */
export function transactionOf(statements, words) {
  const { connection } = statements.find(({ text }) => text.includes(words));
  const own = statements.filter((statement) => statement.connection === connection);
  const at = own.findIndex(({ text }) => text.includes(words));
  const begin = own.findLastIndex(({ text }, index) => index < at && text.startsWith('BEGIN'));
  const end = own.findIndex(({ text }, index) => index > at && text === 'COMMIT');
  return own.slice(begin, end + 1);
}
