import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { Operation } from '../../platform/http/index.js';
import { ProductsErrors } from '../products/index.js';
import { CapablePromiseRequest, CapablePromiseResponse } from './capable-promise.dto.js';
import { CapablePromiseService } from './capable-promise.service.js';
import { MrpErrors } from './mrp.errors.js';
import { MrpPermissions } from './mrp.permissions.js';

@ApiTags('Promises')
@Controller('mrp')
export class CapablePromiseController {
  constructor(private readonly promises: CapablePromiseService) {}

  @Post('capable-to-promise')
  @HttpCode(200)
  @Operation({
    summary: 'Show when a quantity can be there, with what is free and what would be bought or made',
    description:
      'What may be promised of stock and open orders first, the rest by lead times down the structure. Planned orders and ' +
      'capacity are not counted. Nothing is written.',
    permission: MrpPermissions.read,
    response: CapablePromiseResponse,
    errors: [
      ProductsErrors.unknownProduct,
      MrpErrors.noPlan,
      MrpErrors.pathTooLarge,
      MrpErrors.unitNotConvertible,
    ],
  })
  promise(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CapablePromiseRequest,
  ): Promise<CapablePromiseResponse> {
    return this.promises.promise(principal, body);
  }
}
