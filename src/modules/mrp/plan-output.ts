import type { Worker } from 'node:worker_threads';
import type { PlanTable } from './plan-rows.js';
import type { FromPlanning, PlanningTotals } from './planning-thread.js';

/** What comes out of the planning thread, kept until somebody takes it. Ends with the thread's failure if it fails. */
export class PlanOutput {
  private readonly waiting: Record<PlanTable, Uint8Array[]> = { orders: [], plans: [], messages: [] };
  private finished: PlanningTotals | null = null;
  private failure: Error | null = null;
  private percent = 0;
  private wake: () => void = () => undefined;

  constructor(worker: Worker) {
    worker.on('message', (message: FromPlanning) => {
      if (message.kind === 'rows') this.waiting[message.table].push(message.rows);
      else if (message.kind === 'progress') this.percent = (100 * message.done) / Math.max(message.of, 1);
      else this.finished = message.totals;
      this.wake();
    });
    worker.on('error', (error: Error) => this.fail(error));
    worker.on('exit', () => {
      if (!this.finished) this.fail(new Error('The planning thread has ended.'));
    });
  }

  /** Whether somebody has taken rows already; they are told once. */
  isTaken = false;

  /** The rows of one table as they come, until all are planned. */
  async *parts(table: PlanTable, progress?: (percent: number) => Promise<void>): AsyncGenerator<Uint8Array> {
    this.isTaken = true;
    for (;;) {
      const part = this.waiting[table].shift();
      if (part) {
        yield part;
        continue;
      }
      if (this.finished) return;
      await progress?.(this.percent);
      if (this.failure) throw this.failure;
      if (this.waiting[table].length === 0 && !this.finished) await this.next();
    }
  }

  async totals(): Promise<PlanningTotals> {
    while (!this.finished) {
      if (this.failure) throw this.failure;
      await this.next();
    }
    return this.finished;
  }

  private next(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.wake();
  }
}
