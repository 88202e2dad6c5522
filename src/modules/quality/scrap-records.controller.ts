import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation } from '../../platform/http/index.js';
import { InventoryErrors } from '../inventory/index.js';
import { QualityErrors } from './quality.errors.js';
import { QualityPermissions } from './quality.permissions.js';
import {
  ScrapRecordListQuery,
  ScrapRecordResponse,
  ScrapStockRequest,
  ScrapSummaryQuery,
  ScrapSummaryResponse,
} from './scrap-records.dto.js';
import { ScrapRecordsService } from './scrap-records.service.js';

@ApiTags('Quality')
@Controller('scrap-records')
export class ScrapRecordsController {
  constructor(private readonly records: ScrapRecordsService) {}

  @Get()
  @Operation({
    summary: 'List scrap records, newest first',
    permission: QualityPermissions.read,
    response: ScrapRecordResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ScrapRecordListQuery,
  ): Promise<Page<ScrapRecordResponse>> {
    return this.records.list(principal, query);
  }

  @Get('summary')
  @Operation({
    summary: 'Scrap by period and reason',
    description: 'The time zone of the organization decides which day it was.',
    permission: QualityPermissions.read,
    response: ScrapSummaryResponse,
    array: true,
    errors: [QualityErrors.badPeriod, QualityErrors.periodTooLong],
  })
  summary(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ScrapSummaryQuery,
  ): Promise<ScrapSummaryResponse[]> {
    return this.records.summary(principal, query);
  }

  @Get(':id')
  @Operation({
    summary: 'Get a scrap record',
    permission: QualityPermissions.read,
    response: ScrapRecordResponse,
    errors: [QualityErrors.scrapRecordNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ScrapRecordResponse> {
    return this.records.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Scrap stock',
    description:
      'Takes it out of stock at its value. What is picked from several lots or places gives a record for each.',
    permission: QualityPermissions.scrap,
    status: 201,
    idempotent: true,
    response: ScrapRecordResponse,
    array: true,
    errors: [
      QualityErrors.unknownScrapReason,
      QualityErrors.inactiveScrapReason,
      InventoryErrors.insufficientStock,
      InventoryErrors.notAvailable,
      InventoryErrors.unitNotConvertible,
      InventoryErrors.quantityTooSmall,
      InventoryErrors.futureDate,
      InventoryErrors.laterShortage,
      InventoryErrors.periodClosed,
      InventoryErrors.methodChanged,
    ],
  })
  scrap(
    @CurrentPrincipal() principal: Principal,
    @Body() body: ScrapStockRequest,
  ): Promise<ScrapRecordResponse[]> {
    return this.records.scrapStock(principal, body);
  }
}
