import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { DatabaseErrors } from '../../platform/database/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { PurchasingErrors } from './purchasing.errors.js';
import { PurchasingPermissions } from './purchasing.permissions.js';
import { CreateVendorRequest, UpdateVendorRequest, VendorListQuery, VendorResponse } from './vendors.dto.js';
import { VendorsService } from './vendors.service.js';

@ApiTags('Vendors')
@Controller('vendors')
export class VendorsController {
  constructor(private readonly vendors: VendorsService) {}

  @Get()
  @Operation({
    summary: 'List vendors',
    permission: PurchasingPermissions.read,
    response: VendorResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: VendorListQuery,
  ): Promise<Page<VendorResponse>> {
    const { is_active, ...page } = query;
    return this.vendors.list(principal, { ...page, where: { is_active } });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a vendor',
    permission: PurchasingPermissions.read,
    response: VendorResponse,
    errors: [PurchasingErrors.vendorNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<VendorResponse> {
    return this.vendors.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create a vendor',
    permission: PurchasingPermissions.vendorsWrite,
    status: 201,
    idempotent: true,
    response: VendorResponse,
    errors: [PurchasingErrors.vendorCodeTaken],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateVendorRequest,
  ): Promise<VendorResponse> {
    return this.vendors.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a vendor',
    permission: PurchasingPermissions.vendorsWrite,
    versioned: true,
    response: VendorResponse,
    errors: [PurchasingErrors.vendorNotFound, PurchasingErrors.vendorCodeTaken],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateVendorRequest,
  ): Promise<VendorResponse> {
    return this.vendors.update(principal, id, version, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a vendor that no document names',
    permission: PurchasingPermissions.vendorsWrite,
    status: 204,
    versioned: true,
    errors: [PurchasingErrors.vendorNotFound, DatabaseErrors.referenced],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.vendors.remove(principal, id, version);
  }
}
