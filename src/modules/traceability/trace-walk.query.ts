import { LIMITS } from '../../kernel/limits.js';
import type { Tx } from '../../platform/database/index.js';
import {
  type Direction,
  levelsOf,
  type TraceLevels,
  type TraceLink,
  type TraceStart,
} from './trace.rules.js';

export interface Walk extends TraceLevels {
  links: TraceLink[];
  /** There is more than is told. */
  is_cut: boolean;
}

/** Held movements count when they are approved. */
const COUNTED = '(NOT t.requires_approval OR t.approved_at IS NOT NULL)';

/**
 * Everything that hangs together with the start, in two statements whatever the number of levels: a walk over the
 * movements of production orders, and what these orders consumed and produced. A node is met once, so rings end by
 * themselves.
 */
export async function walk(tx: Tx, start: TraceStart, direction: Direction): Promise<Walk> {
  const [into, out] =
    direction === 'downstream' ? ['consumption', 'production'] : ['production', 'consumption'];
  const nodes = await tx.query<{ kind: 'lot' | 'order'; id: number }>(
    `WITH RECURSIVE walk AS (
       SELECT start.kind, start.id FROM (
         SELECT 'lot' AS kind, unnest($2::bigint[]) AS id UNION ALL SELECT 'order', unnest($3::bigint[])) start
       UNION
       SELECT step.kind, step.id FROM walk CROSS JOIN LATERAL (
         SELECT 'order' AS kind, t.reference_id AS id FROM inventory_transactions t
          WHERE walk.kind = 'lot' AND t.organization_id = $1 AND t.lot_id = walk.id
            AND t.reference_type = 'production_order' AND t.transaction_type = '${into}' AND ${COUNTED}
         UNION ALL
         SELECT 'lot', t.lot_id FROM inventory_transactions t
          WHERE walk.kind = 'order' AND t.organization_id = $1 AND t.reference_type = 'production_order'
            AND t.reference_id = walk.id AND t.transaction_type = '${out}' AND t.lot_id IS NOT NULL AND ${COUNTED}) step
     )
     SELECT kind, id FROM walk LIMIT ${LIMITS.traceNodesMax + 1}`,
    [tx.organizationId, start.lotIds, start.orderIds],
  );
  const orderIds = nodes.filter(({ kind }) => kind === 'order').map(({ id }) => id);
  const links = await readLinks(tx, orderIds.slice(0, LIMITS.traceNodesMax));
  return {
    ...levelsOf(start, links, direction),
    links,
    is_cut: nodes.length > LIMITS.traceNodesMax || links.length > LIMITS.traceLinksMax,
  };
}

/** Returned material is taken off what was consumed. */
async function readLinks(tx: Tx, orderIds: readonly number[]): Promise<TraceLink[]> {
  const rows = await tx.query<TraceLink>(
    `SELECT t.reference_id AS production_order_id,
            CASE WHEN t.transaction_type = 'production' THEN 'produced' ELSE 'consumed' END AS kind,
            t.product_id, t.lot_id, sum(CASE WHEN t.transaction_type = 'return' THEN -t.quantity ELSE t.quantity END) AS quantity
       FROM inventory_transactions t
      WHERE t.organization_id = $1 AND t.reference_type = 'production_order' AND t.reference_id = ANY ($2)
        AND t.transaction_type IN ('consumption', 'return', 'production') AND ${COUNTED}
      GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4 LIMIT ${LIMITS.traceLinksMax + 1}`,
    [tx.organizationId, orderIds],
  );
  return rows;
}
