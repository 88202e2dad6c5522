import { Module } from '@nestjs/common';
import { SettingsModule } from '../settings/index.js';
import { MrpRunsController } from './mrp-runs.controller.js';
import { MrpRunsService } from './mrp-runs.service.js';
import { PlannedOrdersController } from './planned-orders.controller.js';
import { PlannedOrdersService } from './planned-orders.service.js';
import { PlanningRun } from './planning-run.js';

@Module({
  imports: [SettingsModule],
  controllers: [MrpRunsController, PlannedOrdersController],
  providers: [MrpRunsService, PlanningRun, PlannedOrdersService],
})
export class MrpModule {}
