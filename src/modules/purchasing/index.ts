export { PurchaseOrdersService } from './purchase-orders.service.js';
export { PurchasingErrors } from './purchasing.errors.js';
export { PurchasingPermissions } from './purchasing.permissions.js';
export { PurchasingModule } from './purchasing.module.js';
