import type { Decimal } from '../../kernel/decimal.js';
import { type Tx, VersionedTable } from '../../platform/database/index.js';
import { AdjustmentReasonEntity } from './adjustment-reason.entity.js';
import { InventoryErrors } from './inventory.errors.js';
import { StockAdjustmentEntity } from './stock-adjustment.entity.js';
import type { AdjustmentEntry } from './stock-adjustment.rules.js';

export const adjustments = new VersionedTable<StockAdjustmentEntity>(StockAdjustmentEntity, {
  notFound: InventoryErrors.adjustmentNotFound,
  sorts: ['-id', 'adjustment_date', 'adjustment_number'],
});

export const adjustmentReasons = new VersionedTable<AdjustmentReasonEntity>(AdjustmentReasonEntity, {
  notFound: InventoryErrors.adjustmentReasonNotFound,
  sorts: ['sort_order', 'code', 'id'],
  search: ['code', 'name'],
});

export interface AdjustmentLineView {
  id: number;
  line_number: number;
  product_id: number;
  sku: string;
  unit: string;
  location_id: number;
  location_code: string;
  lot_id: number | null;
  lot_number: string | null;
  entry: AdjustmentEntry;
  entered_quantity: Decimal;
  quantity_before: Decimal | null;
  quantity_after: Decimal | null;
  quantity_change: Decimal | null;
  unit_cost: Decimal | null;
  total_cost: Decimal | null;
  reason: string | null;
  inventory_transaction_id: number | null;
}

export type AdjustmentView = StockAdjustmentEntity & {
  reason_code: string;
  /** The adjustment that undid this one. */
  reversed_by_id: number | null;
  lines: AdjustmentLineView[];
};

export function readAdjustmentLines(tx: Tx, adjustmentId: number): Promise<AdjustmentLineView[]> {
  return tx.query<AdjustmentLineView>(
    `SELECT i.id, i.line_number, i.product_id, p.sku, p.unit, i.location_id, l.code AS location_code, i.lot_id,
            coalesce(lot.lot_number, i.lot_number) AS lot_number, i.entry, i.entered_quantity, i.quantity_before,
            i.quantity_after, i.quantity_change, i.unit_cost, i.total_cost, i.reason, i.inventory_transaction_id
       FROM stock_adjustment_items i
       JOIN products p ON p.organization_id = i.organization_id AND p.id = i.product_id
       JOIN inventory_locations l ON l.organization_id = i.organization_id AND l.id = i.location_id
       LEFT JOIN material_lots lot ON lot.organization_id = i.organization_id AND lot.id = i.lot_id
      WHERE i.organization_id = $1 AND i.stock_adjustment_id = $2 ORDER BY i.line_number`,
    [tx.organizationId, adjustmentId],
  );
}

/** The adjustment with its reason, its lines, and what undid it. */
export async function readAdjustment(tx: Tx, id: number): Promise<AdjustmentView> {
  const adjustment = await adjustments.get(tx, id);
  const rows = await tx.query<{ reason_code: string; reversed_by_id: number | null }>(
    `SELECT (SELECT code FROM adjustment_reasons WHERE organization_id = $1 AND id = $3) AS reason_code,
            (SELECT id FROM stock_adjustments WHERE organization_id = $1 AND reversal_of_id = $2) AS reversed_by_id`,
    [tx.organizationId, id, adjustment.reason_id],
  );
  return { ...adjustment, ...rows[0]!, lines: await readAdjustmentLines(tx, id) };
}

export interface NewAdjustmentLine {
  productId: number;
  locationId: number;
  lotId: number | null;
  lotNumber: string | null;
  entry: AdjustmentEntry;
  quantity: Decimal;
  unitCost: Decimal | null;
  reason: string | null;
}

/** Puts the lines of a draft in place of those that are there. */
export async function replaceAdjustmentLines(
  tx: Tx,
  adjustmentId: number,
  lines: readonly NewAdjustmentLine[],
): Promise<void> {
  await tx.execute(
    'DELETE FROM stock_adjustment_items WHERE organization_id = $1 AND stock_adjustment_id = $2',
    [tx.organizationId, adjustmentId],
  );
  await tx.execute(
    `INSERT INTO stock_adjustment_items (organization_id, stock_adjustment_id, line_number, product_id, location_id, lot_id,
                                         lot_number, entry, entered_quantity, unit_cost, reason)
     SELECT $1, $2, line.number, line.product_id, line.location_id, line.lot_id, line.lot_number, line.entry, line.quantity,
            line.unit_cost, line.reason
       FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::numeric[], $9::numeric[], $10::text[])
            WITH ORDINALITY AS line (product_id, location_id, lot_id, lot_number, entry, quantity, unit_cost, reason, number)`,
    [
      tx.organizationId,
      adjustmentId,
      lines.map((line) => line.productId),
      lines.map((line) => line.locationId),
      lines.map((line) => line.lotId),
      lines.map((line) => line.lotNumber),
      lines.map((line) => line.entry),
      lines.map((line) => line.quantity.toFixed()),
      lines.map((line) => line.unitCost?.toFixed() ?? null),
      lines.map((line) => line.reason),
    ],
  );
}

/** What the posting made of a line. */
export interface AdjustmentLineResult {
  lineId: number;
  lotId: number | null;
  before: Decimal;
  after: Decimal;
  totalCost: Decimal | null;
  movementId: number | null;
}

/** Writes on the lines of a draft what was there, what is there now and by which movement. */
export async function writeAdjustmentResults(
  tx: Tx,
  results: readonly AdjustmentLineResult[],
): Promise<void> {
  await tx.execute(
    `UPDATE stock_adjustment_items i
        SET lot_id = r.lot_id, quantity_before = r.before, quantity_after = r.after, total_cost = r.total_cost,
            inventory_transaction_id = r.movement_id
       FROM unnest($2::bigint[], $3::bigint[], $4::numeric[], $5::numeric[], $6::numeric[], $7::bigint[])
            AS r (line_id, lot_id, before, after, total_cost, movement_id)
      WHERE i.organization_id = $1 AND i.id = r.line_id`,
    [
      tx.organizationId,
      results.map((result) => result.lineId),
      results.map((result) => result.lotId),
      results.map((result) => result.before.toFixed()),
      results.map((result) => result.after.toFixed()),
      results.map((result) => result.totalCost?.toFixed() ?? null),
      results.map((result) => result.movementId),
    ],
  );
}

/** Reasons that every organization starts with: the documented ones. */
export async function seedAdjustmentReasons(tx: Tx): Promise<void> {
  await tx.execute(
    `INSERT INTO adjustment_reasons (organization_id, code, name, adjustment_type, sort_order, is_system)
     SELECT $1, r.code, r.name, r.adjustment_type, r.sort_order * 10, true
       FROM unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS r (code, name, adjustment_type, sort_order)
     ON CONFLICT (organization_id, code) DO NOTHING`,
    [
      tx.organizationId,
      SEEDED_REASONS.map(([code]) => code),
      SEEDED_REASONS.map(([, name]) => name),
      SEEDED_REASONS.map(([, , type]) => type),
    ],
  );
}

const SEEDED_REASONS = [
  ['stocktake_discrepancy', 'Stocktake discrepancy', 'stock_take'],
  ['damaged_goods', 'Damaged goods', 'damage'],
  ['found_stock', 'Found stock', 'found'],
  ['initial_stock_entry', 'Initial stock entry', 'correction'],
  ['return_to_vendor', 'Return to vendor', 'return'],
  ['customer_return_resalable', 'Customer return, resalable', 'return'],
  ['customer_return_damaged', 'Customer return, damaged', 'return'],
  ['other', 'Other', null],
] as const;
