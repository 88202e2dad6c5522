import type { Tx } from '../../platform/database/index.js';
import { type ProductRow, productsTable } from './products.repository.js';

/** The parts of a lead time, in calendar days; null takes the organization's. */
export interface LeadParts {
  supplier_lead_days: number | null;
  shipping_lead_days: number | null;
  processing_lead_days: number | null;
  safety_buffer_days: number | null;
}

export interface TimedProduct extends LeadParts {
  id: number;
  sku: string;
  name: string;
  unit: string;
  /** The parts added up by the database; null when none is given. */
  total_lead_days: number | null;
  lead_time_source: string | null;
  /** Working days to get it, as planning counts them. */
  lead_time_days: number | null;
  reorder_point: ProductRow['reorder_point'];
  projected_stockout_date: string | null;
  last_order_by_date: string | null;
  timing_last_calculated: Date | null;
  version: number;
}

const COLUMNS = `id, sku, name, unit, supplier_lead_days, shipping_lead_days, processing_lead_days, safety_buffer_days,
  total_lead_days, lead_time_source, lead_time_days, reorder_point, projected_stockout_date, last_order_by_date,
  timing_last_calculated, version`;

/** Lead times of the active products that are kept in stock; null asks for all of them. */
export function readTimedProducts(tx: Tx, productIds: readonly number[] | null): Promise<TimedProduct[]> {
  return tx.query<TimedProduct>(
    `SELECT ${COLUMNS} FROM products
      WHERE organization_id = $1 AND ($2::bigint[] IS NULL OR id = ANY ($2))
        AND ($2::bigint[] IS NOT NULL OR (is_active AND item_type <> 'service' AND stocking_policy <> 'phantom'))
      ORDER BY id`,
    [tx.organizationId, productIds],
  );
}

/** Changes the parts that are given; the product gets its next version. */
export function setLeadParts(
  tx: Tx,
  id: number,
  version: number,
  changes: Partial<LeadParts> & { lead_time_source?: string },
): Promise<ProductRow> {
  return productsTable.update(tx, id, version, changes);
}

export interface ProductTiming {
  id: number;
  projected_stockout_date: string | null;
  last_order_by_date: string | null;
}

/**
 * Keeps the dates of products, in one statement; they are locked in key order like everywhere. Dates that are the same
 * and were calculated today are not written again. Like the costs of the ledger they are figures about the product and no
 * change of it, so its version stays. Gives the number of products whose dates are others than before.
 */
export async function writeTimings(tx: Tx, timings: readonly ProductTiming[]): Promise<number> {
  const [row] = await tx.query<{ changed: number }>(
    `WITH present AS (
       SELECT id, projected_stockout_date, last_order_by_date, timing_last_calculated FROM products
        WHERE organization_id = $1 AND id = ANY ($2) ORDER BY id FOR NO KEY UPDATE
     ), wanted AS (
       SELECT n.*, (p.projected_stockout_date, p.last_order_by_date) IS DISTINCT FROM (n.stockout, n.order_by) AS changed,
              p.timing_last_calculated IS NULL OR p.timing_last_calculated < date_trunc('day', $5::timestamptz) AS is_old
         FROM unnest($2::bigint[], $3::date[], $4::date[]) AS n (id, stockout, order_by)
         JOIN present p USING (id)
     ), written AS (
       UPDATE products p
          SET projected_stockout_date = w.stockout, last_order_by_date = w.order_by, timing_last_calculated = $5
         FROM wanted w
        WHERE p.organization_id = $1 AND p.id = w.id AND (w.changed OR w.is_old)
       RETURNING w.changed
     )
     SELECT count(*) FILTER (WHERE changed)::integer AS changed FROM written`,
    [
      tx.organizationId,
      timings.map(({ id }) => id),
      timings.map((timing) => timing.projected_stockout_date),
      timings.map((timing) => timing.last_order_by_date),
      tx.now,
    ],
  );
  return row!.changed;
}
