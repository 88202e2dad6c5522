import type { Client, ClientBase } from 'pg';

/** Statements that do not need one another's answers. */
export type Statements<T extends readonly unknown[]> = { readonly [K in keyof T]: () => Promise<T[K]> };

/**
 * Sends statements one behind the other without waiting for the answers, so that all of them travel once; the database
 * runs them in this order. When one fails, all are answered first, and the failure is that of the first. COPY and cursors
 * cannot be among them.
 */
export async function sendTogether<T extends readonly unknown[]>(
  client: ClientBase,
  statements: Statements<T>,
): Promise<T> {
  // The driver's types take what its option sets for constant; it looks for each statement.
  const connection = client as { -readonly [K in keyof Client]: Client[K] };
  const before = connection.pipeline;
  const failures: unknown[] = [];
  const answerOf = async (send: () => Promise<unknown>) => {
    try {
      return await send();
    } catch (error) {
      failures.push(error);
      return undefined;
    }
  };
  connection.pipeline = true;
  try {
    const answers = await Promise.all(statements.map(answerOf));
    if (failures.length > 0) throw failures[0];
    return answers as unknown as T;
  } finally {
    connection.pipeline = before;
  }
}
