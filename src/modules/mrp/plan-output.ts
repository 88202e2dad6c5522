import type { Worker } from 'node:worker_threads';
import type { PlanPart } from './plan-rows.js';
import { MrpErrors } from './mrp.errors.js';
import type { PlanningRefusal } from './planning-refused.rules.js';
import type { FromPlanning, PlanningTotals } from './planning-thread.js';

/** The thread could not plan; the message says why. */
export class PlanningFailed extends Error {
  constructor(
    message: string,
    readonly code: string | null = null,
  ) {
    super(message);
  }
}

/** What the thread refused comes through by its name. */
function failureOf(error: Error & { refusal?: PlanningRefusal }): PlanningFailed {
  return new PlanningFailed(error.message, error.refusal ? MrpErrors[error.refusal].code : null);
}

/** What comes out of the planning thread, kept until somebody takes it. Ends with the thread's failure if it fails. */
export class PlanOutput {
  /** Whether somebody has begun to take parts; they are told once. */
  isTaken = false;
  private readonly waiting: { part: PlanPart; percent: number }[] = [];
  private finished: PlanningTotals | null = null;
  private failure: Error | null = null;
  private wake: () => void = () => undefined;

  constructor(worker: Worker) {
    worker.on('message', (message: FromPlanning) => {
      if (message.kind === 'finished') this.finished = message.totals;
      else this.waiting.push({ part: message.part, percent: (100 * message.done) / message.of });
      this.wake();
    });
    worker.on('error', (error: Error) => this.fail(failureOf(error)));
    worker.on('exit', () => {
      if (!this.finished) this.fail(new Error('The planning thread has ended.'));
    });
  }

  /** How many products were planned. */
  get products(): number {
    return this.finished?.products ?? 0;
  }

  /** The parts as they come, each with the per cent of products that are planned with it; then what it comes to. */
  async *parts(): AsyncGenerator<{ part: PlanPart; percent: number }, PlanningTotals> {
    this.isTaken = true;
    for (;;) {
      const next = this.waiting.shift();
      if (next) yield next;
      else if (this.finished) return this.finished;
      else if (this.failure) throw this.failure;
      else await this.news();
    }
  }

  private news(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.wake();
  }
}
