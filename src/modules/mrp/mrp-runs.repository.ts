import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx } from '../../platform/database/index.js';
import { MrpErrors } from './mrp.errors.js';

export const RUN_STATUSES = ['queued', 'running', 'completed', 'failed', 'cancelled'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];
export const RUN_KINDS = ['live', 'what_if'] as const;
export type RunKind = (typeof RUN_KINDS)[number];
export type RunPhase = 'queued' | 'reading' | 'planning' | 'writing' | 'done';

export interface RunView {
  id: number;
  kind: RunKind;
  /** What the run was asked for; both null for everything. */
  product_ids: number[] | null;
  category_ids: number[] | null;
  status: RunStatus;
  phase: RunPhase;
  progress_percent: number;
  planning_date: string | null;
  planning_horizon_days: number;
  expedite_window_days: number;
  tolerance_days: number;
  use_alternates: boolean;
  components_analyzed: number;
  orders_processed: number;
  shortages_found: number;
  planned_orders_created: number;
  orders_changed: number;
  orders_removed: number;
  messages_found: number;
  read_ms: number | null;
  plan_ms: number | null;
  write_ms: number | null;
  error_message: string | null;
  error_code: string | null;
  created_by: number | null;
  run_date: Date;
  started_at: Date | null;
  completed_at: Date | null;
}

/** A run whose process has not been heard of for so long is over. */
const SILENT_SECONDS = 20;
const SILENT = `heartbeat_at < now() - make_interval(secs => ${SILENT_SECONDS})`;
const IS_SILENT = `status IN ('queued', 'running') AND ${SILENT}`;
const ENDED = 'The process that ran it has ended.';

const COLUMNS = `id, kind, product_ids, category_ids, CASE WHEN ${IS_SILENT} THEN 'failed' ELSE status END AS status, phase, progress_percent, planning_date, planning_horizon_days, expedite_window_days,
  tolerance_days, use_alternates, components_analyzed, orders_processed, shortages_found, planned_orders_created,
  orders_changed, orders_removed, messages_found, read_ms, plan_ms, write_ms,
  CASE WHEN ${IS_SILENT} THEN '${ENDED}' ELSE error_message END AS error_message, error_code, created_by, run_date,
  started_at, completed_at`;

export interface NewRun {
  kind: RunKind;
  planning_date: string;
  planning_horizon_days: number;
  expedite_window_days: number;
  tolerance_days: number;
  use_alternates: boolean;
}

/** Queues a run; refuses (409) a second live one. */
export async function insertRun(tx: Tx, run: NewRun): Promise<RunView> {
  await endSilentRuns(tx);
  const [inserted] = await tx.query<RunView>(
    `INSERT INTO mrp_runs (organization_id, kind, status, planning_date, planning_horizon_days, expedite_window_days,
                           tolerance_days, use_alternates, created_by, run_date, heartbeat_at)
     VALUES ($1, $2, 'queued', $3, $4, $5, $6, $7, $8, $9, $9)
     ON CONFLICT (organization_id) WHERE kind = 'live' AND status IN ('queued', 'running') DO NOTHING
     RETURNING ${COLUMNS}`,
    [
      tx.organizationId,
      run.kind,
      run.planning_date,
      run.planning_horizon_days,
      run.expedite_window_days,
      run.tolerance_days,
      run.use_alternates,
      tx.principal.userId,
      tx.now,
    ],
  );
  if (inserted) return inserted;
  const [running] = await tx.query<{ id: number }>(
    `SELECT id FROM mrp_runs WHERE organization_id = $1 AND kind = 'live' AND status IN ('queued', 'running')`,
    [tx.organizationId],
  );
  throw new DomainError(MrpErrors.runIsRunning, { extra: { run_id: running?.id ?? null } });
}

/** What a run plans when it is not everything. */
export interface RunScope {
  product_ids: number[] | null;
  category_ids: number[] | null;
}

/** Gives a run its scope and the terms of the plan that it is a part of. */
export async function limitRun(
  tx: Tx,
  id: number,
  scope: RunScope,
  terms: Omit<NewRun, 'kind'>,
): Promise<RunView> {
  const [run] = await tx.query<RunView>(
    `UPDATE mrp_runs SET product_ids = $3, category_ids = $4, planning_date = $5, planning_horizon_days = $6,
                         expedite_window_days = $7, tolerance_days = $8, use_alternates = $9
      WHERE organization_id = $1 AND id = $2 RETURNING ${COLUMNS}`,
    [
      tx.organizationId,
      id,
      scope.product_ids,
      scope.category_ids,
      terms.planning_date,
      terms.planning_horizon_days,
      terms.expedite_window_days,
      terms.tolerance_days,
      terms.use_alternates,
    ],
  );
  return run!;
}

/** Runs whose process died are over; what they had planned was never written. */
export async function endSilentRuns(tx: Tx): Promise<number> {
  return tx.execute(
    `UPDATE mrp_runs SET status = 'failed', phase = 'done', completed_at = now(),
                         error_message = '${ENDED}'
      WHERE organization_id = $1 AND ${IS_SILENT}`,
    [tx.organizationId],
  );
}

export async function readRun(tx: Tx, id: number): Promise<RunView> {
  const [run] = await tx.query<RunView>(
    `SELECT ${COLUMNS} FROM mrp_runs WHERE organization_id = $1 AND id = $2`,
    [tx.organizationId, id],
  );
  if (!run) throw new DomainError(MrpErrors.runNotFound);
  return run;
}

export interface RunFilter extends ListOptions {
  status?: string;
  kind?: string;
}

export async function listRuns(tx: Tx, filter: RunFilter): Promise<Page<RunView>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['organization_id = $1'];
  for (const column of ['status', 'kind'] as const) {
    if (filter[column] !== undefined) conditions.push(`${column} = ${place(filter[column])}`);
  }
  const order = keyset(filter, ['-id'], place);
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<RunView>(
    `SELECT ${COLUMNS} FROM mrp_runs WHERE ${conditions.join(' AND ')}
      ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}

/** Says how far a run is and that it is alive; answers whether it should go on. */
export async function reportProgress(
  tx: Tx,
  id: number,
  phase: RunPhase,
  progressPercent: number,
): Promise<boolean> {
  const [run] = await tx.query<{ cancel_requested: boolean }>(
    `UPDATE mrp_runs SET status = 'running', phase = $3, progress_percent = $4, heartbeat_at = now(),
                         started_at = coalesce(started_at, now())
      WHERE organization_id = $1 AND id = $2 AND status IN ('queued', 'running')
      RETURNING cancel_requested`,
    [tx.organizationId, id, phase, progressPercent],
  );
  return run !== undefined && !run.cancel_requested;
}

/** Asks a run to stop; one that is over is refused, and one whose process died is over with it. */
export async function requestCancel(tx: Tx, id: number): Promise<RunView> {
  const [run] = await tx.query<RunView>(
    `UPDATE mrp_runs SET cancel_requested = true,
                         status = CASE WHEN ${SILENT} THEN 'cancelled' ELSE status END,
                         phase = CASE WHEN ${SILENT} THEN 'done' ELSE phase END,
                         completed_at = CASE WHEN ${SILENT} THEN now() END
      WHERE organization_id = $1 AND id = $2 AND status IN ('queued', 'running') RETURNING ${COLUMNS}`,
    [tx.organizationId, id],
  );
  if (run) return run;
  await readRun(tx, id);
  throw new DomainError(MrpErrors.runIsOver);
}

export type RunOutcome = Partial<
  Pick<
    RunView,
    | 'components_analyzed'
    | 'orders_processed'
    | 'shortages_found'
    | 'planned_orders_created'
    | 'orders_changed'
    | 'orders_removed'
    | 'messages_found'
    | 'read_ms'
    | 'plan_ms'
    | 'write_ms'
    | 'error_message'
    | 'error_code'
  >
>;

/**
 * Ends a run that is going on; one that has ended in between stays as it is, and the answer is false. What somebody was
 * told is cancelled is not completed any more.
 */
export async function endRun(
  tx: Tx,
  id: number,
  status: 'completed' | 'failed' | 'cancelled',
  outcome: RunOutcome,
): Promise<boolean> {
  const columns = Object.keys(outcome);
  const places = columns.map((column, index) => `, ${column} = $${index + 4}`);
  const ended = await tx.execute(
    `UPDATE mrp_runs SET status = $3, phase = 'done', completed_at = now(), heartbeat_at = now(),
                         progress_percent = CASE WHEN $3 = 'completed' THEN 100 ELSE progress_percent END ${places.join('')}
      WHERE organization_id = $1 AND id = $2 AND status IN ('queued', 'running')
        AND ($3 <> 'completed' OR NOT cancel_requested)`,
    [tx.organizationId, id, status, ...Object.values(outcome as Record<string, Decimal | number | string>)],
  );
  return ended === 1;
}

/** Removes a run that is over, with what a what-if run has planned. */
export async function deleteRun(tx: Tx, id: number): Promise<void> {
  const removed = await tx.execute(
    `DELETE FROM mrp_runs WHERE organization_id = $1 AND id = $2 AND status NOT IN ('queued', 'running')`,
    [tx.organizationId, id],
  );
  if (removed > 0) return;
  await readRun(tx, id);
  throw new DomainError(MrpErrors.runIsRunning, { extra: { run_id: id } });
}
