import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation } from '../../platform/http/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import {
  CreateAdjustmentRequest,
  CreateCountRequest,
  CreateIssueRequest,
  ReceiveStockRequest,
  CreateTransferRequest,
  MovementListQuery,
  MovementResponse,
  ReverseMovementRequest,
} from './stock-movements.dto.js';
import { MovementBatchRequest, MovementBatchResponse } from './movement-batch.dto.js';
import { MovementBatchService } from './movement-batch.service.js';
import { StockMovementsService } from './stock-movements.service.js';
import { StockReadsService } from './stock-reads.service.js';

const POSTING = [
  InventoryErrors.productNotFound,
  InventoryErrors.unknownLocation,
  InventoryErrors.locationInactive,
  InventoryErrors.futureDate,
  InventoryErrors.laterShortage,
  InventoryErrors.periodClosed,
  InventoryErrors.methodChanged,
  InventoryErrors.unitNotConvertible,
  InventoryErrors.quantityTooSmall,
  InventoryErrors.dateTwice,
];
const LEAVING = [InventoryErrors.insufficientStock, InventoryErrors.notAvailable, InventoryErrors.lotBlocked];
const LOTS = [
  InventoryErrors.lotRequired,
  InventoryErrors.lotNotTracked,
  InventoryErrors.unknownLot,
  InventoryErrors.lotOfOtherProduct,
];

@ApiTags('Stock ledger')
@Controller('inventory')
export class StockMovementsController {
  constructor(
    private readonly movements: StockMovementsService,
    private readonly batches: MovementBatchService,
    private readonly reads: StockReadsService,
  ) {}

  @Post('receipts')
  @Operation({
    summary: 'Receive stock without a purchase order',
    permission: InventoryPermissions.post,
    status: 201,
    idempotent: true,
    response: MovementResponse,
    array: true,
    errors: [...POSTING, ...LOTS, InventoryErrors.noDefaultLocation],
  })
  receive(
    @CurrentPrincipal() principal: Principal,
    @Body() body: ReceiveStockRequest,
  ): Promise<MovementResponse[]> {
    return this.movements.enter(principal, { ...body, kind: 'receipt', path: '' });
  }

  @Post('issues')
  @Operation({
    summary: 'Issue stock',
    description:
      'Takes free stock only. An issue that is picked from several lots or places gives a movement for each. With `allow_negative` (and the permission `inventory.allow_negative`) what the stock does not reach for is held as a whole until somebody else approves it.',
    permission: InventoryPermissions.post,
    furtherPermissions: [InventoryPermissions.allowNegative],
    status: 201,
    idempotent: true,
    response: MovementResponse,
    array: true,
    errors: [...POSTING, ...LEAVING, InventoryErrors.reasonNeeded],
  })
  issue(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateIssueRequest,
  ): Promise<MovementResponse[]> {
    const { allow_negative: holds = false, ...line } = body;
    return this.movements.enter(principal, { ...line, kind: 'issue', holds, path: '' });
  }

  @Post('transfers')
  @Operation({
    summary: 'Move stock to another location',
    description: 'Value goes along unchanged.',
    permission: InventoryPermissions.post,
    status: 201,
    idempotent: true,
    response: MovementResponse,
    array: true,
    errors: [...POSTING, ...LEAVING, InventoryErrors.sameLocation],
  })
  transfer(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateTransferRequest,
  ): Promise<MovementResponse[]> {
    const { from_location_id: location_id, ...line } = body;
    return this.movements.enter(principal, { ...line, location_id, kind: 'transfer', path: '' });
  }

  @Post('adjustments')
  @Operation({
    summary: 'Add to stock or take from it, with a reason',
    permission: InventoryPermissions.adjust,
    status: 201,
    idempotent: true,
    response: MovementResponse,
    array: true,
    errors: [...POSTING, ...LEAVING, ...LOTS, InventoryErrors.zeroChange],
  })
  adjust(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateAdjustmentRequest,
  ): Promise<MovementResponse[]> {
    const { quantity_change: quantity, ...line } = body;
    const quantityField = 'quantity_change';
    return this.movements.enter(principal, {
      ...line,
      quantity,
      quantityField,
      kind: 'adjustment',
      path: '',
    });
  }

  @Post('counts')
  @Operation({
    summary: 'Count one place',
    description:
      'Sets the stock of one product, location and lot to what was counted. It is a barrier in time: what is entered later for an earlier day changes the difference that it found, not what it left.',
    permission: InventoryPermissions.adjust,
    status: 201,
    idempotent: true,
    response: MovementResponse,
    array: true,
    errors: [...POSTING, ...LEAVING, ...LOTS],
  })
  count(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateCountRequest,
  ): Promise<MovementResponse[]> {
    const { counted_quantity: quantity, ...line } = body;
    const quantityField = 'counted_quantity';
    return this.movements.enter(principal, { ...line, quantity, quantityField, kind: 'count', path: '' });
  }

  @Post('movements::batch')
  @Operation({
    summary: 'Post up to a thousand movements',
    description:
      'All or none; or, with `atomic: false`, each by itself, and the answer says what became of which. They are posted in the order of the lines. Adjustments and counts need the permission `inventory.adjust` as well.',
    permission: InventoryPermissions.post,
    furtherPermissions: [InventoryPermissions.adjust],
    status: 201,
    idempotent: true,
    response: MovementBatchResponse,
    errors: [...POSTING, ...LEAVING, ...LOTS, InventoryErrors.zeroChange, InventoryErrors.sameLocation],
  })
  batch(
    @CurrentPrincipal() principal: Principal,
    @Body() body: MovementBatchRequest,
  ): Promise<MovementBatchResponse> {
    return this.batches.post(principal, body);
  }

  @Get('movements')
  @Operation({
    summary: 'List movements, newest first',
    permission: InventoryPermissions.read,
    response: MovementResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: MovementListQuery,
  ): Promise<Page<MovementResponse>> {
    return this.reads.movements(principal, query);
  }

  @Get('movements/:id')
  @Operation({
    summary: 'Get a movement',
    permission: InventoryPermissions.read,
    response: MovementResponse,
    errors: [InventoryErrors.movementNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<MovementResponse> {
    return this.reads.movement(principal, id);
  }

  @Post('movements/:id/reversal')
  @Operation({
    summary: 'Undo a movement',
    description:
      'Posts one linked movement the other way round. Movements of documents are undone at their document.',
    permission: InventoryPermissions.reverse,
    status: 201,
    idempotent: true,
    response: MovementResponse,
    array: true,
    errors: [
      InventoryErrors.movementNotFound,
      InventoryErrors.alreadyReversed,
      InventoryErrors.notReversible,
      InventoryErrors.reversalBefore,
      InventoryErrors.laterShortage,
      InventoryErrors.periodClosed,
      ...LEAVING,
    ],
  })
  reverse(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: ReverseMovementRequest,
  ): Promise<MovementResponse[]> {
    return this.movements.reverse(principal, id, body);
  }
}
