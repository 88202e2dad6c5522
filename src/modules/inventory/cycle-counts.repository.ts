import type { Decimal } from '../../kernel/decimal.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx, VersionedTable } from '../../platform/database/index.js';
import { type AbcClass, type AnnualUse, type Classified } from './abc.rules.js';
import { CycleCountSettingsEntity } from './cycle-count-settings.entity.js';
import { InventoryErrors } from './inventory.errors.js';

export const cycleCountSettings = new VersionedTable<CycleCountSettingsEntity>(CycleCountSettingsEntity, {
  notFound: InventoryErrors.cycleCountSettingsMissing,
  sorts: ['id'],
});

/** The organization's one row of settings. */
export async function readSettings(tx: Tx): Promise<CycleCountSettingsEntity> {
  const rows = await tx.query<CycleCountSettingsEntity>(
    `SELECT ${cycleCountSettings.shown(tx)} FROM cycle_count_settings WHERE organization_id = $1`,
    [tx.organizationId],
  );
  return rows[0]!;
}

/** Every organization starts with the usual settings. */
export async function seedCycleCountSettings(tx: Tx): Promise<void> {
  await tx.execute('INSERT INTO cycle_count_settings (organization_id) VALUES ($1) ON CONFLICT DO NOTHING', [
    tx.organizationId,
  ]);
}

/**
 * The value that was used of every stocked product between two days: issued, consumed and shipped, at cost, without what
 * was undone or is waiting for approval.
 */
export async function readAnnualUse(tx: Tx, from: string, until: string): Promise<AnnualUse[]> {
  const rows = await tx.query<{ product_id: number; value: Decimal }>(
    `SELECT p.id AS product_id, coalesce(used.value, 0) AS value
       FROM products p
       LEFT JOIN (
         SELECT t.product_id, sum(t.total_cost) AS value
           FROM inventory_transactions t
          WHERE t.organization_id = $1 AND t.transaction_type IN ('issue', 'consumption', 'shipment')
            AND t.transaction_date > $2 AND t.transaction_date <= $3
            AND (NOT t.requires_approval OR t.approved_at IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM inventory_transactions r
                             WHERE r.organization_id = $1 AND r.reversal_of_id = t.id)
          GROUP BY t.product_id
       ) used ON used.product_id = p.id
      WHERE p.organization_id = $1 AND p.item_type <> 'service'`,
    [tx.organizationId, from, until],
  );
  return rows.map((row) => ({ productId: row.product_id, value: row.value }));
}

/** Stores the classes of all products in one statement, in place of those of before. */
export async function writeClasses(tx: Tx, classified: readonly Classified[], day: string): Promise<void> {
  await tx.execute(
    `INSERT INTO product_abc_classes (organization_id, product_id, abc_class, position, annual_value, cumulative_percent,
                                      classified_on)
     SELECT $1, c.product_id, c.abc_class, c.position, c.value, c.cumulative, $7
       FROM unnest($2::bigint[], $3::text[], $4::integer[], $5::numeric[], $6::numeric[])
            AS c (product_id, abc_class, position, value, cumulative)
       JOIN products p ON p.organization_id = $1 AND p.id = c.product_id
      ORDER BY c.product_id
     ON CONFLICT (organization_id, product_id) DO UPDATE
        SET abc_class = excluded.abc_class, position = excluded.position, annual_value = excluded.annual_value,
            cumulative_percent = excluded.cumulative_percent, classified_on = excluded.classified_on, updated_at = now()`,
    [
      tx.organizationId,
      classified.map((row) => row.productId),
      classified.map((row) => row.abcClass),
      classified.map((row) => row.position),
      classified.map((row) => row.value.toFixed()),
      classified.map((row) => row.cumulativePercent.toFixed()),
      day,
    ],
  );
}

export interface AbcProductView {
  id: number;
  product_id: number;
  sku: string;
  name: string;
  abc_class: AbcClass;
  position: number;
  annual_value: Decimal;
  cumulative_percent: Decimal;
  classified_on: string;
}

export async function listClasses(
  tx: Tx,
  options: ListOptions & { abc_class?: string; product_id?: number },
): Promise<Page<AbcProductView>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['c.organization_id = $1'];
  for (const column of ['abc_class', 'product_id'] as const) {
    if (options[column] !== undefined) conditions.push(`c.${column} = ${place(options[column])}`);
  }
  const order = keyset(options, ['position', 'id'], place, 'c.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<AbcProductView>(
    `SELECT c.id, c.product_id, p.sku, p.name, c.abc_class, c.position, c.annual_value, c.cumulative_percent, c.classified_on
       FROM product_abc_classes c JOIN products p ON p.organization_id = c.organization_id AND p.id = c.product_id
      WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}

export interface DueFilter extends ListOptions {
  warehouse_id?: number;
  abc_class?: string;
}

export interface DuePlaceView {
  id: number;
  warehouse_id: number;
  location_id: number;
  location_code: string;
  product_id: number;
  sku: string;
  product_name: string;
  lot_id: number | null;
  lot_number: string | null;
  abc_class: AbcClass;
  last_counted_at: Date | null;
  due_on: string;
}

/**
 * Places with stock whose turn it is by `$2` (the business day): so many days after they were counted last or, if never,
 * after stock first came there. Places that are on the list of a stocktake already are left out.
 */
const DUE = `
  SELECT i.id, l.warehouse_id, i.location_id, l.code AS location_code, i.product_id, p.sku, p.name AS product_name,
         i.lot_id, lot.lot_number, coalesce(abc.abc_class, 'C') AS abc_class, i.last_counted_at,
         (coalesce(i.last_counted_at, i.created_at) AT TIME ZONE $3)::date
           + CASE coalesce(abc.abc_class, 'C') WHEN 'A' THEN s.a_days WHEN 'B' THEN s.b_days ELSE s.c_days END AS due_on
    FROM inventory i
    JOIN cycle_count_settings s ON s.organization_id = i.organization_id
    JOIN inventory_locations l ON l.organization_id = i.organization_id AND l.id = i.location_id
                              AND l.is_active AND l.warehouse_id IS NOT NULL
    JOIN products p ON p.organization_id = i.organization_id AND p.id = i.product_id
    LEFT JOIN material_lots lot ON lot.organization_id = i.organization_id AND lot.id = i.lot_id
    LEFT JOIN product_abc_classes abc ON abc.organization_id = i.organization_id AND abc.product_id = i.product_id
   WHERE i.organization_id = $1 AND i.on_hand_quantity <> 0
     AND (i.product_id, i.location_id, coalesce(i.lot_id, 0)) NOT IN (
       SELECT item.product_id, item.location_id, coalesce(item.lot_id, 0) FROM stocktake_items item
         JOIN stocktakes k ON k.organization_id = item.organization_id AND k.id = item.stocktake_id
        WHERE item.organization_id = $1 AND k.status IN ('planned', 'in_progress'))`;

function dueConditions(filter: DueFilter, place: (value: unknown) => string): string[] {
  const conditions = ['due.due_on <= $2::date'];
  for (const column of ['warehouse_id', 'abc_class'] as const) {
    if (filter[column] !== undefined) conditions.push(`due.${column} = ${place(filter[column])}`);
  }
  return conditions;
}

export async function listDue(
  tx: Tx,
  today: string,
  timezone: string,
  filter: DueFilter,
): Promise<Page<DuePlaceView>> {
  const parameters: unknown[] = [tx.organizationId, today, timezone];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = dueConditions(filter, place);
  const order = keyset(filter, ['due_on', 'id'], place, 'due.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<DuePlaceView>(
    `SELECT due.* FROM (${DUE}) due
      WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}

/** Puts the places that are due longest on the list of a stocktake, in walking order; gives how many there were. */
export function insertDueItems(
  tx: Tx,
  stocktakeId: number,
  today: string,
  timezone: string,
  filter: DueFilter & { lines_max: number },
): Promise<number> {
  const parameters: unknown[] = [tx.organizationId, today, timezone, stocktakeId, filter.lines_max];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  return tx.execute(
    `INSERT INTO stocktake_items (organization_id, stocktake_id, product_id, location_id, lot_id)
     SELECT $1, $4, chosen.product_id, chosen.location_id, chosen.lot_id
       FROM (SELECT due.* FROM (${DUE}) due
              WHERE ${dueConditions(filter, place).join(' AND ')} ORDER BY due.due_on, due.id LIMIT $5) chosen
      ORDER BY chosen.location_code, chosen.sku, chosen.lot_id`,
    parameters,
  );
}
