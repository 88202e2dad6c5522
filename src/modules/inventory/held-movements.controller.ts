import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation } from '../../platform/http/index.js';
import { PlaceListQuery } from './held-movements.dto.js';
import { HeldMovementsService } from './held-movements.service.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import { BalanceResponse } from './stock.dto.js';
import { MovementResponse } from './stock-movements.dto.js';

const DECISION = [
  InventoryErrors.movementNotFound,
  InventoryErrors.movementNotHeld,
  InventoryErrors.approverIsRequester,
];

@ApiTags('Stock below zero')
@Controller('inventory')
export class HeldMovementsController {
  constructor(private readonly held: HeldMovementsService) {}

  @Get('held-movements')
  @Operation({
    summary: 'List movements that wait for approval, newest first',
    permission: InventoryPermissions.read,
    response: MovementResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PlaceListQuery,
  ): Promise<Page<MovementResponse>> {
    return this.held.held(principal, query);
  }

  @Get('negative-stock')
  @Operation({
    summary: 'List places that hold less than nothing',
    permission: InventoryPermissions.read,
    response: BalanceResponse,
    page: true,
  })
  negative(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PlaceListQuery,
  ): Promise<Page<BalanceResponse>> {
    return this.held.negative(principal, query);
  }

  @Post('movements/:id/approval')
  @Operation({
    summary: 'Approve a held movement',
    description:
      'Once, and not by the requester. It happens now; what the stock does not reach for makes it negative.',
    permission: InventoryPermissions.approve,
    idempotent: true,
    response: MovementResponse,
    errors: DECISION,
  })
  approve(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<MovementResponse> {
    return this.held.approve(principal, id);
  }

  @Post('movements/:id/rejection')
  @Operation({
    summary: 'Reject a held movement',
    description: 'Once, and not by the requester. It never happened.',
    permission: InventoryPermissions.approve,
    idempotent: true,
    response: MovementResponse,
    errors: DECISION,
  })
  reject(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<MovementResponse> {
    return this.held.reject(principal, id);
  }
}
