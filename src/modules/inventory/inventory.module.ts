import { Module } from '@nestjs/common';
import { HealthChecks } from '../../platform/health/health-checks.js';
import { ImportsService } from '../../platform/imports/index.js';
import { OrganizationSeeds } from '../identity/index.js';
import { ProductCosting, ProductsModule, ProductUsage } from '../products/index.js';
import { SettingsModule } from '../settings/index.js';
import { AdjustmentReasonsController } from './adjustment-reasons.controller.js';
import { AdjustmentReasonsService } from './adjustment-reasons.service.js';
import { CompleteStocktakeService } from './complete-stocktake.service.js';
import { CostFlows } from './cost-flows.js';
import { CountStocktakeService } from './count-stocktake.service.js';
import { CycleCountsController } from './cycle-counts.controller.js';
import { seedCycleCountSettings } from './cycle-counts.repository.js';
import { CycleCountsService } from './cycle-counts.service.js';
import { readProductsWithHistory } from './ledger.repository.js';
import { LedgerVerifier } from './ledger-verification.js';
import { AlertRoundsService } from './alert-rounds.service.js';
import { AlertRulesController } from './alert-rules.controller.js';
import { AlertRulesService } from './alert-rules.service.js';
import { AlertsController } from './alerts.controller.js';
import { seedAlertSettings } from './alerts.repository.js';
import { AlertsService } from './alerts.service.js';
import { CountDiscrepancies } from './count-discrepancies.js';
import { EvaluateAlertsService } from './evaluate-alerts.service.js';
import { HandMovements } from './hand-movements.js';
import { HeldMovementsController } from './held-movements.controller.js';
import { HeldMovementsService } from './held-movements.service.js';
import { LandedCostsController } from './landed-costs.controller.js';
import { LandedCostsService } from './landed-costs.service.js';
import { LedgerWatch } from './ledger-watch.js';
import { importLocations, LOCATIONS_IMPORT } from './locations.import.js';
import { LocationsController } from './locations.controller.js';
import { seedMainWarehouse } from './locations.repository.js';
import { LocationsService } from './locations.service.js';
import { LotsController } from './lots.controller.js';
import { LotsService } from './lots.service.js';
import { MovementBatchService } from './movement-batch.service.js';
import { OPENING_STOCK_IMPORT, OpeningStockImport } from './opening-stock.import.js';
import { OpenRequirements } from './open-requirements.js';
import { PeriodsController } from './periods.controller.js';
import { PeriodsService } from './periods.service.js';
import { PostAdjustmentService } from './post-adjustment.service.js';
import { PutAwayController } from './put-away.controller.js';
import { PutAwayRulesService } from './put-away-rules.service.js';
import { PutAwayService } from './put-away.service.js';
import { ReservationSweepService } from './reservation-sweep.service.js';
import { ReservationUpkeep } from './reservation-upkeep.js';
import { ReservationsController } from './reservations.controller.js';
import { checkWaiting } from './reservations.repository.js';
import { ReservationsService } from './reservations.service.js';
import { SettleTransferService } from './settle-transfer.service.js';
import { StartStocktakeService } from './start-stocktake.service.js';
import { StockAdjustmentsController } from './stock-adjustments.controller.js';
import { seedAdjustmentReasons } from './stock-adjustments.repository.js';
import { StockAdjustmentsService } from './stock-adjustments.service.js';
import { SerialNumbersController } from './serial-numbers.controller.js';
import { SerialNumbersService } from './serial-numbers.service.js';
import { StockController } from './stock.controller.js';
import { StockLedger } from './stock-ledger.js';
import { StockMovementsController } from './stock-movements.controller.js';
import { StockMovementsService } from './stock-movements.service.js';
import { StockReadsService } from './stock-reads.service.js';
import { lockExisting, StockValuation } from './stock-valuation.js';
import { StockReservations } from './stock-reservations.js';
import { StockTransfersController } from './stock-transfers.controller.js';
import { StockTransfersService } from './stock-transfers.service.js';
import { StocktakeDiscrepancies } from './stocktake-discrepancies.js';
import { StocktakeItemsController } from './stocktake-items.controller.js';
import { StocktakesController } from './stocktakes.controller.js';
import { StocktakesService } from './stocktakes.service.js';
import { WarehousesController } from './warehouses.controller.js';
import { WarehousesService } from './warehouses.service.js';

const FLOOR = 4;

@Module({
  imports: [ProductsModule, SettingsModule],
  controllers: [
    LocationsController,
    StockMovementsController,
    HeldMovementsController,
    LandedCostsController,
    PeriodsController,
    WarehousesController,
    AdjustmentReasonsController,
    StockAdjustmentsController,
    StocktakesController,
    StocktakeItemsController,
    PutAwayController,
    StockTransfersController,
    CycleCountsController,
    StockController,
    ReservationsController,
    AlertsController,
    AlertRulesController,
    LotsController,
    SerialNumbersController,
  ],
  providers: [
    StockLedger,
    StockReservations,
    ReservationUpkeep,
    ReservationSweepService,
    StockValuation,
    CostFlows,
    LedgerVerifier,
    LedgerWatch,
    HandMovements,
    MovementBatchService,
    StockMovementsService,
    HeldMovementsService,
    LandedCostsService,
    PeriodsService,
    StockReadsService,
    LocationsService,
    WarehousesService,
    AdjustmentReasonsService,
    StockAdjustmentsService,
    PostAdjustmentService,
    StocktakesService,
    StartStocktakeService,
    CountStocktakeService,
    CompleteStocktakeService,
    StocktakeDiscrepancies,
    PutAwayRulesService,
    PutAwayService,
    StockTransfersService,
    SettleTransferService,
    CycleCountsService,
    LotsService,
    ReservationsService,
    OpeningStockImport,
    SerialNumbersService,
    OpenRequirements,
    CountDiscrepancies,
    EvaluateAlertsService,
    AlertsService,
    AlertRulesService,
    AlertRoundsService,
  ],
  exports: [
    StockLedger,
    StockReservations,
    CostFlows,
    LedgerVerifier,
    OpenRequirements,
    EvaluateAlertsService,
  ],
})
export class InventoryModule {
  constructor(
    seeds: OrganizationSeeds,
    imports: ImportsService,
    openingStock: OpeningStockImport,
    usage: ProductUsage,
    costing: ProductCosting,
    valuation: StockValuation,
    verifier: LedgerVerifier,
    stocktakes: StocktakeDiscrepancies,
    counts: CountDiscrepancies,
    health: HealthChecks,
    watch: LedgerWatch,
  ) {
    health.register('ledger', () => Promise.resolve(watch.health));
    // Whoever asks has locked the products' rows, which every posting locks as well: none is under way meanwhile.
    usage.register(readProductsWithHistory);
    costing.register({
      lock: async (tx, productIds) => void (await lockExisting(tx, productIds)),
      changed: (tx, changes) => valuation.productsChanged(tx, changes),
    });
    verifier.register('waiting_demands', checkWaiting);
    stocktakes.register((tx, { id, stocktakeNumber, discrepancies }) =>
      counts.tell(tx, discrepancies, { stocktake_id: id, stocktake_number: stocktakeNumber }),
    );
    seeds.register(FLOOR, seedMainWarehouse);
    seeds.register(FLOOR, seedAdjustmentReasons);
    seeds.register(FLOOR, seedCycleCountSettings);
    seeds.register(FLOOR, seedAlertSettings);
    imports.register(LOCATIONS_IMPORT, importLocations);
    imports.register(OPENING_STOCK_IMPORT, (tx, rows) => openingStock.apply(tx, rows));
  }
}
