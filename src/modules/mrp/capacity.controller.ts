import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { Operation } from '../../platform/http/index.js';
import { CapacityQuery, CapacityResponse } from './capacity.dto.js';
import { CapacityService } from './capacity.service.js';
import { MrpErrors } from './mrp.errors.js';
import { MrpPermissions } from './mrp.permissions.js';

@ApiTags('Capacity')
@Controller('mrp/capacity')
export class CapacityController {
  constructor(private readonly capacity: CapacityService) {}

  @Get()
  @Operation({
    summary: 'Show load and capacity of work centers by day or week',
    description:
      'Rough-cut: remaining operations of open production orders and the routings of planned ones, on the working day on ' +
      'which they begin; what does not fit into it goes on on the next one. Nothing is moved.',
    permission: MrpPermissions.read,
    response: CapacityResponse,
    errors: [MrpErrors.badPeriod, MrpErrors.noWorkingDay],
  })
  get(@CurrentPrincipal() principal: Principal, @Query() query: CapacityQuery): Promise<CapacityResponse> {
    return this.capacity.get(principal, query);
  }
}
