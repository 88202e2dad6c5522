import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, Operation } from '../../platform/http/index.js';
import { InventoryErrors } from '../inventory/index.js';
import { SpoolsErrors } from '../spools/index.js';
import { OperationsService } from './operations.service.js';
import { OrderMaterialsService } from './order-materials.service.js';
import { ProductionErrors } from './production.errors.js';
import { ProductionPermissions } from './production.permissions.js';
import {
  ConsumeRequest,
  ProductionOrderResponse,
  ReportRequest,
  ReturnMaterialRequest,
} from './production-orders.dto.js';
import { ReportOperationService } from './report-operation.service.js';

const REPORT = {
  permission: ProductionPermissions.report,
  idempotent: true,
  response: ProductionOrderResponse,
} as const;
const STATUS = [ProductionErrors.orderNotFound, ProductionErrors.wrongStatus];
const OPERATION = [...STATUS, ProductionErrors.operationNotFound, ProductionErrors.wrongOperationStatus];
const MATERIAL = [
  ProductionErrors.unknownMaterial,
  ProductionErrors.overConsumption,
  ProductionErrors.oneSource,
  SpoolsErrors.unknownSpool,
  SpoolsErrors.insufficientWeight,
  SpoolsErrors.notUsable,
  InventoryErrors.insufficientStock,
  InventoryErrors.notAvailable,
];
const PIECES = [ProductionErrors.tooMany, ProductionErrors.reasonNeeded, ProductionErrors.nothingReported];

@ApiTags('Shop floor')
@Controller('production-orders/:id')
export class ShopFloorController {
  constructor(
    private readonly operations: OperationsService,
    private readonly reports: ReportOperationService,
    private readonly materials: OrderMaterialsService,
  ) {}

  @Post('operations/:operationId/start')
  @Operation({
    summary: 'Start or resume an operation',
    ...REPORT,
    errors: [...OPERATION, ProductionErrors.previousOpen],
  })
  start(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IdParam('operationId') operationId: number,
  ): Promise<ProductionOrderResponse> {
    return this.operations.start(principal, id, operationId);
  }

  @Post('operations/:operationId/pause')
  @Operation({ summary: 'Pause an operation', ...REPORT, errors: OPERATION })
  pause(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IdParam('operationId') operationId: number,
  ): Promise<ProductionOrderResponse> {
    return this.operations.pause(principal, id, operationId);
  }

  @Post('operations/:operationId/skip')
  @Operation({
    summary: 'Skip an operation',
    ...REPORT,
    errors: [...OPERATION, ProductionErrors.lastOperation],
  })
  skip(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IdParam('operationId') operationId: number,
  ): Promise<ProductionOrderResponse> {
    return this.operations.skip(principal, id, operationId);
  }

  @Post('operations/:operationId/report')
  @Operation({
    summary: 'Report good and bad pieces, time and material of an operation',
    description:
      'Good and bad together are at most what came in. Material is consumed in proportion to what was made unless it is ' +
      'named. The good pieces of the last operation go into stock at actual cost.',
    ...REPORT,
    errors: [...OPERATION, ...PIECES, ...MATERIAL, ProductionErrors.previousOpen],
  })
  report(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IdParam('operationId') operationId: number,
    @Body() body: ReportRequest,
  ): Promise<ProductionOrderResponse> {
    return this.reports.report(principal, id, operationId, body);
  }

  @Post('complete')
  @Operation({
    summary: 'Report all open operations at once',
    description:
      'Everything that is left when no quantity is given. Bad pieces belong to the last operation.',
    ...REPORT,
    errors: [...STATUS, ...PIECES, ...MATERIAL],
  })
  complete(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: ReportRequest,
  ): Promise<ProductionOrderResponse> {
    return this.reports.complete(principal, id, body);
  }

  @Post('consume')
  @Operation({
    summary: 'Consume material for an order, from stock or from spools',
    description: 'Reports that follow consume that much less. Spool, stock and reservation move together.',
    ...REPORT,
    errors: [...STATUS, ...MATERIAL],
  })
  consume(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: ConsumeRequest,
  ): Promise<ProductionOrderResponse> {
    return this.materials.consume(principal, id, body.materials);
  }

  @Post('materials/:materialId/return')
  @Operation({
    summary: 'Bring unused material back into stock',
    description: 'At what the order has consumed it at on average.',
    ...REPORT,
    errors: [...STATUS, ProductionErrors.materialNotFound, ProductionErrors.returnsTooMuch],
  })
  returnMaterial(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IdParam('materialId') materialId: number,
    @Body() body: ReturnMaterialRequest,
  ): Promise<ProductionOrderResponse> {
    return this.materials.returnMaterial(principal, id, materialId, body);
  }
}
