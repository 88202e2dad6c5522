import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IfMatch, Operation } from '../../platform/http/index.js';
import {
  AbcClassListQuery,
  AbcProductResponse,
  ClassificationResponse,
  CreateCycleCountRequest,
  CycleCountSettingsResponse,
  DueListQuery,
  DuePlaceResponse,
  UpdateCycleCountSettingsRequest,
} from './cycle-counts.dto.js';
import { CycleCountsService } from './cycle-counts.service.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import { StocktakeResponse } from './stocktakes.dto.js';

@ApiTags('Cycle counts')
@Controller('inventory')
export class CycleCountsController {
  constructor(private readonly cycleCounts: CycleCountsService) {}

  @Get('cycle-counts/settings')
  @Operation({
    summary: 'How products are classified and how often each class is counted',
    permission: InventoryPermissions.read,
    response: CycleCountSettingsResponse,
  })
  settings(@CurrentPrincipal() principal: Principal): Promise<CycleCountSettingsResponse> {
    return this.cycleCounts.settings(principal);
  }

  @Patch('cycle-counts/settings')
  @Operation({
    summary: 'Change how products are classified and how often each class is counted',
    permission: InventoryPermissions.stocktakesWrite,
    versioned: true,
    response: CycleCountSettingsResponse,
    errors: [InventoryErrors.abcSharesTooLarge],
  })
  changeSettings(
    @CurrentPrincipal() principal: Principal,
    @IfMatch() version: number,
    @Body() body: UpdateCycleCountSettingsRequest,
  ): Promise<CycleCountSettingsResponse> {
    return this.cycleCounts.changeSettings(principal, version, body);
  }

  @Post('abc-classifications')
  @Operation({
    summary: 'Put every stocked product into a class by what was used of it in the last year',
    permission: InventoryPermissions.stocktakesWrite,
    status: 201,
    idempotent: true,
    response: ClassificationResponse,
  })
  classify(@CurrentPrincipal() principal: Principal): Promise<ClassificationResponse> {
    return this.cycleCounts.classify(principal);
  }

  @Get('abc-classes')
  @Operation({
    summary: 'List products with their class, most used first',
    permission: InventoryPermissions.read,
    response: AbcProductResponse,
    page: true,
  })
  classes(
    @CurrentPrincipal() principal: Principal,
    @Query() query: AbcClassListQuery,
  ): Promise<Page<AbcProductResponse>> {
    return this.cycleCounts.classes(principal, query);
  }

  @Get('cycle-counts/due')
  @Operation({
    summary: 'List places whose turn it is to be counted, longest due first',
    description:
      'So many days after a place was counted last or, if never, after stock first came there. Places on the list of a ' +
      'stocktake are left out.',
    permission: InventoryPermissions.read,
    response: DuePlaceResponse,
    page: true,
  })
  due(
    @CurrentPrincipal() principal: Principal,
    @Query() query: DueListQuery,
  ): Promise<Page<DuePlaceResponse>> {
    return this.cycleCounts.due(principal, query);
  }

  @Post('cycle-counts')
  @Operation({
    summary: 'Plan a stocktake of the places that are due longest',
    permission: InventoryPermissions.stocktakesWrite,
    status: 201,
    idempotent: true,
    response: StocktakeResponse,
    errors: [InventoryErrors.unknownWarehouse, InventoryErrors.nothingDue],
  })
  plan(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateCycleCountRequest,
  ): Promise<StocktakeResponse> {
    return this.cycleCounts.plan(principal, body);
  }
}
