import { Injectable } from '@nestjs/common';
import { addCalendarDays, dayNumber } from '../../kernel/business-day.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { ResourceMaintenance, ResourceReader, type ResourceSummary } from '../resources/index.js';
import { BusinessTime } from '../settings/index.js';
import type {
  CreateLogRequest,
  DueResponse,
  MaintenanceDueResponse,
  UpdateLogRequest,
} from './maintenance.dto.js';
import { MaintenanceErrors } from './maintenance.errors.js';
import {
  listLogs,
  type LogFilter,
  logsTable,
  type MaintenanceLogRow,
  readPrintersDue,
} from './maintenance.repository.js';
import { datesWithLog, plannedIntervalDays } from './maintenance.rules.js';

/** What was done to machines, and what is due. */
@Injectable()
export class MaintenanceService {
  constructor(
    private readonly transactions: Transactions,
    private readonly resources: ResourceReader,
    private readonly resourceMaintenance: ResourceMaintenance,
    private readonly businessTime: BusinessTime,
  ) {}

  list(principal: Principal, filter: LogFilter): Promise<Page<MaintenanceLogRow>> {
    return this.transactions.read(principal, (tx) => listLogs(tx, filter));
  }

  get(principal: Principal, id: number): Promise<MaintenanceLogRow> {
    return this.transactions.read(principal, (tx) => logsTable.get(tx, id));
  }

  create(principal: Principal, request: CreateLogRequest): Promise<MaintenanceLogRow> {
    return this.transactions.run(principal, async (tx) => {
      const performedAt = request.performed_at === undefined ? tx.now : new Date(request.performed_at);
      if (performedAt > tx.now) {
        throw fieldRefusal(MaintenanceErrors.inFuture, '/performed_at', MaintenanceErrors.inFuture.title);
      }
      const resource = await this.lockMachine(tx, request);
      const performedDate = await this.businessTime.dayOf(tx, performedAt);
      const intervalDays = plannedIntervalDays(
        request.maintenance_type,
        resource?.maintenance_interval_days ?? null,
      );
      const planned = intervalDays === null ? null : addCalendarDays(performedDate, intervalDays);
      const nextDueDate = request.next_due_date === undefined ? planned : request.next_due_date;
      refuseDueTooEarly(performedDate, nextDueDate);
      const log = await logsTable.insert(tx, {
        ...request,
        resource_id: resource?.id ?? null,
        performed_at: performedAt,
        next_due_date: nextDueDate,
      });
      if (resource) await this.moveDates(tx, resource, { performedDate, nextDueDate });
      return log;
    });
  }

  update(
    principal: Principal,
    id: number,
    version: number,
    changes: UpdateLogRequest,
  ): Promise<MaintenanceLogRow> {
    return this.transactions.run(principal, async (tx) => {
      const before = await logsTable.get(tx, id);
      // The machine first, then the log: the order in which a new log takes its locks.
      const resource =
        before.resource_id === null ? null : await this.resourceMaintenance.lock(tx, before.resource_id);
      const log = await logsTable.update(tx, id, version, changes);
      const performedDate = await this.businessTime.dayOf(tx, log.performed_at);
      refuseDueTooEarly(performedDate, log.next_due_date);
      if (resource && changes.next_due_date !== undefined) {
        await this.moveDates(tx, resource, { performedDate, nextDueDate: log.next_due_date });
      }
      return log;
    });
  }

  /** What is due within so many days, overdue first. */
  due(principal: Principal, withinDays: number): Promise<MaintenanceDueResponse> {
    return this.transactions.read(principal, async (tx) => {
      const today = await this.businessTime.today(tx);
      const until = addCalendarDays(today, withinDays);
      const resources = await this.resources.maintenanceDue(tx, until);
      const due = [
        ...resources.map((resource) => dueResource(resource, today)),
        ...(await this.duePrinters(tx, today, until)),
      ];
      due.sort((a, b) => a.days_until_due - b.days_until_due);
      return { today, until, due: due.slice(0, LIMITS.documentLinesMax) };
    });
  }

  private async duePrinters(tx: Tx, today: string, until: string): Promise<DueResponse[]> {
    const logs = await readPrintersDue(tx, until, LIMITS.documentLinesMax);
    const printers = await this.resources.printers(
      tx,
      logs.map((log) => log.printer_id),
    );
    const timezoneDays = await Promise.all(logs.map((log) => this.businessTime.dayOf(tx, log.performed_at)));
    return logs.flatMap((log, index) => {
      const printer = printers.get(log.printer_id);
      if (!printer?.is_active) return [];
      return [
        {
          resource_id: null,
          printer_id: printer.id,
          code: printer.code,
          name: printer.name,
          last_maintenance_date: timezoneDays[index]!,
          next_maintenance_date: log.next_due_date,
          ...daysUntil(today, log.next_due_date),
        },
      ];
    });
  }

  /** The resource behind a request, locked; null for a printer that is no planned resource. */
  private async lockMachine(tx: Tx, request: CreateLogRequest): Promise<ResourceSummary | null> {
    const printerId = request.printer_id ?? null;
    let resourceId = request.resource_id ?? null;
    if (printerId === null && resourceId === null) throw new DomainError(MaintenanceErrors.machineNeeded);
    if (printerId !== null) {
      const printer = (await this.resources.printers(tx, [printerId])).get(printerId);
      if (!printer) {
        throw fieldRefusal(
          MaintenanceErrors.unknownPrinter,
          '/printer_id',
          `There is no printer ${printerId}.`,
        );
      }
      if (resourceId !== null && printer.resource_id !== resourceId) {
        throw fieldRefusal(
          MaintenanceErrors.printerOfOther,
          '/printer_id',
          MaintenanceErrors.printerOfOther.title,
        );
      }
      resourceId = printer.resource_id;
    }
    if (resourceId === null) return null;
    const resource = await this.resourceMaintenance.lock(tx, resourceId);
    if (resource) return resource;
    throw fieldRefusal(
      MaintenanceErrors.unknownResource,
      '/resource_id',
      `There is no resource ${resourceId}.`,
    );
  }

  private async moveDates(
    tx: Tx,
    resource: ResourceSummary,
    log: { performedDate: string; nextDueDate: string | null },
  ): Promise<void> {
    const present = { lastDate: resource.last_maintenance_date, nextDate: resource.next_maintenance_date };
    const { lastDate, nextDate } = datesWithLog(present, log);
    if (lastDate !== null) await this.resourceMaintenance.setDates(tx, resource.id, lastDate, nextDate);
  }
}

function refuseDueTooEarly(performedDate: string, nextDueDate: string | null): void {
  if (nextDueDate !== null && nextDueDate <= performedDate) {
    throw fieldRefusal(MaintenanceErrors.dueTooEarly, '/next_due_date', MaintenanceErrors.dueTooEarly.title);
  }
}

function daysUntil(today: string, dueDate: string): { days_until_due: number; is_overdue: boolean } {
  const days = dayNumber(dueDate) - dayNumber(today);
  return { days_until_due: days, is_overdue: days < 0 };
}

function dueResource(resource: ResourceSummary, today: string): DueResponse {
  const nextDate = resource.next_maintenance_date!;
  return {
    resource_id: resource.id,
    printer_id: null,
    code: resource.code,
    name: resource.name,
    last_maintenance_date: resource.last_maintenance_date,
    next_maintenance_date: nextDate,
    ...daysUntil(today, nextDate),
  };
}
