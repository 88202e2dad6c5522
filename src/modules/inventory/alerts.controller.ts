import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import {
  AlertCountResponse,
  AlertListQuery,
  AlertResponse,
  AlertSettingsResponse,
  EvaluateAlertsRequest,
  EvaluationResponse,
  ResolveAlertRequest,
  UpdateAlertSettingsRequest,
} from './alerts.dto.js';
import { AlertsService } from './alerts.service.js';
import { EvaluateAlertsService } from './evaluate-alerts.service.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';

@ApiTags('Inventory alerts')
@Controller('inventory')
export class AlertsController {
  constructor(
    private readonly alerts: AlertsService,
    private readonly evaluation: EvaluateAlertsService,
  ) {}

  @Get('alerts')
  @Operation({
    summary: 'List alerts, newest first',
    permission: InventoryPermissions.read,
    response: AlertResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: AlertListQuery,
  ): Promise<Page<AlertResponse>> {
    return this.alerts.list(principal, query);
  }

  @Get('alerts/summary')
  @Operation({
    summary: 'Count active alerts by type and severity',
    permission: InventoryPermissions.read,
    response: AlertCountResponse,
    array: true,
  })
  count(@CurrentPrincipal() principal: Principal): Promise<AlertCountResponse[]> {
    return this.alerts.count(principal);
  }

  @Get('alerts/:id')
  @Operation({
    summary: 'Get an alert',
    permission: InventoryPermissions.read,
    response: AlertResponse,
    errors: [InventoryErrors.alertNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<AlertResponse> {
    return this.alerts.get(principal, id);
  }

  @Post('alerts/evaluate')
  @Operation({
    summary: 'Evaluate alerts now, for some products or all',
    description:
      'Done in the background as well, within seconds of what touches the stock. There is one active alert for each ' +
      'product, place and type; what is still true is updated, and what is over resolves itself.',
    permission: InventoryPermissions.alertsWrite,
    idempotent: true,
    response: EvaluationResponse,
    errors: [InventoryErrors.productNotFound],
  })
  evaluate(
    @CurrentPrincipal() principal: Principal,
    @Body() body: EvaluateAlertsRequest,
  ): Promise<EvaluationResponse> {
    return this.evaluation.evaluate(principal, body.product_ids);
  }

  @Post('alerts/:id/acknowledge')
  @Operation({
    summary: 'Acknowledge an alert',
    description: 'It stays active. When it becomes worse, it is to be acknowledged again.',
    permission: InventoryPermissions.alertsAcknowledge,
    idempotent: true,
    response: AlertResponse,
    errors: [InventoryErrors.alertNotFound, InventoryErrors.alertResolved],
  })
  acknowledge(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<AlertResponse> {
    return this.alerts.acknowledge(principal, id);
  }

  @Post('alerts/:id/resolve')
  @Operation({
    summary: 'Resolve an alert by hand',
    description: 'When its cause is still there, it comes back after the cooldown.',
    permission: InventoryPermissions.alertsAcknowledge,
    idempotent: true,
    response: AlertResponse,
    errors: [InventoryErrors.alertNotFound, InventoryErrors.alertResolved],
  })
  resolve(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: ResolveAlertRequest,
  ): Promise<AlertResponse> {
    return this.alerts.resolve(principal, id, body.notes);
  }

  @Get('alert-settings')
  @Operation({
    summary: 'Get the settings of alerts',
    permission: InventoryPermissions.read,
    response: AlertSettingsResponse,
  })
  settings(@CurrentPrincipal() principal: Principal): Promise<AlertSettingsResponse> {
    return this.alerts.settings(principal);
  }

  @Patch('alert-settings')
  @Operation({
    summary: 'Change the settings of alerts',
    permission: InventoryPermissions.alertsWrite,
    versioned: true,
    response: AlertSettingsResponse,
  })
  updateSettings(
    @CurrentPrincipal() principal: Principal,
    @IfMatch() version: number,
    @Body() body: UpdateAlertSettingsRequest,
  ): Promise<AlertSettingsResponse> {
    return this.alerts.updateSettings(principal, version, body);
  }
}
