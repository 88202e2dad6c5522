import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import { RequestErrors } from './http.errors.js';

/** Checks shape and limits of bodies and queries; unknown fields are refused. Meaning is the services' affair. */
export function createValidationPipe(): ValidationPipe {
  return new ShallowValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    exceptionFactory: (errors: ValidationError[]) =>
      new DomainError(RequestErrors.invalid, { errors: errors.flatMap((error) => fieldErrors(error, '')) }),
  });
}

/** The conversion calls itself for every level of a body, so a body that is deeper than any request needs is refused before. */
class ShallowValidationPipe extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    // What stands in the path is read by its own pipe; a number made of it here would hide what was sent.
    if (metadata.type === 'param') return Promise.resolve(value);
    if (metadata.type === 'body' && isDeeperThan(LIMITS.bodyDepthMax, value)) {
      const detail = `A body has at most ${LIMITS.bodyDepthMax} levels.`;
      throw new DomainError(RequestErrors.invalid, {
        detail,
        errors: [{ pointer: '', code: 'request.too_deep', detail }],
      });
    }
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

/** Level by level, without recursion, which is what a deep body would exhaust. Streams and buffers are no levels. */
function isDeeperThan(levelsMax: number, value: unknown): boolean {
  let level = isLevel(value) ? [value] : [];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > levelsMax) return true;
    level = level.flatMap((node) => Object.values(node).filter(isLevel));
  }
  return false;
}

function isLevel(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return (
    Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)
  );
}

function fieldErrors(error: ValidationError, path: string): FieldError[] {
  // A body that is no object at all has no property to name.
  if (error.property === undefined)
    return [{ pointer: path, code: 'request.is_object', detail: 'An object is needed.' }];
  const pointer = `${path}/${error.property.replace(/~/g, '~0').replace(/\//g, '~1')}`;
  const own = Object.entries(error.constraints ?? {}).map(([name, detail]) => ({
    pointer,
    code: `request.${name === 'whitelistValidation' ? 'unknown_field' : name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)}`,
    detail,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => fieldErrors(child, pointer))];
}
