import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation, PageQuery } from '../../platform/http/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import { ClosePeriodRequest, PeriodClosingResponse, ReopenPeriodRequest } from './periods.dto.js';
import { PeriodsService } from './periods.service.js';

@ApiTags('Inventory periods')
@Controller('inventory/period-closings')
export class PeriodsController {
  constructor(private readonly periods: PeriodsService) {}

  @Get()
  @Operation({
    summary: 'List closings, the latest first',
    permission: InventoryPermissions.read,
    response: PeriodClosingResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PageQuery,
  ): Promise<Page<PeriodClosingResponse>> {
    return this.periods.list(principal, query);
  }

  @Post()
  @Operation({
    summary: 'Close everything up to a day',
    description: 'Nothing can be entered for these days any more, and no value of them changes.',
    permission: InventoryPermissions.closePeriods,
    status: 201,
    idempotent: true,
    response: PeriodClosingResponse,
    errors: [InventoryErrors.periodNotOver, InventoryErrors.periodAlreadyClosed],
  })
  close(
    @CurrentPrincipal() principal: Principal,
    @Body() body: ClosePeriodRequest,
  ): Promise<PeriodClosingResponse> {
    return this.periods.close(principal, body);
  }

  @Post(':id/reopening')
  @Operation({
    summary: 'Reopen the latest closing',
    description: 'The one before it holds again.',
    permission: InventoryPermissions.reopenPeriods,
    idempotent: true,
    response: PeriodClosingResponse,
    errors: [InventoryErrors.periodNotFound, InventoryErrors.periodNotLatest],
  })
  reopen(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: ReopenPeriodRequest,
  ): Promise<PeriodClosingResponse> {
    return this.periods.reopen(principal, id, body);
  }
}
