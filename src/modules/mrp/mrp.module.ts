import { Module } from '@nestjs/common';
import { OrganizationSeeds } from '../identity/index.js';
import { InventoryModule } from '../inventory/index.js';
import { ProductionModule } from '../production/index.js';
import { ProductsModule } from '../products/index.js';
import { PurchasingModule } from '../purchasing/index.js';
import { SettingsModule } from '../settings/index.js';
import { CapacityController } from './capacity.controller.js';
import { CapacityService } from './capacity.service.js';
import { CapablePromiseController } from './capable-promise.controller.js';
import { CapablePromiseService } from './capable-promise.service.js';
import { CriticalPathController } from './critical-path.controller.js';
import { CriticalPathService } from './critical-path.service.js';
import { ForecastGenerationService } from './forecast-generation.service.js';
import { ForecastsController } from './forecasts.controller.js';
import { ForecastsService } from './forecasts.service.js';
import { MessagesController } from './messages.controller.js';
import { MessagesService } from './messages.service.js';
import { MrpRunsController } from './mrp-runs.controller.js';
import { MrpRunsService } from './mrp-runs.service.js';
import { NetChangeController } from './net-change.controller.js';
import { NetChangeService } from './net-change.service.js';
import { PlanGridController } from './plan-grid.controller.js';
import { PlanGridService } from './plan-grid.service.js';
import { PlannedOrderDecisionsService } from './planned-order-decisions.service.js';
import { PlannedOrdersController } from './planned-orders.controller.js';
import { PlannedOrdersService } from './planned-orders.service.js';
import { PlanningRun } from './planning-run.js';
import { PlanningThreads } from './planning-threads.js';
import { PromisesController } from './promises.controller.js';
import { PromisesService } from './promises.service.js';
import { ReleaseOrdersController } from './release-orders.controller.js';
import { ReleaseOrdersService } from './release-orders.service.js';
import { AfterRun } from './shortages.after-run.js';
import { ScopedRun } from './scoped-run.js';
import { ShortagesController } from './shortages.controller.js';
import { ShortagesService } from './shortages.service.js';
import { TimingController } from './timing.controller.js';
import { seedTimingSettings } from './timing.repository.js';
import { TimingService } from './timing.service.js';
import { TimingSettingsService } from './timing-settings.service.js';

const FLOOR = 8;

@Module({
  imports: [ProductsModule, SettingsModule, InventoryModule, PurchasingModule, ProductionModule],
  controllers: [
    MrpRunsController,
    NetChangeController,
    PlannedOrdersController,
    ReleaseOrdersController,
    PlanGridController,
    MessagesController,
    ShortagesController,
    CriticalPathController,
    PromisesController,
    CapablePromiseController,
    CapacityController,
    ForecastsController,
    TimingController,
  ],
  providers: [
    MrpRunsService,
    PlanningRun,
    PlanningThreads,
    ScopedRun,
    NetChangeService,
    PlannedOrdersService,
    PlannedOrderDecisionsService,
    ReleaseOrdersService,
    PlanGridService,
    MessagesService,
    ShortagesService,
    AfterRun,
    CriticalPathService,
    PromisesService,
    CapablePromiseService,
    CapacityService,
    ForecastsService,
    ForecastGenerationService,
    TimingService,
    TimingSettingsService,
  ],
})
export class MrpModule {
  constructor(seeds: OrganizationSeeds) {
    seeds.register(FLOOR, seedTimingSettings);
  }
}
