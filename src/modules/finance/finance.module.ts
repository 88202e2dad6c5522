import { Module } from '@nestjs/common';
import { ProductsModule } from '../products/index.js';
import { SettingsModule } from '../settings/index.js';
import { BudgetsController } from './budgets.controller.js';
import { BudgetsService } from './budgets.service.js';
import { CostTrackingController } from './cost-tracking.controller.js';
import { CostTrackingService } from './cost-tracking.service.js';
import { EconomicOrderController } from './economic-order.controller.js';
import { EconomicOrderService } from './economic-order.service.js';

@Module({
  imports: [ProductsModule, SettingsModule],
  controllers: [BudgetsController, EconomicOrderController, CostTrackingController],
  providers: [BudgetsService, EconomicOrderService, CostTrackingService],
})
export class FinanceModule {}
