import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx, VersionedTable } from '../../platform/database/index.js';
import { MrpErrors } from './mrp.errors.js';
import { TimingSettingsEntity } from './timing-settings.entity.js';

export const timingSettingsTable = new VersionedTable<TimingSettingsEntity>(TimingSettingsEntity, {
  notFound: MrpErrors.timingSettingsNotFound,
  sorts: ['id'],
});

/** The one row of the organization. */
export async function readTimingSettings(tx: Tx): Promise<TimingSettingsEntity> {
  const rows = await tx.query<TimingSettingsEntity>(
    `SELECT ${timingSettingsTable.shown(tx)} FROM timing_settings WHERE organization_id = $1`,
    [tx.organizationId],
  );
  if (!rows[0]) throw new DomainError(MrpErrors.timingSettingsNotFound);
  return rows[0];
}

/** Every organization starts with the usual parts. */
export async function seedTimingSettings(tx: Tx): Promise<void> {
  await tx.execute(
    'INSERT INTO timing_settings (organization_id) VALUES ($1) ON CONFLICT (organization_id) DO NOTHING',
    [tx.organizationId],
  );
}

export interface DeadlineRow {
  id: number;
  sku: string;
  name: string;
  preferred_vendor_id: number | null;
  projected_stockout_date: string;
  last_order_by_date: string;
  timing_last_calculated: Date;
}

export interface DeadlineFilter extends ListOptions {
  from: string | null;
  to: string | null;
}

/** Products by the last day to order them, as last calculated. */
export async function listDeadlines(tx: Tx, filter: DeadlineFilter): Promise<Page<DeadlineRow>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['p.organization_id = $1', 'p.last_order_by_date IS NOT NULL', 'p.is_active'];
  if (filter.from !== null) conditions.push(`p.last_order_by_date >= ${place(filter.from)}`);
  if (filter.to !== null) conditions.push(`p.last_order_by_date <= ${place(filter.to)}`);
  const order = keyset(filter, ['last_order_by_date'], place, 'p.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<DeadlineRow>(
    `SELECT p.id, p.sku, p.name, p.preferred_vendor_id, p.projected_stockout_date, p.last_order_by_date,
            p.timing_last_calculated
       FROM products p
      WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}
