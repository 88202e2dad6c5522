import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { ProductsErrors } from '../products/index.js';
import {
  CreateRevisionRequest,
  ImplementRevisionRequest,
  ProposeRequest,
  RejectRevisionRequest,
  RevisionListQuery,
  RevisionResponse,
  RevisionsOfBomQuery,
  RevisionSummaryResponse,
  UpdateRevisionRequest,
} from './bom-revisions.dto.js';
import { BomRevisionsService } from './bom-revisions.service.js';
import { DecideRevisionService } from './decide-revision.service.js';
import { EngineeringErrors } from './engineering.errors.js';
import { EngineeringPermissions } from './engineering.permissions.js';

const { bomNotFound, revisionNotFound, revisionStatus, ownApproval } = EngineeringErrors;
const LINES = [
  ProductsErrors.unknownProduct,
  EngineeringErrors.cycle,
  EngineeringErrors.tooDeep,
  EngineeringErrors.componentTwice,
  EngineeringErrors.emptyEffectivity,
  EngineeringErrors.unitNotConvertible,
  EngineeringErrors.serviceTakesNoStock,
];
const FIGURES = [EngineeringErrors.cycle, EngineeringErrors.unitNotConvertible];
const ACTION = { idempotent: true, response: RevisionResponse } as const;

@ApiTags('Revisions of BOMs')
@Controller()
export class BomRevisionsController {
  constructor(
    private readonly revisions: BomRevisionsService,
    private readonly deciding: DecideRevisionService,
  ) {}

  @Post('boms/:id/revisions')
  @Operation({
    summary: 'Draft a revision of a BOM',
    description: 'It proposes a new version, which nothing uses before it is implemented.',
    permission: EngineeringPermissions.write,
    status: 201,
    ...ACTION,
    errors: [
      bomNotFound,
      EngineeringErrors.revisionOfInactive,
      EngineeringErrors.versionInRevision,
      ...LINES,
    ],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: CreateRevisionRequest,
  ): Promise<RevisionResponse> {
    return this.revisions.create(principal, id, body);
  }

  @Get('boms/:id/revisions')
  @Operation({
    summary: 'List the revisions of a product’s BOM, over all its versions, newest first',
    permission: EngineeringPermissions.read,
    response: RevisionSummaryResponse,
    page: true,
    errors: [bomNotFound],
  })
  listOfBom(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Query() query: RevisionsOfBomQuery,
  ): Promise<Page<RevisionSummaryResponse>> {
    return this.revisions.listOfBom(principal, id, query);
  }

  @Get('bom-revisions')
  @Operation({
    summary: 'List revisions, newest first',
    permission: EngineeringPermissions.read,
    response: RevisionSummaryResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: RevisionListQuery,
  ): Promise<Page<RevisionSummaryResponse>> {
    return this.revisions.list(principal, query);
  }

  @Get('bom-revisions/:id')
  @Operation({
    summary: 'Get a revision with the open orders that keep the present version',
    permission: EngineeringPermissions.read,
    response: RevisionResponse,
    errors: [revisionNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<RevisionResponse> {
    return this.revisions.get(principal, id);
  }

  @Patch('bom-revisions/:id')
  @Operation({
    summary: 'Change what a draft says',
    permission: EngineeringPermissions.write,
    versioned: true,
    response: RevisionResponse,
    errors: [revisionNotFound, revisionStatus],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateRevisionRequest,
  ): Promise<RevisionResponse> {
    return this.revisions.update(principal, id, version, body);
  }

  @Put('bom-revisions/:id/proposal')
  @Operation({
    summary: 'Change the version that a draft proposes',
    permission: EngineeringPermissions.write,
    versioned: true,
    response: RevisionResponse,
    errors: [revisionNotFound, revisionStatus, ...LINES],
  })
  propose(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: ProposeRequest,
  ): Promise<RevisionResponse> {
    return this.revisions.propose(principal, id, version, body);
  }

  @Delete('bom-revisions/:id')
  @Operation({
    summary: 'Give up a draft with the version that it proposes',
    permission: EngineeringPermissions.write,
    status: 204,
    versioned: true,
    errors: [revisionNotFound, revisionStatus],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.revisions.remove(principal, id, version);
  }

  @Post('bom-revisions/:id/submit')
  @Operation({
    summary: 'Hand a draft in for approval',
    description: 'Counts what a piece costs more, and the open orders that keep the present version.',
    permission: EngineeringPermissions.write,
    ...ACTION,
    errors: [revisionNotFound, revisionStatus, ...FIGURES],
  })
  submit(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<RevisionResponse> {
    return this.deciding.submit(principal, id);
  }

  @Post('bom-revisions/:id/withdraw')
  @Operation({
    summary: 'Take a revision back that nobody has decided on',
    description: 'It is a draft again. For who asked for it or handed it in.',
    permission: EngineeringPermissions.write,
    ...ACTION,
    errors: [revisionNotFound, revisionStatus, EngineeringErrors.foreignWithdrawal],
  })
  withdraw(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<RevisionResponse> {
    return this.deciding.withdraw(principal, id);
  }

  @Post('bom-revisions/:id/approve')
  @Operation({
    summary: 'Approve a revision that somebody else has asked for',
    description: 'Counts again. Nothing that is planned changes before it is implemented.',
    permission: EngineeringPermissions.revisionsApprove,
    ...ACTION,
    errors: [revisionNotFound, revisionStatus, ownApproval, ...FIGURES],
  })
  approve(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<RevisionResponse> {
    return this.deciding.approve(principal, id);
  }

  @Post('bom-revisions/:id/reject')
  @Operation({
    summary: 'Reject a revision that somebody else has asked for',
    permission: EngineeringPermissions.revisionsApprove,
    ...ACTION,
    errors: [revisionNotFound, revisionStatus, ownApproval],
  })
  reject(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: RejectRevisionRequest,
  ): Promise<RevisionResponse> {
    return this.deciding.reject(principal, id, body.reason);
  }

  @Post('bom-revisions/:id/implement')
  @Operation({
    summary: 'Make the approved version the active one',
    description:
      'Today, or from a day to come: then the version before it counts until that day. Not when another version has ' +
      'become active since, which would be lost. Orders that were made keep their version.',
    permission: EngineeringPermissions.write,
    ...ACTION,
    errors: [
      revisionNotFound,
      revisionStatus,
      EngineeringErrors.revisionOutdated,
      EngineeringErrors.implementationDate,
      EngineeringErrors.versionsOverlap,
      EngineeringErrors.cycle,
      EngineeringErrors.tooDeep,
    ],
  })
  implement(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: ImplementRevisionRequest,
  ): Promise<RevisionResponse> {
    return this.deciding.implement(principal, id, body.implementation_date);
  }
}
