import type { Decimal } from '../../kernel/decimal.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx } from '../../platform/database/index.js';
import { LIVE_PLAN } from './plan-store.repository.js';

export interface ShortageFilter extends ListOptions {
  priority?: string;
  product_id?: number;
  /** Of a what-if run; the live plan when left out. */
  run_id?: number;
}

export interface ShortProductRow {
  /** The product. */
  id: number;
  sku: string;
  product_name: string;
  unit: string;
  shortage_percent: Decimal;
}

/**
 * How much of what production needs of one product `p` comes late or not at all: both lists laid end to end and cut where
 * either goes on. A cut is worth the first demand and the first supply that reach beyond it; place, day and kind travel
 * as one array, so that the smallest is that of the smallest place.
 */
const SHARES = `
  SELECT sum(quantity) FILTER (WHERE demand[3] = 1) AS required,
         sum(quantity) FILTER (WHERE demand[3] = 1 AND (supply IS NULL OR supply[2] > demand[2])) AS shortage
    FROM (SELECT upto - lag(upto, 1, 0) OVER (ORDER BY upto) AS quantity,
                 min(demand) OVER (ORDER BY upto DESC) AS demand, min(supply) OVER (ORDER BY upto DESC) AS supply
            FROM (SELECT sum(quantity) OVER (ORDER BY place) AS upto,
                         ARRAY[place, date - date '1970-01-01',
                               (ref ~ '^(production_material|planned_order|firm_planned_order):')::integer]::bigint[] AS demand,
                         NULL::bigint[] AS supply
                    FROM unnest(p.demand_refs, p.demand_dates, p.demand_quantities)
                         WITH ORDINALITY AS d (ref, date, quantity, place)
                   UNION ALL
                  SELECT sum(quantity) OVER (ORDER BY place), NULL,
                         ARRAY[place, CASE WHEN ref = 'stock' THEN 0 ELSE date - date '1970-01-01' END]::bigint[]
                    FROM unnest(p.supply_refs, p.supply_dates, p.supply_quantities)
                         WITH ORDINALITY AS s (ref, date, quantity, place)) cuts) parts
   WHERE demand IS NOT NULL AND quantity > 0`;

/** Products that production is short of; a phantom is not, since what it consists of takes its place. By id the list ends as soon as a page is full. */
export async function listShortProducts(tx: Tx, filter: ShortageFilter): Promise<Page<ShortProductRow>> {
  const parameters: unknown[] = [tx.organizationId, filter.run_id ?? LIVE_PLAN];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions: string[] = [];
  if (filter.product_id !== undefined) conditions.push(`s.id = ${place(filter.product_id)}`);
  if (filter.priority !== undefined)
    conditions.push(`s.is_critical = ${place(filter.priority === 'critical')}`);
  const order = keyset(filter, ['id', 'shortage_percent'], place, 's.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<ShortProductRow>(
    `SELECT s.id, s.sku, s.name AS product_name, s.unit, s.shortage_percent
       FROM (SELECT p.product_id AS id, product.sku, product.name, product.unit,
                    round(100 * share.shortage / share.required, 2) AS shortage_percent,
                    2 * share.shortage > share.required AS is_critical
               FROM mrp_product_plans p
               JOIN products product ON product.organization_id = p.organization_id AND product.id = p.product_id
              CROSS JOIN LATERAL (${SHARES}) share
              WHERE p.organization_id = $1 AND p.plan_id = $2 AND share.shortage > 0
                AND NOT (product.stocking_policy = 'phantom' AND p.supply_refs = '{}' AND p.component_ids <> '{}')) s
      ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
      ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}
