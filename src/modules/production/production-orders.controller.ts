import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { CloseOrderService } from './close-order.service.js';
import { EngineeringErrors } from '../engineering/index.js';
import { ProductionErrors } from './production.errors.js';
import { ProductionPermissions } from './production.permissions.js';
import {
  CreateProductionOrderRequest,
  ProductionOrderListQuery,
  ProductionOrderResponse,
  ProductionOrderSummaryResponse,
  ReasonRequest,
  ReleaseRequest,
  ShortageResponse,
  UpdateProductionOrderRequest,
} from './production-orders.dto.js';
import { ProductionOrdersService } from './production-orders.service.js';
import { ReleaseOrderService } from './release-order.service.js';

const PLAN = {
  permission: ProductionPermissions.plan,
  idempotent: true,
  response: ProductionOrderResponse,
} as const;
const STATUS = [ProductionErrors.orderNotFound, ProductionErrors.wrongStatus];

@ApiTags('Production orders')
@Controller('production-orders')
export class ProductionOrdersController {
  constructor(
    private readonly orders: ProductionOrdersService,
    private readonly releases: ReleaseOrderService,
    private readonly closing: CloseOrderService,
  ) {}

  @Get()
  @Operation({
    summary: 'List production orders, newest first',
    permission: ProductionPermissions.read,
    response: ProductionOrderSummaryResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ProductionOrderListQuery,
  ): Promise<Page<ProductionOrderSummaryResponse>> {
    const { status, product_id, sales_order_id, ...page } = query;
    return this.orders.list(principal, { ...page, where: { status, product_id, sales_order_id } });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a production order with its operations and materials',
    permission: ProductionPermissions.read,
    response: ProductionOrderResponse,
    errors: [ProductionErrors.orderNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ProductionOrderResponse> {
    return this.orders.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create a draft from BOM and routing',
    description:
      'Copies the operations and materials that are valid today, scaled to the quantity; on demand with alternates for what is short.',
    ...PLAN,
    status: 201,
    errors: [
      ProductionErrors.unknownProduct,
      ProductionErrors.workCenterNeeded,
      ProductionErrors.unknownSalesOrderLine,
      EngineeringErrors.nothingToMake,
      EngineeringErrors.unknownBom,
      EngineeringErrors.unknownRouting,
    ],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateProductionOrderRequest,
  ): Promise<ProductionOrderResponse> {
    return this.orders.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change an order that is not released',
    permission: ProductionPermissions.plan,
    versioned: true,
    response: ProductionOrderResponse,
    errors: STATUS,
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateProductionOrderRequest,
  ): Promise<ProductionOrderResponse> {
    return this.orders.update(principal, id, version, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a draft',
    permission: ProductionPermissions.plan,
    status: 204,
    versioned: true,
    errors: STATUS,
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.orders.remove(principal, id, version);
  }

  @Get(':id/shortages')
  @Operation({
    summary: 'What material is missing now',
    description: 'What is reserved for the order itself is never missing.',
    permission: ProductionPermissions.read,
    response: ShortageResponse,
    array: true,
    errors: [ProductionErrors.orderNotFound],
  })
  shortages(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ShortageResponse[]> {
    return this.releases.shortages(principal, id);
  }

  @Post(':id/reserve')
  @Operation({ summary: 'Reserve the material that is free', ...PLAN, errors: STATUS })
  reserve(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ProductionOrderResponse> {
    return this.releases.reserve(principal, id);
  }

  @Post(':id/unreserve')
  @Operation({ summary: 'Release the reserved material', ...PLAN, errors: STATUS })
  unreserve(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
  ): Promise<ProductionOrderResponse> {
    return this.releases.unreserve(principal, id);
  }

  @Post(':id/release')
  @Operation({
    summary: 'Reserve all material and release to the shop floor',
    description: 'Refused with the shortages when material is missing, unless forced with a reason.',
    ...PLAN,
    errors: [...STATUS, ProductionErrors.shortages, ProductionErrors.reasonNeeded],
  })
  release(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: ReleaseRequest,
  ): Promise<ProductionOrderResponse> {
    return this.releases.release(principal, id, body);
  }

  @Post(':id/hold')
  @Operation({ summary: 'Put an order on hold', ...PLAN, errors: STATUS })
  hold(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ProductionOrderResponse> {
    return this.closing.hold(principal, id);
  }

  @Post(':id/resume')
  @Operation({ summary: 'End a hold', ...PLAN, errors: STATUS })
  resume(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ProductionOrderResponse> {
    return this.closing.resume(principal, id);
  }

  @Post(':id/cancel')
  @Operation({
    summary: 'Cancel an order of which nothing was made',
    ...PLAN,
    errors: [...STATUS, ProductionErrors.alreadyStarted],
  })
  cancel(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: ReasonRequest,
  ): Promise<ProductionOrderResponse> {
    return this.closing.cancel(principal, id, body.reason);
  }

  @Post(':id/short-close')
  @Operation({
    summary: 'End an order with what has been made',
    description: 'What is still reserved is free again.',
    permission: ProductionPermissions.close,
    idempotent: true,
    response: ProductionOrderResponse,
    errors: STATUS,
  })
  shortClose(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: ReasonRequest,
  ): Promise<ProductionOrderResponse> {
    return this.closing.shortClose(principal, id, body.reason);
  }

  @Post(':id/close')
  @Operation({
    summary: 'Close a completed, short or scrapped order',
    permission: ProductionPermissions.close,
    idempotent: true,
    response: ProductionOrderResponse,
    errors: STATUS,
  })
  close(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ProductionOrderResponse> {
    return this.closing.close(principal, id);
  }
}
