import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation, PageQuery } from '../../platform/http/index.js';
import { InventoryErrors } from '../inventory/index.js';
import {
  AdjustSpoolRequest,
  ConsumeSpoolRequest,
  CreateSpoolRequest,
  SpoolListQuery,
  SpoolMovementResponse,
  SpoolResponse,
  UpdateSpoolRequest,
  WeighSpoolRequest,
} from './spools.dto.js';
import { SpoolsErrors } from './spools.errors.js';
import { SpoolsPermissions } from './spools.permissions.js';
import { SpoolsService } from './spools.service.js';

const WEIGHT = [SpoolsErrors.spoolNotFound, SpoolsErrors.weightTooSmall, SpoolsErrors.notStockedByWeight];
const STOCK = [InventoryErrors.insufficientStock, InventoryErrors.notAvailable];
const READING = [SpoolsErrors.oneWeight, SpoolsErrors.tareNeeded, SpoolsErrors.belowTare];

@ApiTags('Spools')
@Controller('spools')
export class SpoolsController {
  constructor(private readonly spools: SpoolsService) {}

  @Get()
  @Operation({
    summary: 'List spools',
    permission: SpoolsPermissions.read,
    response: SpoolResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: SpoolListQuery,
  ): Promise<Page<SpoolResponse>> {
    return this.spools.list(principal, query);
  }

  @Get(':id')
  @Operation({
    summary: 'Get a spool',
    permission: SpoolsPermissions.read,
    response: SpoolResponse,
    errors: [SpoolsErrors.spoolNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<SpoolResponse> {
    return this.spools.get(principal, id);
  }

  @Get(':id/movements')
  @Operation({
    summary: 'List the changes of a spool’s weight, newest first',
    permission: SpoolsPermissions.read,
    response: SpoolMovementResponse,
    page: true,
    errors: [SpoolsErrors.spoolNotFound],
  })
  movements(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: PageQuery,
  ): Promise<Page<SpoolMovementResponse>> {
    return this.spools.movements(principal, id, query);
  }

  @Post()
  @Operation({
    summary: 'Register a spool and receive its stock',
    permission: SpoolsPermissions.write,
    status: 201,
    idempotent: true,
    response: SpoolResponse,
    errors: [
      ...READING,
      SpoolsErrors.spoolNumberTaken,
      SpoolsErrors.notStockedByWeight,
      SpoolsErrors.weightTooSmall,
      InventoryErrors.unknownLocation,
      InventoryErrors.locationInactive,
      InventoryErrors.lotRequired,
      InventoryErrors.lotNotTracked,
      InventoryErrors.futureDate,
      InventoryErrors.laterShortage,
      InventoryErrors.periodClosed,
      InventoryErrors.methodChanged,
    ],
  })
  create(@CurrentPrincipal() principal: Principal, @Body() body: CreateSpoolRequest): Promise<SpoolResponse> {
    return this.spools.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a spool',
    description: 'Another location moves the stock of the spool along.',
    permission: SpoolsPermissions.write,
    versioned: true,
    response: SpoolResponse,
    errors: [
      SpoolsErrors.spoolNotFound,
      SpoolsErrors.wrongStatus,
      SpoolsErrors.unknownPrinter,
      SpoolsErrors.unknownLocation,
      InventoryErrors.unknownLocation,
      InventoryErrors.locationInactive,
      ...STOCK,
    ],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateSpoolRequest,
  ): Promise<SpoolResponse> {
    return this.spools.update(principal, id, version, body);
  }

  @Post(':id/weigh')
  @Operation({
    summary: 'Weigh a spool',
    description: 'The difference to the weight so far is posted as an adjustment of the stock, up or down.',
    permission: SpoolsPermissions.use,
    idempotent: true,
    response: SpoolResponse,
    errors: [...WEIGHT, ...READING, ...STOCK, SpoolsErrors.aboveInitial],
  })
  weigh(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: WeighSpoolRequest,
  ): Promise<SpoolResponse> {
    return this.spools.weigh(principal, id, body);
  }

  @Post(':id/adjust')
  @Operation({
    summary: 'Adjust the weight of a spool',
    permission: SpoolsPermissions.adjust,
    idempotent: true,
    response: SpoolResponse,
    errors: [
      ...WEIGHT,
      ...STOCK,
      SpoolsErrors.zeroChange,
      SpoolsErrors.insufficientWeight,
      SpoolsErrors.aboveInitial,
    ],
  })
  adjust(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: AdjustSpoolRequest,
  ): Promise<SpoolResponse> {
    return this.spools.adjust(principal, id, body);
  }

  @Post(':id/consume')
  @Operation({
    summary: 'Use up material of a spool',
    description: 'Without a production order; orders use up spools when their operations are reported.',
    permission: SpoolsPermissions.use,
    idempotent: true,
    response: SpoolResponse,
    errors: [...WEIGHT, ...STOCK, SpoolsErrors.insufficientWeight, SpoolsErrors.notUsable],
  })
  consume(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: ConsumeSpoolRequest,
  ): Promise<SpoolResponse> {
    return this.spools.consume(principal, id, body);
  }
}
