import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx, VersionedTable } from '../../platform/database/index.js';
import { InventoryErrors } from './inventory.errors.js';
import type { StocktakeItemStatus } from './stocktake.rules.js';
import { nextStocktakeStatuses, type StocktakeStatus } from './stocktake.states.js';
import { StocktakeEntity } from './stocktake.entity.js';

export const stocktakes = new VersionedTable<StocktakeEntity>(StocktakeEntity, {
  notFound: InventoryErrors.stocktakeNotFound,
  sorts: ['-id', 'scheduled_date', 'stocktake_number'],
});

export interface StocktakeFigures {
  lines: number;
  open_lines: number;
  recount_lines: number;
  found_lines: number;
  skipped_lines: number;
  /** Lines on which something else was counted than expected; null where it is hidden from whoever counts. */
  discrepancy_lines: number | null;
  gain_value: Decimal | null;
  loss_value: Decimal | null;
  net_value: Decimal | null;
}

export type StocktakeView = StocktakeEntity & { product_ids: number[]; figures: StocktakeFigures };

/** The stocktake with what has been counted so far, in one statement beside its own. */
export async function readStocktake(tx: Tx, id: number, mayHide: boolean): Promise<StocktakeView> {
  const stocktake = await stocktakes.get(tx, id);
  const rows = await tx.query<StocktakeFigures & { product_ids: number[] }>(
    `SELECT count(*) AS lines, count(*) FILTER (WHERE status = 'open') AS open_lines,
            count(*) FILTER (WHERE status = 'recount') AS recount_lines,
            count(*) FILTER (WHERE is_found) AS found_lines,
            count(*) FILTER (WHERE status = 'skipped') AS skipped_lines,
            count(*) FILTER (WHERE discrepancy_quantity <> 0) AS discrepancy_lines,
            coalesce(sum(round(discrepancy_quantity * unit_cost, 6)) FILTER (WHERE discrepancy_quantity > 0), 0) AS gain_value,
            coalesce(-sum(round(discrepancy_quantity * unit_cost, 6)) FILTER (WHERE discrepancy_quantity < 0), 0) AS loss_value,
            coalesce(sum(round(discrepancy_quantity * unit_cost, 6)), 0) AS net_value,
            ARRAY(SELECT p.product_id FROM stocktake_products p
                   WHERE p.organization_id = $1 AND p.stocktake_id = $2 ORDER BY 1) AS product_ids
       FROM stocktake_items WHERE organization_id = $1 AND stocktake_id = $2`,
    [tx.organizationId, id],
  );
  const { product_ids: productIds, ...figures } = rows[0]!;
  const hidden = mayHide && isHiding(stocktake);
  const shown = hidden
    ? { ...figures, discrepancy_lines: null, gain_value: null, loss_value: null, net_value: null }
    : figures;
  return { ...stocktake, product_ids: productIds, figures: shown };
}

/** In a blind count, whoever counts does not see what is expected until it is over. */
export function isHiding(stocktake: StocktakeEntity): boolean {
  return stocktake.is_blind && stocktake.status !== 'completed';
}

/**
 * Keeps the stocktake as it is while its lines are counted: many may count at once, and nobody completes or cancels it
 * meanwhile.
 */
export async function shareStocktake(tx: Tx, id: number): Promise<StocktakeEntity> {
  const rows = await tx.query<StocktakeEntity>(
    `SELECT ${stocktakes.shown(tx)} FROM stocktakes WHERE organization_id = $1 AND id = $2 FOR SHARE`,
    [tx.organizationId, id],
  );
  if (!rows[0]) throw new DomainError(InventoryErrors.stocktakeNotFound, { extra: { id } });
  if (rows[0].status !== 'in_progress') throw wrongStocktakeStatus(rows[0]);
  return rows[0];
}

/** 409 with what the stocktake can become now. */
export function wrongStocktakeStatus(stocktake: StocktakeEntity): DomainError {
  return new DomainError(InventoryErrors.stocktakeStatus, {
    detail: `The stocktake is ${stocktake.status}.`,
    extra: {
      stocktake_status: stocktake.status,
      possible: nextStocktakeStatuses(stocktake.status as StocktakeStatus),
    },
  });
}

/** The stocktake of a warehouse that is under way, or null. */
export async function openStocktakeId(tx: Tx, warehouseId: number): Promise<number | null> {
  const rows = await tx.query<{ id: number }>(
    `SELECT id FROM stocktakes WHERE organization_id = $1 AND warehouse_id = $2 AND status = 'in_progress'`,
    [tx.organizationId, warehouseId],
  );
  return rows[0]?.id ?? null;
}

export async function insertStocktakeProducts(
  tx: Tx,
  stocktakeId: number,
  productIds: readonly number[],
): Promise<void> {
  await tx.execute('DELETE FROM stocktake_products WHERE organization_id = $1 AND stocktake_id = $2', [
    tx.organizationId,
    stocktakeId,
  ]);
  await tx.execute(
    `INSERT INTO stocktake_products (organization_id, stocktake_id, product_id)
     SELECT $1, $2, product_id FROM unnest($3::bigint[]) AS product (product_id) ORDER BY 3
     ON CONFLICT DO NOTHING`,
    [tx.organizationId, stocktakeId, productIds],
  );
}

export interface StocktakeItemView {
  id: number;
  product_id: number;
  sku: string;
  product_name: string;
  unit: string;
  location_id: number;
  location_code: string;
  lot_id: number | null;
  lot_number: string | null;
  status: StocktakeItemStatus;
  counts: number;
  is_found: boolean;
  /** Null where it is hidden from whoever counts. */
  expected_quantity: Decimal | null;
  actual_quantity: Decimal | null;
  discrepancy_quantity: Decimal | null;
  discrepancy_percent: Decimal | null;
  discrepancy_value: Decimal | null;
  unit_cost: Decimal | null;
  counted_at: Date | null;
  counted_by: number | null;
  accepted_at: Date | null;
  accepted_by: number | null;
  notes: string | null;
  inventory_transaction_id: number | null;
}

export interface StocktakeItemFilter extends ListOptions {
  ids?: readonly number[];
  status?: string;
  location_id?: number;
  product_id?: number;
  discrepancies?: boolean;
}

/** Lines of a stocktake, in the order in which they are walked along: by location, product, lot. */
export async function listStocktakeItems(
  tx: Tx,
  stocktake: StocktakeEntity,
  filter: StocktakeItemFilter,
  mayHide: boolean,
): Promise<Page<StocktakeItemView>> {
  const parameters: unknown[] = [tx.organizationId, stocktake.id];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['i.organization_id = $1', 'i.stocktake_id = $2'];
  for (const column of ['status', 'location_id', 'product_id'] as const) {
    if (filter[column] !== undefined) conditions.push(`i.${column} = ${place(filter[column])}`);
  }
  if (filter.ids) conditions.push(`i.id = ANY (${place(filter.ids)}::bigint[])`);
  if (filter.discrepancies) conditions.push('i.discrepancy_quantity <> 0');
  const order = keyset(filter, ['id', 'location_id', 'product_id'], place, 'i.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<StocktakeItemView>(
    `SELECT i.id, i.product_id, p.sku, p.name AS product_name, p.unit, i.location_id, l.code AS location_code, i.lot_id,
            lot.lot_number, i.status, i.counts, i.is_found, i.expected_quantity, i.actual_quantity, i.discrepancy_quantity,
            round(i.discrepancy_quantity * 100 / nullif(i.expected_quantity, 0), 6) AS discrepancy_percent,
            round(i.discrepancy_quantity * i.unit_cost, 6) AS discrepancy_value, i.unit_cost, i.counted_at, i.counted_by,
            i.accepted_at, i.accepted_by, i.notes, i.inventory_transaction_id
       FROM stocktake_items i
       JOIN products p ON p.organization_id = i.organization_id AND p.id = i.product_id
       JOIN inventory_locations l ON l.organization_id = i.organization_id AND l.id = i.location_id
       LEFT JOIN material_lots lot ON lot.organization_id = i.organization_id AND lot.id = i.lot_id
      WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  const page = toPage(rows, order);
  return mayHide && isHiding(stocktake) ? { ...page, data: page.data.map(hideExpected) } : page;
}

/** What a blind count does not show: what is expected, and the first count of a line that is to be counted again. */
function hideExpected(item: StocktakeItemView): StocktakeItemView {
  return {
    ...item,
    expected_quantity: null,
    actual_quantity: item.status === 'recount' ? null : item.actual_quantity,
    discrepancy_quantity: null,
    discrepancy_percent: null,
    discrepancy_value: null,
    unit_cost: null,
  };
}

export interface StocktakeCountView {
  id: number;
  round: number;
  quantity: Decimal;
  notes: string | null;
  counted_by: number | null;
  counted_at: Date;
}

/** Every count of one line, the first one first. */
export function readStocktakeCounts(
  tx: Tx,
  stocktakeId: number,
  itemId: number,
): Promise<StocktakeCountView[]> {
  return tx.query<StocktakeCountView>(
    `SELECT c.id, c.round, c.quantity, c.notes, c.counted_by, c.counted_at
       FROM stocktake_counts c
       JOIN stocktake_items i ON i.organization_id = c.organization_id AND i.id = c.stocktake_item_id
      WHERE c.organization_id = $1 AND i.stocktake_id = $2 AND i.id = $3 ORDER BY c.round`,
    [tx.organizationId, stocktakeId, itemId],
  );
}
