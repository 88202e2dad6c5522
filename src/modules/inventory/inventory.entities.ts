import { InventoryLocationEntity } from './inventory-location.entity.js';
import { InventoryBalanceEntity } from './inventory-balance.entity.js';
import { InventoryTransactionEntity } from './inventory-transaction.entity.js';
import { InventoryValuationEntity } from './inventory-valuation.entity.js';
import { InventoryReservationEntity } from './inventory-reservation.entity.js';
import { MaterialLotEntity } from './material-lot.entity.js';
import { SerialNumberEntity } from './serial-number.entity.js';
import { InventoryCostLayerEntity } from './inventory-cost-layer.entity.js';
import { InventoryLayerUseEntity } from './inventory-layer-use.entity.js';
import { InventoryLotValuationEntity } from './inventory-lot-valuation.entity.js';
import { InventoryPeriodClosingEntity } from './inventory-period-closing.entity.js';
import { AdjustmentReasonEntity } from './adjustment-reason.entity.js';
import { CycleCountSettingsEntity } from './cycle-count-settings.entity.js';
import { ProductAbcClassEntity } from './product-abc-class.entity.js';
import { PutAwayRuleEntity } from './put-away-rule.entity.js';
import { StockAdjustmentEntity } from './stock-adjustment.entity.js';
import { StockAdjustmentItemEntity } from './stock-adjustment-item.entity.js';
import { StocktakeCountEntity } from './stocktake-count.entity.js';
import { StocktakeEntity } from './stocktake.entity.js';
import { StocktakeItemEntity } from './stocktake-item.entity.js';
import { StocktakeProductEntity } from './stocktake-product.entity.js';
import { StockTransferEntity } from './stock-transfer.entity.js';
import { StockTransferLineEntity } from './stock-transfer-line.entity.js';
import { WarehouseEntity } from './warehouse.entity.js';
import { InventoryAlertEntity } from './inventory-alert.entity.js';
import { InventoryAlertRuleEntity } from './inventory-alert-rule.entity.js';
import { InventoryAlertSettingsEntity } from './inventory-alert-settings.entity.js';
import { LotEventEntity } from './lot-event.entity.js';
import { SerialNumberBatchEntity } from './serial-number-batch.entity.js';
import { SerialNumberSeriesEntity } from './serial-number-series.entity.js';

/** Tables that this module owns. */
export const INVENTORY_ENTITIES = [
  InventoryLocationEntity,
  InventoryBalanceEntity,
  InventoryTransactionEntity,
  InventoryValuationEntity,
  InventoryReservationEntity,
  MaterialLotEntity,
  SerialNumberEntity,
  InventoryCostLayerEntity,
  InventoryLayerUseEntity,
  InventoryLotValuationEntity,
  InventoryPeriodClosingEntity,
  AdjustmentReasonEntity,
  CycleCountSettingsEntity,
  ProductAbcClassEntity,
  PutAwayRuleEntity,
  StockAdjustmentEntity,
  StockAdjustmentItemEntity,
  StocktakeCountEntity,
  StocktakeEntity,
  StocktakeItemEntity,
  StocktakeProductEntity,
  StockTransferEntity,
  StockTransferLineEntity,
  WarehouseEntity,
  InventoryAlertEntity,
  InventoryAlertRuleEntity,
  InventoryAlertSettingsEntity,
  LotEventEntity,
  SerialNumberBatchEntity,
  SerialNumberSeriesEntity,
];
