import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { exhaustMap, interval, type Observable, startWith, takeWhile } from 'rxjs';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { BusinessTime } from '../settings/index.js';
import {
  deleteRun,
  endRun,
  insertRun,
  listRuns,
  readRun,
  reportProgress,
  requestCancel,
  type RunFilter,
  type RunKind,
  type RunScope,
  type RunView,
} from './mrp-runs.repository.js';
import { PlanningFailed } from './plan-output.js';
import { type Heartbeat, PlanningRun, RunCancelled } from './planning-run.js';
import { ScopedRun } from './scoped-run.js';
import { AfterRun } from './shortages.after-run.js';

export interface RunRequest {
  kind?: string;
  date?: string;
  horizon_days?: number;
  expedite_window_days?: number;
  tolerance_days?: number;
  product_ids?: number[];
  category_ids?: number[];
  use_alternates?: boolean;
}

const HORIZON_DAYS = 90;
const EXPEDITE_WINDOW_DAYS = 90;
/** A run says that it is alive at least this often, and how far it is at most this often. */
const HEARTBEAT_MS = 5_000;
const PROGRESS_MS = 250;
const EVENTS_MS = 250;

/** Planning runs: queued in the request, computed beside it. */
@Injectable()
export class MrpRunsService implements OnModuleDestroy {
  private readonly logger = new Logger(MrpRunsService.name);
  private readonly running = new Map<number, { stop: AbortController; done: Promise<void> }>();

  constructor(
    private readonly transactions: Transactions,
    private readonly planning: PlanningRun,
    private readonly scoped: ScopedRun,
    private readonly after: AfterRun,
    private readonly businessTime: BusinessTime,
  ) {}

  list(principal: Principal, filter: RunFilter): Promise<Page<RunView>> {
    return this.transactions.read(principal, (tx) => listRuns(tx, filter));
  }

  get(principal: Principal, id: number): Promise<RunView> {
    return this.transactions.read(principal, (tx) => readRun(tx, id));
  }

  /** Queues a run and begins it; the answer does not wait for it. */
  async start(principal: Principal, request: RunRequest): Promise<RunView> {
    let queuedId: number | null = null;
    const scope = scopeOf(request);
    const run = await this.transactions.run(principal, async (tx) => {
      if (scope) await this.scoped.check(tx, scope);
      const inserted = await insertRun(tx, {
        kind: (request.kind as RunKind | undefined) ?? 'live',
        planning_date: request.date ?? (await this.businessTime.today(tx)),
        planning_horizon_days: request.horizon_days ?? HORIZON_DAYS,
        expedite_window_days: request.expedite_window_days ?? EXPEDITE_WINDOW_DAYS,
        tolerance_days: request.tolerance_days ?? 0,
        use_alternates: request.use_alternates ?? false,
      });
      queuedId = inserted.id;
      return scope ? this.scoped.limit(tx, inserted.id, scope, request) : inserted;
    });
    // The same request once more gets the first answer, and its run is going on or over.
    if (run.id === queuedId) this.begin(principal, run);
    return run;
  }

  async cancel(principal: Principal, id: number): Promise<RunView> {
    const run = await this.transactions.run(principal, (tx) => requestCancel(tx, id));
    this.running.get(id)?.stop.abort();
    return run;
  }

  remove(principal: Principal, id: number): Promise<void> {
    return this.transactions.run(principal, (tx) => deleteRun(tx, id));
  }

  /** The run whenever something may have changed, until it is over; whichever process computes it. */
  events(principal: Principal, id: number): Observable<RunView> {
    return interval(EVENTS_MS).pipe(
      startWith(0),
      exhaustMap(() => this.get(principal, id)),
      takeWhile((run) => run.status === 'queued' || run.status === 'running', true),
    );
  }

  async onModuleDestroy(): Promise<void> {
    const runs = [...this.running.values()];
    for (const { stop } of runs) stop.abort();
    await Promise.all(runs.map(({ done }) => done));
  }

  private begin(requester: Principal, run: RunView): void {
    const principal = { ...requester, idempotency: undefined };
    const stop = new AbortController();
    const done = this.compute(principal, run, stop).finally(() => this.running.delete(run.id));
    this.running.set(run.id, { stop, done });
  }

  private async compute(principal: Principal, run: RunView, stop: AbortController): Promise<void> {
    const pulse = this.pulseOf(principal, run, stop);
    try {
      if (isWhole(run)) await this.planning.execute(principal, run, pulse.beat, stop.signal);
      else await this.scoped.execute(principal, run, pulse.beat);
      if (run.kind === 'live') await this.raiseAlerts(principal, run);
    } catch (error) {
      await this.end(principal, run, stop.signal.aborted || error instanceof RunCancelled, error as Error);
    } finally {
      pulse.end();
    }
  }

  /** The plan stands already; alerts that cannot be raised now follow with the next round. */
  private async raiseAlerts(principal: Principal, run: RunView): Promise<void> {
    try {
      await this.after.afterRun(principal);
    } catch (error) {
      this.logger.warn(`Alerts after planning run ${run.id} were put off: ${(error as Error).message}`);
    }
  }

  /** Says how far the run is, and that it is alive; stops it when somebody does not want it any more. */
  private pulseOf(principal: Principal, run: RunView, stop: AbortController) {
    let told: Parameters<Heartbeat> = ['reading', 0];
    let toldAtMs = 0;
    const tell = async () => {
      toldAtMs = Date.now();
      const report = (tx: Tx) => reportProgress(tx, run.id, ...told);
      const goOn = await this.transactions.run(principal, report, { mayBeLost: true });
      if (!goOn) stop.abort();
    };
    const timer = setInterval(() => void tell().catch(() => undefined), HEARTBEAT_MS);
    const beat: Heartbeat = async (phase, percent) => {
      const isNews = phase !== told[0] || toldAtMs === 0;
      told = [phase, percent];
      if (isNews || Date.now() - toldAtMs >= PROGRESS_MS) await tell();
      if (stop.signal.aborted) throw new RunCancelled('The run was cancelled.');
    };
    return { beat, end: () => clearInterval(timer) };
  }

  private async end(principal: Principal, run: RunView, isCancelled: boolean, error: Error): Promise<void> {
    if (!isCancelled) this.logger.error(`Planning run ${run.id} failed: ${error.stack}`);
    const isTold = error instanceof DomainError || error instanceof PlanningFailed;
    const reason = isTold ? error.message : 'The log says why.';
    const code = isTold ? error.code : null;
    const message = `The run failed; the plan is as it was. ${reason}`;
    const outcome = isCancelled ? {} : { error_message: message, ...(code ? { error_code: code } : {}) };
    try {
      await this.transactions.run(principal, (tx) =>
        endRun(tx, run.id, isCancelled ? 'cancelled' : 'failed', outcome),
      );
    } catch (failure) {
      this.logger.error(`Planning run ${run.id} could not be ended: ${(failure as Error).message}`);
    }
  }
}

/** Null for everything. */
function scopeOf({ product_ids, category_ids }: RunRequest): RunScope | null {
  if (!product_ids && !category_ids) return null;
  return { product_ids: product_ids ?? null, category_ids: category_ids ?? null };
}

function isWhole(run: RunScope): boolean {
  return run.product_ids === null && run.category_ids === null;
}
