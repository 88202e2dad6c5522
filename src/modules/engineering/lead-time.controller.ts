import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation } from '../../platform/http/index.js';
import { ProductsErrors } from '../products/index.js';
import { EngineeringErrors } from './engineering.errors.js';
import { EngineeringPermissions } from './engineering.permissions.js';
import { LeadTimeQuery, LeadTimeResponse } from './lead-time.dto.js';
import { LeadTimeService } from './lead-time.service.js';

const DESCRIPTION =
  'Set-up, whole cycles, wait and move of each operation; branches run side by side and the longest counts; what can ' +
  'overlap begins when the first pieces are there. Nothing else is in the way: capacity is for planning.';

@ApiTags('Routings')
@Controller()
export class LeadTimeController {
  constructor(private readonly leadTimes: LeadTimeService) {}

  @Get('routings/:id/lead-time')
  @Operation({
    summary: 'How long an order over a quantity takes by a routing',
    description: DESCRIPTION,
    permission: EngineeringPermissions.read,
    response: LeadTimeResponse,
    errors: [EngineeringErrors.routingNotFound],
  })
  ofRouting(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: LeadTimeQuery,
  ): Promise<LeadTimeResponse> {
    return this.leadTimes.ofRouting(principal, id, query);
  }

  @Get('products/:id/lead-time')
  @Operation({
    summary: 'How long an order over a quantity takes by the active routing of a product',
    description: DESCRIPTION,
    permission: EngineeringPermissions.read,
    response: LeadTimeResponse,
    errors: [ProductsErrors.productNotFound, EngineeringErrors.noActiveRouting],
  })
  ofProduct(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: LeadTimeQuery,
  ): Promise<LeadTimeResponse> {
    return this.leadTimes.ofProduct(principal, id, query);
  }
}
