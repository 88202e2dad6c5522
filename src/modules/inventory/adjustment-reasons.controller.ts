import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import {
  AdjustmentReasonListQuery,
  AdjustmentReasonResponse,
  CreateAdjustmentReasonRequest,
  UpdateAdjustmentReasonRequest,
} from './adjustment-reasons.dto.js';
import { AdjustmentReasonsService } from './adjustment-reasons.service.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';

@ApiTags('Stock adjustments')
@Controller('inventory/adjustment-reasons')
export class AdjustmentReasonsController {
  constructor(private readonly reasons: AdjustmentReasonsService) {}

  @Get()
  @Operation({
    summary: 'List adjustment reasons',
    permission: InventoryPermissions.read,
    response: AdjustmentReasonResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: AdjustmentReasonListQuery,
  ): Promise<Page<AdjustmentReasonResponse>> {
    const { adjustment_type, is_active, ...page } = query;
    return this.reasons.list(principal, { ...page, where: { adjustment_type, is_active } });
  }

  @Get(':id')
  @Operation({
    summary: 'Get an adjustment reason',
    permission: InventoryPermissions.read,
    response: AdjustmentReasonResponse,
    errors: [InventoryErrors.adjustmentReasonNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<AdjustmentReasonResponse> {
    return this.reasons.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create an adjustment reason',
    permission: InventoryPermissions.adjustmentReasonsWrite,
    status: 201,
    idempotent: true,
    response: AdjustmentReasonResponse,
    errors: [InventoryErrors.adjustmentReasonCodeTaken],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateAdjustmentReasonRequest,
  ): Promise<AdjustmentReasonResponse> {
    return this.reasons.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change an adjustment reason, or switch it off',
    permission: InventoryPermissions.adjustmentReasonsWrite,
    versioned: true,
    response: AdjustmentReasonResponse,
    errors: [InventoryErrors.adjustmentReasonNotFound, InventoryErrors.adjustmentReasonCodeTaken],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateAdjustmentReasonRequest,
  ): Promise<AdjustmentReasonResponse> {
    return this.reasons.update(principal, id, version, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete an adjustment reason that was never used',
    permission: InventoryPermissions.adjustmentReasonsWrite,
    status: 204,
    versioned: true,
    errors: [InventoryErrors.adjustmentReasonNotFound, InventoryErrors.adjustmentReasonInUse],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.reasons.remove(principal, id, version);
  }
}
