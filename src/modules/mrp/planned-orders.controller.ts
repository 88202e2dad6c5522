import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { ProductsErrors } from '../products/index.js';
import { MrpErrors } from './mrp.errors.js';
import { MrpPermissions } from './mrp.permissions.js';
import { PlannedOrderDecisionsService } from './planned-order-decisions.service.js';
import {
  CreatePlannedOrderRequest,
  FirmedOrdersResponse,
  FirmOrdersRequest,
  PeggingQuery,
  PeggingResponse,
  PlannedOrderDetailsResponse,
  PlannedOrderListQuery,
  PlannedOrderResponse,
  UpdatePlannedOrderRequest,
} from './planned-orders.dto.js';
import { PlannedOrdersService } from './planned-orders.service.js';

const NOT_FOUND = [MrpErrors.plannedOrderNotFound];
const STATUS = [MrpErrors.wrongOrderStatus, MrpErrors.alreadyReleased, MrpErrors.whatIfOrder];
const RULES = [MrpErrors.badDates, MrpErrors.unknownVendor, MrpErrors.vendorInactive, MrpErrors.vendorOfMade];
const DECIDE = {
  permission: MrpPermissions.write,
  idempotent: true,
  response: PlannedOrderDetailsResponse,
  errors: [...NOT_FOUND, ...STATUS],
} as const;

@ApiTags('Planned orders')
@Controller('mrp/planned-orders')
export class PlannedOrdersController {
  constructor(
    private readonly orders: PlannedOrdersService,
    private readonly decisions: PlannedOrderDecisionsService,
  ) {}

  @Get()
  @Operation({
    summary: 'List planned orders with their reasons',
    description: 'Sorted by `id`, `start_date`, `due_date` or `product_id`.',
    permission: MrpPermissions.read,
    response: PlannedOrderResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PlannedOrderListQuery,
  ): Promise<Page<PlannedOrderResponse>> {
    return this.orders.list(principal, query);
  }

  @Get(':id')
  @Operation({
    summary: 'Get a planned order with what it is for',
    permission: MrpPermissions.read,
    response: PlannedOrderDetailsResponse,
    errors: NOT_FOUND,
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<PlannedOrderDetailsResponse> {
    return this.orders.get(principal, id);
  }

  @Get(':id/pegging')
  @Operation({
    summary: 'Show what a planned order is for, or what it is made of, through all levels',
    description:
      'An indented list by the last plan: each row is followed by what belongs to it. A production order that a planned ' +
      'order became takes its place; what was bought is told by its links.',
    permission: MrpPermissions.read,
    response: PeggingResponse,
    errors: NOT_FOUND,
  })
  pegging(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: PeggingQuery,
  ): Promise<PeggingResponse> {
    return this.orders.pegging(principal, id, query.direction ?? 'up');
  }

  @Post()
  @Operation({
    summary: 'Create a firm planned order by hand',
    ...DECIDE,
    status: 201,
    errors: [ProductsErrors.unknownProduct, MrpErrors.productInactive, ...RULES],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreatePlannedOrderRequest,
  ): Promise<PlannedOrderDetailsResponse> {
    return this.decisions.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a planned order, which makes it firm',
    description: 'Its price is settled anew when it is released.',
    permission: MrpPermissions.write,
    versioned: true,
    response: PlannedOrderDetailsResponse,
    errors: [...DECIDE.errors, ...RULES],
  })
  change(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdatePlannedOrderRequest,
  ): Promise<PlannedOrderDetailsResponse> {
    return this.decisions.change(principal, id, version, body);
  }

  @Post('firm')
  @Operation({
    summary: 'Make many planned orders firm, all or none',
    ...DECIDE,
    response: FirmedOrdersResponse,
    errors: [MrpErrors.unknownPlannedOrder, ...STATUS],
  })
  firmMany(
    @CurrentPrincipal() principal: Principal,
    @Body() body: FirmOrdersRequest,
  ): Promise<FirmedOrdersResponse> {
    return this.decisions.firmMany(principal, body.ids);
  }

  @Post(':id/firm')
  @Operation({
    summary: 'Make a planned order firm',
    description: 'No run changes or removes it from then on; planning counts on it.',
    ...DECIDE,
  })
  firm(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
  ): Promise<PlannedOrderDetailsResponse> {
    return this.decisions.firm(principal, id);
  }

  @Post(':id/unfirm')
  @Operation({
    summary: 'Give a firm planned order back to planning',
    description: 'It is removed; the next run plans what is needed then.',
    permission: MrpPermissions.write,
    idempotent: true,
    status: 204,
    errors: DECIDE.errors,
  })
  unfirm(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<void> {
    return this.decisions.unfirm(principal, id);
  }

  @Post(':id/cancel')
  @Operation({
    summary: 'Cancel a planned order',
    description: 'It stays as a record. While the need is there, the next run plans an order anew.',
    ...DECIDE,
  })
  cancel(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
  ): Promise<PlannedOrderDetailsResponse> {
    return this.decisions.cancel(principal, id);
  }
}
