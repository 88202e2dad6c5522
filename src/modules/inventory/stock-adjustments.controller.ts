import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import { PostAdjustmentService } from './post-adjustment.service.js';
import {
  CreateStockAdjustmentRequest,
  ReverseStockAdjustmentRequest,
  StockAdjustmentListQuery,
  StockAdjustmentResponse,
  StockAdjustmentSummaryResponse,
  UpdateStockAdjustmentRequest,
} from './stock-adjustments.dto.js';
import { StockAdjustmentsService } from './stock-adjustments.service.js';

const LINES = [
  InventoryErrors.productNotFound,
  InventoryErrors.unknownLocation,
  InventoryErrors.locationInactive,
  InventoryErrors.locationElsewhere,
  InventoryErrors.lotRequired,
  InventoryErrors.lotNotTracked,
  InventoryErrors.unknownLot,
  InventoryErrors.lotOfOtherProduct,
  InventoryErrors.placeTwice,
  InventoryErrors.zeroChange,
  InventoryErrors.wrongDirection,
];
const VALUES = [
  ...LINES,
  InventoryErrors.unknownWarehouse,
  InventoryErrors.unknownAdjustmentReason,
  InventoryErrors.adjustmentEntry,
  InventoryErrors.noDefaultLocation,
];
const POSTING = [
  InventoryErrors.insufficientStock,
  InventoryErrors.notAvailable,
  InventoryErrors.futureDate,
  InventoryErrors.laterShortage,
  InventoryErrors.periodClosed,
  InventoryErrors.methodChanged,
];
const ACTION = {
  permission: InventoryPermissions.adjust,
  idempotent: true,
  response: StockAdjustmentResponse,
} as const;

@ApiTags('Stock adjustments')
@Controller('inventory/stock-adjustments')
export class StockAdjustmentsController {
  constructor(
    private readonly adjustments: StockAdjustmentsService,
    private readonly posting: PostAdjustmentService,
  ) {}

  @Get()
  @Operation({
    summary: 'List stock adjustments, newest first',
    permission: InventoryPermissions.read,
    response: StockAdjustmentSummaryResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: StockAdjustmentListQuery,
  ): Promise<Page<StockAdjustmentSummaryResponse>> {
    const { status, adjustment_type, warehouse_id, reason_id, ...page } = query;
    const where = { status, adjustment_type, warehouse_id, reason_id };
    return this.adjustments.list(principal, { ...page, where });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a stock adjustment with its lines',
    permission: InventoryPermissions.read,
    response: StockAdjustmentResponse,
    errors: [InventoryErrors.adjustmentNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<StockAdjustmentResponse> {
    return this.adjustments.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Draft a stock adjustment',
    description: 'Nothing moves before it is posted.',
    ...ACTION,
    status: 201,
    errors: VALUES,
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateStockAdjustmentRequest,
  ): Promise<StockAdjustmentResponse> {
    return this.adjustments.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a draft',
    permission: InventoryPermissions.adjust,
    versioned: true,
    response: StockAdjustmentResponse,
    errors: [InventoryErrors.adjustmentNotFound, InventoryErrors.adjustmentNotDraft, ...VALUES],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateStockAdjustmentRequest,
  ): Promise<StockAdjustmentResponse> {
    return this.adjustments.update(principal, id, version, body);
  }

  @Post(':id/post')
  @Operation({
    summary: 'Post a draft',
    description: 'All lines or none. What is posted is never changed; it is undone by a reversal.',
    ...ACTION,
    errors: [
      InventoryErrors.adjustmentNotFound,
      InventoryErrors.adjustmentNotDraft,
      InventoryErrors.afterNeedsToday,
      ...LINES,
      ...POSTING,
    ],
  })
  post(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<StockAdjustmentResponse> {
    return this.posting.post(principal, id);
  }

  @Post(':id/cancel')
  @Operation({
    summary: 'Give up a draft',
    ...ACTION,
    errors: [InventoryErrors.adjustmentNotFound, InventoryErrors.adjustmentNotDraft],
  })
  cancel(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<StockAdjustmentResponse> {
    return this.adjustments.cancel(principal, id);
  }

  @Post(':id/reversal')
  @Operation({
    summary: 'Undo a posted adjustment',
    description: 'Posts one linked adjustment the other way round, at the same value; gives that one.',
    ...ACTION,
    status: 201,
    errors: [
      InventoryErrors.adjustmentNotFound,
      InventoryErrors.adjustmentNotReversible,
      InventoryErrors.adjustmentReversed,
      InventoryErrors.insufficientStock,
      InventoryErrors.notAvailable,
    ],
  })
  reverse(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: ReverseStockAdjustmentRequest,
  ): Promise<StockAdjustmentResponse> {
    return this.posting.reverse(principal, id, body.reason ?? null);
  }
}
