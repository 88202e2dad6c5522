import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { ProductsErrors } from './products.errors.js';
import { ProductsPermissions } from './products.permissions.js';
import { UnitMasters } from './unit-masters.service.js';
import {
  ConversionListQuery,
  ConversionResponse,
  CreateConversionRequest,
  UpdateConversionRequest,
} from './units.dto.js';

@ApiTags('Units of measure')
@Controller('unit-conversions')
export class UnitConversionsController {
  constructor(private readonly units: UnitMasters) {}

  @Get()
  @Operation({
    summary: 'List unit conversions',
    permission: ProductsPermissions.read,
    response: ConversionResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ConversionListQuery,
  ): Promise<Page<ConversionResponse>> {
    const { from_unit, to_unit, product_id, ...page } = query;
    return this.units.listConversions(principal, { ...page, where: { from_unit, to_unit, product_id } });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a unit conversion',
    permission: ProductsPermissions.read,
    response: ConversionResponse,
    errors: [ProductsErrors.conversionNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ConversionResponse> {
    return this.units.getConversion(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create a unit conversion, for all products or for one',
    permission: ProductsPermissions.unitsWrite,
    status: 201,
    idempotent: true,
    response: ConversionResponse,
    errors: [
      ProductsErrors.conversionTaken,
      ProductsErrors.conversionGiven,
      ProductsErrors.sameUnits,
      ProductsErrors.unknownUnit,
      ProductsErrors.unknownProduct,
    ],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateConversionRequest,
  ): Promise<ConversionResponse> {
    return this.units.createConversion(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a unit conversion',
    permission: ProductsPermissions.unitsWrite,
    versioned: true,
    response: ConversionResponse,
    errors: [ProductsErrors.conversionNotFound],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateConversionRequest,
  ): Promise<ConversionResponse> {
    return this.units.updateConversion(principal, id, version, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a unit conversion',
    permission: ProductsPermissions.unitsWrite,
    status: 204,
    versioned: true,
    errors: [ProductsErrors.conversionNotFound],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.units.removeConversion(principal, id, version);
  }
}
