import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { DatabaseErrors } from '../../platform/database/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import {
  CreateWorkCenterRequest,
  WorkCenterListQuery,
  WorkCenterResponse,
  UpdateWorkCenterRequest,
} from './work-centers.dto.js';
import { WorkCentersService } from './resource-masters.service.js';
import { ResourcesErrors } from './resources.errors.js';
import { ResourcesPermissions } from './resources.permissions.js';

@ApiTags('Resources')
@Controller('work-centers')
export class WorkCentersController {
  constructor(private readonly service: WorkCentersService) {}

  @Get()
  @Operation({
    summary: 'List work centers',
    permission: ResourcesPermissions.read,
    response: WorkCenterResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: WorkCenterListQuery,
  ): Promise<Page<WorkCenterResponse>> {
    const { center_type, is_active, ...page } = query;
    return this.service.list(principal, { ...page, where: { center_type, is_active } });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a work center',
    permission: ResourcesPermissions.read,
    response: WorkCenterResponse,
    errors: [ResourcesErrors.workCenterNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<WorkCenterResponse> {
    return this.service.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create a work center',
    permission: ResourcesPermissions.write,
    status: 201,
    idempotent: true,
    response: WorkCenterResponse,
    errors: [ResourcesErrors.workCenterCodeTaken],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateWorkCenterRequest,
  ): Promise<WorkCenterResponse> {
    return this.service.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a work center',
    permission: ResourcesPermissions.write,
    versioned: true,
    response: WorkCenterResponse,
    errors: [ResourcesErrors.workCenterNotFound, ResourcesErrors.workCenterCodeTaken],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateWorkCenterRequest,
  ): Promise<WorkCenterResponse> {
    return this.service.update(principal, id, version, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a work center that nothing refers to',
    description: 'What is in use is taken out of use instead: set `is_active` to false.',
    permission: ResourcesPermissions.write,
    status: 204,
    versioned: true,
    errors: [ResourcesErrors.workCenterNotFound, DatabaseErrors.referenced],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.service.remove(principal, id, version);
  }
}
