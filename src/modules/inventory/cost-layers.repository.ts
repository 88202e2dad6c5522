import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import type { CostLayer } from './costing.rules.js';
import type { FifoChange, LotChange } from './ledger-rows.js';

/**
 * Layers of products as they were at an instant, oldest first: those that are open, and those that later movements took
 * from, with what these took put back.
 */
export async function readLayers(
  tx: Tx,
  productId: number,
  at: number | null,
  laterIds: readonly number[],
): Promise<CostLayer[]> {
  return tx.query<CostLayer>(
    `SELECT l.transaction_id AS key, l.quantity + coalesce(u.quantity, 0) AS quantity, l.value + coalesce(u.value, 0) AS value
       FROM inventory_cost_layers l
       LEFT JOIN (SELECT layer_id, sum(quantity) AS quantity, sum(value) AS value FROM inventory_layer_uses
                   WHERE organization_id = $1 AND transaction_id = ANY($4::bigint[]) GROUP BY layer_id) u
         ON u.layer_id = l.transaction_id
      WHERE l.organization_id = $1 AND l.product_id = $2 AND ($3::timestamptz IS NULL OR l.effective_at <= $3)
        AND (l.quantity > 0 OR u.quantity > 0)
      ORDER BY l.effective_at, l.transaction_id`,
    [tx.organizationId, productId, at === null ? null : new Date(at), laterIds],
  );
}

/** Quantity and value of the lots of a product, as they are now. */
export async function readLotValues(
  tx: Tx,
  productId: number,
): Promise<Map<number, { quantity: Decimal; value: Decimal }>> {
  const rows = await tx.query<{ lot_id: number; quantity: Decimal; total_value: Decimal }>(
    `SELECT lot_id, quantity, total_value FROM inventory_lot_valuations
      WHERE organization_id = $1 AND product_id = $2 AND quantity <> 0`,
    [tx.organizationId, productId],
  );
  return new Map(rows.map((row) => [row.lot_id, { quantity: row.quantity, value: row.total_value }]));
}

/** Writes what layers have become. `idOf` gives the row of a movement that was written just now. */
export async function writeLayers(
  tx: Tx,
  changes: readonly FifoChange[],
  idOf: (key: number) => number,
): Promise<void> {
  const replayed = changes.flatMap((change) => change.replayed);
  if (replayed.length > 0) {
    for (const table of ['inventory_layer_uses', 'inventory_cost_layers']) {
      await tx.execute(
        `DELETE FROM ${table} WHERE organization_id = $1 AND transaction_id = ANY($2::bigint[])`,
        [tx.organizationId, replayed],
      );
    }
  }
  const layers = changes.flatMap((change) =>
    change.layers.map((layer) => ({ ...layer, productId: change.productId })),
  );
  const uses = changes.flatMap((change) => change.uses);
  if (layers.length > 0) {
    await tx.execute(
      `INSERT INTO inventory_cost_layers (organization_id, transaction_id, product_id, effective_at, quantity, value)
       SELECT $1, * FROM unnest($2::bigint[], $3::bigint[], $4::timestamptz[], $5::numeric[], $6::numeric[])
       ON CONFLICT (organization_id, transaction_id) DO UPDATE SET quantity = excluded.quantity, value = excluded.value`,
      [
        tx.organizationId,
        layers.map((layer) => idOf(layer.key)),
        layers.map((layer) => layer.productId),
        // A layer from before keeps its moment; the row is there already.
        layers.map((layer) => new Date(layer.at ?? 0)),
        layers.map((layer) => layer.quantity.toFixed()),
        layers.map((layer) => layer.value.toFixed()),
      ],
    );
  }
  if (uses.length === 0) return;
  await tx.execute(
    `INSERT INTO inventory_layer_uses (organization_id, transaction_id, layer_id, quantity, value)
     SELECT $1, * FROM unnest($2::bigint[], $3::bigint[], $4::numeric[], $5::numeric[])`,
    [
      tx.organizationId,
      uses.map((use) => idOf(use.key)),
      uses.map((use) => idOf(use.layerKey)),
      uses.map((use) => use.quantity.toFixed()),
      uses.map((use) => use.value.toFixed()),
    ],
  );
}

export async function writeLotValues(tx: Tx, lots: readonly LotChange[]): Promise<void> {
  if (lots.length === 0) return;
  await tx.execute(
    `INSERT INTO inventory_lot_valuations (organization_id, lot_id, product_id, quantity, total_value)
     SELECT $1, * FROM unnest($2::bigint[], $3::bigint[], $4::numeric[], $5::numeric[])
     ON CONFLICT (organization_id, lot_id) DO UPDATE SET quantity = excluded.quantity, total_value = excluded.total_value`,
    [
      tx.organizationId,
      lots.map((lot) => lot.lotId),
      lots.map((lot) => lot.productId),
      lots.map((lot) => lot.quantity.toFixed()),
      lots.map((lot) => lot.value.toFixed()),
    ],
  );
}

/** Forgets layers and lot values of a product that is valued otherwise from now on. */
export async function forgetLayers(tx: Tx, productId: number): Promise<void> {
  const own = 'organization_id = $1 AND product_id = $2';
  await tx.execute(`UPDATE inventory_cost_layers SET quantity = 0, value = 0 WHERE ${own} AND quantity > 0`, [
    tx.organizationId,
    productId,
  ]);
  await tx.execute(`DELETE FROM inventory_lot_valuations WHERE ${own}`, [tx.organizationId, productId]);
}
