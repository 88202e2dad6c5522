import type { Tx } from '../../platform/database/index.js';
import type { ByProductValues } from './by-product.rules.js';

export interface ByProductView extends ByProductValues {
  id: number;
  sequence: number;
  sku: string;
  product_name: string;
  stock_unit: string;
}

export function readByProducts(tx: Tx, bomId: number): Promise<ByProductView[]> {
  return tx.query<ByProductView>(
    `SELECT y.id, y.sequence, y.product_id, p.sku, p.name AS product_name, p.unit AS stock_unit, y.quantity, y.unit,
            y.cost_share_percent, y.notes
       FROM bom_by_products y
       JOIN products p ON p.organization_id = y.organization_id AND p.id = y.product_id
      WHERE y.organization_id = $1 AND y.bom_id = $2 ORDER BY y.sequence, y.id`,
    [tx.organizationId, bomId],
  );
}

/** Puts these in the place of all by-products of a BOM, numbered in steps of ten. */
export async function replaceByProducts(
  tx: Tx,
  bomId: number,
  rows: readonly ByProductValues[],
): Promise<void> {
  await tx.execute('DELETE FROM bom_by_products WHERE organization_id = $1 AND bom_id = $2', [
    tx.organizationId,
    bomId,
  ]);
  if (rows.length === 0) return;
  await tx.execute(
    `INSERT INTO bom_by_products (organization_id, bom_id, product_id, quantity, unit, cost_share_percent, notes, sequence)
     SELECT $1, $2, n.product_id, n.quantity, n.unit, n.share, n.notes, 10 * n.place
       FROM unnest($3::bigint[], $4::numeric[], $5::text[], $6::numeric[], $7::text[])
            WITH ORDINALITY AS n (product_id, quantity, unit, share, notes, place)`,
    [
      tx.organizationId,
      bomId,
      rows.map((row) => row.product_id),
      rows.map((row) => row.quantity),
      rows.map((row) => row.unit),
      rows.map((row) => row.cost_share_percent),
      rows.map((row) => row.notes),
    ],
  );
}

/** Copies the by-products of BOMs to others: new ids by old ones. */
export async function copyByProducts(tx: Tx, newIds: ReadonlyMap<number, number>): Promise<void> {
  await tx.execute(
    `INSERT INTO bom_by_products (organization_id, bom_id, product_id, quantity, unit, cost_share_percent, notes, sequence)
     SELECT $1, n.new_id, y.product_id, y.quantity, y.unit, y.cost_share_percent, y.notes, y.sequence
       FROM unnest($2::bigint[], $3::bigint[]) AS n (old_id, new_id)
       JOIN bom_by_products y ON y.organization_id = $1 AND y.bom_id = n.old_id`,
    [tx.organizationId, [...newIds.keys()], [...newIds.values()]],
  );
}
