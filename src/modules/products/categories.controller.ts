import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { DatabaseErrors } from '../../platform/database/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import {
  CategoryListQuery,
  CategoryResponse,
  CreateCategoryRequest,
  UpdateCategoryRequest,
} from './categories.dto.js';
import { CategoriesService } from './categories.service.js';
import { ProductsErrors } from './products.errors.js';
import { ProductsPermissions } from './products.permissions.js';

const PARENT_REFUSALS = [
  ProductsErrors.unknownCategory,
  ProductsErrors.categoryCycle,
  ProductsErrors.categoryTooDeep,
];

@ApiTags('Products')
@Controller('product-categories')
export class CategoriesController {
  constructor(private readonly categories: CategoriesService) {}

  @Get()
  @Operation({
    summary: 'List product categories',
    permission: ProductsPermissions.read,
    response: CategoryResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: CategoryListQuery,
  ): Promise<Page<CategoryResponse>> {
    const { parent_id, is_active, ...page } = query;
    return this.categories.list(principal, { ...page, where: { parent_id, is_active } });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a product category',
    permission: ProductsPermissions.read,
    response: CategoryResponse,
    errors: [ProductsErrors.categoryNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<CategoryResponse> {
    return this.categories.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create a product category',
    permission: ProductsPermissions.write,
    status: 201,
    idempotent: true,
    response: CategoryResponse,
    errors: [ProductsErrors.categoryCodeTaken, ...PARENT_REFUSALS],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateCategoryRequest,
  ): Promise<CategoryResponse> {
    return this.categories.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change or move a product category',
    permission: ProductsPermissions.write,
    versioned: true,
    response: CategoryResponse,
    errors: [ProductsErrors.categoryNotFound, ProductsErrors.categoryCodeTaken, ...PARENT_REFUSALS],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateCategoryRequest,
  ): Promise<CategoryResponse> {
    return this.categories.update(principal, id, version, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete an empty product category',
    permission: ProductsPermissions.write,
    status: 204,
    versioned: true,
    errors: [ProductsErrors.categoryNotFound, DatabaseErrors.referenced],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.categories.remove(principal, id, version);
  }
}
