import type { Readable } from 'node:stream';
import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { AccessErrors, CurrentPrincipal, type Principal } from '../access/index.js';
import { TABLE_FILE_TYPES } from '../files/index.js';
import { IdParam, Operation, RequestErrors } from '../http/index.js';
import { Runtime } from '../runtime.js';
import { allImportDefinitions } from './import-definition.js';
import { ImportErrors } from './import.errors.js';
import { ImportKindResponse, ImportListQuery, ImportQuery, ImportResponse } from './imports.dto.js';
import { ImportPermissions } from './imports.permissions.js';
import { ImportsService } from './imports.service.js';
import { saveUpload } from './uploaded-file.js';

@ApiTags('Imports')
@Controller('imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly runtime: Runtime,
  ) {}

  @Get()
  @Operation({
    summary: 'List imports, newest first',
    permission: ImportPermissions.read,
    response: ImportResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ImportListQuery,
  ): Promise<Page<ImportResponse>> {
    return this.imports.list(principal, query);
  }

  @Get('kinds')
  @Operation({
    summary: 'What can be imported, with the columns of each file',
    permission: ImportPermissions.read,
    response: ImportKindResponse,
    array: true,
  })
  kinds(): ImportKindResponse[] {
    return allImportDefinitions().map((definition) => ({
      kind: definition.kind,
      title: definition.title,
      columns: definition.columns.map(({ name, type, required = false, description, example }) => ({
        name,
        type,
        required,
        description,
        example,
      })),
    }));
  }

  @Get(':id')
  @Operation({
    summary: 'Get an import with its bad rows',
    permission: ImportPermissions.read,
    response: ImportResponse,
    errors: [ImportErrors.importNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ImportResponse> {
    return this.imports.get(principal, id);
  }

  @Post(':kind')
  @ApiConsumes('text/csv', TABLE_FILE_TYPES.xlsx, 'multipart/form-data')
  @ApiBody({
    schema: { type: 'string', format: 'binary' },
    description: 'CSV in UTF-8 or the first sheet of an XLSX workbook, with a header line.',
  })
  @Operation({
    summary: 'Import a CSV or XLSX file',
    description:
      'Nothing is imported when a row is bad, unless `partial` is asked for. The same file twice changes nothing. ' +
      'The answer counts the rows and names what is wrong with each bad one.',
    permission: ImportPermissions.run,
    idempotent: true,
    response: ImportResponse,
    errors: [
      ImportErrors.unknownKind,
      ImportErrors.noFile,
      ImportErrors.malformedCsv,
      ImportErrors.malformedXlsx,
      ImportErrors.badHeader,
      ImportErrors.empty,
      ImportErrors.tooManyRows,
      RequestErrors.tooLarge,
      RequestErrors.unsupportedMediaType,
    ],
  })
  async run(
    @CurrentPrincipal() principal: Principal,
    @Param('kind') kind: string,
    @Query() query: ImportQuery,
    @Req() request: FastifyRequest,
  ): Promise<ImportResponse> {
    const { permission } = this.imports.definition(kind);
    if (permission && !principal.permissions.has(permission)) {
      throw new DomainError(AccessErrors.forbidden, {
        detail: `This needs the permission ${permission} too.`,
        extra: { permission },
      });
    }
    const { stream, name } = await uploadOf(request);
    const file = await saveUpload(stream, name, this.runtime.config.UPLOAD_MAX_BYTES);
    try {
      // The body of this request is a file, so its content stands in for the body in the idempotency key.
      if (principal.idempotency) principal.idempotency.requestHash += file.contentHash;
      return await this.imports.run(principal, kind, file, { dryRun: query.dry_run, partial: query.partial });
    } finally {
      await file.remove();
    }
  }
}

/** The file of the request: its whole body as text/csv or XLSX, or the one file of a form. */
async function uploadOf(request: FastifyRequest): Promise<{ stream: Readable; name: string }> {
  if (request.isMultipart()) {
    const part = await request.file();
    if (!part) throw new DomainError(ImportErrors.noFile);
    return { stream: part.file, name: part.filename || 'upload.csv' };
  }
  const body = request.body as Readable | undefined;
  if (typeof body?.pipe !== 'function') throw new DomainError(ImportErrors.noFile);
  return { stream: body, name: 'upload.csv' };
}
