import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDateString,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { Decimal } from '../../kernel/decimal.js';
import { LIMITS } from '../../kernel/limits.js';

/**
 * One decorator a field: validation, conversion and documentation together, so that the three cannot disagree.
 * `optional` fields may be left out; `nullable` ones may be null as well.
 */
interface FieldOptions {
  optional?: boolean;
  nullable?: boolean;
  description?: string;
  example?: unknown;
}

interface DecimalOptions extends FieldOptions {
  positive?: boolean;
  /** Smallest value allowed; 0 unless told. */
  min?: number;
  max?: number;
  integerDigits?: number;
  scale?: number;
}

function presence(options: FieldOptions): PropertyDecorator[] {
  if (options.nullable && options.optional) return [IsOptional()];
  if (options.nullable) return [ValidateIf((_, value) => value !== null)];
  if (options.optional) return [ValidateIf((_, value) => value !== undefined)];
  return [];
}

function documented(options: FieldOptions, schema: Record<string, unknown>): PropertyDecorator {
  return ApiProperty({
    ...schema,
    ...(options.description ? { description: options.description } : {}),
    ...(options.example !== undefined ? { example: options.example } : {}),
    required: !options.optional,
    ...(options.nullable ? { nullable: true } : {}),
  } as Parameters<typeof ApiProperty>[0]);
}

const DECIMAL_TEXT = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i;

/** A decimal as string or number becomes a Decimal; anything else stays and is refused by the validator. */
function toDecimal(value: unknown): unknown {
  if (typeof value === 'number' && Number.isFinite(value)) return new Decimal(value);
  if (typeof value === 'string' && value.length <= 60 && DECIMAL_TEXT.test(value.trim()))
    return new Decimal(value.trim());
  return value;
}

function decimalProblem(
  value: unknown,
  name: string,
  options: Required<Pick<DecimalOptions, 'integerDigits' | 'scale'>> & DecimalOptions,
): string | null {
  if (!(value instanceof Decimal)) return `${name} must be a decimal number, as a string such as "12.5"`;
  if (options.positive && !value.greaterThan(0)) return `${name} must be greater than 0`;
  const least = options.min ?? 0;
  if (value.lessThan(least)) return `${name} must not be less than ${least}`;
  if (options.max !== undefined && value.greaterThan(options.max))
    return `${name} must not be greater than ${options.max}`;
  if (value.abs().greaterThanOrEqualTo(new Decimal(10).pow(options.integerDigits))) {
    return `${name} may have at most ${options.integerDigits} digits before the decimal point`;
  }
  if (value.decimalPlaces() > options.scale) return `${name} may have at most ${options.scale} decimals`;
  return null;
}

function DecimalField(
  defaults: { integerDigits: number; scale: number; example: string },
  options: DecimalOptions,
): PropertyDecorator {
  const merged = { ...defaults, ...options };
  return applyDecorators(
    Transform(({ value }) => toDecimal(value)),
    ...presence(options),
    ValidateBy({
      name: 'isDecimal',
      validator: {
        validate: (value, args) => decimalProblem(value, args?.property ?? 'value', merged) === null,
        defaultMessage: (args) => decimalProblem(args?.value, args?.property ?? 'value', merged) ?? '',
      },
    }),
    documented(
      { ...options, example: options.example ?? defaults.example },
      { type: 'string', format: 'decimal' },
    ),
  );
}

/** A quantity, `numeric(20,9)`; not negative unless `min` says so. */
export const QuantityField = (options: DecimalOptions = {}) =>
  DecimalField({ integerDigits: LIMITS.quantityIntegerDigitsMax, scale: 9, example: '10' }, options);

/** A cost or price per unit, `numeric(20,9)`. */
export const UnitPriceField = (options: DecimalOptions = {}) =>
  DecimalField({ integerDigits: LIMITS.quantityIntegerDigitsMax, scale: 9, example: '0.02' }, options);

/** An amount of money, `numeric(20,6)`. */
export const AmountField = (options: DecimalOptions = {}) =>
  DecimalField({ integerDigits: LIMITS.amountIntegerDigitsMax, scale: 6, example: '25.00' }, options);

/** A percentage: 5 is five per cent. */
export const PercentField = (options: DecimalOptions = {}) =>
  DecimalField({ integerDigits: 3, scale: 6, example: '5' }, options);

/** Query parameters and forms carry numbers as text; truth, lists and empty text are no numbers. */
function toInteger(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d{1,16}$/.test(value.trim()) ? Number(value) : value;
}

export function IdField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) => toInteger(value)),
    ...presence(options),
    IsInt(),
    Min(1),
    Max(Number.MAX_SAFE_INTEGER),
    documented({ example: 1, ...options }, { type: 'integer', format: 'int64', minimum: 1 }),
  );
}

export function IntegerField(options: FieldOptions & { min?: number; max?: number } = {}): PropertyDecorator {
  const { min = 0, max = 2_147_483_647 } = options;
  return applyDecorators(
    Transform(({ value }) => toInteger(value)),
    ...presence(options),
    IsInt(),
    Min(min),
    Max(max),
    documented(options, { type: 'integer', minimum: min, maximum: max }),
  );
}

export function TextField(
  options: FieldOptions & { max?: number; min?: number; pattern?: RegExp } = {},
): PropertyDecorator {
  const { max = LIMITS.textLengthMax, min = options.optional || options.nullable ? 0 : 1 } = options;
  return applyDecorators(
    Transform(({ value }) => (typeof value === 'string' ? value.trim() : value)),
    ...presence(options),
    IsString(),
    MinLength(min),
    MaxLength(max),
    Matches(/^[^\u0000]*$/, { message: '$property must not hold a NUL character' }),
    // UTF-8 has no half of a pair: it would be stored as another character.
    Matches(/^\P{Surrogate}*$/u, { message: '$property must not hold half of a surrogate pair' }),
    ...(options.pattern ? [Matches(options.pattern)] : []),
    documented(options, { type: 'string', minLength: min, maxLength: max }),
  );
}

/** A business key: visible characters without leading or trailing space. */
export const CodeField = (options: FieldOptions & { max?: number } = {}) =>
  TextField({ max: LIMITS.codeLengthMax, min: 1, pattern: /^[^\s\p{C}](.*[^\s\p{C}])?$/u, ...options });

export const NameField = (options: FieldOptions = {}) =>
  TextField({ max: LIMITS.nameLengthMax, min: 1, ...options });

export function BooleanField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value)),
    ...presence(options),
    IsBoolean(),
    documented(options, { type: 'boolean' }),
  );
}

export function EnumField(values: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    IsIn(values as string[]),
    documented({ example: values[0], ...options }, { type: 'string', enum: [...values] }),
  );
}

/** A business day, `YYYY-MM-DD`, that exists in the calendar. */
export function DateField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    Matches(/^\d{4}-\d{2}-\d{2}$/, { message: '$property must be a date as YYYY-MM-DD' }),
    IsDateString({ strict: true }, { message: '$property is not a day of the calendar' }),
    documented({ example: '2026-03-31', ...options }, { type: 'string', format: 'date' }),
  );
}

/** An instant, RFC 3339. */
export function InstantField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    IsDateString({ strict: true, strictSeparator: true }),
    Matches(/T.*(Z|[+-]\d{2}:?\d{2})$/, { message: '$property must be an instant with its zone' }),
    documented({ example: '2026-03-31T08:00:00Z', ...options }, { type: 'string', format: 'date-time' }),
  );
}

/** A business day, which stands for its end, or an instant. */
export function MomentField(options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    ...presence(options),
    IsDateString({ strict: true, strictSeparator: true }),
    Matches(/^\d{4}-\d{2}-\d{2}(T.*(Z|[+-]\d{2}:?\d{2}))?$/, {
      message: '$property must be a date as YYYY-MM-DD or an instant with its zone',
    }),
    documented({ example: '2026-03-31', ...options }, { type: 'string' }),
  );
}

/** A list of ids, each once. */
export function IdsField(options: FieldOptions & { min?: number; max?: number } = {}): PropertyDecorator {
  const { min = 1, max = LIMITS.documentLinesMax } = options;
  return applyDecorators(
    ...presence(options),
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    ArrayUnique(),
    IsInt({ each: true }),
    Min(1, { each: true }),
    Max(Number.MAX_SAFE_INTEGER, { each: true }),
    documented(
      { example: [1], ...options },
      {
        type: 'array',
        items: { type: 'integer', format: 'int64', minimum: 1 },
        minItems: min,
        maxItems: max,
        uniqueItems: true,
      },
    ),
  );
}

/** Lines of a document. */
export function LinesField(
  type: () => new () => object,
  options: FieldOptions & { min?: number; max?: number } = {},
): PropertyDecorator {
  const { min = 1, max = LIMITS.documentLinesMax } = options;
  return applyDecorators(
    ...presence(options),
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    // Nested validation goes through arrays of arrays as well, and would take an empty one for a line.
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(type),
    ApiProperty({
      // Swagger knows a lazy type by the function's own name, `type`, so it must be written out here.
      type: () => type(),
      isArray: true,
      minItems: min,
      maxItems: max,
      required: !options.optional,
      description: options.description,
    } as Parameters<typeof ApiProperty>[0]),
  );
}

/** A decimal of an answer: goes out as a string. */
export const DecimalOut = (options: FieldOptions = {}) =>
  documented({ example: '10', ...options }, { type: 'string', format: 'decimal' });
