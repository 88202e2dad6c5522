import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { Operation } from '../../platform/http/index.js';
import { ProductsErrors } from '../products/index.js';
import { MrpErrors } from './mrp.errors.js';
import { MrpPermissions } from './mrp.permissions.js';
import { NetChangeRequestBody, NetChangeResponse } from './net-change.dto.js';
import { NetChangeService } from './net-change.service.js';

@ApiTags('Planning runs')
@Controller('mrp/net-changes')
export class NetChangeController {
  constructor(private readonly netChange: NetChangeService) {}

  @Post()
  @Operation({
    summary: 'Plan anew what single documents or products touch',
    description:
      'Plans the products that are named and, level by level, those below whose needs are different then. The plan is the ' +
      'same as after a whole run on the day and with the terms of the last one.',
    permission: MrpPermissions.run,
    idempotent: true,
    response: NetChangeResponse,
    errors: [
      MrpErrors.noPlan,
      MrpErrors.unitNotConvertible,
      MrpErrors.quantityTooLarge,
      MrpErrors.noWorkingDay,
      MrpErrors.tooMuchChanged,
      MrpErrors.unknownDocument,
      ProductsErrors.unknownProduct,
    ],
  })
  change(
    @CurrentPrincipal() principal: Principal,
    @Body() body: NetChangeRequestBody,
  ): Promise<NetChangeResponse> {
    return this.netChange.change(principal, body);
  }
}
