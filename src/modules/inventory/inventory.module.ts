import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OrganizationSeeds } from '../identity/index.js';
import { ProductsModule } from '../products/index.js';
import { SettingsModule } from '../settings/index.js';
import { INVENTORY_ENTITIES } from './inventory.entities.js';
import { LedgerVerifier } from './ledger-verification.js';
import { LocationsController } from './locations.controller.js';
import { seedMainWarehouse } from './locations.repository.js';
import { LocationsService } from './locations.service.js';
import { LotsService } from './lots.service.js';
import { ReservationsController } from './reservations.controller.js';
import { ReservationsService } from './reservations.service.js';
import { StockController } from './stock.controller.js';
import { StockLedger } from './stock-ledger.js';
import { StockMovementsController } from './stock-movements.controller.js';
import { StockMovementsService } from './stock-movements.service.js';
import { StockReadsService } from './stock-reads.service.js';
import { StockReservations } from './stock-reservations.js';

const FLOOR = 4;

@Module({
  imports: [TypeOrmModule.forFeature(INVENTORY_ENTITIES), ProductsModule, SettingsModule],
  controllers: [LocationsController, StockMovementsController, StockController, ReservationsController],
  providers: [
    StockLedger,
    StockReservations,
    LedgerVerifier,
    StockMovementsService,
    StockReadsService,
    LocationsService,
    LotsService,
    ReservationsService,
  ],
  exports: [StockLedger, StockReservations, LedgerVerifier],
})
export class InventoryModule {
  constructor(seeds: OrganizationSeeds) {
    seeds.register(FLOOR, seedMainWarehouse);
  }
}
