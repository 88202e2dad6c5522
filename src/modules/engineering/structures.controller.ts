import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation } from '../../platform/http/index.js';
import { CanBuildService } from './can-build.service.js';
import { CostsService } from './costs.service.js';
import { ProductsErrors } from '../products/index.js';
import { EngineeringErrors } from './engineering.errors.js';
import { EngineeringPermissions } from './engineering.permissions.js';
import { ExplosionService } from './explosion.service.js';
import {
  CanBuildResponse,
  CostQuery,
  ExplosionQuery,
  ExplosionResponse,
  ProductCostResponse,
  RollUpRequest,
  RollUpResponse,
} from './structures.dto.js';

const { cycle, tooManyRows, nothingToMake, priceMissing, unitNotConvertible, unknownBom } = EngineeringErrors;

@ApiTags('Explosion and cost')
@Controller()
export class StructuresController {
  constructor(
    private readonly explosion: ExplosionService,
    private readonly canBuilds: CanBuildService,
    private readonly costs: CostsService,
  ) {}

  @Get('boms/explosion')
  @Operation({
    summary: 'What a quantity of a product consists of',
    description:
      'Through the active BOMs, or the materials of the active routings where they have some, on one day. ' +
      'A tree, or totals with what is in stock.',
    permission: EngineeringPermissions.read,
    response: ExplosionResponse,
    errors: [ProductsErrors.productNotFound, unknownBom, tooManyRows, cycle, unitNotConvertible],
  })
  explode(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ExplosionQuery,
  ): Promise<ExplosionResponse> {
    return this.explosion.explode(principal, query);
  }

  @Get('products/:id/can-build')
  @Operation({
    summary: 'How many of a product can be made of what is in stock',
    description:
      'Whole units that all components are available for, with scrap, set-up and rounding; once of direct components ' +
      'alone, once with sub-assemblies made too. Phantoms are blown through; optional lines limit nothing.',
    permission: EngineeringPermissions.read,
    response: CanBuildResponse,
    errors: [ProductsErrors.productNotFound, nothingToMake, cycle, unitNotConvertible],
  })
  canBuild(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<CanBuildResponse> {
    return this.canBuilds.canBuild(principal, id);
  }

  @Get('products/:id/cost')
  @Operation({
    summary: 'What a product costs to make',
    description:
      'Material × (1 + scrap) + (set-up / lot + run) × rates, all levels. What is bought counts with its average, ' +
      'else standard, else last cost; on the basis `standard` with its standard, else average, else last cost.',
    permission: EngineeringPermissions.costsRead,
    response: ProductCostResponse,
    errors: [ProductsErrors.productNotFound, cycle, unitNotConvertible],
  })
  cost(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: CostQuery,
  ): Promise<ProductCostResponse> {
    return this.costs.cost(principal, id, query);
  }

  @Post('products/:id/cost/roll-up')
  @Operation({
    summary: 'Write the rolled-up cost as the product’s standard cost',
    description: 'Says `no_change` when the product has this standard cost already.',
    permission: EngineeringPermissions.costsWrite,
    idempotent: true,
    response: RollUpResponse,
    errors: [ProductsErrors.productNotFound, nothingToMake, priceMissing, cycle, unitNotConvertible],
  })
  rollUp(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: RollUpRequest,
  ): Promise<RollUpResponse> {
    return this.costs.rollUp(principal, id, body);
  }
}
