import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { Operation } from '../../platform/http/index.js';
import { MrpPermissions } from './mrp.permissions.js';
import { ShortageListQuery, PlanShortageResponse } from './shortages.dto.js';
import { ShortagesService } from './shortages.service.js';

@ApiTags('Shortages')
@Controller('mrp/shortages')
export class ShortagesController {
  constructor(private readonly shortages: ShortagesService) {}

  @Get()
  @Operation({
    summary: 'List components that production orders and planned ones are short of',
    description:
      'Short is what no supply is pegged to, or supply that comes later than it is needed. Sorted by `id` of the product ' +
      'or by `shortage_percent`.',
    permission: MrpPermissions.read,
    response: PlanShortageResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ShortageListQuery,
  ): Promise<Page<PlanShortageResponse>> {
    return this.shortages.list(principal, query);
  }
}
