import type { Tx } from '../../platform/database/index.js';
import type { StructureVersion } from '../engineering/index.js';

/** Is this BOM or routing the one that a production order was made from? */
export async function ordersUseStructure(tx: Tx, version: StructureVersion): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 FROM production_orders
      WHERE organization_id = $1 AND (bom_id = $2 OR routing_id = $3) LIMIT 1`,
    [
      tx.organizationId,
      'bomId' in version ? version.bomId : null,
      'routingId' in version ? version.routingId : null,
    ],
  );
  return rows.length > 0;
}
