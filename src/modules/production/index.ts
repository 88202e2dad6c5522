export { ProductionModule } from './production.module.js';
export { type NewProductionOrder, ProductionOrdersService } from './production-orders.service.js';
export { ProductionErrors } from './production.errors.js';
export { ProductionPermissions } from './production.permissions.js';
