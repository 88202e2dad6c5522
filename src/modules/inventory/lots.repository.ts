import type { Tx } from '../../platform/database/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { MaterialLotEntity } from './material-lot.entity.js';
import { VersionedTable } from '../../platform/database/index.js';

export const lots = new VersionedTable<MaterialLotEntity>(MaterialLotEntity, {
  notFound: InventoryErrors.lotNotFound,
  sorts: ['id', 'lot_number'],
  search: ['lot_number', 'vendor_lot_number'],
});

/** Lots by product and number, in the order asked for; null where there is none. */
export async function findLotIds(
  tx: Tx,
  wanted: readonly { productId: number; lotNumber: string }[],
): Promise<(number | null)[]> {
  if (wanted.length === 0) return [];
  const rows = await tx.query<{ id: number | null }>(
    `SELECT lot.id FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS wanted (product_id, lot_number, place)
       LEFT JOIN material_lots lot ON lot.organization_id = $1 AND lot.product_id = wanted.product_id
                                  AND lot.lot_number = wanted.lot_number
      ORDER BY wanted.place`,
    [tx.organizationId, wanted.map((lot) => lot.productId), wanted.map((lot) => lot.lotNumber)],
  );
  return rows.map((row) => row.id);
}

/** A lot to be found by product and number, or made. */
export interface LotRequest {
  productId: number;
  lotNumber: string;
  receivedDate: string;
  vendorId?: number | null;
  purchaseOrderId?: number | null;
  vendorLotNumber?: string | null;
  manufacturedDate?: string | null;
  expirationDate?: string | null;
  unitCost?: { toFixed(): string } | null;
  status?: 'active' | 'quarantine';
}

/** Finds or makes lots by product and number, in the order asked for. Two receipts of one lot share it. */
export async function findOrCreateLots(tx: Tx, requests: readonly LotRequest[]): Promise<number[]> {
  if (requests.length === 0) return [];
  const rows = await tx.query<{ id: number; product_id: number; lot_number: string }>(
    `WITH wanted AS (
       SELECT DISTINCT ON (product_id, lot_number) *
         FROM unnest($2::bigint[], $3::text[], $4::date[], $5::bigint[], $6::bigint[], $7::text[], $8::date[], $9::date[],
                     $10::numeric[], $11::text[])
           AS w (product_id, lot_number, received, vendor_id, po_id, vendor_lot, made, expires, unit_cost, status)
        ORDER BY product_id, lot_number
     )
     INSERT INTO material_lots (organization_id, product_id, lot_number, received_date, vendor_id, purchase_order_id,
                                vendor_lot_number, manufactured_date, expiration_date, unit_cost, status)
     SELECT $1, w.product_id, w.lot_number, w.received, w.vendor_id, w.po_id, w.vendor_lot, w.made,
            coalesce(w.expires, w.received + p.shelf_life_days), w.unit_cost, coalesce(w.status, 'active')
       FROM wanted w JOIN products p ON p.organization_id = $1 AND p.id = w.product_id
     -- Touching the row of an existing lot returns it, and waits for a rival that is just making it; nothing in it changes.
     ON CONFLICT (organization_id, product_id, lot_number) DO UPDATE SET updated_at = material_lots.updated_at
     RETURNING id, product_id, lot_number`,
    [
      tx.organizationId,
      requests.map((request) => request.productId),
      requests.map((request) => request.lotNumber),
      requests.map((request) => request.receivedDate),
      requests.map((request) => request.vendorId ?? null),
      requests.map((request) => request.purchaseOrderId ?? null),
      requests.map((request) => request.vendorLotNumber ?? null),
      requests.map((request) => request.manufacturedDate ?? null),
      requests.map((request) => request.expirationDate ?? null),
      requests.map((request) => request.unitCost?.toFixed() ?? null),
      requests.map((request) => request.status ?? null),
    ],
  );
  const ids = new Map(rows.map((row) => [`${row.product_id}/${row.lot_number}`, row.id]));
  return requests.map((request) => ids.get(`${request.productId}/${request.lotNumber}`)!);
}
