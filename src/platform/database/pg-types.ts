import pg from 'pg';
import { Decimal } from '../../kernel/decimal.js';
import { invariant } from '../../kernel/invariant.js';

const OID = { int8: 20, numeric: 1700, date: 1082, int8Array: 1016, numericArray: 1231 } as const;

/** A bigint of the database as a JavaScript number: ids stay below 2⁵³ by decision. */
function parseId(text: string): number {
  const value = Number(text);
  invariant(Number.isSafeInteger(value), `bigint ${text} does not fit a number`);
  return value;
}

function parseArray<T>(parse: (text: string) => T): (text: string) => (T | null)[] {
  const parseTextArray = pg.types.getTypeParser(1009 as never, 'text') as unknown as (
    text: string,
  ) => (string | null)[];
  return (text) => parseTextArray(text).map((item) => (item === null ? null : parse(item)));
}

const parsers = new Map<number, (text: string) => unknown>([
  [OID.int8, parseId],
  [OID.numeric, (text) => new Decimal(text)],
  // A business day is a calendar date without a zone; as a JavaScript Date it would move with the server's zone.
  [OID.date, (text) => text],
  [OID.int8Array, parseArray(parseId)],
  [OID.numericArray, parseArray((text) => new Decimal(text))],
]);

/** Type parsers of our connections: bigint → number, numeric → Decimal, date → `YYYY-MM-DD`. */
export const pgTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    return parsers.get(oid) ?? pg.types.getTypeParser(oid, format ?? 'text');
  },
};

/** node-postgres asks objects for `toPostgres` before it falls back to JSON; so a Decimal is a query parameter as it is. */
Object.defineProperty(Decimal.prototype, 'toPostgres', {
  value(this: Decimal): string {
    return this.toFixed();
  },
});
