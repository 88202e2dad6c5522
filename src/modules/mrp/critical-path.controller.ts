import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { Operation } from '../../platform/http/index.js';
import { CriticalPathQuery, CriticalPathResponse } from './critical-path.dto.js';
import { CriticalPathService } from './critical-path.service.js';
import { MrpErrors } from './mrp.errors.js';
import { MrpPermissions } from './mrp.permissions.js';

@ApiTags('Critical path')
@Controller('mrp/critical-path')
export class CriticalPathController {
  constructor(private readonly paths: CriticalPathService) {}

  @Get()
  @Operation({
    summary: 'Show what determines when a sales line can be there',
    description:
      'From the line down through pegs. Everything comes as planned, but an order waits for its components: it is late by as ' +
      'many working days as they are.',
    permission: MrpPermissions.read,
    response: CriticalPathResponse,
    errors: [
      MrpErrors.salesLineNotFound,
      MrpErrors.lineNotPlanned,
      MrpErrors.runNotFound,
      MrpErrors.pathTooLarge,
      MrpErrors.noWorkingDay,
    ],
  })
  get(
    @CurrentPrincipal() principal: Principal,
    @Query() query: CriticalPathQuery,
  ): Promise<CriticalPathResponse> {
    return this.paths.get(principal, query.sales_order_line_id, query.run_id);
  }
}
