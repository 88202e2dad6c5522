import type { Tx } from '../../platform/database/index.js';

/** Units that count pieces: what is sold in them is sold in whole ones. */
export async function readCountUnits(tx: Tx): Promise<Set<string>> {
  const rows = await tx.query<{ code: string }>(
    `SELECT code FROM units_of_measure WHERE organization_id = $1 AND uom_class = 'count'`,
    [tx.organizationId],
  );
  return new Set(rows.map(({ code }) => code));
}
