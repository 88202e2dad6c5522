import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import {
  CreateLogRequest,
  DueQuery,
  LogListQuery,
  MaintenanceDueResponse,
  MaintenanceLogResponse,
  UpdateLogRequest,
} from './maintenance.dto.js';
import { MaintenanceErrors } from './maintenance.errors.js';
import { MaintenancePermissions } from './maintenance.permissions.js';
import { MaintenanceService } from './maintenance.service.js';

const DAYS_AHEAD = 7;

@ApiTags('Maintenance')
@Controller('maintenance')
export class MaintenanceController {
  constructor(private readonly maintenance: MaintenanceService) {}

  @Get('due')
  @Operation({
    summary: 'Show what is due for maintenance',
    description: 'Active resources and printers, overdue first, at most 1,000.',
    permission: MaintenancePermissions.read,
    response: MaintenanceDueResponse,
  })
  due(@CurrentPrincipal() principal: Principal, @Query() query: DueQuery): Promise<MaintenanceDueResponse> {
    return this.maintenance.due(principal, query.within_days ?? DAYS_AHEAD);
  }

  @Get('logs')
  @Operation({
    summary: 'List maintenance logs, the latest entry first',
    permission: MaintenancePermissions.read,
    response: MaintenanceLogResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: LogListQuery,
  ): Promise<Page<MaintenanceLogResponse>> {
    return this.maintenance.list(principal, query);
  }

  @Get('logs/:id')
  @Operation({
    summary: 'Get a maintenance log',
    permission: MaintenancePermissions.read,
    response: MaintenanceLogResponse,
    errors: [MaintenanceErrors.logNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<MaintenanceLogResponse> {
    return this.maintenance.get(principal, id);
  }

  @Post('logs')
  @Operation({
    summary: 'Log maintenance of a resource or printer',
    description: "Moves the resource's last and next maintenance, unless a later log has done so.",
    permission: MaintenancePermissions.write,
    status: 201,
    idempotent: true,
    response: MaintenanceLogResponse,
    errors: [
      MaintenanceErrors.machineNeeded,
      MaintenanceErrors.unknownResource,
      MaintenanceErrors.unknownPrinter,
      MaintenanceErrors.printerOfOther,
      MaintenanceErrors.inFuture,
      MaintenanceErrors.dueTooEarly,
    ],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateLogRequest,
  ): Promise<MaintenanceLogResponse> {
    return this.maintenance.create(principal, body);
  }

  @Patch('logs/:id')
  @Operation({
    summary: 'Change a maintenance log',
    description: 'Machine and time stay as they are; a wrong one is told in the notes and logged anew.',
    permission: MaintenancePermissions.write,
    versioned: true,
    response: MaintenanceLogResponse,
    errors: [MaintenanceErrors.logNotFound, MaintenanceErrors.dueTooEarly],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateLogRequest,
  ): Promise<MaintenanceLogResponse> {
    return this.maintenance.update(principal, id, version, body);
  }
}
