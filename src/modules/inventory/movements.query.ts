import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx } from '../../platform/database/index.js';
import { InventoryErrors } from './inventory.errors.js';

/** A row of the ledger as it is shown. */
export interface MovementView {
  id: number;
  transaction_type: string;
  product_id: number;
  sku: string;
  quantity: Decimal;
  unit: string;
  from_location_id: number | null;
  to_location_id: number | null;
  lot_id: number | null;
  lot_number: string | null;
  serial_number: string | null;
  cost_per_unit: Decimal | null;
  total_cost: Decimal;
  given_value: Decimal | null;
  corrected_cost: Decimal;
  counted_quantity: Decimal | null;
  reference_type: string | null;
  reference_id: number | null;
  reason: string | null;
  notes: string | null;
  reversal_of_id: number | null;
  reversed_by_id: number | null;
  revalues_id: number | null;
  status: MovementStatus;
  approval_reason: string | null;
  approved_by: number | null;
  approved_at: Date | null;
  rejected_by: number | null;
  rejected_at: Date | null;
  transaction_date: string;
  occurred_at: Date;
  created_at: Date;
  created_by: number | null;
}

export const MOVEMENT_STATUSES = ['posted', 'held', 'approved', 'rejected'] as const;
export type MovementStatus = (typeof MOVEMENT_STATUSES)[number];

const STATUS: Record<MovementStatus, string> = {
  posted: 'NOT t.requires_approval',
  held: 't.requires_approval AND t.approved_at IS NULL AND t.rejected_at IS NULL',
  approved: 't.requires_approval AND t.approved_at IS NOT NULL',
  rejected: 't.requires_approval AND t.rejected_at IS NOT NULL',
};

/** Columns of a movement `t` of a product `p`, with what later rows made of it. */
const columns = (correctedCost: string, reversedById: string) => `
  t.id, t.transaction_type, t.product_id, p.sku, t.quantity, t.unit, t.from_location_id, t.to_location_id, t.lot_id,
  t.lot_number, t.serial_number, t.cost_per_unit, t.total_cost, t.given_value, ${correctedCost} AS corrected_cost,
  t.counted_quantity, t.reference_type, t.reference_id, t.reason, t.notes, t.reversal_of_id,
  ${reversedById} AS reversed_by_id, t.revalues_id,
  CASE WHEN ${STATUS.posted} THEN 'posted' WHEN ${STATUS.approved} THEN 'approved'
       WHEN ${STATUS.rejected} THEN 'rejected' ELSE 'held' END AS status,
  t.approval_reason, t.approved_by, t.approved_at, t.rejected_by, t.rejected_at, t.transaction_date,
  t.effective_at AS occurred_at, t.created_at, t.created_by`;

const FROM = `FROM inventory_transactions t
  JOIN products p ON p.organization_id = t.organization_id AND p.id = t.product_id`;

const SELECT = `
  SELECT ${columns('t.total_cost + coalesce(correction.value, 0)', 'undo.id')}
    ${FROM}
    LEFT JOIN inventory_transactions undo ON undo.organization_id = t.organization_id AND undo.reversal_of_id = t.id
    LEFT JOIN LATERAL (
      SELECT sum(c.total_cost) AS value FROM inventory_transactions c
       WHERE c.organization_id = t.organization_id AND c.revalues_id = t.id AND c.transaction_type = 'revaluation'
    ) correction ON true`;

/** Movements that this transaction has posted, in the order in which they were: nothing has corrected or undone them yet. */
export function findPosted(tx: Tx, ids: readonly number[]): Promise<MovementView[]> {
  return tx.query<MovementView>(
    `SELECT ${columns('t.total_cost', 'NULL::bigint')} ${FROM}
      WHERE t.organization_id = $1 AND t.id = ANY($2::bigint[]) ORDER BY t.id`,
    [tx.organizationId, ids],
  );
}

export async function getMovement(tx: Tx, id: number): Promise<MovementView> {
  const [movement] = await tx.query<MovementView>(`${SELECT} WHERE t.organization_id = $1 AND t.id = $2`, [
    tx.organizationId,
    id,
  ]);
  if (!movement) throw new DomainError(InventoryErrors.movementNotFound, { extra: { id } });
  return movement;
}

export interface MovementFilter extends ListOptions {
  product_id?: number;
  location_id?: number;
  lot_id?: number;
  transaction_type?: string;
  status?: MovementStatus;
  revalues_id?: number;
  reference_type?: string;
  reference_id?: number;
  date_from?: string;
  date_to?: string;
}

/** One page of the ledger. */
export async function listMovements(tx: Tx, filter: MovementFilter): Promise<Page<MovementView>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['t.organization_id = $1'];
  for (const column of [
    'product_id',
    'lot_id',
    'transaction_type',
    'reference_type',
    'reference_id',
    'revalues_id',
  ] as const) {
    if (filter[column] !== undefined) conditions.push(`t.${column} = ${place(filter[column])}`);
  }
  if (filter.status) conditions.push(`(${STATUS[filter.status]})`);
  if (filter.location_id !== undefined) {
    const location = place(filter.location_id);
    conditions.push(`(t.from_location_id = ${location} OR t.to_location_id = ${location})`);
  }
  if (filter.date_from) conditions.push(`t.transaction_date >= ${place(filter.date_from)}::date`);
  if (filter.date_to) conditions.push(`t.transaction_date <= ${place(filter.date_to)}::date`);
  const order = keyset(filter, ['-id', 'transaction_date'], place, 't.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<MovementView>(
    `${SELECT} WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}
