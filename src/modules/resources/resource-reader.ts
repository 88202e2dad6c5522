import { Injectable } from '@nestjs/common';
import { LIMITS } from '../../kernel/limits.js';
import type { Tx } from '../../platform/database/index.js';
import {
  lockResource,
  type PrinterSummary,
  readMaintenanceDue,
  readPrinters,
  readResources,
  type ResourceSummary,
  readWorkCenterRates,
  type WorkCenterRates,
  writeMaintenanceDates,
} from './resources.repository.js';

/** Work centers, resources and printers for the modules above; one statement, whatever the number of ids. */
@Injectable()
export class ResourceReader {
  /** The work centers that exist, by id, with their rates per hour. */
  async workCenterRates(tx: Tx, ids: readonly number[]): Promise<Map<number, WorkCenterRates>> {
    return byId(await readWorkCenterRates(tx, ids));
  }

  /** The resources that exist, by id. */
  async resources(tx: Tx, ids: readonly number[]): Promise<Map<number, ResourceSummary>> {
    return byId(await readResources(tx, ids));
  }

  /** The printers that exist, by id. */
  async printers(tx: Tx, ids: readonly number[]): Promise<Map<number, PrinterSummary>> {
    return byId(await readPrinters(tx, ids));
  }

  /** Active resources whose maintenance is due on or before a day, the most overdue first. */
  maintenanceDue(tx: Tx, day: string): Promise<ResourceSummary[]> {
    return readMaintenanceDue(tx, day, LIMITS.documentLinesMax);
  }
}

/** When resources were and will be maintained; `maintenance` writes it through here. */
@Injectable()
export class ResourceMaintenance {
  /** The resource, locked against every other log, or null when there is none. */
  lock(tx: Tx, id: number): Promise<ResourceSummary | null> {
    return lockResource(tx, id);
  }

  async setDates(tx: Tx, id: number, lastDate: string, nextDate: string | null): Promise<void> {
    await writeMaintenanceDates(tx, id, lastDate, nextDate);
  }
}

function byId<Row extends { id: number }>(rows: readonly Row[]): Map<number, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
