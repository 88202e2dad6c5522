import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtension,
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import type { ErrorDefinition } from '../../kernel/domain-error.js';
import { groupBy } from '../../kernel/group-by.js';
import { AccessErrors } from '../access/access.errors.js';
import { Public, RequirePermission, SIGNED_IN } from '../access/access.decorators.js';
import { DatabaseErrors } from '../database/database.errors.js';
import { IdempotencyErrors } from '../database/idempotency-store.js';
import { PageErrors, PreconditionErrors, RequestErrors } from './http.errors.js';
import { STATUS_OF_KIND } from './problem.filter.js';
import { PageInfo, Problem } from './problem.dto.js';

export interface OperationOptions {
  /** What it does, in one line. */
  summary: string;
  /** Rules worth knowing, in sentences. */
  description?: string;
  /** Permission code, `SIGNED_IN`, or 'public'. */
  permission: string;
  /** Permissions that some requests need as well; the description says which. */
  furtherPermissions?: readonly string[];
  /** Success status; 200 unless told. */
  status?: number;
  /** Class of the answer; `page: true` makes it a list page of it, `array: true` an array. */
  response?: Type<unknown>;
  page?: boolean;
  array?: boolean;
  /** Media types of the file that it answers with. */
  file?: readonly string[];
  /** The module's refusals that this route can answer. */
  errors?: readonly ErrorDefinition[];
  /** A POST, which honours Idempotency-Key. */
  idempotent?: boolean;
  /** An update or delete, which demands If-Match. */
  versioned?: boolean;
}

/** Everything that a route says about itself: permission, status, documentation, refusals. Every route has one. */
export function Operation(options: OperationOptions): MethodDecorator {
  const status = options.status ?? 200;
  const isPublic = options.permission === 'public';
  const decorators: (MethodDecorator | PropertyDecorator | ClassDecorator)[] = [
    HttpCode(status),
    ApiOperation({ summary: options.summary, description: describe(options) }),
    ApiExtension('x-permission', options.permission),
    ...(options.furtherPermissions
      ? [ApiExtension('x-further-permissions', options.furtherPermissions)]
      : []),
    isPublic ? Public() : RequirePermission(options.permission),
    ...(isPublic ? [] : [ApiBearerAuth()]),
    success(status, options),
    ...problems(options),
  ];
  if (options.idempotent) decorators.push(IDEMPOTENCY_HEADER);
  if (options.versioned) decorators.push(IF_MATCH_HEADER);
  return applyDecorators(...(decorators as MethodDecorator[]));
}

const IDEMPOTENCY_HEADER = ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  description: 'Repeat the request with the same key and you get the same answer, and nothing is done twice.',
  schema: { type: 'string', maxLength: 255, example: '1f7c9d3e-6a41-4d0a-9b5c-3f0f2f6f8a01' },
});

const IF_MATCH_HEADER = ApiHeader({
  name: 'If-Match',
  required: true,
  description: 'ETag of the version that you have read.',
  schema: { type: 'string', example: '"v1"' },
});

function describe(options: OperationOptions): string {
  const access =
    options.permission === 'public'
      ? 'Needs no credential.'
      : options.permission === SIGNED_IN
        ? 'Needs any signed-in user.'
        : `Needs the permission \`${options.permission}\`.`;
  return options.description ? `${options.description}\n\n${access}` : access;
}

function success(status: number, options: OperationOptions): MethodDecorator {
  const { response } = options;
  if (options.file) return fileAnswer(status, options.file);
  if (!response) return ApiResponse({ status, description: 'Done.' });
  const item = { $ref: getSchemaPath(response) };
  const schema = options.page
    ? {
        type: 'object',
        required: ['data', 'page'],
        properties: { data: { type: 'array', items: item }, page: { $ref: getSchemaPath(PageInfo) } },
      }
    : options.array
      ? { type: 'array', items: item }
      : item;
  const etag =
    options.page || options.array
      ? {}
      : { ETag: { description: 'Version, for If-Match.', schema: { type: 'string' } } };
  return applyDecorators(
    ApiExtraModels(response, PageInfo),
    ApiResponse({
      status,
      description: 'Done.',
      content: { 'application/json': { schema } },
      headers: etag,
    } as never),
  ) as MethodDecorator;
}

function fileAnswer(status: number, types: readonly string[]): MethodDecorator {
  const schema = { type: 'string', format: 'binary' };
  const content = Object.fromEntries(types.map((type) => [type.split(';')[0]!, { schema }]));
  return ApiResponse({ status, description: 'The file.', content } as never);
}

function problems(options: OperationOptions): MethodDecorator[] {
  const common: ErrorDefinition[] = [RequestErrors.invalid, RequestErrors.rateLimited, DatabaseErrors.busy];
  if (options.permission !== 'public') common.push(AccessErrors.unauthenticated, AccessErrors.forbidden);
  if (options.page) common.push(PageErrors.badCursor, PageErrors.unknownSort);
  if (options.idempotent || options.versioned) {
    common.push(RequestErrors.notJson, RequestErrors.tooLarge, RequestErrors.unsupportedMediaType);
    common.push(DatabaseErrors.outOfRange);
  }
  if (options.idempotent) common.push(IdempotencyErrors.invalidKey, IdempotencyErrors.keyReused);
  if (options.versioned) {
    common.push(PreconditionErrors.malformed, PreconditionErrors.required, PreconditionErrors.stale);
  }
  const byStatus = groupBy([...common, ...(options.errors ?? [])], ({ kind }) => STATUS_OF_KIND[kind]);
  return [...byStatus].map(([status, definitions]) => problemResponse(status, definitions));
}

function problemResponse(status: number, definitions: ErrorDefinition[]): MethodDecorator {
  const examples = Object.fromEntries(
    definitions.map((definition) => [
      definition.code,
      {
        value: {
          type: `urn:millwright:problem:${definition.code}`,
          title: definition.title,
          status,
          code: definition.code,
          instance: '/api/v1/…',
          trace_id: 'req-1',
        },
      },
    ]),
  );
  return ApiResponse({
    status,
    description: definitions.map((definition) => `\`${definition.code}\` ${definition.title}`).join('\n\n'),
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath(Problem) }, examples } },
  } as never);
}
