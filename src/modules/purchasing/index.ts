export { PurchaseOrdersService } from './purchase-orders.service.js';
export { PurchasingErrors } from './purchasing.errors.js';
export { PurchasingModule } from './purchasing.module.js';
