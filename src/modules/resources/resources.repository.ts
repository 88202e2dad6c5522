import type { Decimal } from '../../kernel/decimal.js';
import { type Tx, VersionedTable } from '../../platform/database/index.js';
import { PrinterEntity } from './printer.entity.js';
import { ResourceEntity } from './resource.entity.js';
import { ResourcesErrors } from './resources.errors.js';
import { WorkCenterEntity } from './work-center.entity.js';

export type WorkCenterRow = WorkCenterEntity;
export type ResourceRow = ResourceEntity;
export type PrinterRow = PrinterEntity;

const listing = { sorts: ['code', 'id', 'name'], search: ['code', 'name'] };

export const workCentersTable = new VersionedTable<WorkCenterRow>(WorkCenterEntity, {
  notFound: ResourcesErrors.workCenterNotFound,
  ...listing,
});

export const resourcesTable = new VersionedTable<ResourceRow>(ResourceEntity, {
  notFound: ResourcesErrors.resourceNotFound,
  ...listing,
});

export const printersTable = new VersionedTable<PrinterRow>(PrinterEntity, {
  notFound: ResourcesErrors.printerNotFound,
  ...listing,
});

/** What an hour at a work center costs, and how many hours a day it has. */
export interface WorkCenterRates {
  id: number;
  code: string;
  name: string;
  /** `subcontract` is outside of the house. */
  center_type: string;
  is_active: boolean;
  machine_rate_per_hour: Decimal;
  labor_rate_per_hour: Decimal;
  overhead_rate_per_hour: Decimal;
  /** Null: as long as the working calendar. */
  capacity_hours_per_day: Decimal | null;
  is_bottleneck: boolean;
  scheduling_priority: number;
}

export function readWorkCenterRates(tx: Tx, ids: readonly number[]): Promise<WorkCenterRates[]> {
  return tx.query<WorkCenterRates>(
    `SELECT id, code, name, center_type, is_active, machine_rate_per_hour, labor_rate_per_hour, overhead_rate_per_hour,
            capacity_hours_per_day, is_bottleneck, scheduling_priority
       FROM work_centers WHERE organization_id = $1 AND id = ANY ($2)`,
    [tx.organizationId, ids],
  );
}

export interface ResourceSummary {
  id: number;
  code: string;
  name: string;
  work_center_id: number;
  status: string;
  is_active: boolean;
  capacity_hours_per_day: Decimal | null;
  last_maintenance_date: string | null;
  next_maintenance_date: string | null;
  maintenance_interval_days: number | null;
}

const RESOURCE_SUMMARY = `id, code, name, work_center_id, status, is_active, capacity_hours_per_day,
  last_maintenance_date, next_maintenance_date, maintenance_interval_days`;

export function readResources(tx: Tx, ids: readonly number[]): Promise<ResourceSummary[]> {
  return tx.query<ResourceSummary>(
    `SELECT ${RESOURCE_SUMMARY} FROM resources WHERE organization_id = $1 AND id = ANY ($2)`,
    [tx.organizationId, ids],
  );
}

/** Active resources whose next maintenance is due on or before a day, the most overdue first. */
export function readMaintenanceDue(tx: Tx, day: string, limit: number): Promise<ResourceSummary[]> {
  return tx.query<ResourceSummary>(
    `SELECT ${RESOURCE_SUMMARY} FROM resources
      WHERE organization_id = $1 AND is_active AND next_maintenance_date <= $2
      ORDER BY next_maintenance_date, id LIMIT $3`,
    [tx.organizationId, day, limit],
  );
}

/** The resource, locked until the transaction ends, or null. */
export async function lockResource(tx: Tx, id: number): Promise<ResourceSummary | null> {
  const rows = await tx.query<ResourceSummary>(
    `SELECT ${RESOURCE_SUMMARY} FROM resources WHERE organization_id = $1 AND id = $2 FOR UPDATE`,
    [tx.organizationId, id],
  );
  return rows[0] ?? null;
}

export async function writeMaintenanceDates(
  tx: Tx,
  id: number,
  lastDate: string,
  nextDate: string | null,
): Promise<void> {
  await tx.execute(
    `UPDATE resources SET last_maintenance_date = $3, next_maintenance_date = $4, version = version + 1, updated_at = now()
      WHERE organization_id = $1 AND id = $2
        AND (last_maintenance_date, next_maintenance_date) IS DISTINCT FROM ($3::date, $4::date)`,
    [tx.organizationId, id, lastDate, nextDate],
  );
}

export interface PrinterSummary {
  id: number;
  code: string;
  name: string;
  status: string;
  is_active: boolean;
  work_center_id: number | null;
  resource_id: number | null;
}

export function readPrinters(tx: Tx, ids: readonly number[]): Promise<PrinterSummary[]> {
  return tx.query<PrinterSummary>(
    `SELECT id, code, name, status, is_active, work_center_id, resource_id FROM printers
      WHERE organization_id = $1 AND id = ANY ($2)`,
    [tx.organizationId, ids],
  );
}
