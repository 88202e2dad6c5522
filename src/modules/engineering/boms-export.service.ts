import type { StreamableFile } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions } from '../../platform/database/index.js';
import { type TableCell, tableFile, type TableFileFormat } from '../../platform/files/index.js';
import { BOMS_IMPORT } from './boms.import.js';
import { type ExportFilter, readExportLines } from './boms-export.query.js';
import { EngineeringErrors } from './engineering.errors.js';

/** Active BOMs as a file that the import of BOMs reads back without a change. */
@Injectable()
export class BomsExportService {
  constructor(private readonly transactions: Transactions) {}

  async export(
    principal: Principal,
    filter: ExportFilter,
    format: TableFileFormat = 'csv',
  ): Promise<StreamableFile> {
    const most = LIMITS.exportRowsMax;
    const lines = await this.transactions.read(principal, (tx) => readExportLines(tx, filter, most + 1));
    if (lines.length > most) {
      const detail = `A file has at most ${most} lines; name a product or a bom.`;
      throw new DomainError(EngineeringErrors.tooManyRows, { detail });
    }
    const columns = BOMS_IMPORT.columns.map((column) => column.name);
    const rows = lines.map((line) => columns.map((column) => line[column] as TableCell));
    return tableFile({ name: 'boms', columns, rows }, format);
  }
}
