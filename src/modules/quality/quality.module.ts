import { Module } from '@nestjs/common';
import { OrganizationSeeds } from '../identity/index.js';
import { InventoryModule } from '../inventory/index.js';
import { ProductsModule } from '../products/index.js';
import { SettingsModule } from '../settings/index.js';
import { ScrapReasonsController } from './scrap-reasons.controller.js';
import { seedScrapReasons } from './scrap-reasons.repository.js';
import { ScrapReasonsService } from './scrap-reasons.service.js';
import { ScrapRecordsController } from './scrap-records.controller.js';
import { ScrapRecordsService } from './scrap-records.service.js';
import { ScrapRecords } from './scrap-records.js';

const FLOOR = 5;

@Module({
  imports: [ProductsModule, SettingsModule, InventoryModule],
  controllers: [ScrapReasonsController, ScrapRecordsController],
  providers: [ScrapReasonsService, ScrapRecords, ScrapRecordsService],
  exports: [ScrapRecords],
})
export class QualityModule {
  constructor(seeds: OrganizationSeeds) {
    seeds.register(FLOOR, seedScrapReasons);
  }
}
