import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import { SettleTransferService } from './settle-transfer.service.js';
import {
  CancelStockTransferRequest,
  CreateStockTransferRequest,
  SettleStockTransferRequest,
  StockTransferListQuery,
  StockTransferResponse,
  StockTransferSummaryResponse,
  UpdateStockTransferRequest,
  WriteOffStockTransferRequest,
} from './stock-transfers.dto.js';
import { StockTransfersService } from './stock-transfers.service.js';

const VALUES = [
  InventoryErrors.sameLocation,
  InventoryErrors.unknownLocation,
  InventoryErrors.locationInactive,
  InventoryErrors.productNotFound,
  InventoryErrors.lotNotTracked,
  InventoryErrors.unknownLot,
  InventoryErrors.lotOfOtherProduct,
];
const STATUS = [InventoryErrors.transferNotFound, InventoryErrors.transferStatus];
const SETTLING = [
  ...STATUS,
  InventoryErrors.unknownTransferLine,
  InventoryErrors.placeTwice,
  InventoryErrors.transferExceeded,
  InventoryErrors.unknownLocation,
  InventoryErrors.locationInactive,
];
const ACTION = {
  permission: InventoryPermissions.post,
  idempotent: true,
  response: StockTransferResponse,
} as const;

@ApiTags('Stock transfers')
@Controller('inventory/stock-transfers')
export class StockTransfersController {
  constructor(
    private readonly transfers: StockTransfersService,
    private readonly settling: SettleTransferService,
  ) {}

  @Get()
  @Operation({
    summary: 'List stock transfers, newest first',
    permission: InventoryPermissions.read,
    response: StockTransferSummaryResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: StockTransferListQuery,
  ): Promise<Page<StockTransferSummaryResponse>> {
    const { status, from_location_id, to_location_id, ...page } = query;
    return this.transfers.list(principal, { ...page, where: { status, from_location_id, to_location_id } });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a stock transfer with its lines',
    permission: InventoryPermissions.read,
    response: StockTransferResponse,
    errors: [InventoryErrors.transferNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<StockTransferResponse> {
    return this.transfers.get(principal, id);
  }

  @Post()
  @Operation({ summary: 'Draft a stock transfer', ...ACTION, status: 201, errors: VALUES })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateStockTransferRequest,
  ): Promise<StockTransferResponse> {
    return this.transfers.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a draft',
    permission: InventoryPermissions.post,
    versioned: true,
    response: StockTransferResponse,
    errors: [...STATUS, ...VALUES],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateStockTransferRequest,
  ): Promise<StockTransferResponse> {
    return this.transfers.update(principal, id, version, body);
  }

  @Post(':id/cancel')
  @Operation({ summary: 'Give up a draft', ...ACTION, errors: STATUS })
  cancel(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: CancelStockTransferRequest,
  ): Promise<StockTransferResponse> {
    return this.transfers.cancel(principal, id, body.reason ?? null);
  }

  @Post(':id/ship')
  @Operation({
    summary: 'Ship a draft: stock leaves its place and is on its way',
    description: 'A line that was picked from several lots becomes one for each of them.',
    ...ACTION,
    errors: [...STATUS, InventoryErrors.insufficientStock, InventoryErrors.notAvailable],
  })
  ship(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<StockTransferResponse> {
    return this.transfers.ship(principal, id);
  }

  @Post(':id/receipts')
  @Operation({
    summary: 'Receive what has arrived, all of it or any part',
    ...ACTION,
    status: 201,
    errors: SETTLING,
  })
  receive(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: SettleStockTransferRequest,
  ): Promise<StockTransferResponse> {
    return this.settling.receive(principal, id, body);
  }

  @Post(':id/returns')
  @Operation({
    summary: 'Bring back to its source what is on its way',
    description: 'A transfer of which everything came back is cancelled.',
    ...ACTION,
    status: 201,
    errors: SETTLING,
  })
  return(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: SettleStockTransferRequest,
  ): Promise<StockTransferResponse> {
    return this.settling.return(principal, id, body);
  }

  @Post(':id/write-offs')
  @Operation({
    summary: 'Write off what does not arrive, with a reason',
    ...ACTION,
    permission: InventoryPermissions.adjust,
    status: 201,
    errors: SETTLING,
  })
  writeOff(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: WriteOffStockTransferRequest,
  ): Promise<StockTransferResponse> {
    return this.settling.writeOff(principal, id, body);
  }
}
