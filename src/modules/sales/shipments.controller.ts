import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation } from '../../platform/http/index.js';
import { InventoryErrors } from '../inventory/index.js';
import { SalesErrors } from './sales.errors.js';
import { SalesPermissions } from './sales.permissions.js';
import { ShipOrderService } from './ship-order.service.js';
import {
  CreateShipmentRequest,
  ShipmentListQuery,
  ShipmentResponse,
  ShipmentStatusRequest,
  ShipmentSummaryResponse,
} from './shipments.dto.js';
import { ShipmentsService } from './shipments.service.js';

@ApiTags('Shipments')
@Controller()
export class ShipmentsController {
  constructor(
    private readonly shipOrder: ShipOrderService,
    private readonly shipments: ShipmentsService,
  ) {}

  @Post('sales-orders/:id/shipments')
  @Operation({
    summary: 'Ship an order, all of it or a part',
    description: 'Stock leaves at once. Without lines everything that is left is shipped.',
    permission: SalesPermissions.ship,
    status: 201,
    idempotent: true,
    response: ShipmentResponse,
    errors: [
      SalesErrors.orderNotFound,
      SalesErrors.wrongStatus,
      SalesErrors.unknownLine,
      SalesErrors.lineTwice,
      SalesErrors.shipsTooMuch,
      SalesErrors.trackingNumberTaken,
      SalesErrors.trackingNeedsCarrier,
      InventoryErrors.insufficientStock,
      InventoryErrors.notAvailable,
    ],
  })
  ship(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: CreateShipmentRequest,
  ): Promise<ShipmentResponse> {
    return this.shipOrder.ship(principal, id, body);
  }

  @Get('shipments')
  @Operation({
    summary: 'List shipments, newest first',
    permission: SalesPermissions.ordersRead,
    response: ShipmentSummaryResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ShipmentListQuery,
  ): Promise<Page<ShipmentSummaryResponse>> {
    return this.shipments.list(principal, query);
  }

  @Get('shipments/:id')
  @Operation({
    summary: 'Get a shipment with its items and its way',
    permission: SalesPermissions.ordersRead,
    response: ShipmentResponse,
    errors: [SalesErrors.shipmentNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ShipmentResponse> {
    return this.shipments.get(principal, id);
  }

  @Post('shipments/:id/status')
  @Operation({
    summary: 'Record where a shipment is',
    permission: SalesPermissions.ship,
    idempotent: true,
    response: ShipmentResponse,
    errors: [SalesErrors.shipmentNotFound, SalesErrors.wrongShipmentStatus],
  })
  changeStatus(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: ShipmentStatusRequest,
  ): Promise<ShipmentResponse> {
    return this.shipments.changeStatus(principal, id, body);
  }
}
