import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/domain-error.js';
import { PreconditionErrors } from './http.errors.js';

/** The version that the caller has seen, from `If-Match: "v3"`. Missing is 428, a weak or foreign tag 400. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (!header) throw new DomainError(PreconditionErrors.required);
  const version = /^"v(\d{1,9})"$/.exec(header.trim())?.[1];
  if (!version) throw new DomainError(PreconditionErrors.malformed);
  return Number(version);
});
