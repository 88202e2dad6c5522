import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';

/** What a caller may name a request: enough for any tracing format, and nothing that could break a line of the log. */
const REQUEST_ID = /^[\w.:/+=-]{1,100}$/;

/** The caller's X-Request-Id when it is a decent one, else one of ours. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>, next: () => string): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : next();
}

/**
 * Whose requests are counted together: those of one token of ours, or else of one address. A token that we have not signed
 * counts for its address, or a new one with every request would never be limited.
 */
export function rateLimitKey(request: Pick<FastifyRequest, 'headers' | 'ip'>, jwtSecret: string): string {
  const [, signed, signature] =
    /^Bearer ([\w-]+\.[\w-]+)\.([\w-]{43})$/.exec(request.headers.authorization ?? '') ?? [];
  if (!signed || !signature) return request.ip;
  const expected = createHmac('sha256', jwtSecret).update(signed).digest();
  const given = Buffer.from(signature, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected) ? signature : request.ip;
}
