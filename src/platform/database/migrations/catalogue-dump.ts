import type { ClientBase } from 'pg';
import { CATALOGUE_QUERIES } from './catalogue-queries.js';

/** Anything that runs a query: a pg client, or TypeORM's runner behind one line. */
export type CatalogueReader = Pick<ClientBase, 'query'>;

/**
 * The schema `public` as text: the same lines for the same schema, whatever the server's version, the object ids or the
 * order of creation, so that two dumps can be compared line by line. The migrator's own record table is left out.
 */
export async function dumpCatalogue(client: CatalogueReader): Promise<string> {
  const sections: string[] = [];
  const { rows } = await client.query<{ path: string }>(`SELECT current_setting('search_path') AS path`);
  // Definitions print names of the search path without their schema.
  await client.query(`SET search_path = public`);
  try {
    for (const [title, sql] of CATALOGUE_QUERIES) {
      const answer = await client.query<{ line: string }>(sql);
      sections.push([`# ${title}`, ...answer.rows.map((row) => row.line)].join('\n'));
    }
  } finally {
    await client.query(`SELECT set_config('search_path', $1, false)`, [rows[0]?.path ?? '']);
  }
  return `${sections.join('\n\n')}\n`;
}
