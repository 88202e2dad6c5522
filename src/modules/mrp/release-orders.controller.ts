import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { Operation } from '../../platform/http/index.js';
import { EngineeringErrors } from '../engineering/index.js';
import { ProductionErrors, ProductionPermissions } from '../production/index.js';
import { PurchasingErrors, PurchasingPermissions } from '../purchasing/index.js';
import { MrpErrors } from './mrp.errors.js';
import { MrpPermissions } from './mrp.permissions.js';
import {
  ReleasedOrdersResponse,
  ReleaseOrdersRequest,
  SupplyLinkQuery,
  SupplyLinkResponse,
} from './release-orders.dto.js';
import { PlannedOrdersService } from './planned-orders.service.js';
import { ReleaseOrdersService } from './release-orders.service.js';

@ApiTags('Planned orders')
@Controller('mrp')
export class ReleaseOrdersController {
  constructor(
    private readonly releases: ReleaseOrdersService,
    private readonly orders: PlannedOrdersService,
  ) {}

  @Post('planned-orders/release')
  @Operation({
    summary: 'Turn planned orders into purchase and production orders, all or none',
    description:
      'Purchases become draft purchase orders in the units and at the prices of the vendor, production becomes draft ' +
      'production orders with the structure of the day on which they start. Each refusal points to its place in `ids`. ' +
      'Releasing purchases also needs the permission to write purchase orders, releasing production that to plan it.',
    permission: MrpPermissions.write,
    furtherPermissions: [PurchasingPermissions.ordersWrite, ProductionPermissions.plan],
    idempotent: true,
    response: ReleasedOrdersResponse,
    errors: [
      MrpErrors.unknownPlannedOrder,
      MrpErrors.wrongOrderStatus,
      MrpErrors.alreadyReleased,
      MrpErrors.whatIfOrder,
      MrpErrors.vendorNeeded,
      PurchasingErrors.unknownVendor,
      PurchasingErrors.vendorInactive,
      PurchasingErrors.productInactive,
      PurchasingErrors.orderRule,
      PurchasingErrors.priceNeeded,
      PurchasingErrors.exchangeRateNeeded,
      PurchasingErrors.conversionNeeded,
      PurchasingErrors.unknownUnit,
      ProductionErrors.unknownProduct,
      ProductionErrors.workCenterNeeded,
      EngineeringErrors.nothingToMake,
    ],
  })
  release(
    @CurrentPrincipal() principal: Principal,
    @Body() body: ReleaseOrdersRequest,
  ): Promise<ReleasedOrdersResponse> {
    return this.releases.release(principal, body);
  }

  @Get('links')
  @Operation({
    summary: 'List which orders were made for which demand',
    description:
      'As it was when planned orders were firmed or released: from a demand to the orders that supply it through all ' +
      'levels, or from an order to what it was made for.',
    permission: MrpPermissions.read,
    response: SupplyLinkResponse,
    page: true,
  })
  links(
    @CurrentPrincipal() principal: Principal,
    @Query() query: SupplyLinkQuery,
  ): Promise<Page<SupplyLinkResponse>> {
    return this.orders.links(principal, query);
  }
}
