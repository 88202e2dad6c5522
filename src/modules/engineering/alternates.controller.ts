import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation, PageQuery } from '../../platform/http/index.js';
import { ProductsErrors } from '../products/index.js';
import {
  AlternateChoiceQuery,
  AlternateChoiceResponse,
  AlternateResponse,
  CreateAlternateRequest,
  UpdateAlternateRequest,
} from './alternates.dto.js';
import { AlternatesService } from './alternates.service.js';
import { EngineeringErrors } from './engineering.errors.js';
import { EngineeringPermissions } from './engineering.permissions.js';

const { alternateNotFound, alternateIsPrimary, alternateTwice } = EngineeringErrors;
const { bomNotFound, bomLineNotFound, cycle, tooDeep, lineNotEffective } = EngineeringErrors;
const VALUES = [
  EngineeringErrors.emptyEffectivity,
  EngineeringErrors.unitNotConvertible,
  EngineeringErrors.serviceTakesNoStock,
  alternateIsPrimary,
];

@ApiTags('Alternates')
@Controller('boms/:id/lines/:line_id/alternates')
export class AlternatesController {
  constructor(private readonly alternates: AlternatesService) {}

  @Get()
  @Operation({
    summary: 'List what may stand in for a line, by rank',
    permission: EngineeringPermissions.read,
    response: AlternateResponse,
    page: true,
    errors: [bomNotFound, bomLineNotFound],
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IdParam('line_id') lineId: number,
    @Query() query: PageQuery,
  ): Promise<Page<AlternateResponse>> {
    return this.alternates.list(principal, id, lineId, query);
  }

  @Get('choice')
  @Operation({
    summary: 'Which of a component and its alternates to take',
    description:
      'The component while enough of it is free. Else the preferred alternate, then by rank, stock, cost of what is ' +
      'needed, lead time and least order. With a reason for each.',
    permission: EngineeringPermissions.read,
    response: AlternateChoiceResponse,
    errors: [bomNotFound, bomLineNotFound, lineNotEffective, EngineeringErrors.unitNotConvertible],
  })
  choice(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IdParam('line_id') lineId: number,
    @Query() query: AlternateChoiceQuery,
  ): Promise<AlternateChoiceResponse> {
    return this.alternates.choice(principal, id, lineId, query);
  }

  @Get(':alternate_id')
  @Operation({
    summary: 'Get an alternate',
    permission: EngineeringPermissions.read,
    response: AlternateResponse,
    errors: [bomNotFound, bomLineNotFound, alternateNotFound],
  })
  get(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IdParam('line_id') lineId: number,
    @IdParam('alternate_id') alternateId: number,
  ): Promise<AlternateResponse> {
    return this.alternates.get(principal, id, lineId, alternateId);
  }

  @Post()
  @Operation({
    summary: 'Add an alternate to a line',
    description: 'Of any version, also one that orders use: they keep the materials that they copied.',
    permission: EngineeringPermissions.write,
    status: 201,
    idempotent: true,
    response: AlternateResponse,
    errors: [
      bomNotFound,
      bomLineNotFound,
      ProductsErrors.unknownProduct,
      alternateTwice,
      cycle,
      tooDeep,
      ...VALUES,
    ],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IdParam('line_id') lineId: number,
    @Body() body: CreateAlternateRequest,
  ): Promise<AlternateResponse> {
    return this.alternates.create(principal, id, lineId, body);
  }

  @Patch(':alternate_id')
  @Operation({
    summary: 'Change an alternate',
    permission: EngineeringPermissions.write,
    versioned: true,
    response: AlternateResponse,
    errors: [bomNotFound, bomLineNotFound, alternateNotFound, ...VALUES],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IdParam('line_id') lineId: number,
    @IdParam('alternate_id') alternateId: number,
    @IfMatch() version: number,
    @Body() body: UpdateAlternateRequest,
  ): Promise<AlternateResponse> {
    return this.alternates.update(principal, id, lineId, alternateId, version, body);
  }

  @Delete(':alternate_id')
  @Operation({
    summary: 'Remove an alternate',
    permission: EngineeringPermissions.write,
    status: 204,
    versioned: true,
    errors: [bomNotFound, bomLineNotFound, alternateNotFound],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IdParam('line_id') lineId: number,
    @IdParam('alternate_id') alternateId: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.alternates.remove(principal, id, lineId, alternateId, version);
  }
}
