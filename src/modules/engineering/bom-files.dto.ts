import { TABLE_FILE_FORMATS, type TableFileFormat } from '../../platform/files/index.js';
import { EnumField, IdField } from '../../platform/http/index.js';

export class BomExportQuery {
  @EnumField(TABLE_FILE_FORMATS, { optional: true, example: 'xlsx', description: '`csv` when left out.' })
  format?: TableFileFormat;

  @IdField({ optional: true, description: 'Of this product only.' })
  product_id?: number;

  @IdField({ optional: true, description: 'This version only, active or not.' })
  bom_id?: number;
}
