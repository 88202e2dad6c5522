import { Decimal } from '../../kernel/decimal.js';
import type { FieldError } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import { type CellValue, cellError, type ImportColumn } from './import-definition.js';

/** Reads one cell by its column's type; an empty cell is null. */
export function readCell(column: ImportColumn, text: string | undefined): CellValue | FieldError {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') {
    return column.required ? cellError(column.name, 'missing', `${column.name} is needed`) : null;
  }
  switch (column.type) {
    case 'text':
      // Exports mark what a spreadsheet would take for a formula.
      return readText(column, trimmed.replace(/^'(?=[=+\-@])/, ''));
    case 'decimal':
      return readDecimal(column, trimmed);
    case 'integer':
      return readInteger(column, trimmed);
    case 'boolean':
      return readBoolean(column, trimmed);
    case 'date':
      return readDate(column, trimmed);
  }
}

export function isCellError(value: CellValue | FieldError): value is FieldError {
  return typeof value === 'object' && value !== null && 'pointer' in value;
}

function readText(column: ImportColumn, text: string): string | FieldError {
  if (text.length > LIMITS.textLengthMax) {
    return cellError(
      column.name,
      'too_long',
      `${column.name} has more than ${LIMITS.textLengthMax} characters`,
    );
  }
  if (text.includes('\u0000'))
    return cellError(column.name, 'not_text', `${column.name} holds a NUL character`);
  // What the decoder puts in place of bytes that are not UTF-8: better refused than stored for ever.
  if (text.includes('\ufffd')) return cellError(column.name, 'not_utf8', `${column.name} is not UTF-8`);
  if (column.values && !column.values.includes(text)) {
    return cellError(column.name, 'not_allowed', `${column.name} is one of: ${column.values.join(', ')}`);
  }
  return text;
}

function readDecimal(column: ImportColumn, text: string): Decimal | FieldError {
  if (!/^[+-]?\d{1,30}(\.\d{1,30})?$/.test(text)) {
    return cellError(
      column.name,
      'not_a_number',
      `${column.name} is a decimal number with a point, such as 12.5`,
    );
  }
  const value = new Decimal(text);
  const least = column.min ?? 0;
  if (value.lessThan(least))
    return cellError(column.name, 'too_small', `${column.name} is not less than ${least}`);
  if (value.abs().greaterThanOrEqualTo(new Decimal(10).pow(LIMITS.quantityIntegerDigitsMax))) {
    return cellError(column.name, 'too_large', `${column.name} is too large`);
  }
  if (value.decimalPlaces() > 9)
    return cellError(column.name, 'too_many_decimals', `${column.name} has at most 9 decimals`);
  return value;
}

function readInteger(column: ImportColumn, text: string): number | FieldError {
  const value = Number(text);
  if (!/^-?\d{1,10}$/.test(text) || value > 2_147_483_647) {
    return cellError(column.name, 'not_an_integer', `${column.name} is a whole number`);
  }
  const least = column.min ?? 0;
  return value < least
    ? cellError(column.name, 'too_small', `${column.name} is not less than ${least}`)
    : value;
}

function readBoolean(column: ImportColumn, text: string): boolean | FieldError {
  if (/^(true|yes|1)$/i.test(text)) return true;
  if (/^(false|no|0)$/i.test(text)) return false;
  return cellError(column.name, 'not_a_boolean', `${column.name} is true or false`);
}

function readDate(column: ImportColumn, text: string): string | FieldError {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  const exists =
    instant !== null && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
  return exists ? text : cellError(column.name, 'not_a_date', `${column.name} is a day as YYYY-MM-DD`);
}
