import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { PurchaseOrderLinesService } from './purchase-order-lines.service.js';
import {
  AddPurchaseOrderLineRequest,
  CreatePurchaseOrderRequest,
  PurchaseOrderListQuery,
  PurchaseOrderResponse,
  PurchaseOrderSummaryResponse,
  UpdatePurchaseOrderLineRequest,
  UpdatePurchaseOrderRequest,
} from './purchase-orders.dto.js';
import { PurchaseOrdersService } from './purchase-orders.service.js';
import { PurchasingErrors } from './purchasing.errors.js';
import { PurchasingPermissions } from './purchasing.permissions.js';

const FOUND = [PurchasingErrors.orderNotFound, PurchasingErrors.wrongStatus];
const LINES = [
  PurchasingErrors.productInactive,
  PurchasingErrors.unknownUnit,
  PurchasingErrors.conversionNeeded,
  PurchasingErrors.conversionNotOne,
  PurchasingErrors.conversionTooSmall,
  PurchasingErrors.priceNeeded,
  PurchasingErrors.orderRule,
];
const TERMS = [
  PurchasingErrors.unknownVendor,
  PurchasingErrors.vendorInactive,
  PurchasingErrors.exchangeRateNeeded,
  PurchasingErrors.exchangeRateNotOne,
  PurchasingErrors.externalReferenceTaken,
];
const ACTION = {
  permission: PurchasingPermissions.ordersWrite,
  idempotent: true,
  response: PurchaseOrderResponse,
} as const;
const CHANGE = {
  permission: PurchasingPermissions.ordersWrite,
  versioned: true,
  response: PurchaseOrderResponse,
} as const;

@ApiTags('Purchase orders')
@Controller('purchase-orders')
export class PurchaseOrdersController {
  constructor(
    private readonly orders: PurchaseOrdersService,
    private readonly lines: PurchaseOrderLinesService,
  ) {}

  @Get()
  @Operation({
    summary: 'List purchase orders, newest first',
    permission: PurchasingPermissions.read,
    response: PurchaseOrderSummaryResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PurchaseOrderListQuery,
  ): Promise<Page<PurchaseOrderSummaryResponse>> {
    return this.orders.list(principal, query);
  }

  @Get(':id')
  @Operation({
    summary: 'Get a purchase order with its lines',
    permission: PurchasingPermissions.read,
    response: PurchaseOrderResponse,
    errors: [PurchasingErrors.orderNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<PurchaseOrderResponse> {
    return this.orders.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create a draft',
    description: 'Unit, conversion and price of a line come from the vendor item, else from the product.',
    ...ACTION,
    status: 201,
    errors: [...TERMS, ...LINES],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreatePurchaseOrderRequest,
  ): Promise<PurchaseOrderResponse> {
    return this.orders.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change the header of an order',
    ...CHANGE,
    errors: [...FOUND, ...TERMS, PurchasingErrors.alreadyReceived, PurchasingErrors.shippingBelowAllocated],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdatePurchaseOrderRequest,
  ): Promise<PurchaseOrderResponse> {
    return this.orders.update(principal, id, version, body);
  }

  @Post(':id/lines')
  @Operation({
    summary: 'Add a line',
    ...ACTION,
    status: 201,
    errors: [...FOUND, ...LINES, PurchasingErrors.tooManyLines],
  })
  addLine(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: AddPurchaseOrderLineRequest,
  ): Promise<PurchaseOrderResponse> {
    return this.lines.add(principal, id, body);
  }

  @Patch(':id/lines/:lineId')
  @Operation({
    summary: 'Change a line',
    description: 'If-Match is the version of the order.',
    ...CHANGE,
    errors: [
      ...FOUND,
      ...LINES,
      PurchasingErrors.lineNotFound,
      PurchasingErrors.belowReceived,
      PurchasingErrors.alreadyReceived,
    ],
  })
  changeLine(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IdParam('lineId') lineId: number,
    @IfMatch() version: number,
    @Body() body: UpdatePurchaseOrderLineRequest,
  ): Promise<PurchaseOrderResponse> {
    return this.lines.change(principal, id, lineId, version, body);
  }

  @Delete(':id/lines/:lineId')
  @Operation({
    summary: 'Remove a line of which nothing was received',
    description: 'If-Match is the version of the order.',
    ...CHANGE,
    errors: [
      ...FOUND,
      PurchasingErrors.lineNotFound,
      PurchasingErrors.lineReceived,
      PurchasingErrors.orderEmpty,
    ],
  })
  removeLine(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IdParam('lineId') lineId: number,
    @IfMatch() version: number,
  ): Promise<PurchaseOrderResponse> {
    return this.lines.remove(principal, id, lineId, version);
  }

  @Post(':id/order')
  @Operation({
    summary: 'Place an order',
    description: 'Lines without a day get the one that follows from their lead time in working days.',
    ...ACTION,
    errors: [...FOUND, PurchasingErrors.orderEmpty, PurchasingErrors.vendorInactive],
  })
  order(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<PurchaseOrderResponse> {
    return this.orders.order(principal, id);
  }

  @Post(':id/cancel')
  @Operation({ summary: 'Cancel an order of which nothing was received', ...ACTION, errors: FOUND })
  cancel(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<PurchaseOrderResponse> {
    return this.orders.cancel(principal, id);
  }

  @Post(':id/close')
  @Operation({
    summary: 'Close an order',
    description: 'What has not come is not expected any more.',
    ...ACTION,
    errors: FOUND,
  })
  close(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<PurchaseOrderResponse> {
    return this.orders.close(principal, id);
  }
}
