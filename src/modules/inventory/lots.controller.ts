import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation, PageQuery } from '../../platform/http/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import { LotEventResponse, LotReasonRequest, OpenLotRequest, ReleaseLotRequest } from './lots.dto.js';
import { LotsService } from './lots.service.js';
import { LotResponse } from './stock.dto.js';

const ACTION = {
  permission: InventoryPermissions.lotsWrite,
  idempotent: true,
  response: LotResponse,
  errors: [InventoryErrors.lotNotFound, InventoryErrors.lotStatus],
} as const;

@ApiTags('Lots')
@Controller('inventory/lots')
export class LotsController {
  constructor(private readonly lots: LotsService) {}

  @Post(':id/hold')
  @Operation({
    summary: 'Put a lot on hold',
    description:
      'Its stock stays where it is and is neither used, sold nor reserved until the lot is released.',
    ...ACTION,
  })
  hold(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: LotReasonRequest,
  ): Promise<LotResponse> {
    return this.lots.act(principal, id, 'hold', body.reason);
  }

  @Post(':id/quarantine')
  @Operation({ summary: 'Put a lot into quarantine', ...ACTION })
  quarantine(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: LotReasonRequest,
  ): Promise<LotResponse> {
    return this.lots.act(principal, id, 'quarantine', body.reason);
  }

  @Post(':id/release')
  @Operation({
    summary: 'Release a lot from hold or quarantine',
    description: 'Demands that wait for the product are filled from it. A lot past its date stays unusable.',
    ...ACTION,
  })
  release(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: ReleaseLotRequest,
  ): Promise<LotResponse> {
    return this.lots.act(principal, id, 'release', body.reason);
  }

  @Post(':id/open')
  @Operation({
    summary: 'Say that a lot was opened',
    description:
      'From then on it lasts as long as its product lasts once opened (`open_life_days`), if that is over before it expires.',
    ...ACTION,
    errors: [
      InventoryErrors.lotNotFound,
      InventoryErrors.lotOpened,
      InventoryErrors.futureDate,
      InventoryErrors.lotOpenedBefore,
    ],
  })
  open(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: OpenLotRequest,
  ): Promise<LotResponse> {
    return this.lots.open(principal, id, body.opened_on);
  }

  @Get(':id/events')
  @Operation({
    summary: 'List what happened to a lot, newest first',
    permission: InventoryPermissions.read,
    response: LotEventResponse,
    page: true,
    errors: [InventoryErrors.lotNotFound],
  })
  events(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: PageQuery,
  ): Promise<Page<LotEventResponse>> {
    return this.lots.events(principal, id, query);
  }
}
