import { Module } from '@nestjs/common';
import { ImportsService } from '../../platform/imports/index.js';
import { InventoryModule } from '../inventory/index.js';
import { ProductsModule } from '../products/index.js';
import { CompanySettings, SettingsModule } from '../settings/index.js';
import { SpoolsModule } from '../spools/index.js';
import { OrderImport } from './order-import.service.js';
import { PurchaseLines } from './purchase-lines.js';
import { PurchaseOrderLinesService } from './purchase-order-lines.service.js';
import { importPurchaseOrders, PURCHASE_ORDERS_IMPORT } from './purchase-orders.import.js';
import { PurchaseOrdersController } from './purchase-orders.controller.js';
import { PurchaseOrdersService } from './purchase-orders.service.js';
import { ReceiptsController } from './receipts.controller.js';
import { ReceiveGoodsService } from './receive-goods.service.js';
import { VENDOR_ITEMS_IMPORT, VendorItemsImport } from './vendor-items.import.js';
import { VendorItemsController } from './vendor-items.controller.js';
import { VendorItemsService } from './vendor-items.service.js';
import { importVendors, VENDORS_IMPORT } from './vendors.import.js';
import { VendorsController } from './vendors.controller.js';
import { VendorsService } from './vendors.service.js';

@Module({
  imports: [ProductsModule, SettingsModule, InventoryModule, SpoolsModule],
  controllers: [VendorsController, VendorItemsController, PurchaseOrdersController, ReceiptsController],
  providers: [
    VendorsService,
    VendorItemsService,
    PurchaseLines,
    PurchaseOrdersService,
    PurchaseOrderLinesService,
    ReceiveGoodsService,
    VendorItemsImport,
    OrderImport,
  ],
  exports: [PurchaseOrdersService],
})
export class PurchasingModule {
  constructor(
    imports: ImportsService,
    settings: CompanySettings,
    vendorItems: VendorItemsImport,
    orders: OrderImport,
  ) {
    imports.register(VENDORS_IMPORT, (tx, rows) => importVendors(settings, tx, rows));
    imports.register(VENDOR_ITEMS_IMPORT, (tx, rows) => vendorItems.apply(tx, rows));
    imports.register(PURCHASE_ORDERS_IMPORT, (tx, rows) => importPurchaseOrders(orders, tx, rows));
  }
}
