import { Module } from '@nestjs/common';
import { ProductionModule } from '../production/index.js';
import { ProductsModule } from '../products/index.js';
import { PurchasingModule } from '../purchasing/index.js';
import { SettingsModule } from '../settings/index.js';
import { MrpRunsController } from './mrp-runs.controller.js';
import { MrpRunsService } from './mrp-runs.service.js';
import { PlannedOrderDecisionsService } from './planned-order-decisions.service.js';
import { PlannedOrdersController } from './planned-orders.controller.js';
import { PlannedOrdersService } from './planned-orders.service.js';
import { PlanningRun } from './planning-run.js';
import { ReleaseOrdersController } from './release-orders.controller.js';
import { ReleaseOrdersService } from './release-orders.service.js';

@Module({
  imports: [SettingsModule, ProductsModule, PurchasingModule, ProductionModule],
  controllers: [MrpRunsController, PlannedOrdersController, ReleaseOrdersController],
  providers: [
    MrpRunsService,
    PlanningRun,
    PlannedOrdersService,
    PlannedOrderDecisionsService,
    ReleaseOrdersService,
  ],
})
export class MrpModule {}
