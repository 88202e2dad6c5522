import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/index.js';
import { ProductsModule } from '../products/index.js';
import { SettingsModule } from '../settings/index.js';
import { SpoolsModule } from '../spools/index.js';
import { PurchaseLines } from './purchase-lines.js';
import { PurchaseOrderLinesService } from './purchase-order-lines.service.js';
import { PurchaseOrdersController } from './purchase-orders.controller.js';
import { PurchaseOrdersService } from './purchase-orders.service.js';
import { ReceiptsController } from './receipts.controller.js';
import { ReceiveGoodsService } from './receive-goods.service.js';
import { VendorItemsController } from './vendor-items.controller.js';
import { VendorItemsService } from './vendor-items.service.js';
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
  ],
  exports: [PurchaseOrdersService],
})
export class PurchasingModule {}
