/** One page of a list. `next` is an opaque cursor; it holds the sort values of the last row and its id. */
export interface Page<T> {
  data: T[];
  page: { next: string | null; has_more: boolean };
}

export interface Cursor {
  /** The sort that the cursor belongs to; a cursor of another sort is refused. */
  sort: string;
  /** Sort values of the last row, then its id. */
  values: (string | number | null)[];
}

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.sort, ...cursor.values]), 'utf8').toString('base64url');
}

/** Reads a cursor, or null when it is not one of ours. */
export function decodeCursor(text: string): Cursor | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (!Array.isArray(parsed) || parsed.length < 2 || typeof parsed[0] !== 'string') return null;
    const values = parsed.slice(1) as unknown[];
    const plain = values.every((v) => v === null || typeof v === 'string' || typeof v === 'number');
    return plain ? { sort: parsed[0], values: values as Cursor['values'] } : null;
  } catch {
    return null;
  }
}
