import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx, VersionedTable } from '../../platform/database/index.js';
import { MaintenanceErrors } from './maintenance.errors.js';
import { MaintenanceLogEntity } from './maintenance-log.entity.js';

export type MaintenanceLogRow = MaintenanceLogEntity;

export interface LogFilter extends Pick<ListOptions, 'limit' | 'cursor' | 'sort'> {
  resource_id?: number;
  printer_id?: number;
  maintenance_type?: string;
  performed_from?: string;
  performed_to?: string;
}

export const logsTable = new VersionedTable<MaintenanceLogRow>(MaintenanceLogEntity, {
  notFound: MaintenanceErrors.logNotFound,
  sorts: ['-id'],
});

/** One page of logs, the latest entry first. */
export async function listLogs(tx: Tx, filter: LogFilter): Promise<Page<MaintenanceLogRow>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['organization_id = $1'];
  for (const column of ['resource_id', 'printer_id', 'maintenance_type'] as const) {
    if (filter[column] !== undefined) conditions.push(`${column} = ${place(filter[column])}`);
  }
  if (filter.performed_from) conditions.push(`performed_at >= ${place(filter.performed_from)}`);
  if (filter.performed_to) conditions.push(`performed_at < ${place(filter.performed_to)}`);
  const order = keyset(filter, ['-id'], place);
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<MaintenanceLogRow>(
    `SELECT ${logsTable.shown(tx)} FROM maintenance_logs WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}

/** Printers that are no planned resource and whose latest plan is due on or before a day, the most overdue first. */
export function readPrintersDue(
  tx: Tx,
  day: string,
  limit: number,
): Promise<{ printer_id: number; performed_at: Date; next_due_date: string }[]> {
  return tx.query(
    `SELECT printer_id, performed_at, next_due_date FROM (
       SELECT DISTINCT ON (printer_id) printer_id, performed_at, next_due_date FROM maintenance_logs
        WHERE organization_id = $1 AND printer_id IS NOT NULL AND resource_id IS NULL AND next_due_date IS NOT NULL
        ORDER BY printer_id, performed_at DESC, id DESC) AS latest
      WHERE next_due_date <= $2 ORDER BY next_due_date, printer_id LIMIT $3`,
    [tx.organizationId, day, limit],
  );
}
