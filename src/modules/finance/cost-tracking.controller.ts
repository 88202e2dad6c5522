import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { Operation } from '../../platform/http/index.js';
import {
  CalculateCostsRequest,
  CalculatedCostsResponse,
  CostMonthQuery,
  CostMonthResponse,
} from './cost-tracking.dto.js';
import { CostTrackingService } from './cost-tracking.service.js';
import { FinanceErrors } from './finance.errors.js';
import { FinancePermissions } from './finance.permissions.js';

@ApiTags('Costs by month')
@Controller('finance/costs')
export class CostTrackingController {
  constructor(private readonly costs: CostTrackingService) {}

  @Get()
  @Operation({
    summary: 'List costs of products by month',
    description: 'As last calculated. Sort by `-total_cost` for the dearest first.',
    permission: FinancePermissions.read,
    response: CostMonthResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: CostMonthQuery,
  ): Promise<Page<CostMonthResponse>> {
    return this.costs.list(principal, query);
  }

  @Post('calculate')
  @Operation({
    summary: 'Calculate the costs of a month from the ledger',
    description: 'As often as wanted: the same ledger gives the same rows.',
    permission: FinancePermissions.write,
    idempotent: true,
    response: CalculatedCostsResponse,
    errors: [FinanceErrors.monthNotBegun],
  })
  calculate(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CalculateCostsRequest,
  ): Promise<CalculatedCostsResponse> {
    return this.costs.calculate(principal, body.month);
  }
}
