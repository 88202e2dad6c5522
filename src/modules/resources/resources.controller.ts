import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { DatabaseErrors } from '../../platform/database/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import {
  CreateResourceRequest,
  ResourceListQuery,
  ResourceResponse,
  UpdateResourceRequest,
} from './resources.dto.js';
import { ResourcesService } from './resource-masters.service.js';
import { ResourcesErrors } from './resources.errors.js';
import { ResourcesPermissions } from './resources.permissions.js';

@ApiTags('Resources')
@Controller('resources')
export class ResourcesController {
  constructor(private readonly service: ResourcesService) {}

  @Get()
  @Operation({
    summary: 'List resources',
    permission: ResourcesPermissions.read,
    response: ResourceResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ResourceListQuery,
  ): Promise<Page<ResourceResponse>> {
    const { work_center_id, status, is_active, ...page } = query;
    return this.service.list(principal, { ...page, where: { work_center_id, status, is_active } });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a resource',
    permission: ResourcesPermissions.read,
    response: ResourceResponse,
    errors: [ResourcesErrors.resourceNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ResourceResponse> {
    return this.service.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create a resource',
    permission: ResourcesPermissions.write,
    status: 201,
    idempotent: true,
    response: ResourceResponse,
    errors: [ResourcesErrors.resourceCodeTaken, ResourcesErrors.unknownWorkCenter],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateResourceRequest,
  ): Promise<ResourceResponse> {
    return this.service.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a resource',
    permission: ResourcesPermissions.write,
    versioned: true,
    response: ResourceResponse,
    errors: [
      ResourcesErrors.resourceNotFound,
      ResourcesErrors.resourceCodeTaken,
      ResourcesErrors.unknownWorkCenter,
    ],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateResourceRequest,
  ): Promise<ResourceResponse> {
    return this.service.update(principal, id, version, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a resource that nothing refers to',
    description: 'What is in use is taken out of use instead: set `is_active` to false.',
    permission: ResourcesPermissions.write,
    status: 204,
    versioned: true,
    errors: [ResourcesErrors.resourceNotFound, DatabaseErrors.referenced],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.service.remove(principal, id, version);
  }
}
