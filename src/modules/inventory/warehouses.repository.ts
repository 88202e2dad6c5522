import type { Decimal } from '../../kernel/decimal.js';
import { fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx, VersionedTable } from '../../platform/database/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { WarehouseEntity } from './warehouse.entity.js';

export const warehouses = new VersionedTable<WarehouseEntity>(WarehouseEntity, {
  notFound: InventoryErrors.warehouseNotFound,
  sorts: ['code', 'id', 'name'],
  search: ['code', 'name'],
});

/** The warehouse that a request names, or a refusal at its field. */
export async function requireWarehouse(
  tx: Tx,
  id: number,
  pointer = '/warehouse_id',
): Promise<WarehouseEntity> {
  const warehouse = await warehouses.find(tx, id);
  if (warehouse) return warehouse;
  throw fieldRefusal(InventoryErrors.unknownWarehouse, pointer, `There is no warehouse ${id}.`);
}

/**
 * After a change of these locations: makes a warehouse of those that are top-level and of the type, keeps its code and
 * name, and tells them and everything inside in which warehouse they lie. The caller holds the tree's lock.
 */
export async function settleWarehouses(tx: Tx, locationIds: readonly number[]): Promise<void> {
  await tx.execute(
    `INSERT INTO warehouses (organization_id, code, name, location_id, is_active)
     SELECT l.organization_id, l.code, l.name, l.id, l.is_active FROM inventory_locations l
      WHERE l.organization_id = $1 AND l.id = ANY ($2::bigint[]) AND l.type = 'warehouse' AND l.parent_id IS NULL
     ON CONFLICT (organization_id, location_id) DO UPDATE
        SET code = excluded.code, name = excluded.name, version = warehouses.version + 1, updated_at = now()
      WHERE (warehouses.code, warehouses.name) IS DISTINCT FROM (excluded.code, excluded.name)`,
    [tx.organizationId, locationIds],
  );
  // Down from the changed locations, then up from each: the work grows with the change and not with the tree.
  await tx.execute(
    `WITH RECURSIVE below AS (
       SELECT l.id, l.parent_id FROM inventory_locations l WHERE l.organization_id = $1 AND l.id = ANY ($2::bigint[])
       UNION
       SELECT l.id, l.parent_id
         FROM inventory_locations l JOIN below ON l.organization_id = $1 AND l.parent_id = below.id
     ), up AS (
       SELECT below.id, below.id AS above_id, below.parent_id FROM below
       UNION
       SELECT up.id, l.id, l.parent_id
         FROM inventory_locations l JOIN up ON l.organization_id = $1 AND l.id = up.parent_id
     ), placed AS (
       SELECT up.id, max(w.id) AS warehouse_id
         FROM up LEFT JOIN warehouses w ON w.organization_id = $1 AND w.location_id = up.above_id
        GROUP BY up.id
     )
     UPDATE inventory_locations l SET warehouse_id = placed.warehouse_id
       FROM placed
      WHERE l.organization_id = $1 AND l.id = placed.id AND l.warehouse_id IS DISTINCT FROM placed.warehouse_id`,
    [tx.organizationId, locationIds],
  );
}

/** Those of the location codes that are the top of a warehouse. */
export async function rootCodes(tx: Tx, codes: readonly unknown[]): Promise<Set<string>> {
  const rows = await tx.query<{ code: string }>(
    'SELECT code FROM warehouses WHERE organization_id = $1 AND code = ANY ($2::text[])',
    [tx.organizationId, codes],
  );
  return new Set(rows.map((row) => row.code));
}

/** The warehouse whose top this location is, or null. */
export async function warehouseOfRoot(tx: Tx, locationId: number): Promise<number | null> {
  const rows = await tx.query<{ id: number }>(
    'SELECT id FROM warehouses WHERE organization_id = $1 AND location_id = $2',
    [tx.organizationId, locationId],
  );
  return rows[0]?.id ?? null;
}

export interface WarehouseUse {
  /** Places in it with stock. */
  stocked_places: number;
  /** Places in it that were ever used. */
  used_places: number;
  locations: number;
  open_stocktakes: number;
  open_transfers: number;
  holds_default: boolean;
}

/** What keeps a warehouse from being closed or deleted. Its locations are locked, so that postings under way are seen. */
export async function readWarehouseUse(tx: Tx, warehouseId: number): Promise<WarehouseUse> {
  await tx.query(
    'SELECT 1 FROM inventory_locations WHERE organization_id = $1 AND warehouse_id = $2 ORDER BY id FOR UPDATE',
    [tx.organizationId, warehouseId],
  );
  const rows = await tx.query<WarehouseUse>(
    `WITH places AS (SELECT id, is_default FROM inventory_locations WHERE organization_id = $1 AND warehouse_id = $2)
     SELECT (SELECT count(*) FROM inventory i JOIN places ON places.id = i.location_id
              WHERE i.organization_id = $1 AND i.on_hand_quantity <> 0) AS stocked_places,
            (SELECT count(*) FROM inventory i JOIN places ON places.id = i.location_id WHERE i.organization_id = $1) AS used_places,
            (SELECT count(*) FROM places) AS locations,
            (SELECT count(*) FROM stocktakes s
              WHERE s.organization_id = $1 AND s.warehouse_id = $2 AND s.status = 'in_progress') AS open_stocktakes,
            (SELECT count(*) FROM stock_transfers t
              WHERE t.organization_id = $1 AND t.status IN ('draft', 'in_transit')
                AND (t.from_location_id IN (SELECT id FROM places) OR t.to_location_id IN (SELECT id FROM places))) AS open_transfers,
            coalesce((SELECT bool_or(is_default) FROM places), false) AS holds_default`,
    [tx.organizationId, warehouseId],
  );
  return rows[0]!;
}

/** Closes a warehouse with everything in it, or opens its top: the places inside are opened one by one. */
export async function setLocationsActive(
  tx: Tx,
  warehouse: WarehouseEntity,
  isActive: boolean,
): Promise<void> {
  await tx.execute(
    `UPDATE inventory_locations SET is_active = $3, version = version + 1, updated_at = now()
      WHERE organization_id = $1 AND is_active <> $3 AND ${isActive ? 'id' : 'warehouse_id'} = $2`,
    [tx.organizationId, isActive ? warehouse.location_id : warehouse.id, isActive],
  );
}

export interface WarehouseStockView {
  id: number;
  product_id: number;
  sku: string;
  name: string;
  unit: string;
  places: number;
  on_hand_quantity: Decimal;
  allocated_quantity: Decimal;
  available_quantity: Decimal;
}

/** Stock of a warehouse by product, over all the places in it. */
export async function listWarehouseStock(
  tx: Tx,
  warehouseId: number,
  options: ListOptions & { product_id?: number },
): Promise<Page<WarehouseStockView>> {
  const parameters: unknown[] = [tx.organizationId, warehouseId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = options.product_id === undefined ? [] : [`i.product_id = ${place(options.product_id)}`];
  const order = keyset(options, ['sku', 'id'], place, 'stock.');
  const rows = await tx.query<WarehouseStockView>(
    `SELECT * FROM (
       SELECT p.id, p.id AS product_id, p.sku, p.name, p.unit, count(*) AS places,
              sum(i.on_hand_quantity) AS on_hand_quantity, sum(i.allocated_quantity) AS allocated_quantity,
              sum(i.available_quantity) AS available_quantity
         FROM inventory i
         JOIN inventory_locations l ON l.organization_id = i.organization_id AND l.id = i.location_id
         JOIN products p ON p.organization_id = i.organization_id AND p.id = i.product_id
        WHERE ${['i.organization_id = $1', 'l.warehouse_id = $2', 'i.on_hand_quantity <> 0', ...conditions].join(' AND ')}
        GROUP BY p.organization_id, p.id
     ) stock
     ${order.condition ? `WHERE ${order.condition}` : ''} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}
