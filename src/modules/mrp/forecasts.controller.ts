import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { ProductsErrors } from '../products/index.js';
import { ForecastGenerationService } from './forecast-generation.service.js';
import {
  CreateForecastRequest,
  ForecastGenerationResponse,
  ForecastListQuery,
  ForecastResponse,
  GenerateForecastsRequest,
  UpdateForecastRequest,
} from './forecasts.dto.js';
import { ForecastsService } from './forecasts.service.js';
import { MrpErrors } from './mrp.errors.js';
import { MrpPermissions } from './mrp.permissions.js';

const HISTORY_PERIODS = { week: 52, month: 24 };

@ApiTags('Demand forecasts')
@Controller('mrp/forecasts')
export class ForecastsController {
  constructor(
    private readonly forecasts: ForecastsService,
    private readonly generation: ForecastGenerationService,
  ) {}

  @Get()
  @Operation({
    summary: 'List forecasts of demand',
    permission: MrpPermissions.read,
    response: ForecastResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ForecastListQuery,
  ): Promise<Page<ForecastResponse>> {
    return this.forecasts.list(principal, query);
  }

  @Get(':id')
  @Operation({
    summary: 'Get a forecast',
    permission: MrpPermissions.read,
    response: ForecastResponse,
    errors: [MrpErrors.forecastNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ForecastResponse> {
    return this.forecasts.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Write a forecast',
    description: 'One for each product and week or month; no day is forecast twice.',
    permission: MrpPermissions.forecastsWrite,
    status: 201,
    idempotent: true,
    response: ForecastResponse,
    errors: [ProductsErrors.unknownProduct, MrpErrors.forecastPeriodStart, MrpErrors.forecastTaken],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateForecastRequest,
  ): Promise<ForecastResponse> {
    return this.forecasts.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a forecast',
    permission: MrpPermissions.forecastsWrite,
    versioned: true,
    response: ForecastResponse,
    errors: [MrpErrors.forecastNotFound],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateForecastRequest,
  ): Promise<ForecastResponse> {
    return this.forecasts.update(principal, id, version, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Remove a forecast',
    permission: MrpPermissions.forecastsWrite,
    status: 204,
    versioned: true,
    errors: [MrpErrors.forecastNotFound],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.forecasts.remove(principal, id, version);
  }

  @Post('generate')
  @Operation({
    summary: 'Generate forecasts from what was shipped and issued',
    description:
      'Looks at complete periods and forecasts those after the present one. What people wrote stays unless told otherwise.',
    permission: MrpPermissions.forecastsWrite,
    idempotent: true,
    response: ForecastGenerationResponse,
    errors: [ProductsErrors.unknownProduct, MrpErrors.tooManyForecasts],
  })
  generate(
    @CurrentPrincipal() principal: Principal,
    @Body() body: GenerateForecastsRequest,
  ): Promise<ForecastGenerationResponse> {
    const period = body.period ?? 'week';
    return this.generation.generate(principal, {
      productIds: body.product_ids ?? null,
      method: body.method ?? 'auto',
      period,
      periodsAhead: body.periods_ahead ?? 12,
      historyPeriods: body.history_periods ?? HISTORY_PERIODS[period],
      window: body.window ?? 6,
      alpha: body.alpha ?? null,
      biasCorrection: body.bias_correction ?? true,
      replaceManual: body.replace_manual ?? false,
      preview: body.preview ?? false,
    });
  }
}
