export { type CostingChange, ProductCosting, type StockValuer } from './product-costing.js';
export {
  type LeadParts,
  readTimedProducts,
  setLeadParts,
  type TimedProduct,
  writeTimings,
} from './product-timing.repository.js';
export { ProductReader, type ProductSummary } from './product-reader.js';
export { type ProductHistoryReader, ProductUsage } from './product-usage.js';
export { ProductWriter, type UpsertedProduct } from './product-writer.js';
export {
  costPerStockUnit,
  ITEM_TYPES,
  PROCUREMENT_TYPES,
  type ProductInput,
  STOCKING_POLICIES,
} from './products.rules.js';
export { ProductsErrors } from './products.errors.js';
export { ProductsModule } from './products.module.js';
export { UnitCodeField } from './unit-code.field.js';
export { UOM_CLASSES, type UnitValues, type UpsertOutcome } from './units.repository.js';
export { normalizeUnitCode } from './units.rules.js';
export { Units } from './units.service.js';
