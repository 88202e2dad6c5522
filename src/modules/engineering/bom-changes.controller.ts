import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation } from '../../platform/http/index.js';
import { ProductsErrors } from '../products/index.js';
import {
  BomComparisonResponse,
  CloneBomRequest,
  CompareBomsQuery,
  MassReplaceRequest,
  MassReplaceResponse,
} from './bom-changes.dto.js';
import { BomResponse } from './boms.dto.js';
import { CloneBomService } from './clone-bom.service.js';
import { CompareBomsService } from './compare-boms.service.js';
import { EngineeringErrors } from './engineering.errors.js';
import { EngineeringPermissions } from './engineering.permissions.js';
import { MassReplaceService } from './mass-replace.service.js';
import { WhereUsedQuery, WhereUsedResponse } from './where-used.dto.js';
import { WhereUsedService } from './where-used.service.js';

const { bomNotFound, cycle, tooDeep, tooManyRows, unitNotConvertible } = EngineeringErrors;

@ApiTags('Bills of materials')
@Controller()
export class BomChangesController {
  constructor(
    private readonly cloning: CloneBomService,
    private readonly comparing: CompareBomsService,
    private readonly replacing: MassReplaceService,
    private readonly uses: WhereUsedService,
  ) {}

  @Post('boms/mass-replace')
  @Operation({
    summary: 'Put one component in place of another in all active BOMs',
    description:
      'A preview unless `preview` is false. All of them or none; versions that production orders use get a new version. ' +
      'Materials of routings stay as they are.',
    permission: EngineeringPermissions.write,
    idempotent: true,
    response: MassReplaceResponse,
    errors: [
      ProductsErrors.unknownProduct,
      EngineeringErrors.replacementIsComponent,
      EngineeringErrors.unknownBom,
      EngineeringErrors.replacementRefused,
      tooManyRows,
      tooDeep,
      cycle,
      unitNotConvertible,
    ],
  })
  massReplace(
    @CurrentPrincipal() principal: Principal,
    @Body() body: MassReplaceRequest,
  ): Promise<MassReplaceResponse> {
    return this.replacing.replace(principal, body);
  }

  @Post('boms/:id/clone')
  @Operation({
    summary: 'Copy a BOM into a new version, of the same product or of another one',
    permission: EngineeringPermissions.write,
    status: 201,
    idempotent: true,
    response: BomResponse,
    errors: [
      bomNotFound,
      ProductsErrors.unknownProduct,
      cycle,
      tooDeep,
      unitNotConvertible,
      EngineeringErrors.byProductOfItself,
      EngineeringErrors.emptyVersionPeriod,
      EngineeringErrors.versionsOverlap,
    ],
  })
  clone(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: CloneBomRequest,
  ): Promise<BomResponse> {
    return this.cloning.clone(principal, id, body);
  }

  @Get('boms/:id/compare/:other_id')
  @Operation({
    summary: 'Compare two BOMs or two versions of one',
    description:
      'What the other one has more, less and otherwise, and what it costs more. Quantities are compared in stock units ' +
      'for one piece. Lines of a component belong together by their period.',
    permission: EngineeringPermissions.costsRead,
    response: BomComparisonResponse,
    errors: [bomNotFound, cycle, unitNotConvertible],
  })
  compare(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IdParam('other_id') otherId: number,
    @Query() query: CompareBomsQuery,
  ): Promise<BomComparisonResponse> {
    return this.comparing.compare(principal, id, otherId, query);
  }

  @Get('products/:id/where-used')
  @Operation({
    summary: 'What a product goes into, on one level or on all',
    description:
      'Through active BOMs and routings unless inactive ones are asked for too. On all levels there is one row for each ' +
      'way up to a product.',
    permission: EngineeringPermissions.read,
    response: WhereUsedResponse,
    page: true,
    errors: [ProductsErrors.productNotFound, tooManyRows],
  })
  whereUsed(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: WhereUsedQuery,
  ): Promise<Page<WhereUsedResponse>> {
    return this.uses.whereUsed(principal, id, query);
  }
}
