import type { ClientBase } from 'pg';
import { sendTogether } from './together.js';

const ROWS_AT_ONCE = 500;

let cursors = 0;

/**
 * Rows of one statement, fetched some hundred at a time: between them others get their turn, and there are never all of
 * them in memory. The statement is planned for all its rows; its cursor ends with the transaction.
 */
export async function* fetchRows<Row>(
  client: ClientBase,
  sql: string,
  parameters: readonly unknown[],
): AsyncGenerator<Row> {
  cursors += 1;
  const name = `rows_${cursors}`;
  await sendTogether(client, [
    () => client.query('SET LOCAL cursor_tuple_fraction = 1'),
    () => client.query(`DECLARE ${name} NO SCROLL CURSOR FOR ${sql}`, parameters as unknown[]),
  ]);
  for (let count = ROWS_AT_ONCE; count === ROWS_AT_ONCE;) {
    const { rows } = await client.query(`FETCH ${ROWS_AT_ONCE} FROM ${name}`);
    count = rows.length;
    yield* rows as Row[];
  }
}
