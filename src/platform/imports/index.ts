export {
  cellError,
  type CellValue,
  defineImport,
  type ImportHandler,
  type ImportRow,
  type RowOutcome,
} from './import-definition.js';
export { ImportsModule } from './imports.module.js';
export { type ImportResult, ImportsService } from './imports.service.js';
