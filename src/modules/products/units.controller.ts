import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { ProductsErrors } from './products.errors.js';
import { ProductsPermissions } from './products.permissions.js';
import { UnitMasters } from './unit-masters.service.js';
import {
  ConvertRequest,
  ConvertResponse,
  CreateUnitRequest,
  UnitListQuery,
  UnitResponse,
  UpdateUnitRequest,
} from './units.dto.js';

@ApiTags('Units of measure')
@Controller('units')
export class UnitsController {
  constructor(private readonly units: UnitMasters) {}

  @Get()
  @Operation({
    summary: 'List units of measure',
    permission: ProductsPermissions.read,
    response: UnitResponse,
    page: true,
  })
  list(@CurrentPrincipal() principal: Principal, @Query() query: UnitListQuery): Promise<Page<UnitResponse>> {
    const { uom_class, is_active, ...page } = query;
    return this.units.listUnits(principal, { ...page, where: { uom_class, is_active } });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a unit of measure',
    permission: ProductsPermissions.read,
    response: UnitResponse,
    errors: [ProductsErrors.unitNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<UnitResponse> {
    return this.units.getUnit(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create a unit of measure',
    permission: ProductsPermissions.unitsWrite,
    status: 201,
    idempotent: true,
    response: UnitResponse,
    errors: [ProductsErrors.unitCodeTaken],
  })
  create(@CurrentPrincipal() principal: Principal, @Body() body: CreateUnitRequest): Promise<UnitResponse> {
    return this.units.createUnit(principal, body);
  }

  @Post('convert')
  @Operation({
    summary: 'Convert a quantity',
    description: 'Exact decimals. Unknown and incompatible units are refused, never passed through.',
    permission: ProductsPermissions.read,
    response: ConvertResponse,
    errors: [ProductsErrors.unknownUnit, ProductsErrors.incompatibleUnits, ProductsErrors.unknownProduct],
  })
  convert(@CurrentPrincipal() principal: Principal, @Body() body: ConvertRequest): Promise<ConvertResponse> {
    return this.units.convert(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a unit of measure',
    description: 'What a unit means cannot change while products or conversions use it.',
    permission: ProductsPermissions.unitsWrite,
    versioned: true,
    response: UnitResponse,
    errors: [ProductsErrors.unitNotFound, ProductsErrors.unitInUse],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateUnitRequest,
  ): Promise<UnitResponse> {
    return this.units.updateUnit(principal, id, version, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a unit of measure that nothing uses',
    permission: ProductsPermissions.unitsWrite,
    status: 204,
    versioned: true,
    errors: [ProductsErrors.unitNotFound, ProductsErrors.unitInUse],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.units.removeUnit(principal, id, version);
  }
}
