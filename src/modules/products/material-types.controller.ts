import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation } from '../../platform/http/index.js';
import {
  MaterialTypeResponse,
  CreateMaterialTypeRequest,
  MaterialListQuery,
  UpdateMaterialTypeRequest,
} from './materials.dto.js';
import { MaterialsService } from './materials.service.js';
import { ProductsErrors } from './products.errors.js';
import { ProductsPermissions } from './products.permissions.js';

@ApiTags('Products')
@Controller('material-types')
export class MaterialTypesController {
  constructor(private readonly materials: MaterialsService) {}

  @Get()
  @Operation({
    summary: 'List material types',
    permission: ProductsPermissions.read,
    response: MaterialTypeResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: MaterialListQuery,
  ): Promise<Page<MaterialTypeResponse>> {
    return this.materials.listTypes(principal, query);
  }

  @Get(':id')
  @Operation({
    summary: 'Get a material type',
    permission: ProductsPermissions.read,
    response: MaterialTypeResponse,
    errors: [ProductsErrors.materialTypeNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<MaterialTypeResponse> {
    return this.materials.getType(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create a material type',
    permission: ProductsPermissions.write,
    status: 201,
    idempotent: true,
    response: MaterialTypeResponse,
    errors: [ProductsErrors.materialTypeCodeTaken, ProductsErrors.badTemperatures],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateMaterialTypeRequest,
  ): Promise<MaterialTypeResponse> {
    return this.materials.createType(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a material type',
    permission: ProductsPermissions.write,
    response: MaterialTypeResponse,
    errors: [
      ProductsErrors.materialTypeNotFound,
      ProductsErrors.materialTypeCodeTaken,
      ProductsErrors.badTemperatures,
    ],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: UpdateMaterialTypeRequest,
  ): Promise<MaterialTypeResponse> {
    return this.materials.updateType(principal, id, body);
  }
}
