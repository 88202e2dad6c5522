import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { DomainError } from '../../kernel/domain-error.js';
import type { AuthenticatedRequest } from '../access/access.decorators.js';
import type { IdempotentRequest, Principal } from '../access/principal.js';
import { IdempotencyErrors } from '../database/idempotency-store.js';

const KEY_PATTERN = /^[\x21-\x7e]{1,255}$/;

/**
 * Puts the Idempotency-Key of a POST on the principal, so that the transaction runner can store the answer beside the
 * effect, and marks an answer that was given before. Keys are scoped to organization, credential, method and path.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || key === undefined || !request.user) return next.handle();
    const idempotency = requestIdentity(request, key);
    request.user = { ...request.user, idempotency } satisfies Principal;
    return next.handle().pipe(
      map((body: unknown) => {
        if (idempotency.replayed) void http.getResponse<FastifyReply>().header('idempotent-replayed', 'true');
        return body;
      }),
    );
  }
}

function requestIdentity(request: AuthenticatedRequest, key: string | string[]): IdempotentRequest {
  if (Array.isArray(key) || !KEY_PATTERN.test(key)) throw new DomainError(IdempotencyErrors.invalidKey);
  const url = new URL(request.url, 'http://localhost');
  // A file that is still streaming in is hashed by its route.
  const isStream = typeof (request.body as { pipe?: unknown } | undefined)?.pipe === 'function';
  const body = request.body === undefined || isStream ? '' : JSON.stringify(request.body);
  return {
    key,
    method: request.method,
    path: url.pathname,
    requestHash: createHash('sha256').update(url.search).update('\n').update(body).digest('hex'),
    replayed: false,
    spent: false,
  };
}
