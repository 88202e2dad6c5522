import type { UnitTable } from '../../kernel/unit-of-measure.js';
import type { Tx } from '../../platform/database/index.js';
import type { LedgerDifference } from '../inventory/index.js';

const DIFFERENCES_MAX = 1_000;

/** A spool holds what it held at first and every change since; the line that made it is its first weight. */
export function checkSpoolWeights(tx: Tx): Promise<LedgerDifference[]> {
  return tx.query<LedgerDifference>(
    `SELECT 'spool_weight' AS check, s.product_id, s.location_id, s.material_lot_id AS lot_id, s.id AS spool_id,
            s.current_weight_kg::text AS stored, (s.initial_weight_kg + coalesce(m.change, 0))::text AS computed
       FROM material_spools s
       LEFT JOIN (SELECT spool_id, sum(weight_change_kg) AS change FROM spool_movements
                   WHERE organization_id = $1 AND kind <> 'created' GROUP BY 1) m ON m.spool_id = s.id
      WHERE s.organization_id = $1 AND s.current_weight_kg <> s.initial_weight_kg + coalesce(m.change, 0)
      ORDER BY s.id LIMIT ${DIFFERENCES_MAX}`,
    [tx.organizationId],
  );
}

/** The spools of a place and lot hold no more than the ledger says is there. A product without a conversion holds nothing. */
export async function checkSpoolStock(
  tx: Tx,
  unitsOf: (productIds: number[]) => Promise<UnitTable>,
): Promise<LedgerDifference[]> {
  const products = await tx.query<{ id: number; unit: string }>(
    `SELECT p.id, p.unit FROM products p
      WHERE p.organization_id = $1
        AND EXISTS (SELECT FROM material_spools s
                     WHERE s.organization_id = $1 AND s.product_id = p.id AND s.current_weight_kg > 0)`,
    [tx.organizationId],
  );
  const table = await unitsOf(products.map((product) => product.id));
  const ratios = products.map((product) => table.ratio('KG', product.unit, product.id));
  return tx.query<LedgerDifference>(
    `WITH held AS (
       SELECT s.product_id, s.location_id, s.material_lot_id AS lot_id,
              sum(trunc(s.current_weight_kg * coalesce(r.numerator, 0) / coalesce(r.denominator, 1), 9)) AS quantity
         FROM material_spools s
         JOIN unnest($2::bigint[], $3::numeric[], $4::numeric[]) AS r (product_id, numerator, denominator)
           ON r.product_id = s.product_id
        WHERE s.organization_id = $1 AND s.current_weight_kg > 0
        GROUP BY 1, 2, 3
     )
     SELECT 'spool_stock' AS check, h.product_id, h.location_id, h.lot_id,
            coalesce(i.on_hand_quantity, 0)::text AS stored, 'at least ' || h.quantity AS computed
       FROM held h
       LEFT JOIN inventory i ON i.organization_id = $1 AND i.product_id = h.product_id
                            AND i.location_id = h.location_id AND i.lot_id IS NOT DISTINCT FROM h.lot_id
      WHERE h.quantity > coalesce(i.on_hand_quantity, 0)
      ORDER BY 2, 3, 4 LIMIT ${DIFFERENCES_MAX}`,
    [
      tx.organizationId,
      products.map((product) => product.id),
      ratios.map((ratio) => ratio?.numerator.toFixed() ?? null),
      ratios.map((ratio) => ratio?.denominator.toFixed() ?? null),
    ],
  );
}
