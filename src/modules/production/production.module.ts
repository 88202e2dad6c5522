import { Module } from '@nestjs/common';
import { EngineeringModule, StructureUsage } from '../engineering/index.js';
import { CostFlows, InventoryModule, OpenRequirements } from '../inventory/index.js';
import { ProductsModule } from '../products/index.js';
import { QualityModule } from '../quality/index.js';
import { SettingsModule } from '../settings/index.js';
import { SpoolsModule } from '../spools/index.js';
import { CloseOrderService } from './close-order.service.js';
import { FollowOrderCost } from './follow-order-cost.js';
import { MaterialConsumption } from './material-consumption.js';
import { readOpenRequirements } from './open-requirements.query.js';
import { OperationsService } from './operations.service.js';
import { OrderMaterialsService } from './order-materials.service.js';
import { ProductionOrdersController } from './production-orders.controller.js';
import { ProductionOrdersService } from './production-orders.service.js';
import { ordersUseStructure, STRUCTURE_ORDERS } from './structure-usage.query.js';
import { ReceiveOutput } from './receive-output.js';
import { ReleaseOrderService } from './release-order.service.js';
import { ReportOperationService } from './report-operation.service.js';
import { ShopFloorController } from './shop-floor.controller.js';

@Module({
  imports: [ProductsModule, SettingsModule, InventoryModule, EngineeringModule, QualityModule, SpoolsModule],
  controllers: [ProductionOrdersController, ShopFloorController],
  providers: [
    ProductionOrdersService,
    ReleaseOrderService,
    ReportOperationService,
    OperationsService,
    OrderMaterialsService,
    CloseOrderService,
    MaterialConsumption,
    ReceiveOutput,
    FollowOrderCost,
  ],
  exports: [ProductionOrdersService],
})
export class ProductionModule {
  constructor(
    usage: StructureUsage,
    requirements: OpenRequirements,
    flows: CostFlows,
    orderCosts: FollowOrderCost,
  ) {
    // What orders were made from stays as it was; a change makes a new version.
    usage.register(ordersUseStructure);
    usage.registerOrders(STRUCTURE_ORDERS);
    // Stock is short of what these need.
    requirements.register(readOpenRequirements);
    flows.register((tx, changes) => orderCosts.follow(tx, changes));
  }
}
