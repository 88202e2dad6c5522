import { Module } from '@nestjs/common';
import { ImportsService } from '../../platform/imports/index.js';
import { ProductsModule } from '../products/index.js';
import { ResourcesModule } from '../resources/index.js';
import { SettingsModule } from '../settings/index.js';
import { AlternateChoices } from './alternate-choices.js';
import { AlternateStructures } from './alternate-structures.js';
import { AlternatesController } from './alternates.controller.js';
import { AlternatesService } from './alternates.service.js';
import { BomChangesController } from './bom-changes.controller.js';
import { BomRevisionsController } from './bom-revisions.controller.js';
import { BomRevisionsService } from './bom-revisions.service.js';
import { BomsController } from './boms.controller.js';
import { BomFilesController } from './bom-files.controller.js';
import { BomsExportService } from './boms-export.service.js';
import { BOMS_IMPORT, importBoms } from './boms.import.js';
import { BomsService } from './boms.service.js';
import { BomUpsert } from './bom-upsert.js';
import { BomWriter } from './bom-writer.js';
import { ByProducts } from './by-products.js';
import { CanBuildService } from './can-build.service.js';
import { CostRollUpsController } from './cost-roll-ups.controller.js';
import { CostRollUpsService } from './cost-roll-ups.service.js';
import { CloneBomService } from './clone-bom.service.js';
import { CompareBomsService } from './compare-boms.service.js';
import { CostsService } from './costs.service.js';
import { DecideRevisionService } from './decide-revision.service.js';
import { ExplosionService } from './explosion.service.js';
import { LeadTimeController } from './lead-time.controller.js';
import { LeadTimeService } from './lead-time.service.js';
import { PrintCostController } from './print-cost.controller.js';
import { PrintCostService } from './print-cost.service.js';
import { MassReplaceService } from './mass-replace.service.js';
import { ProductStructures } from './product-structures.js';
import { RoutingsController } from './routings.controller.js';
import { RoutingsService } from './routings.service.js';
import { StructureCheck } from './structure-check.js';
import { StructureLoader } from './structure-loader.js';
import { StructuresController } from './structures.controller.js';
import { StructureUsage } from './structure-usage.js';
import { VersionCosts } from './version-costs.js';
import { WhereUsedService } from './where-used.service.js';

@Module({
  imports: [ProductsModule, ResourcesModule, SettingsModule],
  // Paths such as `boms/explosion` stand before `boms/:id`, which would take them for ids.
  controllers: [
    StructuresController,
    CostRollUpsController,
    LeadTimeController,
    PrintCostController,
    BomFilesController,
    BomChangesController,
    BomsController,
    AlternatesController,
    BomRevisionsController,
    RoutingsController,
  ],
  providers: [
    BomsService,
    BomsExportService,
    RoutingsService,
    ExplosionService,
    CanBuildService,
    CostsService,
    CostRollUpsService,
    LeadTimeService,
    PrintCostService,
    StructureLoader,
    StructureCheck,
    StructureUsage,
    BomUpsert,
    ByProducts,
    BomWriter,
    AlternatesService,
    AlternateChoices,
    AlternateStructures,
    BomRevisionsService,
    DecideRevisionService,
    VersionCosts,
    CloneBomService,
    CompareBomsService,
    WhereUsedService,
    MassReplaceService,
    ProductStructures,
  ],
  exports: [ProductStructures, ByProducts, StructureUsage, AlternateChoices],
})
export class EngineeringModule {
  constructor(imports: ImportsService, upsert: BomUpsert) {
    imports.register(BOMS_IMPORT, (tx, rows) => importBoms(upsert, tx, rows));
  }
}
