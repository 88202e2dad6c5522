import { type Decimal, ZERO } from '../../kernel/decimal.js';
import { invariant } from '../../kernel/invariant.js';
import type { Tx } from '../../platform/database/index.js';
import { placeKey } from './ledger.rules.js';
import type { MovementType, Reference } from './movement.js';
import { COUNTED } from './movement-sums.query.js';
import type { TimelineItem } from './product-timeline.rules.js';

/** Reference of a value-only row with which a new standard cost begins; its cost per unit is the new standard. */
export const STANDARD_COST = 'standard_cost';

/** A movement of the ledger with everything that was booked to correct it. */
export interface BookedItem extends TimelineItem {
  productId: number;
  /** It was held, and is approved just now. */
  approved?: boolean;
  booked: { change: Decimal; effect: Decimal };
  /** The place that a row with one end touches. */
  locationId: number | null;
  row: {
    fromLocationId: number | null;
    toLocationId: number | null;
    lotNumber: string | null;
    costPerUnit: Decimal | null;
    reference: Reference | null;
    date: string;
  };
}

interface HistoryRow {
  id: number;
  product_id: number;
  transaction_type: MovementType;
  from_location_id: number | null;
  to_location_id: number | null;
  lot_id: number | null;
  lot_number: string | null;
  quantity: Decimal;
  cost_per_unit: Decimal | null;
  total_cost: Decimal | null;
  given_value: Decimal | null;
  counted_quantity: Decimal | null;
  reference_type: string | null;
  reference_id: number | null;
  reversal_of_id: number | null;
  revalues_id: number | null;
  transaction_date: string;
  effective_at: Date;
}

const COLUMNS = `t.id, t.product_id, t.transaction_type, t.from_location_id, t.to_location_id, t.lot_id, t.lot_number,
  t.quantity, t.cost_per_unit, t.total_cost, t.given_value, t.counted_quantity, t.reference_type, t.reference_id,
  t.reversal_of_id, t.revalues_id, t.transaction_date, t.effective_at`;

/** Everything that happened to products after an instant (milliseconds), in order. Corrections are folded into what they correct. */
export async function readHistoryAfter(
  tx: Tx,
  since: ReadonlyMap<number, number>,
): Promise<Map<number, BookedItem[]>> {
  const rows = await tx.query<HistoryRow>(
    `SELECT ${COLUMNS}
       FROM unnest($2::bigint[], $3::timestamptz[]) AS wanted (product_id, since)
       JOIN inventory_transactions t
         ON t.organization_id = $1 AND t.product_id = wanted.product_id AND t.effective_at > wanted.since AND ${COUNTED}
      ORDER BY t.effective_at, t.id`,
    [tx.organizationId, [...since.keys()], [...since.values()].map((at) => new Date(at))],
  );
  const histories = new Map<number, BookedItem[]>([...since.keys()].map((id) => [id, []]));
  for (const item of collect(rows).values()) histories.get(item.productId)!.push(item);
  return histories;
}

/** Movements with all that was booked to correct them, by id. */
export async function readBooked(tx: Tx, ids: readonly number[]): Promise<Map<number, BookedItem>> {
  const rows = await tx.query<HistoryRow>(
    `SELECT ${COLUMNS} FROM inventory_transactions t
      WHERE t.organization_id = $1 AND (t.id = ANY($2::bigint[]) OR t.revalues_id = ANY($2::bigint[])) ORDER BY t.id`,
    [tx.organizationId, ids],
  );
  return collect(rows);
}

/** Cost of a unit when the stock of a product last ran out, at or before an instant: that of the movement that took the rest. */
export async function readLastUnitCost(tx: Tx, productId: number, at: number): Promise<Decimal | null> {
  const [row] = await tx.query<{ unit_cost: Decimal }>(
    `SELECT round((t.total_cost + coalesce((SELECT sum(c.total_cost) FROM inventory_transactions c
                     WHERE c.organization_id = t.organization_id AND c.revalues_id = t.id AND c.transaction_type = 'revaluation'), 0))
                  / t.quantity, 9) AS unit_cost
       FROM inventory_transactions t
      WHERE t.organization_id = $1 AND t.product_id = $2 AND t.effective_at <= $3 AND ${COUNTED}
        AND t.from_location_id IS NOT NULL AND t.to_location_id IS NULL AND t.quantity > 0 AND t.revalues_id IS NULL
      ORDER BY t.effective_at DESC, t.id DESC LIMIT 1`,
    [tx.organizationId, productId, new Date(at)],
  );
  return row?.unit_cost ?? null;
}

/** The standard cost that was in force at an instant, as the latest movement before it was valued. */
export async function readStandardAt(tx: Tx, productId: number, at: number): Promise<Decimal | null> {
  const [row] = await tx.query<{ cost_per_unit: Decimal }>(
    `SELECT t.cost_per_unit FROM inventory_transactions t
      WHERE t.organization_id = $1 AND t.product_id = $2 AND t.effective_at <= $3 AND ${COUNTED}
        AND t.cost_per_unit IS NOT NULL AND t.revalues_id IS NULL
      ORDER BY t.effective_at DESC, t.id DESC LIMIT 1`,
    [tx.organizationId, productId, new Date(at)],
  );
  return row?.cost_per_unit ?? null;
}

/** Folds corrections into what they correct; the order stays. */
function collect(rows: readonly HistoryRow[]): Map<number, BookedItem> {
  const items = new Map<number, BookedItem>();
  for (const row of rows) if (row.revalues_id === null) items.set(row.id, toItem(row));
  for (const row of rows) {
    if (row.revalues_id === null) continue;
    const corrected = items.get(row.revalues_id);
    invariant(corrected, `what movement ${row.id} corrects happened at the same instant`);
    fold(corrected, row);
  }
  return items;
}

function toItem(row: HistoryRow): BookedItem {
  const ends = endsOf(row);
  const isStandard = row.transaction_type === 'revaluation' && row.reference_type === STANDARD_COST;
  const isCount = row.transaction_type === 'count';
  return {
    key: row.id,
    at: row.effective_at.getTime(),
    type: row.transaction_type,
    lotId: row.lot_id,
    ends,
    counted: isCount ? row.counted_quantity : null,
    given: row.given_value,
    added: ZERO,
    undoes: row.reversal_of_id,
    standard: isStandard ? row.cost_per_unit : null,
    productId: row.product_id,
    booked: { change: changeIn(row), effect: effectOf(row) },
    locationId: ends.length === 1 ? (row.to_location_id ?? row.from_location_id) : null,
    row: {
      fromLocationId: row.from_location_id,
      toLocationId: row.to_location_id,
      lotNumber: row.lot_number,
      costPerUnit: row.cost_per_unit,
      reference: row.reference_type === null ? null : { type: row.reference_type, id: row.reference_id! },
      date: row.transaction_date,
    },
  };
}

function endsOf(row: HistoryRow): TimelineItem['ends'] {
  const place = (locationId: number) =>
    placeKey({ productId: row.product_id, locationId, lotId: row.lot_id });
  const ends: TimelineItem['ends'] = [];
  if (row.from_location_id !== null) {
    ends.push({ place: place(row.from_location_id), change: row.quantity.negated() });
  }
  if (row.to_location_id !== null) ends.push({ place: place(row.to_location_id), change: row.quantity });
  return ends;
}

function fold(corrected: BookedItem, row: HistoryRow): void {
  const change = changeIn(row);
  if (!change.isZero()) {
    corrected.ends[0]!.change = corrected.ends[0]!.change.plus(change);
    corrected.booked.change = corrected.booked.change.plus(change);
  }
  corrected.booked.effect = corrected.booked.effect.plus(effectOf(row));
  if (row.given_value !== null) corrected.added = corrected.added.plus(row.given_value);
}

function changeIn(row: HistoryRow): Decimal {
  if (row.from_location_id === null) return row.to_location_id === null ? ZERO : row.quantity;
  return row.to_location_id === null ? row.quantity.negated() : ZERO;
}

/** What the row adds to the value of the stock; of a transfer what it carries. */
function effectOf(row: HistoryRow): Decimal {
  const outward = row.from_location_id !== null && row.to_location_id === null;
  const total = row.total_cost ?? ZERO;
  return outward ? total.negated() : total;
}
