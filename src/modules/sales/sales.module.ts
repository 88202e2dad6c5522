import { Module } from '@nestjs/common';
import { InventoryModule } from '../inventory/index.js';
import { ProductsModule } from '../products/index.js';
import { SettingsModule } from '../settings/index.js';
import { CustomersController } from './customers.controller.js';
import { CustomersService } from './customers.service.js';
import { SalesOrdersController } from './sales-orders.controller.js';
import { SalesOrdersService } from './sales-orders.service.js';
import { ShipmentsController } from './shipments.controller.js';
import { ShipmentsService } from './shipments.service.js';
import { ShipOrderService } from './ship-order.service.js';

@Module({
  imports: [ProductsModule, SettingsModule, InventoryModule],
  controllers: [CustomersController, SalesOrdersController, ShipmentsController],
  providers: [CustomersService, SalesOrdersService, ShipmentsService, ShipOrderService],
})
export class SalesModule {}
