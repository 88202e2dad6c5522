import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { DatabaseErrors } from '../../platform/database/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import {
  BomListQuery,
  BomResponse,
  BomSummaryResponse,
  CreateBomRequest,
  ReplaceBomLinesRequest,
  ReplaceByProductsRequest,
  UpdateBomRequest,
} from './boms.dto.js';
import { BomsService } from './boms.service.js';
import { ProductsErrors } from '../products/index.js';
import { EngineeringErrors } from './engineering.errors.js';
import { EngineeringPermissions } from './engineering.permissions.js';

const { bomNotFound, structureInUse, cycle, tooDeep, bomInUse, versionInRevision, versionsOverlap } =
  EngineeringErrors;
const PERIOD = [versionsOverlap, EngineeringErrors.emptyVersionPeriod];
const LINES = [
  ProductsErrors.unknownProduct,
  cycle,
  tooDeep,
  EngineeringErrors.componentTwice,
  EngineeringErrors.emptyEffectivity,
  EngineeringErrors.unitNotConvertible,
  EngineeringErrors.serviceTakesNoStock,
];
const BY_PRODUCTS = [
  EngineeringErrors.byProductTwice,
  EngineeringErrors.byProductOfItself,
  EngineeringErrors.byProductIsService,
  EngineeringErrors.costShareTooLarge,
];

@ApiTags('Bills of materials')
@Controller('boms')
export class BomsController {
  constructor(private readonly boms: BomsService) {}

  @Get()
  @Operation({
    summary: 'List BOMs, newest first',
    permission: EngineeringPermissions.read,
    response: BomSummaryResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: BomListQuery,
  ): Promise<Page<BomSummaryResponse>> {
    return this.boms.list(principal, query);
  }

  @Get(':id')
  @Operation({
    summary: 'Get a BOM with its lines',
    permission: EngineeringPermissions.read,
    response: BomResponse,
    errors: [bomNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<BomResponse> {
    return this.boms.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create the next version of a product’s BOM',
    description:
      'It becomes active unless `active` is false. One that counts on every day takes the place of the one that did; ' +
      'in every other case versions whose days overlap are refused.',
    permission: EngineeringPermissions.write,
    status: 201,
    idempotent: true,
    response: BomResponse,
    errors: [...LINES, ...BY_PRODUCTS, ...PERIOD],
  })
  create(@CurrentPrincipal() principal: Principal, @Body() body: CreateBomRequest): Promise<BomResponse> {
    return this.boms.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change the header of a BOM',
    description: 'The output quantity of a version that production orders use stays as it is.',
    permission: EngineeringPermissions.write,
    versioned: true,
    response: BomResponse,
    errors: [bomNotFound, structureInUse, versionInRevision, EngineeringErrors.componentsRepeated, ...PERIOD],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateBomRequest,
  ): Promise<BomResponse> {
    return this.boms.update(principal, id, version, body);
  }

  @Put(':id/lines')
  @Operation({
    summary: 'Replace all lines of a BOM',
    description:
      'A line whose component stays keeps its id and its alternates. Not of a version that production orders use: make a new version instead.',
    permission: EngineeringPermissions.write,
    versioned: true,
    response: BomResponse,
    errors: [bomNotFound, structureInUse, versionInRevision, ...LINES],
  })
  replaceLines(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: ReplaceBomLinesRequest,
  ): Promise<BomResponse> {
    return this.boms.replaceLines(principal, id, version, body.lines);
  }

  @Put(':id/by-products')
  @Operation({
    summary: 'Replace all by-products of a BOM',
    description:
      'What comes out beside the product, for the output quantity. Each carries its per cent of the cost; the product ' +
      'carries the rest.',
    permission: EngineeringPermissions.write,
    versioned: true,
    response: BomResponse,
    errors: [
      bomNotFound,
      structureInUse,
      versionInRevision,
      ProductsErrors.unknownProduct,
      EngineeringErrors.unitNotConvertible,
      ...BY_PRODUCTS,
    ],
  })
  replaceByProducts(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: ReplaceByProductsRequest,
  ): Promise<BomResponse> {
    return this.boms.replaceByProducts(principal, id, version, body.by_products);
  }

  @Post(':id/activate')
  @Operation({
    summary: 'Make a version an active BOM of its product',
    permission: EngineeringPermissions.write,
    idempotent: true,
    response: BomResponse,
    errors: [bomNotFound, versionInRevision, cycle, tooDeep, versionsOverlap],
  })
  activate(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<BomResponse> {
    return this.boms.activate(principal, id);
  }

  @Post(':id/deactivate')
  @Operation({
    summary: 'Leave the product without an active BOM',
    permission: EngineeringPermissions.write,
    idempotent: true,
    response: BomResponse,
    errors: [bomNotFound],
  })
  deactivate(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<BomResponse> {
    return this.boms.deactivate(principal, id);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a BOM that no production order uses',
    description:
      'Names the orders otherwise. A version of a revision stays as well; drafts of its revisions go with it.',
    permission: EngineeringPermissions.write,
    status: 204,
    versioned: true,
    errors: [bomNotFound, bomInUse, versionInRevision, DatabaseErrors.referenced],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.boms.remove(principal, id, version);
  }
}
