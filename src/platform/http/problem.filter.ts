import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  Logger,
  NotFoundException,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  DomainError,
  type ErrorDefinition,
  type ErrorKind,
  type FieldError,
} from '../../kernel/domain-error.js';
import { translateDatabaseError } from '../database/database.errors.js';
import { RequestErrors } from './http.errors.js';
import { KnownRoutes } from './known-routes.js';

/** The one table from kind to status. */
export const STATUS_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  unsupported_media_type: 415,
  rule: 422,
  precondition_required: 428,
  rate_limited: 429,
  unavailable: 503,
};

/** RFC 9457. */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  instance: string;
  trace_id: string;
  errors?: FieldError[];
  [extension: string]: unknown;
}

const RETRY_AFTER_SECONDS = '1';
/** The windows of the rate limits are minutes; a plug-in that knows better has set the header already. */
const RATE_LIMIT_WINDOW_SECONDS = '60';

/** Turns every failure, the framework's own too, into a problem document; our own mistakes are logged and tell nothing. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = this.toProblem(thrown, request);
    if (problem.code === RequestErrors.methodNotAllowed.code)
      void reply.header('allow', methodsOf(request).join(', '));
    if (problem.status === 503) void reply.header('retry-after', RETRY_AFTER_SECONDS);
    if (problem.status === 429 && !reply.hasHeader('retry-after')) {
      void reply.header('retry-after', RATE_LIMIT_WINDOW_SECONDS);
    }
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply
      .status(problem.status)
      .header('content-type', 'application/problem+json')
      .send(JSON.stringify(problem));
  }

  private toProblem(thrown: unknown, request: FastifyRequest): ProblemDocument {
    const error = translateDatabaseError(thrown);
    if (error instanceof DomainError) return problemOf(error, request);
    const known = wrongMethod(error, request) ?? frameworkRefusal(error);
    if (known) return problemOf(known, request);
    this.logger.error(
      `${request.method} ${request.url} failed`,
      error instanceof Error ? error.stack : String(error),
    );
    return {
      type: 'about:blank',
      title: 'Something went wrong on our side; nothing was done.',
      status: 500,
      code: 'internal',
      instance: request.url,
      trace_id: String(request.id),
    };
  }
}

/** No route was found, but the path has some for other methods. */
function wrongMethod(error: unknown, request: FastifyRequest): DomainError | null {
  if (!(error instanceof NotFoundException)) return null;
  const methods = methodsOf(request);
  if (methods.length === 0) return null;
  return new DomainError(RequestErrors.methodNotAllowed, { extra: { allowed: methods } });
}

function methodsOf(request: FastifyRequest): string[] {
  return KnownRoutes.of(request.server)?.methodsOf(request.url.split('?', 1)[0]!) ?? [];
}

function problemOf(error: DomainError, request: FastifyRequest): ProblemDocument {
  const { definition, details } = error;
  return {
    // First, so that no extension member can take the place of a member of the standard.
    ...details.extra,
    type: `urn:millwright:problem:${definition.code}`,
    title: definition.title,
    status: STATUS_OF_KIND[definition.kind],
    code: definition.code,
    ...(details.detail ? { detail: details.detail } : {}),
    instance: request.url,
    trace_id: String(request.id),
    ...(details.errors ? { errors: details.errors } : {}),
  };
}

const BY_STATUS: Readonly<Record<number, ErrorDefinition>> = {
  400: RequestErrors.invalid,
  404: RequestErrors.notFound,
  405: RequestErrors.methodNotAllowed,
  413: RequestErrors.tooLarge,
  415: RequestErrors.unsupportedMediaType,
  429: RequestErrors.rateLimited,
};

/** What Nest and Fastify refuse on their own: bad JSON, unknown route, body too large, wrong media type. */
function frameworkRefusal(error: unknown): DomainError | null {
  const fastifyCode = (error as { code?: string } | null)?.code;
  if (fastifyCode === 'FST_ERR_CTP_INVALID_JSON_BODY' || fastifyCode === 'FST_ERR_CTP_EMPTY_JSON_BODY') {
    return new DomainError(RequestErrors.notJson);
  }
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : (error as { statusCode?: number } | null)?.statusCode;
  const definition = status === undefined ? undefined : BY_STATUS[status];
  if (!definition)
    return error instanceof SyntaxError && status === 400 ? new DomainError(RequestErrors.notJson) : null;
  if (error instanceof HttpException && /JSON/.test(error.message))
    return new DomainError(RequestErrors.notJson);
  return new DomainError(
    definition,
    error instanceof Error && status !== 404 ? { detail: error.message } : {},
  );
}
