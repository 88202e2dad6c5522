import { defineErrors } from '../../kernel/domain-error.js';

export const ImportErrors = defineErrors('import', {
  unknownKind: ['not_found', 'There is no import of this kind.'],
  importNotFound: ['not_found', 'There is no such import.'],
  noFile: [
    'malformed',
    'Send CSV as a body with content type text/csv, a workbook with that of XLSX, or either as one file of a form.',
  ],
  malformedCsv: ['malformed', 'The file is not valid CSV.'],
  malformedXlsx: ['malformed', 'The file is no workbook that can be read.'],
  badHeader: ['rule', 'The header line does not fit.'],
  empty: ['rule', 'The file has no rows.'],
  tooManyRows: ['rule', 'The file has too many rows.'],
});
