import type { Tx } from '../../platform/database/index.js';
import type { RunScope } from './mrp-runs.repository.js';

/** The products named and those of the categories and of what lies below these; inactive ones, whose plan ends, too. */
export async function readScopedProducts(tx: Tx, scope: RunScope): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(
    `WITH RECURSIVE chosen (id) AS (
       SELECT unnest($3::bigint[])
       UNION
       SELECT c.id FROM item_categories c JOIN chosen ON chosen.id = c.parent_id WHERE c.organization_id = $1
     )
     SELECT p.id FROM products p
      WHERE p.organization_id = $1 AND (p.id = ANY ($2) OR p.category_id IN (SELECT id FROM chosen))
      ORDER BY p.id`,
    [tx.organizationId, scope.product_ids ?? [], scope.category_ids ?? []],
  );
  return rows.map((row) => row.id);
}
