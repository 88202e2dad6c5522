export { arrayText } from './array-text.js';
export { DatabaseErrors, describeConstraint } from './database.errors.js';
export { DatabaseModule } from './database.module.js';
export { Housekeeping } from './housekeeping.js';
export {
  keyset,
  type Keyset,
  type ListOptions,
  staleVersion,
  toPage,
  VersionedTable,
  type VersionedRow,
} from './table.js';
export { APPLICATION_ROLE, type RunOptions, Transactions } from './transactions.js';
export type { Tx } from './tx.js';
