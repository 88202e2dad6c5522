import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation, PageQuery } from '../../platform/http/index.js';
import { CompleteStocktakeService } from './complete-stocktake.service.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import { StartStocktakeService } from './start-stocktake.service.js';
import {
  CancelStocktakeRequest,
  CompleteStocktakeRequest,
  CreateStocktakeRequest,
  StocktakeItemResponse,
  StocktakeListQuery,
  StocktakeResponse,
  StocktakeSummaryResponse,
  UpdateStocktakeRequest,
} from './stocktakes.dto.js';
import { StocktakesService } from './stocktakes.service.js';

const SCOPE = [
  InventoryErrors.unknownWarehouse,
  InventoryErrors.unknownLocation,
  InventoryErrors.locationElsewhere,
  InventoryErrors.unknownCategory,
];
const ACTION = {
  permission: InventoryPermissions.stocktakesWrite,
  idempotent: true,
  response: StocktakeResponse,
} as const;
const STATUS = [InventoryErrors.stocktakeNotFound, InventoryErrors.stocktakeStatus];

@ApiTags('Stocktakes')
@Controller('inventory/stocktakes')
export class StocktakesController {
  constructor(
    private readonly stocktakes: StocktakesService,
    private readonly starting: StartStocktakeService,
    private readonly completing: CompleteStocktakeService,
  ) {}

  @Get()
  @Operation({
    summary: 'List stocktakes, newest first',
    permission: InventoryPermissions.read,
    response: StocktakeSummaryResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: StocktakeListQuery,
  ): Promise<Page<StocktakeSummaryResponse>> {
    const { status, warehouse_id, ...page } = query;
    return this.stocktakes.list(principal, { ...page, where: { status, warehouse_id } });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a stocktake with its figures',
    permission: InventoryPermissions.read,
    response: StocktakeResponse,
    errors: [InventoryErrors.stocktakeNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<StocktakeResponse> {
    return this.stocktakes.get(principal, id);
  }

  @Get(':id/discrepancies')
  @Operation({
    summary: 'List lines on which something else was counted than expected',
    permission: InventoryPermissions.stocktakesWrite,
    response: StocktakeItemResponse,
    page: true,
    errors: [InventoryErrors.stocktakeNotFound],
  })
  discrepancies(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: PageQuery,
  ): Promise<Page<StocktakeItemResponse>> {
    return this.stocktakes.items(principal, id, { ...query, discrepancies: true });
  }

  @Post()
  @Operation({
    summary: 'Plan a stocktake',
    description:
      'Of a warehouse, or of a part of it. Many may be planned; one of a warehouse is under way at a time.',
    ...ACTION,
    status: 201,
    errors: SCOPE,
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateStocktakeRequest,
  ): Promise<StocktakeResponse> {
    return this.stocktakes.plan(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a planned stocktake',
    permission: InventoryPermissions.stocktakesWrite,
    versioned: true,
    response: StocktakeResponse,
    errors: [...STATUS, ...SCOPE],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateStocktakeRequest,
  ): Promise<StocktakeResponse> {
    return this.stocktakes.update(principal, id, version, body);
  }

  @Post(':id/start')
  @Operation({
    summary: 'Start counting',
    description: 'Writes down what is expected: the stock of every place in scope at this moment.',
    ...ACTION,
    errors: [...STATUS, InventoryErrors.stocktakeOpen, InventoryErrors.stocktakeTooLarge],
  })
  start(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<StocktakeResponse> {
    return this.starting.start(principal, id);
  }

  @Post(':id/refresh')
  @Operation({
    summary: 'Take the expected quantities anew',
    description: 'For a count during which much has moved. Counted quantities stay.',
    ...ACTION,
    errors: [...STATUS, InventoryErrors.stocktakeTooLarge],
  })
  refresh(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<StocktakeResponse> {
    return this.starting.refresh(principal, id);
  }

  @Post(':id/complete')
  @Operation({
    summary: 'Complete a stocktake',
    description:
      'Adds what was found more or less than expected to the stock of now, so that movements during the count survive. ' +
      'All lines or none.',
    ...ACTION,
    errors: [
      ...STATUS,
      InventoryErrors.stocktakeUncounted,
      InventoryErrors.stocktakeNeedsRecount,
      InventoryErrors.stocktakeImpossible,
    ],
  })
  complete(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: CompleteStocktakeRequest,
  ): Promise<StocktakeResponse> {
    return this.completing.complete(principal, id, body.uncounted);
  }

  @Post(':id/cancel')
  @Operation({
    summary: 'Give a stocktake up',
    description: 'No stock changes.',
    ...ACTION,
    errors: STATUS,
  })
  cancel(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: CancelStocktakeRequest,
  ): Promise<StocktakeResponse> {
    return this.stocktakes.cancel(principal, id, body.reason ?? null);
  }
}
