import { Body, Controller, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { decimal } from '../../kernel/decimal.js';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { ProductsErrors } from '../products/index.js';
import { MrpPermissions } from './mrp.permissions.js';
import {
  DeadlineQuery,
  DeadlineResponse,
  ProductTimingView,
  RecalculationResponse,
  ReorderPointQuery,
  ReorderPointResponse,
  TimingSettingsRequest,
  TimingSettingsResponse,
  UpdateLeadTimesRequest,
} from './timing.dto.js';
import { TimingService } from './timing.service.js';
import { TimingSettingsService } from './timing-settings.service.js';

const SERVICE_LEVEL_PERCENT = decimal(95);

@ApiTags('Order timing')
@Controller('mrp/timing')
export class TimingController {
  constructor(
    private readonly timing: TimingService,
    private readonly timingSettings: TimingSettingsService,
  ) {}

  @Get('settings')
  @Operation({
    summary: 'Get the lead times that count where a product has none',
    permission: MrpPermissions.read,
    response: TimingSettingsResponse,
  })
  settings(@CurrentPrincipal() principal: Principal): Promise<TimingSettingsResponse> {
    return this.timingSettings.get(principal);
  }

  @Put('settings')
  @Operation({
    summary: 'Set the lead times that count where a product has none',
    description: 'Totals of products follow at once, dates with the next calculation.',
    permission: MrpPermissions.timingWrite,
    versioned: true,
    response: TimingSettingsResponse,
  })
  replaceSettings(
    @CurrentPrincipal() principal: Principal,
    @IfMatch() version: number,
    @Body() body: TimingSettingsRequest,
  ): Promise<TimingSettingsResponse> {
    return this.timingSettings.replace(principal, version, body);
  }

  @Get('deadlines')
  @Operation({
    summary: 'List products by the last day to order them',
    description: 'As last calculated. Products that nobody uses have no deadline.',
    permission: MrpPermissions.read,
    response: DeadlineResponse,
    page: true,
  })
  deadlines(
    @CurrentPrincipal() principal: Principal,
    @Query() query: DeadlineQuery,
  ): Promise<Page<DeadlineResponse>> {
    return this.timing.deadlines(principal, query);
  }

  @Post('recalculate')
  @Operation({
    summary: 'Calculate when products run out and until when they must be ordered',
    description: 'For all active products, from their stock now and what they used of late.',
    permission: MrpPermissions.timingWrite,
    idempotent: true,
    response: RecalculationResponse,
  })
  recalculate(@CurrentPrincipal() principal: Principal): Promise<RecalculationResponse> {
    return this.timing.recalculate(principal);
  }

  @Get('products/:id')
  @Operation({
    summary: 'Get when a product runs out and until when it must be ordered',
    description: 'Calculated now. Lead times of parts are calendar days, that of the product working days.',
    permission: MrpPermissions.read,
    response: ProductTimingView,
    errors: [ProductsErrors.productNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ProductTimingView> {
    return this.timing.get(principal, id);
  }

  @Patch('products/:id')
  @Operation({
    summary: 'Change the lead times of a product',
    description:
      'A part that is null is the organization’s. Without any part the lead time of the product counts.',
    permission: MrpPermissions.timingWrite,
    versioned: true,
    response: ProductTimingView,
    errors: [ProductsErrors.productNotFound],
  })
  setLeadTimes(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateLeadTimesRequest,
  ): Promise<ProductTimingView> {
    return this.timing.setLeadTimes(principal, id, version, body);
  }

  @Get('products/:id/reorder-point')
  @Operation({
    summary: 'Suggest a reorder point',
    description:
      'Usage while it comes, and safety stock by service level or in weeks of usage. Nothing is written: set it on the product.',
    permission: MrpPermissions.read,
    response: ReorderPointResponse,
    errors: [ProductsErrors.productNotFound],
  })
  reorderPoint(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: ReorderPointQuery,
  ): Promise<ReorderPointResponse> {
    const { safety_weeks: weeks, service_level_percent: level = SERVICE_LEVEL_PERCENT } = query;
    return this.timing.reorderPoint(principal, id, weeks ? { weeks } : { serviceLevelPercent: level });
  }
}
