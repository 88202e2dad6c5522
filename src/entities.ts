import { ENGINEERING_ENTITIES } from './modules/engineering/engineering.entities.js';
import { FINANCE_ENTITIES } from './modules/finance/finance.entities.js';
import { IDENTITY_ENTITIES } from './modules/identity/identity.entities.js';
import { INVENTORY_ENTITIES } from './modules/inventory/inventory.entities.js';
import { MAINTENANCE_ENTITIES } from './modules/maintenance/maintenance.entities.js';
import { MRP_ENTITIES } from './modules/mrp/mrp.entities.js';
import { PRODUCTION_ENTITIES } from './modules/production/production.entities.js';
import { PRODUCTS_ENTITIES } from './modules/products/products.entities.js';
import { PURCHASING_ENTITIES } from './modules/purchasing/purchasing.entities.js';
import { QUALITY_ENTITIES } from './modules/quality/quality.entities.js';
import { RESOURCES_ENTITIES } from './modules/resources/resources.entities.js';
import { SALES_ENTITIES } from './modules/sales/sales.entities.js';
import { SETTINGS_ENTITIES } from './modules/settings/settings.entities.js';
import { SPOOLS_ENTITIES } from './modules/spools/spools.entities.js';
import { ImportEntity } from './platform/imports/import.entity.js';
import { ImportRowEntity } from './platform/imports/import-row.entity.js';
import { IdempotencyKeyEntity } from './platform/database/idempotency-key.entity.js';
import { EventLogEntity } from './platform/outbox/event-log.entity.js';
import { OutboxEntity } from './platform/outbox/outbox.entity.js';
import { WebhookLogEntity } from './platform/outbox/webhook-log.entity.js';

/** Every table that the program knows. Foreign keys cross modules by name, so all of them are declared together. */
export const ALL_ENTITIES = [
  ...ENGINEERING_ENTITIES,
  ...FINANCE_ENTITIES,
  ...IDENTITY_ENTITIES,
  ...INVENTORY_ENTITIES,
  ...MAINTENANCE_ENTITIES,
  ...MRP_ENTITIES,
  ...PRODUCTION_ENTITIES,
  ...PRODUCTS_ENTITIES,
  ...PURCHASING_ENTITIES,
  ...QUALITY_ENTITIES,
  ...RESOURCES_ENTITIES,
  ...SALES_ENTITIES,
  ...SETTINGS_ENTITIES,
  ...SPOOLS_ENTITIES,
  ImportEntity,
  ImportRowEntity,
  IdempotencyKeyEntity,
  EventLogEntity,
  OutboxEntity,
  WebhookLogEntity,
];
