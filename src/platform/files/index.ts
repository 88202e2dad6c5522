export {
  type Table,
  type TableCell,
  tableFile,
  TABLE_FILE_FORMATS,
  TABLE_FILE_TYPES,
  type TableFileFormat,
} from './table-file.js';
