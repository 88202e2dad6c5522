import type { Decimal } from '../../kernel/decimal.js';
import { type Tx, VersionedTable } from '../../platform/database/index.js';
import { MaterialSpoolEntity } from './material-spool.entity.js';
import type { SpoolStatus } from './spool.states.js';
import { SpoolsErrors } from './spools.errors.js';

export const spoolsTable = new VersionedTable<MaterialSpoolEntity>(MaterialSpoolEntity, {
  notFound: SpoolsErrors.spoolNotFound,
  sorts: ['id'],
});

/** A spool under its lock, with what the ledger counts its product in. */
export interface LockedSpool {
  id: number;
  spool_number: string;
  product_id: number;
  sku: string;
  unit: string;
  initial_weight_kg: Decimal;
  current_weight_kg: Decimal;
  tare_weight_kg: Decimal | null;
  status: SpoolStatus;
  expiry_date: string | null;
  location_id: number | null;
  material_lot_id: number | null;
  version: number;
}

/**
 * Locks spools in key order. Always before a posting, which locks products: whoever holds a product never waits for a
 * spool.
 */
export async function lockSpools(tx: Tx, ids: readonly number[]): Promise<Map<number, LockedSpool>> {
  const rows = await tx.query<LockedSpool>(
    `SELECT s.id, s.spool_number, s.product_id, p.sku, p.unit, s.initial_weight_kg, s.current_weight_kg, s.tare_weight_kg,
            s.status, s.expiry_date, s.location_id, s.material_lot_id, s.version
       FROM material_spools s
       JOIN products p ON p.organization_id = s.organization_id AND p.id = s.product_id
      WHERE s.organization_id = $1 AND s.id = ANY ($2::bigint[])
      ORDER BY s.id
        FOR UPDATE OF s`,
    [tx.organizationId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export type SpoolMovementKind = 'created' | 'consumed' | 'weighed' | 'adjusted' | 'scrapped' | 'returned';

export interface NewSpoolMovement {
  spoolId: number;
  transactionId: number | null;
  changeKg: Decimal;
  kind: SpoolMovementKind;
  productionOrderId: number | null;
  notes: string | null;
}

export interface SpoolState {
  id: number;
  currentKg: Decimal;
  status: SpoolStatus;
}

/** Appends changes of weight and brings the spools up to date: one statement. */
export async function writeWeights(
  tx: Tx,
  movements: readonly NewSpoolMovement[],
  states: readonly SpoolState[],
): Promise<void> {
  await tx.execute(
    `WITH moved AS (
       INSERT INTO spool_movements (organization_id, spool_id, inventory_transaction_id, weight_change_kg, kind,
                                    production_order_id, notes, created_by)
       SELECT $1, m.* , $2
         FROM unnest($3::bigint[], $4::bigint[], $5::numeric[], $6::text[], $7::bigint[], $8::text[])
           AS m (spool_id, transaction_id, change, kind, production_order_id, notes)
     )
     UPDATE material_spools s SET current_weight_kg = n.weight, status = n.status, version = s.version + 1, updated_at = now()
       FROM unnest($9::bigint[], $10::numeric[], $11::text[]) AS n (id, weight, status)
      WHERE s.organization_id = $1 AND s.id = n.id`,
    [
      tx.organizationId,
      tx.principal.userId,
      movements.map((movement) => movement.spoolId),
      movements.map((movement) => movement.transactionId),
      movements.map((movement) => movement.changeKg.toFixed()),
      movements.map((movement) => movement.kind),
      movements.map((movement) => movement.productionOrderId),
      movements.map((movement) => movement.notes),
      states.map((state) => state.id),
      states.map((state) => state.currentKg.toFixed()),
      states.map((state) => state.status),
    ],
  );
}

/** A spool about to be made. */
export interface NewSpool {
  spoolNumber: string;
  productId: number;
  locationId: number;
  lotId: number | null;
  netWeightKg: Decimal;
  tareWeightKg: Decimal | null;
  supplierLotNumber: string | null;
  receivedDate: string;
  expiryDate: string | null;
  purchaseOrderLineId: number | null;
  notes: string | null;
}

/** Makes spools in one statement; ids in the order of the spools. Their history begins with `writeCreations`. */
export async function insertSpools(tx: Tx, spools: readonly NewSpool[]): Promise<number[]> {
  if (spools.length === 0) return [];
  const rows = await tx.query<{ id: number; spool_number: string }>(
    `INSERT INTO material_spools (organization_id, created_by, spool_number, product_id, location_id, material_lot_id,
                                  initial_weight_kg, current_weight_kg, tare_weight_kg, supplier_lot_number,
                                  received_date, expiry_date, purchase_order_line_id, notes)
     SELECT $1, $2, spool_number, product_id, location_id, lot_id, net, net, tare, supplier_lot, received, expires,
            line_id, notes
       FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::numeric[], $8::numeric[], $9::text[],
                   $10::date[], $11::date[], $12::bigint[], $13::text[])
            WITH ORDINALITY AS w (spool_number, product_id, location_id, lot_id, net, tare, supplier_lot, received, expires,
                                  line_id, notes, place)
      ORDER BY place
     RETURNING id, spool_number`,
    [
      tx.organizationId,
      tx.principal.userId,
      spools.map((spool) => spool.spoolNumber),
      spools.map((spool) => spool.productId),
      spools.map((spool) => spool.locationId),
      spools.map((spool) => spool.lotId),
      spools.map((spool) => spool.netWeightKg.toFixed()),
      spools.map((spool) => spool.tareWeightKg?.toFixed() ?? null),
      spools.map((spool) => spool.supplierLotNumber),
      spools.map((spool) => spool.receivedDate),
      spools.map((spool) => spool.expiryDate),
      spools.map((spool) => spool.purchaseOrderLineId),
      spools.map((spool) => spool.notes),
    ],
  );
  const ids = new Map(rows.map((row) => [row.spool_number, row.id]));
  return spools.map((spool) => ids.get(spool.spoolNumber)!);
}

/** The first line of the spools' histories: what they held, and the movement that received it. */
export async function writeCreations(
  tx: Tx,
  creations: readonly { spoolId: number; netWeightKg: Decimal; transactionId: number }[],
): Promise<void> {
  if (creations.length === 0) return;
  await tx.execute(
    `INSERT INTO spool_movements (organization_id, created_by, spool_id, weight_change_kg, inventory_transaction_id, kind)
     SELECT $1, $2, c.*, 'created' FROM unnest($3::bigint[], $4::numeric[], $5::bigint[]) AS c (spool_id, net, transaction_id)`,
    [
      tx.organizationId,
      tx.principal.userId,
      creations.map((creation) => creation.spoolId),
      creations.map((creation) => creation.netWeightKg.toFixed()),
      creations.map((creation) => creation.transactionId),
    ],
  );
}

/** Gives a spool that was made without a number one by its id. */
export async function numberById(tx: Tx, id: number): Promise<void> {
  await tx.execute(
    `UPDATE material_spools SET spool_number = 'SP-' || lpad(id::text, greatest(6, length(id::text)), '0')
      WHERE organization_id = $1 AND id = $2`,
    [tx.organizationId, id],
  );
}

/** Numbers of the spools that were received on the given purchase order lines. */
export async function numbersOfLines(tx: Tx, lineIds: readonly number[]): Promise<Map<number, string[]>> {
  const rows = await tx.query<{ line_id: number; numbers: string[] }>(
    `SELECT purchase_order_line_id AS line_id, array_agg(spool_number) AS numbers FROM material_spools
      WHERE organization_id = $1 AND purchase_order_line_id = ANY ($2::bigint[]) GROUP BY 1`,
    [tx.organizationId, lineIds],
  );
  return new Map(rows.map((row) => [row.line_id, row.numbers]));
}
