import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation } from '../../platform/http/index.js';
import { ProductsErrors } from '../products/index.js';
import { MrpErrors } from './mrp.errors.js';
import { MrpPermissions } from './mrp.permissions.js';
import { PromiseQuery, PromiseResponse } from './promises.dto.js';
import { PromisesService } from './promises.service.js';

@ApiTags('Promises')
@Controller('mrp/products')
export class PromisesController {
  constructor(private readonly promises: PromisesService) {}

  @Get(':id/available-to-promise')
  @Operation({
    summary: 'Show how much of a product may be promised, and from when on',
    description:
      'Stock, open orders and firm planned orders less what is promised. Later commitments are kept: what their own supply ' +
      'does not cover is taken from earlier supply. Nothing is written.',
    permission: MrpPermissions.read,
    response: PromiseResponse,
    errors: [ProductsErrors.productNotFound, MrpErrors.productNotPlanned, MrpErrors.runNotFound],
  })
  available(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: PromiseQuery,
  ): Promise<PromiseResponse> {
    return this.promises.available(principal, id, query);
  }
}
