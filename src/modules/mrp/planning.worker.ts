import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { CopyRows } from './copy-rows.js';
import { PLAN_TABLES, planRows, type PlanTable } from './plan-rows.js';
import { Planner } from './planner.rules.js';
import { PlanningInput } from './planning-input.js';
import type { PlanningSource } from './planning-source.query.js';
import type { FromPlanning, PlanningTask, PlanningTotals, ToPlanning } from './planning-thread.js';
import { workingDaysOf } from './working-days.rules.js';

/** Rows go out in parts of about this many characters. */
const PART_LENGTH = 1_000_000;
const PROGRESS_PRODUCTS = 1_000;

const port = parentPort!;
const { settings, workingTime } = workerData as PlanningTask;
const input = new PlanningInput(settings, workingDaysOf(workingTime, settings.today));
const readers = new Map<PlanningSource, CopyRows>();
let readMs = 0;

port.on('message', (message: ToPlanning) => {
  const began = performance.now();
  if (message.source === null) {
    planAll();
    port.close();
    return;
  }
  const { source } = message;
  const rows = readers.get(source) ?? new CopyRows((row) => input.read(source, row));
  readers.set(source, rows);
  rows.write(message.rows);
  readMs += performance.now() - began;
});

function tell(message: FromPlanning): void {
  port.postMessage(message);
}

function planAll(): void {
  const began = performance.now();
  const planner = new Planner(input.world());
  const order = planner.order();
  const totals: PlanningTotals = {
    products: order.length,
    demands: 0,
    orders: 0,
    shortages: 0,
    messages: 0,
    readMs,
    planMs: 0,
  };
  const parts = new RowParts();
  for (const [index, product] of order.entries()) {
    if (index % PROGRESS_PRODUCTS === 0) tell({ kind: 'progress', done: index, of: order.length });
    const plan = planner.plan(product);
    totals.demands += plan.demands.length;
    totals.orders += plan.orders.length;
    totals.messages += plan.messages.length;
    totals.shortages += plan.orders.filter(({ dueDay, needDay }) => dueDay > needDay).length;
    parts.add(planRows(plan));
  }
  parts.flush();
  totals.planMs = performance.now() - began;
  tell({ kind: 'finished', totals });
}

/** Collects rows, and hands them over by the part. */
class RowParts {
  private readonly collected: Record<PlanTable, string[]> = { orders: [], plans: [], messages: [] };
  private readonly lengths: Record<PlanTable, number> = { orders: 0, plans: 0, messages: 0 };

  add(rows: Record<PlanTable, string>): void {
    for (const table of PLAN_TABLES) {
      if (rows[table] === '') continue;
      this.collected[table].push(rows[table]);
      this.lengths[table] += rows[table].length;
      if (this.lengths[table] >= PART_LENGTH) this.send(table);
    }
  }

  flush(): void {
    for (const table of PLAN_TABLES) if (this.lengths[table] > 0) this.send(table);
  }

  private send(table: PlanTable): void {
    const rows = new TextEncoder().encode(this.collected[table].join(''));
    port.postMessage({ kind: 'rows', table, rows } satisfies FromPlanning, [rows.buffer]);
    this.collected[table] = [];
    this.lengths[table] = 0;
  }
}
