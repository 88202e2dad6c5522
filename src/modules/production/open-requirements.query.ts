import type { Tx } from '../../platform/database/index.js';
import type { Requirement } from '../inventory/index.js';
import { MATERIAL_REFERENCE } from './production-orders.repository.js';

/**
 * What orders that are not over still need of their components, and what is reserved for it; drafts too, for they are
 * meant to be made. Cost-only lines are never on a shelf, and optional ones hold nothing up.
 */
export function readOpenRequirements(
  tx: Tx,
  productIds: readonly number[] | null,
): AsyncIterable<Requirement> {
  return tx.rows<Requirement>(
    `SELECT m.component_id AS "productId", 'production_order' AS "orderType", o.id AS "orderId", o.code AS "orderCode",
            o.due_date AS "dueDate",
            sum(m.quantity_required - m.quantity_consumed + m.quantity_returned) AS quantity,
            sum(least(coalesce(kept.quantity, 0), m.quantity_required - m.quantity_consumed + m.quantity_returned)) AS reserved
       FROM production_orders o
       JOIN production_order_operations op ON op.organization_id = o.organization_id AND op.production_order_id = o.id
       JOIN production_order_operation_materials m
         ON m.organization_id = o.organization_id AND m.production_order_operation_id = op.id
       LEFT JOIN LATERAL (
         SELECT sum(r.quantity_open) AS quantity FROM inventory_reservations r
          WHERE r.organization_id = o.organization_id AND r.reference_type = '${MATERIAL_REFERENCE}' AND r.reference_id = m.id
            AND r.quantity_open > 0) kept ON true
      WHERE o.organization_id = $1 AND o.status IN ('draft', 'scheduled', 'released', 'in_progress', 'on_hold')
        AND ($2::bigint[] IS NULL OR m.component_id = ANY ($2))
        AND NOT m.is_cost_only AND NOT m.is_optional
        AND m.quantity_required > m.quantity_consumed - m.quantity_returned
      GROUP BY m.component_id, o.id, o.code, o.due_date`,
    [tx.organizationId, productIds],
  );
}
