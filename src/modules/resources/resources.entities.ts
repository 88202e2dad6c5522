import { WorkCenterEntity } from './work-center.entity.js';
import { ResourceEntity } from './resource.entity.js';
import { PrinterEntity } from './printer.entity.js';

/** Tables that this module owns. */
export const RESOURCES_ENTITIES = [WorkCenterEntity, ResourceEntity, PrinterEntity];
