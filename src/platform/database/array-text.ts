/**
 * An array of numbers as PostgreSQL reads it, for statements that write thousands of rows: the driver would escape every
 * element as if it could be any text.
 */
export function arrayText(numbers: readonly (number | string | null)[]): string {
  return `{${numbers.map((value) => value ?? 'NULL').join(',')}}`;
}
