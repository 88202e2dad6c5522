import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import { RequestErrors } from './http.errors.js';

/** Checks shape and limits of bodies and queries; unknown fields are refused. Meaning is the services' affair. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    exceptionFactory: (errors: ValidationError[]) =>
      new DomainError(RequestErrors.invalid, { errors: errors.flatMap((error) => fieldErrors(error, '')) }),
  });
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
