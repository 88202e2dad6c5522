export { netWeight, splitWeight, weightsMatch } from './spool.rules.js';
export { SpoolsErrors } from './spools.errors.js';
export { SpoolsModule } from './spools.module.js';
export { kilogramsInStock, type ReceivedSpool, type SpoolOutcome, Spools, type SpoolUse } from './spools.js';
