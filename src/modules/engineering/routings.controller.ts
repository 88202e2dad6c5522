import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { DatabaseErrors } from '../../platform/database/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { ProductsErrors } from '../products/index.js';
import { EngineeringErrors } from './engineering.errors.js';
import { EngineeringPermissions } from './engineering.permissions.js';
import {
  CloneRoutingRequest,
  CreateRoutingRequest,
  ReplaceOperationsRequest,
  RoutingListQuery,
  RoutingResponse,
  RoutingSummaryResponse,
  UpdateRoutingRequest,
} from './routings.dto.js';
import { RoutingsService } from './routings.service.js';

const { routingNotFound, structureInUse, templateCodeTaken, cycle, tooDeep } = EngineeringErrors;
const OPERATIONS = [
  cycle,
  tooDeep,
  EngineeringErrors.sequenceNotRising,
  EngineeringErrors.predecessorNotEarlier,
  EngineeringErrors.unknownWorkCenter,
  EngineeringErrors.overlapNotAllowed,
  EngineeringErrors.alternateCenterIsPrimary,
  EngineeringErrors.alternateCenterTwice,
  EngineeringErrors.twoRunTimes,
  EngineeringErrors.unitNotConvertible,
  EngineeringErrors.serviceTakesNoStock,
];

@ApiTags('Routings')
@Controller('routings')
export class RoutingsController {
  constructor(private readonly routings: RoutingsService) {}

  @Get()
  @Operation({
    summary: 'List routings, newest first',
    permission: EngineeringPermissions.read,
    response: RoutingSummaryResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: RoutingListQuery,
  ): Promise<Page<RoutingSummaryResponse>> {
    return this.routings.list(principal, query);
  }

  @Get(':id')
  @Operation({
    summary: 'Get a routing with its operations and their materials',
    permission: EngineeringPermissions.read,
    response: RoutingResponse,
    errors: [routingNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<RoutingResponse> {
    return this.routings.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create the next version of a product’s routing, or a template',
    description: 'It becomes the active one, and the one before inactive, unless `active` is false.',
    permission: EngineeringPermissions.write,
    status: 201,
    idempotent: true,
    response: RoutingResponse,
    errors: [EngineeringErrors.templateNeedsCode, templateCodeTaken, ...OPERATIONS],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateRoutingRequest,
  ): Promise<RoutingResponse> {
    return this.routings.create(principal, body);
  }

  @Post(':id/clone')
  @Operation({
    summary: 'Make a routing from another one or from a template',
    description:
      'The next version of the product’s routing, or without `product_id` a template, with the same operations. What is ' +
      'left out of the header is taken from the original, except the code.',
    permission: EngineeringPermissions.write,
    status: 201,
    idempotent: true,
    response: RoutingResponse,
    errors: [
      routingNotFound,
      ProductsErrors.unknownProduct,
      EngineeringErrors.templateNeedsCode,
      templateCodeTaken,
      ...OPERATIONS,
    ],
  })
  clone(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: CloneRoutingRequest,
  ): Promise<RoutingResponse> {
    return this.routings.clone(principal, id, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change the header of a routing',
    permission: EngineeringPermissions.write,
    versioned: true,
    response: RoutingResponse,
    errors: [routingNotFound, templateCodeTaken],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateRoutingRequest,
  ): Promise<RoutingResponse> {
    return this.routings.update(principal, id, version, body);
  }

  @Put(':id/operations')
  @Operation({
    summary: 'Replace all operations of a routing',
    description: 'Not of a version that production orders use: make a new version instead.',
    permission: EngineeringPermissions.write,
    versioned: true,
    response: RoutingResponse,
    errors: [routingNotFound, structureInUse, ...OPERATIONS],
  })
  replaceOperations(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: ReplaceOperationsRequest,
  ): Promise<RoutingResponse> {
    return this.routings.replaceOperations(principal, id, version, body.operations);
  }

  @Post(':id/activate')
  @Operation({
    summary: 'Make a version the active routing of its product',
    permission: EngineeringPermissions.write,
    idempotent: true,
    response: RoutingResponse,
    errors: [routingNotFound, EngineeringErrors.templateNotActivated, cycle, tooDeep],
  })
  activate(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<RoutingResponse> {
    return this.routings.activate(principal, id);
  }

  @Post(':id/deactivate')
  @Operation({
    summary: 'Leave the product without an active routing',
    permission: EngineeringPermissions.write,
    idempotent: true,
    response: RoutingResponse,
    errors: [routingNotFound],
  })
  deactivate(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<RoutingResponse> {
    return this.routings.deactivate(principal, id);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a routing that no production order uses',
    permission: EngineeringPermissions.write,
    status: 204,
    versioned: true,
    errors: [routingNotFound, DatabaseErrors.referenced],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.routings.remove(principal, id, version);
  }
}
