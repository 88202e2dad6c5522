import { MaintenanceLogEntity } from './maintenance-log.entity.js';

/** Tables that this module owns. */
export const MAINTENANCE_ENTITIES = [MaintenanceLogEntity];
