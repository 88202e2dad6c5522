import type { Decimal } from '../../kernel/decimal.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx, VersionedTable } from '../../platform/database/index.js';
import { DemandForecastEntity } from './forecast.entity.js';
import type { PresentForecast, WantedForecast } from './forecast-series.rules.js';
import { MrpErrors } from './mrp.errors.js';

export type ForecastRow = Omit<DemandForecastEntity, 'organization_id'>;

export const forecastsTable = new VersionedTable<DemandForecastEntity>(DemandForecastEntity, {
  notFound: MrpErrors.forecastNotFound,
  sorts: ['period_start', 'id'],
});

export interface ForecastFilter extends ListOptions {
  product_id?: number;
  period?: string;
  source?: string;
  /** Forecasts for any day from this one on. */
  from?: string;
  /** Forecasts for any day before this one. */
  to?: string;
}

export async function listForecasts(tx: Tx, filter: ForecastFilter): Promise<Page<ForecastRow>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['organization_id = $1'];
  for (const name of ['product_id', 'period', 'source'] as const) {
    if (filter[name] !== undefined) conditions.push(`${name} = ${place(filter[name])}`);
  }
  if (filter.from) conditions.push(`period_end > ${place(filter.from)}`);
  if (filter.to) conditions.push(`period_start < ${place(filter.to)}`);
  const order = keyset(filter, ['period_start', 'id'], place);
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<ForecastRow>(
    `SELECT ${forecastsTable.shown(tx)} FROM demand_forecasts
      WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}

export interface OpenForecast {
  product_id: number;
  period_start: string;
  /** The day after the last one. */
  period_end: string;
  quantity: Decimal;
}

/**
 * Forecasts whose periods reach into the days from `from` to before `to`, by product and period; null asks for all
 * products. Nothing is taken off for orders: who plans knows which ones count.
 */
export function readOpenForecasts(
  tx: Tx,
  from: string,
  to: string,
  productIds: readonly number[] | null,
): Promise<OpenForecast[]> {
  return tx.query<OpenForecast>(
    `SELECT product_id, period_start, period_end, quantity FROM demand_forecasts
      WHERE organization_id = $1 AND period_end > $2::date AND period_start < $3::date AND quantity > 0
        AND ($4::bigint[] IS NULL OR product_id = ANY ($4))
      ORDER BY product_id, period_start`,
    [tx.organizationId, from, to, productIds],
  );
}

/** One generation of an organization at a time: two would write the same rows in turn. */
export async function lockForecasts(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('demand_forecasts'), $1)`, [tx.organizationId]);
}

/** What is there for the days from `from` to before `to`. */
export function readPresentForecasts(
  tx: Tx,
  productIds: readonly number[],
  from: string,
  to: string,
): Promise<PresentForecast[]> {
  return tx.query<PresentForecast>(
    `SELECT product_id, period_start, period, quantity, source FROM demand_forecasts
      WHERE organization_id = $1 AND product_id = ANY ($2) AND period_end > $3::date AND period_start < $4::date`,
    [tx.organizationId, productIds, from, to],
  );
}

const columnsOf = (rows: readonly WantedForecast[]) => [
  rows.map((row) => row.product_id),
  rows.map((row) => row.period_start),
  rows.map((row) => row.quantity.toFixed()),
  rows.map((row) => row.source),
];

/** What somebody has written in the meantime stays. */
export async function insertForecasts(
  tx: Tx,
  rows: readonly WantedForecast[],
  period: string,
): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(
    `INSERT INTO demand_forecasts (organization_id, period, created_by, product_id, period_start, quantity, source)
     SELECT $1, $2, $3, n.* FROM unnest($4::bigint[], $5::date[], $6::numeric[], $7::text[]) AS n
     ON CONFLICT DO NOTHING`,
    [tx.organizationId, period, tx.principal.userId, ...columnsOf(rows)],
  );
}

/** The same, unless `replaceManual` says otherwise. */
export async function updateForecasts(
  tx: Tx,
  rows: readonly WantedForecast[],
  replaceManual: boolean,
): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(
    `UPDATE demand_forecasts f SET quantity = n.quantity, source = n.source, version = f.version + 1, updated_at = now()
       FROM unnest($2::bigint[], $3::date[], $4::numeric[], $5::text[]) AS n (product_id, period_start, quantity, source)
      WHERE f.organization_id = $1 AND f.product_id = n.product_id AND f.period_start = n.period_start
        AND (f.source <> 'manual' OR $6)`,
    [tx.organizationId, ...columnsOf(rows), replaceManual],
  );
}

export interface ForecastedProduct {
  id: number;
  sku: string;
  unit: string;
}

/** Of the products (null: of all), those that are planned: active, in stock, and not left out of planning. */
export function readForecastedProducts(
  tx: Tx,
  productIds: readonly number[] | null,
): Promise<ForecastedProduct[]> {
  return tx.query<ForecastedProduct>(
    `SELECT id, sku, unit FROM products
      WHERE organization_id = $1 AND is_active AND item_type <> 'service' AND stocking_policy <> 'phantom'
        AND planning_method <> 'none' AND ($2::bigint[] IS NULL OR id = ANY ($2))
      ORDER BY id`,
    [tx.organizationId, productIds],
  );
}
