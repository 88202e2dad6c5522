import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation } from '../../platform/http/index.js';
import { ProductsErrors } from '../products/index.js';
import { MrpErrors } from './mrp.errors.js';
import { MrpPermissions } from './mrp.permissions.js';
import { GridQuery, GridResponse, PlanQuery, ProductPlanResponse } from './plan-grid.dto.js';
import { PlanGridService } from './plan-grid.service.js';

@ApiTags('Plans of products')
@Controller('mrp/products')
export class PlanGridController {
  constructor(private readonly plans: PlanGridService) {}

  @Get(':id/grid')
  @Operation({
    summary: 'Show the plan of a product by day, week or month',
    description:
      'Firm planned orders stand in the rows of planned orders. What an open order can be expedited for is no net requirement.',
    permission: MrpPermissions.read,
    response: GridResponse,
    errors: [
      ProductsErrors.productNotFound,
      MrpErrors.productNotPlanned,
      MrpErrors.runNotFound,
      MrpErrors.badPeriod,
    ],
  })
  grid(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: GridQuery,
  ): Promise<GridResponse> {
    return this.plans.grid(principal, id, query);
  }

  @Get(':id/plan')
  @Operation({
    summary: 'Show demands, supplies and pegs of a product',
    permission: MrpPermissions.read,
    response: ProductPlanResponse,
    errors: [ProductsErrors.productNotFound, MrpErrors.productNotPlanned, MrpErrors.runNotFound],
  })
  plan(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: PlanQuery,
  ): Promise<ProductPlanResponse> {
    return this.plans.plan(principal, id, query.run_id);
  }
}
