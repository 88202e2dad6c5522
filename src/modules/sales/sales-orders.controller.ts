import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { SalesErrors } from './sales.errors.js';
import { SalesPermissions } from './sales.permissions.js';
import {
  CancelSalesOrderRequest,
  CreateSalesOrderRequest,
  SalesOrderListQuery,
  SalesOrderResponse,
  SalesOrderSummaryResponse,
  UpdateSalesOrderRequest,
} from './sales-orders.dto.js';
import { SalesOrdersService } from './sales-orders.service.js';

const LINES = [SalesErrors.unknownProduct, SalesErrors.noPrice];
const ACTION = {
  permission: SalesPermissions.ordersWrite,
  idempotent: true,
  response: SalesOrderResponse,
} as const;

@ApiTags('Sales orders')
@Controller('sales-orders')
export class SalesOrdersController {
  constructor(private readonly orders: SalesOrdersService) {}

  @Get()
  @Operation({
    summary: 'List sales orders, newest first',
    permission: SalesPermissions.ordersRead,
    response: SalesOrderSummaryResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: SalesOrderListQuery,
  ): Promise<Page<SalesOrderSummaryResponse>> {
    const { customer_id, status, ...page } = query;
    return this.orders.list(principal, { ...page, where: { customer_id, status } });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a sales order with its lines',
    permission: SalesPermissions.ordersRead,
    response: SalesOrderResponse,
    errors: [SalesErrors.orderNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<SalesOrderResponse> {
    return this.orders.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create a draft',
    ...ACTION,
    status: 201,
    errors: [SalesErrors.unknownCustomer, SalesErrors.customerInactive, ...LINES],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateSalesOrderRequest,
  ): Promise<SalesOrderResponse> {
    return this.orders.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a draft',
    permission: SalesPermissions.ordersWrite,
    versioned: true,
    response: SalesOrderResponse,
    errors: [SalesErrors.orderNotFound, SalesErrors.wrongStatus, ...LINES],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateSalesOrderRequest,
  ): Promise<SalesOrderResponse> {
    return this.orders.update(principal, id, version, body);
  }

  @Post(':id/confirm')
  @Operation({
    summary: 'Confirm a draft',
    description: 'Reserves what is free of the products; what is missing can be allocated later.',
    ...ACTION,
    errors: [SalesErrors.orderNotFound, SalesErrors.wrongStatus, SalesErrors.orderEmpty],
  })
  confirm(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<SalesOrderResponse> {
    return this.orders.confirm(principal, id);
  }

  @Post(':id/allocate')
  @Operation({
    summary: 'Reserve what has become free',
    ...ACTION,
    errors: [SalesErrors.orderNotFound, SalesErrors.wrongStatus],
  })
  allocate(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<SalesOrderResponse> {
    return this.orders.allocate(principal, id);
  }

  @Post(':id/hold')
  @Operation({
    summary: 'Put an order on hold',
    ...ACTION,
    errors: [SalesErrors.orderNotFound, SalesErrors.wrongStatus],
  })
  hold(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<SalesOrderResponse> {
    return this.orders.hold(principal, id);
  }

  @Post(':id/resume')
  @Operation({
    summary: 'End a hold',
    ...ACTION,
    errors: [SalesErrors.orderNotFound, SalesErrors.wrongStatus],
  })
  resume(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<SalesOrderResponse> {
    return this.orders.resume(principal, id);
  }

  @Post(':id/complete')
  @Operation({
    summary: 'Complete a shipped or delivered order',
    ...ACTION,
    errors: [SalesErrors.orderNotFound, SalesErrors.wrongStatus],
  })
  complete(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<SalesOrderResponse> {
    return this.orders.complete(principal, id);
  }

  @Post(':id/cancel')
  @Operation({
    summary: 'Cancel an order of which nothing was shipped',
    ...ACTION,
    errors: [SalesErrors.orderNotFound, SalesErrors.wrongStatus, SalesErrors.alreadyShipped],
  })
  cancel(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: CancelSalesOrderRequest,
  ): Promise<SalesOrderResponse> {
    return this.orders.cancel(principal, id, body.reason);
  }
}
