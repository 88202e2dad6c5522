import { DomainError } from '../../kernel/domain-error.js';
import { type Tx, VersionedTable } from '../../platform/database/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryLocationEntity } from './inventory-location.entity.js';
import { settleWarehouses } from './warehouses.repository.js';

export const locations = new VersionedTable<InventoryLocationEntity>(InventoryLocationEntity, {
  notFound: InventoryErrors.locationNotFound,
  sorts: ['code', 'id', 'name'],
  search: ['code', 'name'],
});

/** Where stock goes when a request names no location. */
export async function defaultLocationId(tx: Tx): Promise<number> {
  const rows = await tx.query<{ id: number }>(
    'SELECT id FROM inventory_locations WHERE organization_id = $1 AND is_default AND is_active',
    [tx.organizationId],
  );
  if (!rows[0]) throw new DomainError(InventoryErrors.noDefaultLocation);
  return rows[0].id;
}

/** The tree changes rarely, so one writer at a time: two moves that would close a ring together cannot. */
export async function lockTree(tx: Tx): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1, $2)', [0x6c6f6361, tx.organizationId]);
}

/** Would `parentId` put the location below itself? Walks up the tree; the caller holds the tree's lock. */
export async function isBelow(tx: Tx, parentId: number, id: number): Promise<boolean> {
  const rows = await tx.query(
    `WITH RECURSIVE up AS (
       SELECT id, parent_id FROM inventory_locations WHERE organization_id = $1 AND id = $2
       UNION
       SELECT l.id, l.parent_id FROM inventory_locations l JOIN up ON l.organization_id = $1 AND l.id = up.parent_id
     ) SELECT 1 FROM up WHERE id = $3`,
    [tx.organizationId, parentId, id],
  );
  return rows.length > 0;
}

/** Every organization starts with one warehouse. */
export async function seedMainWarehouse(tx: Tx): Promise<void> {
  const made = await tx.query<{ id: number }>(
    `INSERT INTO inventory_locations (organization_id, code, name, type, is_default)
     SELECT $1, 'MAIN', 'Main warehouse', 'warehouse', true
      WHERE NOT EXISTS (SELECT 1 FROM inventory_locations WHERE organization_id = $1)
     RETURNING id`,
    [tx.organizationId],
  );
  await settleWarehouses(
    tx,
    made.map((location) => location.id),
  );
}
