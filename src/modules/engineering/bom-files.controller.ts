import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { TABLE_FILE_TYPES } from '../../platform/files/index.js';
import { Operation } from '../../platform/http/index.js';
import { BomExportQuery } from './bom-files.dto.js';
import { BomsExportService } from './boms-export.service.js';
import { EngineeringErrors } from './engineering.errors.js';
import { EngineeringPermissions } from './engineering.permissions.js';

@ApiTags('Bills of materials')
@Controller('boms/export')
export class BomFilesController {
  constructor(private readonly boms: BomsExportService) {}

  @Get()
  @Operation({
    summary: 'Download BOMs as CSV or XLSX',
    description:
      'The lines of all active BOMs, with the columns of `POST /imports/boms`, which reads the file back without a change.',
    permission: EngineeringPermissions.read,
    file: Object.values(TABLE_FILE_TYPES),
    errors: [EngineeringErrors.tooManyRows],
  })
  export(@CurrentPrincipal() principal: Principal, @Query() query: BomExportQuery): Promise<StreamableFile> {
    return this.boms.export(principal, query, query.format);
  }
}
