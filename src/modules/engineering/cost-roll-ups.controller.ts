import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation, PageQuery } from '../../platform/http/index.js';
import { ProductsErrors } from '../products/index.js';
import {
  MassRollUpRequest,
  MassRollUpResponse,
  RollUpHistoryResponse,
  RollUpRunResponse,
} from './cost-roll-ups.dto.js';
import { CostRollUpsService } from './cost-roll-ups.service.js';
import { EngineeringErrors } from './engineering.errors.js';
import { EngineeringPermissions } from './engineering.permissions.js';

const { rollUpNotFound, rollUpRunning, priceMissing, cycle, unitNotConvertible } = EngineeringErrors;

@ApiTags('Explosion and cost')
@Controller()
export class CostRollUpsController {
  constructor(private readonly rollUps: CostRollUpsService) {}

  @Post('products/cost/roll-ups')
  @Operation({
    summary: 'Roll up the cost of everything that is made, or of a selection',
    description:
      'Components before what they go into, each in lots of the same size. Writes standard costs and gives stock its ' +
      'new value, as the roll-up of one product does; writes nothing where the cost is the same already.',
    permission: EngineeringPermissions.costsWrite,
    idempotent: true,
    response: MassRollUpResponse,
    errors: [
      rollUpRunning,
      priceMissing,
      cycle,
      unitNotConvertible,
      ProductsErrors.unknownProduct,
      ProductsErrors.unknownCategory,
    ],
  })
  rollUp(
    @CurrentPrincipal() principal: Principal,
    @Body() body: MassRollUpRequest,
  ): Promise<MassRollUpResponse> {
    return this.rollUps.rollUp(principal, body);
  }

  @Get('products/cost/roll-ups')
  @Operation({
    summary: 'List roll-ups of many products, newest first',
    permission: EngineeringPermissions.costsRead,
    response: RollUpRunResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PageQuery,
  ): Promise<Page<RollUpRunResponse>> {
    return this.rollUps.runs(principal, query);
  }

  @Get('products/cost/roll-ups/:id')
  @Operation({
    summary: 'Get a roll-up',
    permission: EngineeringPermissions.costsRead,
    response: RollUpRunResponse,
    errors: [rollUpNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<RollUpRunResponse> {
    return this.rollUps.run(principal, id);
  }

  @Get('products/cost/roll-ups/:id/lines')
  @Operation({
    summary: 'List the costs that a roll-up has written',
    permission: EngineeringPermissions.costsRead,
    response: RollUpHistoryResponse,
    page: true,
    errors: [rollUpNotFound],
  })
  lines(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: PageQuery,
  ): Promise<Page<RollUpHistoryResponse>> {
    return this.rollUps.lines(principal, id, query);
  }

  @Get('products/:id/cost/history')
  @Operation({
    summary: 'List the costs that roll-ups have written to a product, newest first',
    permission: EngineeringPermissions.costsRead,
    response: RollUpHistoryResponse,
    page: true,
    errors: [ProductsErrors.productNotFound],
  })
  history(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: PageQuery,
  ): Promise<Page<RollUpHistoryResponse>> {
    return this.rollUps.history(principal, id, query);
  }
}
