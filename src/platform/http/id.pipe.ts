import { Injectable, Param, type PipeTransform } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import { RequestErrors } from './http.errors.js';

/** An id in a path: a positive integer that JSON can carry. */
@Injectable()
export class IdPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    const id = /^[1-9]\d{0,15}$/.test(value) ? Number(value) : Number.NaN;
    if (Number.isSafeInteger(id)) return id;
    const detail = 'An id is a positive integer.';
    throw new DomainError(RequestErrors.invalid, {
      detail,
      errors: [{ pointer: '/id', code: 'request.is_id', detail }],
    });
  }
}

/** `@IdParam() id: number` – the `:id` of the path. */
export const IdParam = (name = 'id') => Param(name, IdPipe);
