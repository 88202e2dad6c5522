import { Module } from '@nestjs/common';
import { ImportsService } from '../../platform/imports/index.js';
import { ProductsModule } from '../products/index.js';
import { ResourcesModule } from '../resources/index.js';
import { SettingsModule } from '../settings/index.js';
import { BomsController } from './boms.controller.js';
import { BOMS_IMPORT, importBoms } from './boms.import.js';
import { BomsService } from './boms.service.js';
import { BomUpsert } from './bom-upsert.js';
import { CostRollUpsController } from './cost-roll-ups.controller.js';
import { CostRollUpsService } from './cost-roll-ups.service.js';
import { CostsService } from './costs.service.js';
import { ExplosionService } from './explosion.service.js';
import { LeadTimeController } from './lead-time.controller.js';
import { LeadTimeService } from './lead-time.service.js';
import { PrintCostController } from './print-cost.controller.js';
import { PrintCostService } from './print-cost.service.js';
import { ProductStructures } from './product-structures.js';
import { RoutingsController } from './routings.controller.js';
import { RoutingsService } from './routings.service.js';
import { StructureCheck } from './structure-check.js';
import { StructureLoader } from './structure-loader.js';
import { StructuresController } from './structures.controller.js';
import { StructureUsage } from './structure-usage.js';

@Module({
  imports: [ProductsModule, ResourcesModule, SettingsModule],
  // The explosion's path stands before `boms/:id`, which would take it for an id.
  controllers: [
    StructuresController,
    CostRollUpsController,
    LeadTimeController,
    PrintCostController,
    BomsController,
    RoutingsController,
  ],
  providers: [
    BomsService,
    RoutingsService,
    ExplosionService,
    CostsService,
    CostRollUpsService,
    LeadTimeService,
    PrintCostService,
    StructureLoader,
    StructureCheck,
    StructureUsage,
    BomUpsert,
    ProductStructures,
  ],
  exports: [ProductStructures, StructureUsage],
})
export class EngineeringModule {
  constructor(imports: ImportsService, upsert: BomUpsert) {
    imports.register(BOMS_IMPORT, (tx, rows) => importBoms(upsert, tx, rows));
  }
}
