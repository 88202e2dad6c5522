import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ZERO } from '../../kernel/decimal.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation } from '../../platform/http/index.js';
import { ProductsErrors } from '../products/index.js';
import { EconomicOrderQuery, EconomicOrderResponse, RecommendationQuery } from './economic-order.dto.js';
import { EconomicOrderService } from './economic-order.service.js';
import { FinanceErrors } from './finance.errors.js';
import { FinancePermissions } from './finance.permissions.js';

@ApiTags('Economic order quantities')
@Controller('finance')
export class EconomicOrderController {
  constructor(private readonly orders: EconomicOrderService) {}

  @Get('economic-order-quantities')
  @Operation({
    summary: 'List products whose lot could be better, the largest saving first',
    description: 'Active products with cost, order cost, holding rate and a lot of now.',
    permission: FinancePermissions.read,
    response: EconomicOrderResponse,
    array: true,
  })
  recommend(
    @CurrentPrincipal() principal: Principal,
    @Query() query: RecommendationQuery,
  ): Promise<EconomicOrderResponse[]> {
    return this.orders.recommend(principal, query.limit ?? 50, query.saving_min ?? ZERO);
  }

  @Get('products/:id/economic-order-quantity')
  @Operation({
    summary: 'Get how much of a product to order at once',
    description: 'Any figure can be given instead of the product’s.',
    permission: FinancePermissions.read,
    response: EconomicOrderResponse,
    errors: [ProductsErrors.productNotFound, FinanceErrors.orderCostNeeded, FinanceErrors.holdingCostNeeded],
  })
  weigh(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: EconomicOrderQuery,
  ): Promise<EconomicOrderResponse> {
    return this.orders.weigh(principal, id, {
      demandPerYear: query.demand_per_year,
      orderCost: query.order_cost,
      holdingCost: query.holding_cost,
      presentLot: query.present_lot,
    });
  }
}
