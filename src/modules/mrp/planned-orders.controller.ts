import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { Operation } from '../../platform/http/index.js';
import { MrpPermissions } from './mrp.permissions.js';
import { PlannedOrderListQuery, PlannedOrderResponse } from './planned-orders.dto.js';
import { PlannedOrdersService } from './planned-orders.service.js';

@ApiTags('Planned orders')
@Controller('mrp/planned-orders')
export class PlannedOrdersController {
  constructor(private readonly orders: PlannedOrdersService) {}

  @Get()
  @Operation({
    summary: 'List planned orders',
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
}
