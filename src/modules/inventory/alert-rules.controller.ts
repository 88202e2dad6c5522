import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import {
  AlertRuleListQuery,
  AlertRuleResponse,
  CreateAlertRuleRequest,
  UpdateAlertRuleRequest,
} from './alert-rules.dto.js';
import { AlertRulesService } from './alert-rules.service.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';

const SHAPE = [
  InventoryErrors.alertRuleSubject,
  InventoryErrors.alertRuleUnit,
  InventoryErrors.alertRuleOfProducts,
  InventoryErrors.alertRuleEmpty,
  InventoryErrors.alertRuleMaximum,
];

@ApiTags('Inventory alerts')
@Controller('inventory/alert-rules')
export class AlertRulesController {
  constructor(private readonly rules: AlertRulesService) {}

  @Get()
  @Operation({
    summary: 'List thresholds of alerts',
    permission: InventoryPermissions.read,
    response: AlertRuleResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: AlertRuleListQuery,
  ): Promise<Page<AlertRuleResponse>> {
    const { product_id, material_type_id, location_id, is_active, ...page } = query;
    const where = { product_id, material_type_id, location_id, is_active };
    return this.rules.list(principal, { ...page, where });
  }

  @Get(':id')
  @Operation({
    summary: 'Get a threshold',
    permission: InventoryPermissions.read,
    response: AlertRuleResponse,
    errors: [InventoryErrors.alertRuleNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<AlertRuleResponse> {
    return this.rules.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Set thresholds for a product, a product at a location, or a material type',
    description:
      'What is left out comes from the product: its safety stock is the minimum, and its reorder point that of free stock.',
    permission: InventoryPermissions.alertsWrite,
    status: 201,
    idempotent: true,
    response: AlertRuleResponse,
    errors: [
      ...SHAPE,
      InventoryErrors.productNotFound,
      InventoryErrors.unknownLocation,
      InventoryErrors.unknownMaterialType,
      InventoryErrors.unknownUnit,
      InventoryErrors.alertRuleTaken,
    ],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateAlertRuleRequest,
  ): Promise<AlertRuleResponse> {
    return this.rules.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a threshold',
    permission: InventoryPermissions.alertsWrite,
    versioned: true,
    response: AlertRuleResponse,
    errors: [InventoryErrors.alertRuleNotFound, ...SHAPE],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateAlertRuleRequest,
  ): Promise<AlertRuleResponse> {
    return this.rules.update(principal, id, version, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Remove a threshold',
    permission: InventoryPermissions.alertsWrite,
    status: 204,
    versioned: true,
    errors: [InventoryErrors.alertRuleNotFound],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.rules.remove(principal, id, version);
  }
}
