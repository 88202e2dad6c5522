import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import {
  CreatePutAwayRuleRequest,
  PutAwayLineResponse,
  PutAwayProposalRequest,
  PutAwayRequest,
  PutAwayRuleListQuery,
  PutAwayRuleResponse,
  UpdatePutAwayRuleRequest,
} from './put-away.dto.js';
import { PutAwayRulesService } from './put-away-rules.service.js';
import { PutAwayService } from './put-away.service.js';

const RULE = [
  InventoryErrors.unknownLocation,
  InventoryErrors.putAwayOutside,
  InventoryErrors.putAwaySubject,
  InventoryErrors.unknownCategory,
  InventoryErrors.putAwayRuleTaken,
];

@ApiTags('Put-away')
@Controller('inventory')
export class PutAwayController {
  constructor(
    private readonly rules: PutAwayRulesService,
    private readonly service: PutAwayService,
  ) {}

  @Get('put-away/rules')
  @Operation({
    summary: 'List put-away rules by priority',
    permission: InventoryPermissions.read,
    response: PutAwayRuleResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: PutAwayRuleListQuery,
  ): Promise<Page<PutAwayRuleResponse>> {
    const { product_id, category_id, location_id, is_active, ...page } = query;
    const where = { product_id, category_id, location_id, is_active };
    return this.rules.list(principal, { ...page, where });
  }

  @Get('put-away/rules/:id')
  @Operation({
    summary: 'Get a put-away rule',
    permission: InventoryPermissions.read,
    response: PutAwayRuleResponse,
    errors: [InventoryErrors.putAwayRuleNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<PutAwayRuleResponse> {
    return this.rules.get(principal, id);
  }

  @Post('put-away/rules')
  @Operation({
    summary: 'Create a put-away rule',
    permission: InventoryPermissions.locationsWrite,
    status: 201,
    idempotent: true,
    response: PutAwayRuleResponse,
    errors: RULE,
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreatePutAwayRuleRequest,
  ): Promise<PutAwayRuleResponse> {
    return this.rules.create(principal, body);
  }

  @Patch('put-away/rules/:id')
  @Operation({
    summary: 'Change a put-away rule, or switch it off',
    permission: InventoryPermissions.locationsWrite,
    versioned: true,
    response: PutAwayRuleResponse,
    errors: [InventoryErrors.putAwayRuleNotFound, ...RULE],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdatePutAwayRuleRequest,
  ): Promise<PutAwayRuleResponse> {
    return this.rules.update(principal, id, version, body);
  }

  @Delete('put-away/rules/:id')
  @Operation({
    summary: 'Delete a put-away rule',
    permission: InventoryPermissions.locationsWrite,
    status: 204,
    versioned: true,
    errors: [InventoryErrors.putAwayRuleNotFound],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.rules.remove(principal, id, version);
  }

  @Post('put-away/proposals')
  @Operation({
    summary: 'Propose where a quantity is to lie',
    description: 'By priority and the room that is left; nothing moves.',
    permission: InventoryPermissions.read,
    idempotent: true,
    response: PutAwayLineResponse,
    errors: [InventoryErrors.unknownWarehouse],
  })
  propose(
    @CurrentPrincipal() principal: Principal,
    @Body() body: PutAwayProposalRequest,
  ): Promise<PutAwayLineResponse> {
    return this.service.propose(principal, body);
  }

  @Post('put-aways')
  @Operation({
    summary: 'Move stock from a dock into the places that rules name',
    description:
      'Never more than a place has room for: what is left stays at the dock, and is told. Refused when nothing has room.',
    permission: InventoryPermissions.post,
    status: 201,
    idempotent: true,
    response: PutAwayLineResponse,
    array: true,
    errors: [
      InventoryErrors.unknownLocation,
      InventoryErrors.putAwayOutside,
      InventoryErrors.noPutAwayRoom,
      InventoryErrors.insufficientStock,
      InventoryErrors.notAvailable,
      InventoryErrors.productNotFound,
    ],
  })
  putAway(
    @CurrentPrincipal() principal: Principal,
    @Body() body: PutAwayRequest,
  ): Promise<PutAwayLineResponse[]> {
    return this.service.putAway(principal, body);
  }
}
