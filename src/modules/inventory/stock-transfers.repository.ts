import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { type Tx, VersionedTable } from '../../platform/database/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { lockTree } from './locations.repository.js';
import { StockTransferEntity } from './stock-transfer.entity.js';
import { nextTransferStatuses, type StockTransferStatus } from './stock-transfer.states.js';

export const stockTransfers = new VersionedTable<StockTransferEntity>(StockTransferEntity, {
  notFound: InventoryErrors.transferNotFound,
  sorts: ['-id', 'transfer_number'],
});

/** What the movements of a transfer refer to. */
export const TRANSFER_REFERENCE = 'stock_transfer';
/** What keeps a line's stock while it is on its way, so that nobody else takes it. */
export const TRANSFER_LINE_REFERENCE = 'stock_transfer_line';

export interface TransferLineView {
  id: number;
  line_number: number;
  product_id: number;
  sku: string;
  unit: string;
  from_location_id: number;
  lot_id: number | null;
  lot_number: string | null;
  quantity: Decimal;
  shipped_quantity: Decimal;
  received_quantity: Decimal;
  written_off_quantity: Decimal;
  returned_quantity: Decimal;
  in_transit_quantity: Decimal;
  notes: string | null;
}

export type TransferView = StockTransferEntity & { lines: TransferLineView[] };

export function readTransferLines(tx: Tx, transferId: number): Promise<TransferLineView[]> {
  return tx.query<TransferLineView>(
    `SELECT t.id, t.line_number, t.product_id, p.sku, p.unit, t.from_location_id, t.lot_id, lot.lot_number, t.quantity,
            t.shipped_quantity, t.received_quantity, t.written_off_quantity, t.returned_quantity, t.in_transit_quantity,
            t.notes
       FROM stock_transfer_lines t
       JOIN products p ON p.organization_id = t.organization_id AND p.id = t.product_id
       LEFT JOIN material_lots lot ON lot.organization_id = t.organization_id AND lot.id = t.lot_id
      WHERE t.organization_id = $1 AND t.stock_transfer_id = $2 ORDER BY t.line_number`,
    [tx.organizationId, transferId],
  );
}

export async function readTransfer(tx: Tx, id: number): Promise<TransferView> {
  return { ...(await stockTransfers.get(tx, id)), lines: await readTransferLines(tx, id) };
}

/** 409 with what the transfer can become now. */
export function wrongTransferStatus(transfer: StockTransferEntity): DomainError {
  return new DomainError(InventoryErrors.transferStatus, {
    detail: `The transfer is ${transfer.status}.`,
    extra: {
      transfer_status: transfer.status,
      possible: nextTransferStatuses(transfer.status as StockTransferStatus),
    },
  });
}

export interface NewTransferLine {
  productId: number;
  fromLocationId: number;
  lotId: number | null;
  quantity: Decimal;
  shipped?: Decimal;
  notes: string | null;
}

/** Puts lines in place of those that are there. */
export async function replaceTransferLines(
  tx: Tx,
  transferId: number,
  lines: readonly NewTransferLine[],
): Promise<void> {
  await tx.execute('DELETE FROM stock_transfer_lines WHERE organization_id = $1 AND stock_transfer_id = $2', [
    tx.organizationId,
    transferId,
  ]);
  await tx.execute(
    `INSERT INTO stock_transfer_lines (organization_id, stock_transfer_id, line_number, product_id, from_location_id, lot_id,
                                       quantity, shipped_quantity, notes)
     SELECT $1, $2, line.number, line.product_id, line.from_id, line.lot_id, line.quantity, line.shipped, line.notes
       FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::numeric[], $7::numeric[], $8::text[])
            WITH ORDINALITY AS line (product_id, from_id, lot_id, quantity, shipped, notes, number)`,
    [
      tx.organizationId,
      transferId,
      lines.map((line) => line.productId),
      lines.map((line) => line.fromLocationId),
      lines.map((line) => line.lotId),
      lines.map((line) => line.quantity.toFixed()),
      lines.map((line) => line.shipped?.toFixed() ?? '0'),
      lines.map((line) => line.notes),
    ],
  );
}

/** What may become of stock that is on its way; each is a column of the lines. */
export type TransferOutcome = 'received' | 'written_off' | 'returned';

export async function addOutcome(
  tx: Tx,
  outcome: TransferOutcome,
  parts: readonly { lineId: number; quantity: Decimal }[],
): Promise<void> {
  const column = `${outcome}_quantity`;
  await tx.execute(
    `UPDATE stock_transfer_lines t SET ${column} = t.${column} + part.quantity
       FROM unnest($2::bigint[], $3::numeric[]) AS part (line_id, quantity)
      WHERE t.organization_id = $1 AND t.id = part.line_id`,
    [tx.organizationId, parts.map((part) => part.lineId), parts.map((part) => part.quantity.toFixed())],
  );
}

/** Where stock is that is on its way: the organization's first active transit location in no warehouse, made when missing. */
export async function transitLocationId(tx: Tx): Promise<number> {
  const found = await findTransit(tx);
  if (found !== null) return found;
  await lockTree(tx);
  const foundMeanwhile = await findTransit(tx);
  if (foundMeanwhile !== null) return foundMeanwhile;
  const rows = await tx.query<{ id: number }>(
    `INSERT INTO inventory_locations (organization_id, code, name, type)
     SELECT $1, code, 'In transit', 'transit'
       FROM (SELECT 'TRANSIT' || CASE n WHEN 1 THEN '' ELSE '-' || n END AS code, n FROM generate_series(1, 1000) n) free
      WHERE NOT EXISTS (SELECT 1 FROM inventory_locations l WHERE l.organization_id = $1 AND l.code = free.code)
      ORDER BY n LIMIT 1
     RETURNING id`,
    [tx.organizationId],
  );
  return rows[0]!.id;
}

async function findTransit(tx: Tx): Promise<number | null> {
  const rows = await tx.query<{ id: number }>(
    `SELECT id FROM inventory_locations
      WHERE organization_id = $1 AND type = 'transit' AND is_active AND warehouse_id IS NULL ORDER BY id LIMIT 1`,
    [tx.organizationId],
  );
  return rows[0]?.id ?? null;
}
