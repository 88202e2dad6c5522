import type { Page } from '../../kernel/page.js';
import { keyset, toPage, type Tx, VersionedTable } from '../../platform/database/index.js';
import { CalendarHolidayEntity } from './calendar-holiday.entity.js';
import { SettingsErrors } from './settings.errors.js';

export type HolidayRow = CalendarHolidayEntity;

export interface HolidayFilter {
  from?: string;
  to?: string;
  limit?: number;
  cursor?: string;
  sort?: string;
}

export const holidaysTable = new VersionedTable<HolidayRow>(CalendarHolidayEntity, {
  notFound: SettingsErrors.holidayNotFound,
  sorts: ['holiday_date', 'id'],
});

/** One page of holidays from a day on, up to and including another. */
export async function listHolidays(tx: Tx, filter: HolidayFilter): Promise<Page<HolidayRow>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['organization_id = $1'];
  if (filter.from) conditions.push(`holiday_date >= ${place(filter.from)}`);
  if (filter.to) conditions.push(`holiday_date <= ${place(filter.to)}`);
  const order = keyset(filter, ['holiday_date', 'id'], place);
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<HolidayRow>(
    `SELECT ${holidaysTable.shown(tx)} FROM calendar_holidays WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}

/** Every holiday of the organization: a few a year, and a schedule may ask for any of them. */
export function readHolidays(tx: Tx): Promise<Pick<HolidayRow, 'holiday_date' | 'name'>[]> {
  return tx.query('SELECT holiday_date, name FROM calendar_holidays WHERE organization_id = $1', [
    tx.organizationId,
  ]);
}
