import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import {
  CreateWarehouseRequest,
  UpdateWarehouseRequest,
  WarehouseListQuery,
  WarehouseResponse,
  WarehouseStockQuery,
  WarehouseStockResponse,
} from './warehouses.dto.js';
import { WarehousesService } from './warehouses.service.js';

@ApiTags('Warehouses')
@Controller('inventory/warehouses')
export class WarehousesController {
  constructor(private readonly warehouses: WarehousesService) {}

  @Get()
  @Operation({
    summary: 'List warehouses',
    permission: InventoryPermissions.read,
    response: WarehouseResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: WarehouseListQuery,
  ): Promise<Page<WarehouseResponse>> {
    const { is_active, ...page } = query;
    return this.warehouses.list(principal, { ...page, where: { is_active } });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a warehouse',
    permission: InventoryPermissions.read,
    response: WarehouseResponse,
    errors: [InventoryErrors.warehouseNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<WarehouseResponse> {
    return this.warehouses.get(principal, id);
  }

  @Get(':id/stock')
  @Operation({
    summary: 'Stock of a warehouse by product',
    permission: InventoryPermissions.read,
    response: WarehouseStockResponse,
    page: true,
    errors: [InventoryErrors.warehouseNotFound],
  })
  stock(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: WarehouseStockQuery,
  ): Promise<Page<WarehouseStockResponse>> {
    return this.warehouses.stock(principal, id, query);
  }

  @Post()
  @Operation({
    summary: 'Create a warehouse with its top location',
    description: 'Locations made inside its top location belong to it.',
    permission: InventoryPermissions.locationsWrite,
    status: 201,
    idempotent: true,
    response: WarehouseResponse,
    errors: [InventoryErrors.locationCodeTaken],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateWarehouseRequest,
  ): Promise<WarehouseResponse> {
    return this.warehouses.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change, close or open a warehouse',
    description:
      'Closing closes every location in it and is refused while there is stock, an open count or an open transfer. ' +
      'Opening opens the top location; the places inside are opened one by one.',
    permission: InventoryPermissions.locationsWrite,
    versioned: true,
    response: WarehouseResponse,
    errors: [
      InventoryErrors.warehouseNotFound,
      InventoryErrors.locationCodeTaken,
      InventoryErrors.warehouseInUse,
      InventoryErrors.defaultLocationNeeded,
    ],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateWarehouseRequest,
  ): Promise<WarehouseResponse> {
    return this.warehouses.update(principal, id, version, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a warehouse that was never used',
    permission: InventoryPermissions.locationsWrite,
    status: 204,
    versioned: true,
    errors: [
      InventoryErrors.warehouseNotFound,
      InventoryErrors.warehouseInUse,
      InventoryErrors.defaultLocationNeeded,
    ],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.warehouses.remove(principal, id, version);
  }
}
