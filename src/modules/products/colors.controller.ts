import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation } from '../../platform/http/index.js';
import { ColorResponse, CreateColorRequest, MaterialListQuery, UpdateColorRequest } from './materials.dto.js';
import { MaterialsService } from './materials.service.js';
import { ProductsErrors } from './products.errors.js';
import { ProductsPermissions } from './products.permissions.js';

@ApiTags('Products')
@Controller('colors')
export class ColorsController {
  constructor(private readonly materials: MaterialsService) {}

  @Get()
  @Operation({
    summary: 'List colors',
    permission: ProductsPermissions.read,
    response: ColorResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: MaterialListQuery,
  ): Promise<Page<ColorResponse>> {
    return this.materials.listColors(principal, query);
  }

  @Get(':id')
  @Operation({
    summary: 'Get a color',
    permission: ProductsPermissions.read,
    response: ColorResponse,
    errors: [ProductsErrors.colorNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<ColorResponse> {
    return this.materials.getColor(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create a color',
    permission: ProductsPermissions.write,
    status: 201,
    idempotent: true,
    response: ColorResponse,
    errors: [ProductsErrors.colorCodeTaken],
  })
  create(@CurrentPrincipal() principal: Principal, @Body() body: CreateColorRequest): Promise<ColorResponse> {
    return this.materials.createColor(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a color',
    permission: ProductsPermissions.write,
    response: ColorResponse,
    errors: [ProductsErrors.colorNotFound, ProductsErrors.colorCodeTaken],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: UpdateColorRequest,
  ): Promise<ColorResponse> {
    return this.materials.updateColor(principal, id, body);
  }
}
