import type { Client } from './app.js';

/** All rows of a list, page after page, in the list's order. */
export async function everyRow<Row>(client: Client, path: string): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const query: string = `limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
    const { body } = await client.get(`${path}${path.includes('?') ? '&' : '?'}${query}`).expect(200);
    const page = body as { data: Row[]; page: { next: string | null } };
    rows.push(...page.data);
    cursor = page.page.next;
  } while (cursor !== null);
  return rows;
}
