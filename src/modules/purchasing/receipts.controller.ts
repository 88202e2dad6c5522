import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation, PageQuery } from '../../platform/http/index.js';
import { InventoryErrors } from '../inventory/index.js';
import { SpoolsErrors } from '../spools/index.js';
import { PurchasingErrors } from './purchasing.errors.js';
import { PurchasingPermissions } from './purchasing.permissions.js';
import { CreateReceiptRequest, ReceiptResponse } from './receipts.dto.js';
import { ReceiveGoodsService } from './receive-goods.service.js';

@ApiTags('Purchase orders')
@Controller()
export class ReceiptsController {
  constructor(private readonly receipts: ReceiveGoodsService) {}

  @Post('purchase-orders/:id/receipts')
  @Operation({
    summary: 'Receive goods',
    description:
      'Any part of an order. Accepted goods enter the stock at their price and their share of the shipping cost; rejected ones are counted and do not.',
    permission: PurchasingPermissions.receive,
    status: 201,
    idempotent: true,
    response: ReceiptResponse,
    errors: [
      PurchasingErrors.orderNotFound,
      PurchasingErrors.wrongStatus,
      PurchasingErrors.overReceipt,
      PurchasingErrors.unknownLine,
      PurchasingErrors.lineTwice,
      PurchasingErrors.nothingReceived,
      PurchasingErrors.quantityMismatch,
      PurchasingErrors.spoolsTwice,
      PurchasingErrors.spoolsOfNothing,
      PurchasingErrors.spoolWeightsDiffer,
      PurchasingErrors.tooManySpools,
      SpoolsErrors.spoolNumberTaken,
      SpoolsErrors.notStockedByWeight,
      InventoryErrors.futureDate,
      InventoryErrors.laterShortage,
      InventoryErrors.periodClosed,
      InventoryErrors.methodChanged,
      InventoryErrors.lotNotTracked,
      InventoryErrors.unknownLocation,
      InventoryErrors.locationInactive,
      InventoryErrors.noDefaultLocation,
      InventoryErrors.quantityTooSmall,
    ],
  })
  receive(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: CreateReceiptRequest,
  ): Promise<ReceiptResponse> {
    return this.receipts.receive(principal, id, body);
  }

  @Get('purchase-orders/:id/receipts')
  @Operation({
    summary: 'List the receipts of an order, newest first',
    permission: PurchasingPermissions.read,
    response: ReceiptResponse,
    page: true,
    errors: [PurchasingErrors.orderNotFound],
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: PageQuery,
  ): Promise<Page<ReceiptResponse>> {
    return this.receipts.list(principal, id, query);
  }

  @Get('purchase-receipts/:id')
  @Operation({
    summary: 'Get a receipt',
    permission: PurchasingPermissions.read,
    response: ReceiptResponse,
    errors: [PurchasingErrors.receiptNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ReceiptResponse> {
    return this.receipts.get(principal, id);
  }
}
