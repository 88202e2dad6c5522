import { defineErrors } from '../../kernel/domain-error.js';

export const ImportErrors = defineErrors('import', {
  unknownKind: ['not_found', 'There is no import of this kind.'],
  importNotFound: ['not_found', 'There is no such import.'],
  noFile: ['malformed', 'Send the CSV as the body with content type text/csv, or as one file of a form.'],
  malformedCsv: ['malformed', 'The file is not valid CSV.'],
  badHeader: ['rule', 'The header line does not fit.'],
  empty: ['rule', 'The file has no rows.'],
  tooManyRows: ['rule', 'The file has too many rows.'],
});
