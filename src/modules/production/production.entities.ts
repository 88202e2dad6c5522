import { ProductionOrderEntity } from './production-order.entity.js';
import { ProductionOrderOperationEntity } from './production-order-operation.entity.js';
import { ProductionOrderOperationMaterialEntity } from './production-order-operation-material.entity.js';
import { ProductionOrderMaterialEntity } from './production-order-material.entity.js';
import { ProductionOrderSpoolEntity } from './production-order-spool.entity.js';
import { ProductionLotConsumptionEntity } from './production-lot-consumption.entity.js';
import { ProductionOrderReceiptEntity } from './production-order-receipt.entity.js';
import { PrintJobEntity } from './print-job.entity.js';

/** Tables that this module owns. */
export const PRODUCTION_ENTITIES = [
  ProductionOrderEntity,
  ProductionOrderOperationEntity,
  ProductionOrderOperationMaterialEntity,
  ProductionOrderMaterialEntity,
  ProductionOrderSpoolEntity,
  ProductionLotConsumptionEntity,
  ProductionOrderReceiptEntity,
  PrintJobEntity,
];
