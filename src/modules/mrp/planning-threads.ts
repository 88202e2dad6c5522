import type { Worker } from 'node:worker_threads';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { startThread } from '../../platform/threads/start-thread.js';

/** A thread that has planned more products keeps too much memory to wait for the next run. */
const PRODUCTS_KEPT_MAX = 20_000;

/**
 * The thread that runs are planned in. One is kept from run to run, since half of a small run would be the thread's start
 * and the compilation of what it does; a run beside another one has a thread of its own.
 */
@Injectable()
export class PlanningThreads implements OnModuleDestroy {
  private idle: Worker | null = null;
  private isClosed = false;

  take(): Worker {
    const worker = this.idle ?? startThread(import.meta.url, 'planning.worker');
    this.idle = null;
    worker.removeAllListeners();
    worker.ref();
    return worker;
  }

  /** Of a thread that has told everything. */
  async giveBack(worker: Worker, products: number): Promise<void> {
    worker.removeAllListeners();
    if (this.idle || this.isClosed || products > PRODUCTS_KEPT_MAX) {
      await worker.terminate();
      return;
    }
    worker.unref();
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (this.idle === worker) this.idle = null;
    });
    this.idle = worker;
  }

  async onModuleDestroy(): Promise<void> {
    this.isClosed = true;
    await this.idle?.terminate();
  }
}
