import { performance } from 'node:perf_hooks';
import type { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import { to as copyTo } from 'pg-copy-streams';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { DatabaseErrors, type RunOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { WorkingCalendar } from '../settings/index.js';
import { endRun, type RunView } from './mrp-runs.repository.js';
import {
  addChanges,
  applyPart,
  LIVE_PLAN,
  type PlanChanges,
  planningRevision,
  takePlan,
} from './plan-store.repository.js';
import { type PlanningSource, planningSources, planningStatements } from './planning-source.query.js';
import { PlanningThreads } from './planning-threads.js';
import { settingsOf } from './planning-world.rules.js';
import type { PlanningTask, PlanningTotals, ToPlanning } from './planning-thread.js';
import { PlanOutput } from './plan-output.js';

/** Statements of a run are long by nature. */
export const LONG = { statementTimeoutMs: 600_000, lockTimeoutMs: 60_000 };
/** What reading is of a run, roughly. */
const READ_PERCENT = 20;
/** How often a plan is computed while others may decide on planned orders; the last time nobody may. */
const ATTEMPTS_MAX = 3;

/** How far the run is; throws when it should not go on. */
export type Heartbeat = (phase: 'reading' | 'planning' | 'writing', percent: number) => Promise<void>;

/** The plan was changed by people while it was computed. */
class PlanMovedOn extends Error {}

/** Also when a vendor, BOM or product that it names is gone by now, or a net change has written the same order. */
function hasMovedOn(error: unknown): boolean {
  if (error instanceof PlanMovedOn) return true;
  const { missingReference, duplicate } = DatabaseErrors;
  return (
    error instanceof DomainError && (error.definition === missingReference || error.definition === duplicate)
  );
}

/**
 * Computes the plan of everything. What it needs is copied out of one snapshot into a thread, which plans beside the
 * event loop; what comes back is copied in and made the plan in one transaction, so that a run that dies leaves the
 * old plan as it was.
 */
@Injectable()
export class PlanningRun {
  constructor(
    private readonly transactions: Transactions,
    private readonly calendar: WorkingCalendar,
    private readonly threads: PlanningThreads,
  ) {}

  async execute(
    principal: Principal,
    run: RunView,
    heartbeat: Heartbeat,
    signal: AbortSignal,
  ): Promise<void> {
    const compute = (held: Tx | null) => this.attempt(principal, run, heartbeat, signal, held);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const isLast = attempt === ATTEMPTS_MAX && run.kind === 'live';
        await (isLast ? this.withPlan(principal, compute) : compute(null));
        return;
      } catch (error) {
        if (!hasMovedOn(error) || attempt >= ATTEMPTS_MAX) throw error;
      }
    }
  }

  /** Takes the plan before anything is read: whoever decides on planned orders waits, so the run comes to its end. */
  private withPlan(principal: Principal, compute: (held: Tx) => Promise<void>): Promise<void> {
    const work = async (tx: Tx) => {
      await takePlan(tx);
      await compute(tx);
    };
    return this.transactions.run(principal, work, LONG);
  }

  /** In the transaction that has the plan already, else in one of its own. */
  private runIn(
    held: Tx | null,
    principal: Principal,
    work: (tx: Tx) => Promise<void>,
    options: RunOptions,
  ): Promise<void> {
    return held ? work(held) : this.transactions.run(principal, work, options);
  }

  private async attempt(
    principal: Principal,
    run: RunView,
    heartbeat: Heartbeat,
    signal: AbortSignal,
    held: Tx | null,
  ): Promise<void> {
    await heartbeat('reading', 0);
    const began = performance.now();
    const thread = await this.readIntoThread(principal, run);
    const { worker } = thread;
    const stop = () => void worker.terminate();
    signal.addEventListener('abort', stop);
    try {
      signal.throwIfAborted();
      const readMs = performance.now() - began;
      worker.postMessage({ kind: 'complete' } satisfies ToPlanning);
      await heartbeat('planning', READ_PERCENT);
      await this.write(held, principal, run, thread.revision, thread.output, heartbeat, readMs);
      await this.threads.giveBack(worker, thread.output.products);
    } catch (error) {
      await worker.terminate();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Everything that planning needs, of one snapshot. The event loop only hands the bytes on. */
  private readIntoThread(principal: Principal, run: RunView) {
    const today = run.planning_date!;
    return this.transactions.run(
      principal,
      async (tx) => {
        const revision = await planningRevision(tx);
        const worker = this.threads.take();
        const output = new PlanOutput(worker);
        try {
          worker.postMessage({ kind: 'task', task: await this.task(tx, run) } satisfies ToPlanning);
          const statements = planningStatements(tx.organizationId, today);
          for (const source of planningSources(run)) {
            for await (const chunk of tx.client.query(copyTo(`COPY (${statements[source]}) TO STDOUT`))) {
              send(worker, source, Uint8Array.from(chunk as Buffer));
            }
          }
        } catch (error) {
          await worker.terminate();
          throw error;
        }
        return { worker, output, revision };
      },
      // Not of the replica, which may not know the last decisions yet.
      { ...LONG, snapshot: true, readOnly: true },
    );
  }

  private async task(tx: Tx, run: RunView): Promise<PlanningTask> {
    const calendar = await this.calendar.load(tx);
    const settings = settingsOf({ ...run, planning_date: run.planning_date! });
    return { settings, workingTime: calendar.workingTime() };
  }

  /** Makes the plan what the thread tells, part by part while it plans; the run ends in the same transaction. */
  private write(
    held: Tx | null,
    principal: Principal,
    run: RunView,
    revision: number,
    output: PlanOutput,
    heartbeat: Heartbeat,
    readMs: number,
  ): Promise<void> {
    return this.runIn(
      held,
      principal,
      async (tx) => {
        // After a deadlock the transaction would run again, and the thread tells everything once.
        if (output.isTaken) throw new PlanMovedOn('The plan was written by somebody else meanwhile.');
        const target = { planId: run.kind === 'live' ? LIVE_PLAN : run.id, runId: run.id };
        const changes: PlanChanges = { created: 0, changed: 0, removed: 0 };
        const parts = output.parts();
        let writeMs = 0;
        let next = await parts.next();
        for (; !next.done; next = await parts.next()) {
          const began = performance.now();
          addChanges(changes, await applyPart(tx, target, next.value.part));
          writeMs += performance.now() - began;
          await heartbeat(
            'writing',
            READ_PERCENT + Math.floor((next.value.percent * (99 - READ_PERCENT)) / 100),
          );
        }
        if (run.kind === 'live' && !held && (await takePlan(tx)) !== revision) {
          throw new PlanMovedOn('Somebody decided on planned orders meanwhile.');
        }
        await this.complete(tx, run, changes, { ...next.value, readMs, writeMs });
      },
      LONG,
    );
  }

  private async complete(
    tx: Tx,
    run: RunView,
    changes: PlanChanges,
    totals: PlanningTotals & { readMs: number; writeMs: number },
  ): Promise<void> {
    const isDone = await endRun(tx, run.id, 'completed', {
      components_analyzed: totals.products,
      orders_processed: totals.orders,
      shortages_found: totals.shortages,
      messages_found: totals.messages,
      planned_orders_created: changes.created,
      orders_changed: changes.changed,
      orders_removed: changes.removed,
      read_ms: Math.round(totals.readMs),
      plan_ms: Math.round(totals.planMs),
      write_ms: Math.round(totals.writeMs),
    });
    if (!isDone) throw new RunCancelled('The run was ended by somebody else.');
  }
}

/** Somebody does not want the run any more. */
export class RunCancelled extends Error {}

function send(worker: Worker, source: PlanningSource, rows: Uint8Array): void {
  worker.postMessage({ kind: 'rows', source, rows } satisfies ToPlanning, [rows.buffer as ArrayBuffer]);
}
