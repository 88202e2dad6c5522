import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import {
  CreateLocationRequest,
  LocationListQuery,
  LocationResponse,
  UpdateLocationRequest,
} from './locations.dto.js';
import { LocationsService } from './locations.service.js';

@ApiTags('Locations')
@Controller('inventory/locations')
export class LocationsController {
  constructor(private readonly locations: LocationsService) {}

  @Get()
  @Operation({
    summary: 'List locations',
    permission: InventoryPermissions.read,
    response: LocationResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: LocationListQuery,
  ): Promise<Page<LocationResponse>> {
    const { type, is_active, parent_id, warehouse_id, ...page } = query;
    return this.locations.list(principal, { ...page, where: { type, is_active, parent_id, warehouse_id } });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a location',
    permission: InventoryPermissions.read,
    response: LocationResponse,
    errors: [InventoryErrors.locationNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<LocationResponse> {
    return this.locations.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create a location',
    description: 'A location of type `warehouse` that lies in no other becomes a warehouse.',
    permission: InventoryPermissions.locationsWrite,
    status: 201,
    idempotent: true,
    response: LocationResponse,
    errors: [InventoryErrors.locationCodeTaken, InventoryErrors.unknownLocation],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateLocationRequest,
  ): Promise<LocationResponse> {
    return this.locations.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a location',
    description: 'A location that holds stock cannot be deactivated; one active location stays the default.',
    permission: InventoryPermissions.locationsWrite,
    versioned: true,
    response: LocationResponse,
    errors: [
      InventoryErrors.locationNotFound,
      InventoryErrors.unknownLocation,
      InventoryErrors.locationCodeTaken,
      InventoryErrors.locationCycle,
      InventoryErrors.locationInUse,
      InventoryErrors.defaultLocationNeeded,
      InventoryErrors.warehouseRoot,
    ],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateLocationRequest,
  ): Promise<LocationResponse> {
    return this.locations.update(principal, id, version, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a location that was never used',
    permission: InventoryPermissions.locationsWrite,
    status: 204,
    versioned: true,
    errors: [
      InventoryErrors.locationNotFound,
      InventoryErrors.locationInUse,
      InventoryErrors.defaultLocationNeeded,
      InventoryErrors.warehouseRoot,
    ],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.locations.remove(principal, id, version);
  }
}
