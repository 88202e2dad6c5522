import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { DatabaseErrors } from '../../platform/database/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import {
  CreateProductRequest,
  ProductListQuery,
  ProductResponse,
  UpdateProductRequest,
} from './products.dto.js';
import { ProductsErrors } from './products.errors.js';
import { ProductsPermissions } from './products.permissions.js';
import { ProductsService } from './products.service.js';

const REFUSALS = [
  ProductsErrors.skuTaken,
  ProductsErrors.unknownUnit,
  ProductsErrors.inactiveUnit,
  ProductsErrors.conversionNeeded,
  ProductsErrors.conversionNotOne,
  ProductsErrors.conversionTooSmall,
  ProductsErrors.twoCosts,
  ProductsErrors.standardCostNeeded,
  ProductsErrors.lotTrackingNeeded,
  ProductsErrors.serviceTracked,
  ProductsErrors.lotQuantityNeeded,
  ProductsErrors.lotPeriodNeeded,
  ProductsErrors.maximumBelowMinimum,
  ProductsErrors.fencesCrossed,
  ProductsErrors.unknownCategory,
  ProductsErrors.unknownMaterialType,
  ProductsErrors.unknownColor,
  ProductsErrors.unknownVendor,
];

@ApiTags('Products')
@Controller('products')
export class ProductsController {
  constructor(private readonly products: ProductsService) {}

  @Get()
  @Operation({
    summary: 'List products',
    permission: ProductsPermissions.read,
    response: ProductResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ProductListQuery,
  ): Promise<Page<ProductResponse>> {
    const { limit, cursor, sort, search, ...where } = query;
    return this.products.list(principal, { limit, cursor, sort, search, where });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a product',
    permission: ProductsPermissions.read,
    response: ProductResponse,
    errors: [ProductsErrors.productNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ProductResponse> {
    return this.products.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create a product',
    description: 'Costs are per stock unit. A price per purchase unit is converted once, on the way in.',
    permission: ProductsPermissions.write,
    status: 201,
    idempotent: true,
    response: ProductResponse,
    errors: REFUSALS,
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateProductRequest,
  ): Promise<ProductResponse> {
    return this.products.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a product',
    description:
      'Stock unit and tracking are fixed once the product has movements. A new stock unit asks for every figure anew.',
    permission: ProductsPermissions.write,
    versioned: true,
    response: ProductResponse,
    errors: [
      ProductsErrors.productNotFound,
      ProductsErrors.productInUse,
      ProductsErrors.figureNeeded,
      ...REFUSALS,
    ],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateProductRequest,
  ): Promise<ProductResponse> {
    return this.products.update(principal, id, version, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a product that nothing refers to',
    description: 'What is in use is taken out of use instead: set `is_active` to false.',
    permission: ProductsPermissions.write,
    status: 204,
    versioned: true,
    errors: [ProductsErrors.productNotFound, DatabaseErrors.referenced],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.products.remove(principal, id, version);
  }
}
