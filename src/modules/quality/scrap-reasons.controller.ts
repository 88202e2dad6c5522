import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { DatabaseErrors } from '../../platform/database/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { QualityErrors } from './quality.errors.js';
import { QualityPermissions } from './quality.permissions.js';
import {
  CreateScrapReasonRequest,
  ScrapReasonListQuery,
  ScrapReasonResponse,
  UpdateScrapReasonRequest,
} from './scrap-reasons.dto.js';
import { ScrapReasonsService } from './scrap-reasons.service.js';

@ApiTags('Quality')
@Controller('scrap-reasons')
export class ScrapReasonsController {
  constructor(private readonly reasons: ScrapReasonsService) {}

  @Get()
  @Operation({
    summary: 'List scrap reasons',
    permission: QualityPermissions.read,
    response: ScrapReasonResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ScrapReasonListQuery,
  ): Promise<Page<ScrapReasonResponse>> {
    const { category, active, ...page } = query;
    return this.reasons.list(principal, { ...page, where: { category, active } });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a scrap reason',
    permission: QualityPermissions.read,
    response: ScrapReasonResponse,
    errors: [QualityErrors.scrapReasonNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ScrapReasonResponse> {
    return this.reasons.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create a scrap reason',
    permission: QualityPermissions.reasonsWrite,
    status: 201,
    idempotent: true,
    response: ScrapReasonResponse,
    errors: [QualityErrors.scrapReasonCodeTaken],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateScrapReasonRequest,
  ): Promise<ScrapReasonResponse> {
    return this.reasons.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a scrap reason',
    permission: QualityPermissions.reasonsWrite,
    versioned: true,
    response: ScrapReasonResponse,
    errors: [QualityErrors.scrapReasonNotFound, QualityErrors.scrapReasonCodeTaken],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateScrapReasonRequest,
  ): Promise<ScrapReasonResponse> {
    return this.reasons.update(principal, id, version, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a scrap reason that was never used',
    permission: QualityPermissions.reasonsWrite,
    status: 204,
    versioned: true,
    errors: [QualityErrors.scrapReasonNotFound, DatabaseErrors.referenced],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.reasons.remove(principal, id, version);
  }
}
