export { type Requirement } from './alerts.rules.js';
export { productStock, type ProductStockView } from './balances.query.js';
export { type CostChange, CostFlows, type FlowingCost } from './cost-flows.js';
export { EvaluateAlertsService } from './evaluate-alerts.service.js';
export { InventoryErrors } from './inventory.errors.js';
export { InventoryModule } from './inventory.module.js';
export { type LedgerCheck, type LedgerDifference, LedgerVerifier } from './ledger-verification.js';
export { readPeriodCosts, readPurchaseValues } from './period-costs.query.js';
export { readClosedThrough } from './periods.repository.js';
export { LedgerWatch } from './ledger-watch.js';
export { defaultLocationId } from './locations.repository.js';
export { findOrCreateLots, type LotRequest } from './lots.repository.js';
export type { Movement, PostedMovement, Reference, Source, Target } from './movement.js';
export { OpenRequirements, type RequirementReader } from './open-requirements.js';
export { StockLedger } from './stock-ledger.js';
export {
  type CompletedStocktake,
  StocktakeDiscrepancies,
  type StocktakeDiscrepancy,
  type StocktakeDiscrepancyReader,
} from './stocktake-discrepancies.js';
export { type ReservationOutcome, type ReservationRequest, StockReservations } from './stock-reservations.js';
export {
  INDEPENDENT_DEMAND,
  readUsableStock,
  readUsage,
  readUsageByPeriod,
  USAGE,
  type UsageRow,
} from './usage.query.js';
