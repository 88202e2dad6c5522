import type { LineageClass } from '../src/platform/database/migrations/lineage.js';
import { InitialSchema1735000000001 } from './1735000000001-InitialSchema.js';
import { StampExisting1735000000002 } from './1735000000002-StampExisting.js';
import { InventoryAddSpoolTracking1735000000003 } from './1735000000003-InventoryAddSpoolTracking.js';
import { InventoryAddApproval1735000000004 } from './1735000000004-InventoryAddApproval.js';
import { PurchasingAddPurchaseUnit1735000000005 } from './1735000000005-PurchasingAddPurchaseUnit.js';
import { SettingsAddBusinessHours1735000000006 } from './1735000000006-SettingsAddBusinessHours.js';
import { InventoryAddPerformanceIndexes1735000000007 } from './1735000000007-InventoryAddPerformanceIndexes.js';
import { ResourcesCleanUpWorkCenters1735000000008 } from './1735000000008-ResourcesCleanUpWorkCenters.js';
import { ProductsAddCostAndProcurement1735000000009 } from './1735000000009-ProductsAddCostAndProcurement.js';
import { AddForeignKeyIndexes1735000000010 } from './1735000000010-AddForeignKeyIndexes.js';
import { MaintenanceAddLogs1735000000011 } from './1735000000011-MaintenanceAddLogs.js';
import { ResourcesAddMaintenanceTracking1735000000012 } from './1735000000012-ResourcesAddMaintenanceTracking.js';
import { PurchasingBackfillReceivedDate1735000000013 } from './1735000000013-PurchasingBackfillReceivedDate.js';
import { SettingsAddTimezone1735000000014 } from './1735000000014-SettingsAddTimezone.js';
import { InventoryAddTransactionDate1735000000015 } from './1735000000015-InventoryAddTransactionDate.js';
import { EventsAddLogs1735000000016 } from './1735000000016-EventsAddLogs.js';
import { ProductsAddStockingPolicy1735000000017 } from './1735000000017-ProductsAddStockingPolicy.js';
import { ResourcesRenameMachinesToPrinters1735000000018 } from './1735000000018-ResourcesRenameMachinesToPrinters.js';
import { EngineeringAddOperationMaterials1735000000019 } from './1735000000019-EngineeringAddOperationMaterials.js';
import { ProductionAddOperationScrapReason1735000000020 } from './1735000000020-ProductionAddOperationScrapReason.js';
import { ProductsAddPurchaseUnit1735000000021 } from './1735000000021-ProductsAddPurchaseUnit.js';
import { PurchasingAddDocuments1735000000022 } from './1735000000022-PurchasingAddDocuments.js';
import { SalesAddFulfillmentColumns1735000000023 } from './1735000000023-SalesAddFulfillmentColumns.js';
import { InventoryNormalizeUnitsAndCosts1735000000024 } from './1735000000024-InventoryNormalizeUnitsAndCosts.js';
import { ProductsAddMaterialType1735000000025 } from './1735000000025-ProductsAddMaterialType.js';
import { ProductionAddOrderMaterials1735000000026 } from './1735000000026-ProductionAddOrderMaterials.js';
import { ProductionAddOrderType1735000000027 } from './1735000000027-ProductionAddOrderType.js';
import { MergeBranches1735000000028 } from './1735000000028-MergeBranches.js';
import { UsersAddNames1735000000029 } from './1735000000029-UsersAddNames.js';
import { QualityAddScrapRecords1735000000030 } from './1735000000030-QualityAddScrapRecords.js';
import { ProductionAddOperationPrinter1735000000031 } from './1735000000031-ProductionAddOperationPrinter.js';
import { ProductsAddImageUrl1735000000032 } from './1735000000032-ProductsAddImageUrl.js';
import { EngineeringCopyBomToOperations1735000000033 } from './1735000000033-EngineeringCopyBomToOperations.js';
import { QualitySeedScrapReasons1735000000034 } from './1735000000034-QualitySeedScrapReasons.js';
import { QualityAddScrapCategories1735000000035 } from './1735000000035-QualityAddScrapCategories.js';
import { OrganizationsAddTenancy1735000000036 } from './1735000000036-OrganizationsAddTenancy.js';
import { PlatformAddAccess1735000000037 } from './1735000000037-PlatformAddAccess.js';
import { PlatformAddTrading1735000000038 } from './1735000000038-PlatformAddTrading.js';
import { PlatformAddStockControl1735000000039 } from './1735000000039-PlatformAddStockControl.js';
import { PlatformAddImports1735000000040 } from './1735000000040-PlatformAddImports.js';
import { SalesAddShipments1735000000041 } from './1735000000041-SalesAddShipments.js';
import { InventoryAddPostingFunctions1735000000042 } from './1735000000042-InventoryAddPostingFunctions.js';
import { PurchasingAddExternalReferenceKey1735000000043 } from './1735000000043-PurchasingAddExternalReferenceKey.js';
import { InventoryAddCosting1735000000044 } from './1735000000044-InventoryAddCosting.js';
import { InventoryAddWarehouses1735000000045 } from './1735000000045-InventoryAddWarehouses.js';
import { InventoryAddStockAdjustments1735000000046 } from './1735000000046-InventoryAddStockAdjustments.js';
import { InventoryAddStocktakes1735000000047 } from './1735000000047-InventoryAddStocktakes.js';
import { InventoryAddInternalMoves1735000000048 } from './1735000000048-InventoryAddInternalMoves.js';
import { InventoryAddAbcClasses1735000000049 } from './1735000000049-InventoryAddAbcClasses.js';
import { InventoryAddAlerts1735000000050 } from './1735000000050-InventoryAddAlerts.js';
import { InventoryAddReservationDepth1735000000051 } from './1735000000051-InventoryAddReservationDepth.js';
import { InventoryAddLotHistory1735000000052 } from './1735000000052-InventoryAddLotHistory.js';
import { InventoryAddSerialBatches1735000000053 } from './1735000000053-InventoryAddSerialBatches.js';
import { ProductionAddOrderReceipts1735000000060 } from './1735000000060-ProductionAddOrderReceipts.js';
import { EngineeringAddBomDepth1735000000061 } from './1735000000061-EngineeringAddBomDepth.js';
import { EngineeringAddAlternatesAndRevisions1735000000062 } from './1735000000062-EngineeringAddAlternatesAndRevisions.js';
import { EngineeringAddCostRollUps1735000000063 } from './1735000000063-EngineeringAddCostRollUps.js';
import { EngineeringAddRoutingDepth1735000000064 } from './1735000000064-EngineeringAddRoutingDepth.js';
import { ProductionAddByProducts1735000000065 } from './1735000000065-ProductionAddByProducts.js';
import { ProductionAddAlternates1735000000066 } from './1735000000066-ProductionAddAlternates.js';
import { EngineeringGuardCostRollUps1735000000067 } from './1735000000067-EngineeringGuardCostRollUps.js';
import { EngineeringAddRevisionEditors1735000000068 } from './1735000000068-EngineeringAddRevisionEditors.js';
import { ProductsAddPlanning1735000000070 } from './1735000000070-ProductsAddPlanning.js';
import { ProductsAddLeadTimes1735000000071 } from './1735000000071-ProductsAddLeadTimes.js';
import { MrpAddDemandForecasts1735000000072 } from './1735000000072-MrpAddDemandForecasts.js';
import { FinanceAddTracking1735000000073 } from './1735000000073-FinanceAddTracking.js';
import { MrpAddPlanning1735000000080 } from './1735000000080-MrpAddPlanning.js';
import { MrpAddOrderLinks1735000000085 } from './1735000000085-MrpAddOrderLinks.js';
import { MrpAddRunScope1735000000088 } from './1735000000088-MrpAddRunScope.js';
import { MrpAddRunErrorCode1735000000089 } from './1735000000089-MrpAddRunErrorCode.js';
import { EngineeringLeanIndexes1735000000090 } from './1735000000090-EngineeringLeanIndexes.js';
import { MrpAddAlternates1735000000092 } from './1735000000092-MrpAddAlternates.js';
import { MrpLeanReferences1735000000093 } from './1735000000093-MrpLeanReferences.js';

/** The whole lineage, oldest first. A new step is added at the end and never edited after its release. */
export const lineage: readonly LineageClass[] = [
  InitialSchema1735000000001,
  StampExisting1735000000002,
  InventoryAddSpoolTracking1735000000003,
  InventoryAddApproval1735000000004,
  PurchasingAddPurchaseUnit1735000000005,
  SettingsAddBusinessHours1735000000006,
  InventoryAddPerformanceIndexes1735000000007,
  ResourcesCleanUpWorkCenters1735000000008,
  ProductsAddCostAndProcurement1735000000009,
  AddForeignKeyIndexes1735000000010,
  MaintenanceAddLogs1735000000011,
  ResourcesAddMaintenanceTracking1735000000012,
  PurchasingBackfillReceivedDate1735000000013,
  SettingsAddTimezone1735000000014,
  InventoryAddTransactionDate1735000000015,
  EventsAddLogs1735000000016,
  ProductsAddStockingPolicy1735000000017,
  ResourcesRenameMachinesToPrinters1735000000018,
  EngineeringAddOperationMaterials1735000000019,
  ProductionAddOperationScrapReason1735000000020,
  ProductsAddPurchaseUnit1735000000021,
  PurchasingAddDocuments1735000000022,
  SalesAddFulfillmentColumns1735000000023,
  InventoryNormalizeUnitsAndCosts1735000000024,
  ProductsAddMaterialType1735000000025,
  ProductionAddOrderMaterials1735000000026,
  ProductionAddOrderType1735000000027,
  MergeBranches1735000000028,
  UsersAddNames1735000000029,
  QualityAddScrapRecords1735000000030,
  ProductionAddOperationPrinter1735000000031,
  ProductsAddImageUrl1735000000032,
  EngineeringCopyBomToOperations1735000000033,
  QualitySeedScrapReasons1735000000034,
  QualityAddScrapCategories1735000000035,
  OrganizationsAddTenancy1735000000036,
  PlatformAddAccess1735000000037,
  PlatformAddTrading1735000000038,
  PlatformAddStockControl1735000000039,
  PlatformAddImports1735000000040,
  SalesAddShipments1735000000041,
  InventoryAddPostingFunctions1735000000042,
  PurchasingAddExternalReferenceKey1735000000043,
  InventoryAddCosting1735000000044,
  InventoryAddWarehouses1735000000045,
  InventoryAddStockAdjustments1735000000046,
  InventoryAddStocktakes1735000000047,
  InventoryAddInternalMoves1735000000048,
  InventoryAddAbcClasses1735000000049,
  InventoryAddAlerts1735000000050,
  InventoryAddReservationDepth1735000000051,
  InventoryAddLotHistory1735000000052,
  InventoryAddSerialBatches1735000000053,
  ProductionAddOrderReceipts1735000000060,
  EngineeringAddBomDepth1735000000061,
  EngineeringAddAlternatesAndRevisions1735000000062,
  EngineeringAddCostRollUps1735000000063,
  EngineeringAddRoutingDepth1735000000064,
  ProductionAddByProducts1735000000065,
  ProductionAddAlternates1735000000066,
  EngineeringGuardCostRollUps1735000000067,
  EngineeringAddRevisionEditors1735000000068,
  ProductsAddPlanning1735000000070,
  ProductsAddLeadTimes1735000000071,
  MrpAddDemandForecasts1735000000072,
  FinanceAddTracking1735000000073,
  MrpAddPlanning1735000000080,
  MrpAddOrderLinks1735000000085,
  MrpAddRunScope1735000000088,
  MrpAddRunErrorCode1735000000089,
  EngineeringLeanIndexes1735000000090,
  MrpAddAlternates1735000000092,
  MrpLeanReferences1735000000093,
];
