import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { arrayText, keyset, type ListOptions, toPage, type Tx } from '../../platform/database/index.js';
import { COST_KINDS, type CostKind } from './cost-kinds.rules.js';
import type { CostRollUpEntity } from './cost-roll-up.entity.js';
import type { CostRollUpRunEntity } from './cost-roll-up-run.entity.js';
import { EngineeringErrors } from './engineering.errors.js';

export type RollUpRunView = Omit<CostRollUpRunEntity, 'organization_id'>;
export type RollUpView = Omit<CostRollUpEntity, 'organization_id'> & { sku: string };

/** What a roll-up was made with. */
export interface RollUpTerms {
  basis: string;
  lot_quantity: Decimal;
  structure_date: string;
}

/** Costs as text: of fifty thousand products, values of their own would take longer to read than to write. */
export interface RollUpEntry extends Record<CostKind, string> {
  productId: number;
  unitCost: string;
  previous: string | null;
}

/** "cost" in ASCII: one roll-up of many products at a time, an organization each. */
const ROLL_UP_LOCK = 0x636f7374;

/** Whether nobody else is rolling up; held until the transaction ends. */
export async function tryLockRollUps(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ is_locked: boolean }>(
    'SELECT pg_try_advisory_xact_lock($1, $2) AS is_locked',
    [ROLL_UP_LOCK, tx.organizationId],
  );
  return row!.is_locked;
}

const RUN = `id, basis, scope, lot_quantity, structure_date, allow_missing_prices, products_updated, products_unchanged,
  missing_prices, created_by, created_at`;

export async function insertRun(
  tx: Tx,
  run: Omit<RollUpRunView, 'id' | 'created_by' | 'created_at'>,
): Promise<RollUpRunView> {
  const [row] = await tx.query<RollUpRunView>(
    `INSERT INTO cost_roll_up_runs (organization_id, basis, scope, lot_quantity, structure_date, allow_missing_prices,
                                    products_updated, products_unchanged, missing_prices, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING ${RUN}`,
    [
      tx.organizationId,
      run.basis,
      run.scope,
      run.lot_quantity,
      run.structure_date,
      run.allow_missing_prices,
      run.products_updated,
      run.products_unchanged,
      run.missing_prices,
      tx.principal.userId,
      tx.now,
    ],
  );
  return row!;
}

/** Writes history, any number of rows in one statement; who made a run is said by the run. */
export async function insertRollUps(
  tx: Tx,
  runId: number | null,
  terms: RollUpTerms,
  entries: readonly RollUpEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await tx.execute(
    `INSERT INTO cost_roll_ups (organization_id, run_id, basis, lot_quantity, structure_date, created_by, created_at,
                                product_id, previous_standard_cost, unit_cost, ${COST_KINDS.join(', ')})
     SELECT $1, $2, $3, $4, $5, $6, $7, n.* FROM unnest($8::bigint[], $9::numeric[], $10::numeric[], $11::numeric[],
       $12::numeric[], $13::numeric[], $14::numeric[], $15::numeric[]) AS n`,
    [
      tx.organizationId,
      runId,
      terms.basis,
      terms.lot_quantity,
      terms.structure_date,
      runId === null ? tx.principal.userId : null,
      tx.now,
      arrayText(entries.map(({ productId }) => productId)),
      arrayText(entries.map(({ previous }) => previous)),
      arrayText(entries.map(({ unitCost }) => unitCost)),
      ...COST_KINDS.map((kind) => arrayText(entries.map((entry) => entry[kind]))),
    ],
  );
}

export async function readRun(tx: Tx, id: number): Promise<RollUpRunView> {
  const [run] = await tx.query<RollUpRunView>(
    `SELECT ${RUN} FROM cost_roll_up_runs WHERE organization_id = $1 AND id = $2`,
    [tx.organizationId, id],
  );
  if (!run) throw new DomainError(EngineeringErrors.rollUpNotFound, { extra: { id } });
  return run;
}

export async function listRuns(tx: Tx, options: ListOptions): Promise<Page<RollUpRunView>> {
  const parameters: unknown[] = [tx.organizationId];
  const order = keyset(options, ['-id'], (value) => `$${parameters.push(value)}`);
  const rows = await tx.query<RollUpRunView>(
    `SELECT ${RUN} FROM cost_roll_up_runs WHERE organization_id = $1 ${order.condition ? `AND ${order.condition}` : ''}
      ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}

/** Costs that were written, of one product or of one run. */
export async function listRollUps(
  tx: Tx,
  of: { product_id: number } | { run_id: number },
  options: ListOptions,
): Promise<Page<RollUpView>> {
  const [column, id] = Object.entries(of)[0]! as ['product_id' | 'run_id', number];
  const parameters: unknown[] = [tx.organizationId, id];
  const sorts = column === 'run_id' ? ['id'] : ['-id'];
  const order = keyset(options, sorts, (value) => `$${parameters.push(value)}`, 'c.');
  const rows = await tx.query<RollUpView>(
    `SELECT c.id, c.product_id, p.sku, c.run_id, c.basis, c.lot_quantity, c.structure_date, c.unit_cost,
            ${COST_KINDS.map((kind) => `c.${kind}`).join(', ')}, c.previous_standard_cost,
            coalesce(c.created_by, r.created_by) AS created_by, c.created_at
       FROM cost_roll_ups c
       LEFT JOIN cost_roll_up_runs r ON r.organization_id = c.organization_id AND r.id = c.run_id
       JOIN products p ON p.organization_id = c.organization_id AND p.id = c.product_id
      WHERE c.organization_id = $1 AND c.${column} = $2 ${order.condition ? `AND ${order.condition}` : ''}
      ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}
