import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/domain-error.js';
import { PreconditionErrors } from './http.errors.js';

const STRONG_ETAG = /^"[\x21\x23-\x7e]*"$/;
/** No version of anything. */
const NO_VERSION = 0;

/**
 * The version that the caller has seen, from `If-Match: "v3"`. Missing is 428, what is no strong tag 400; a strong tag
 * that we never gave belongs to no version, so it is refused as a stale one is.
 */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (!header) throw new DomainError(PreconditionErrors.required);
  const tag = header.trim();
  if (!STRONG_ETAG.test(tag)) throw new DomainError(PreconditionErrors.malformed);
  return Number(/^"v(\d{1,9})"$/.exec(tag)?.[1] ?? NO_VERSION);
});
