import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { PurchasingErrors } from './purchasing.errors.js';
import { PurchasingPermissions } from './purchasing.permissions.js';
import {
  CreateVendorItemRequest,
  UpdateVendorItemRequest,
  VendorItemListQuery,
  VendorItemResponse,
} from './vendor-items.dto.js';
import { VendorItemsService } from './vendor-items.service.js';

const VALUES = [
  PurchasingErrors.unknownUnit,
  PurchasingErrors.conversionNeeded,
  PurchasingErrors.conversionNotOne,
  PurchasingErrors.conversionTooSmall,
  PurchasingErrors.badOrderRange,
  PurchasingErrors.priceTwice,
  PurchasingErrors.badValidity,
];

@ApiTags('Vendors')
@Controller('vendor-items')
export class VendorItemsController {
  constructor(private readonly items: VendorItemsService) {}

  @Get()
  @Operation({
    summary: 'List what vendors sell',
    permission: PurchasingPermissions.read,
    response: VendorItemResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: VendorItemListQuery,
  ): Promise<Page<VendorItemResponse>> {
    const { limit, cursor, sort, ...where } = query;
    return this.items.list(principal, { limit, cursor, sort, where });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a vendor item with its prices',
    permission: PurchasingPermissions.read,
    response: VendorItemResponse,
    errors: [PurchasingErrors.vendorItemNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<VendorItemResponse> {
    return this.items.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create a vendor item',
    permission: PurchasingPermissions.vendorsWrite,
    status: 201,
    idempotent: true,
    response: VendorItemResponse,
    errors: [PurchasingErrors.vendorItemTaken, PurchasingErrors.unknownVendor, ...VALUES],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateVendorItemRequest,
  ): Promise<VendorItemResponse> {
    return this.items.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a vendor item',
    description: 'Prices that are given take the place of all that were there.',
    permission: PurchasingPermissions.vendorsWrite,
    versioned: true,
    response: VendorItemResponse,
    errors: [PurchasingErrors.vendorItemNotFound, ...VALUES],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateVendorItemRequest,
  ): Promise<VendorItemResponse> {
    return this.items.update(principal, id, version, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a vendor item',
    permission: PurchasingPermissions.vendorsWrite,
    status: 204,
    versioned: true,
    errors: [PurchasingErrors.vendorItemNotFound],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.items.remove(principal, id, version);
  }
}
