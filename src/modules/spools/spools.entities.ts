import { MaterialSpoolEntity } from './material-spool.entity.js';
import { SpoolMovementEntity } from './spool-movement.entity.js';

/** Tables that this module owns. */
export const SPOOLS_ENTITIES = [MaterialSpoolEntity, SpoolMovementEntity];
