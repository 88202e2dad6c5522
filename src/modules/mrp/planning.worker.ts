import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { CopyRows } from './copy-rows.js';
import { PLAN_TABLES, planPart, planRows, type PlanTable } from './plan-rows.js';
import { Planner } from './planner.rules.js';
import { PlanningInput } from './planning-input.js';
import type { PlanningSource } from './planning-source.query.js';
import type { FromPlanning, PlanningTask, PlanningTotals, ToPlanning } from './planning-thread.js';
import { workingDaysOf } from './working-days.rules.js';

/** A part of the plan has so many products or characters. */
const PART_PRODUCTS = 5_000;
const PART_LENGTH = 4_000_000;

const port = parentPort!;
const { settings, workingTime } = workerData as PlanningTask;
const input = new PlanningInput(settings, workingDaysOf(workingTime, settings.today));
const readers = new Map<PlanningSource, CopyRows>();

port.on('message', (message: ToPlanning) => {
  if (message.source === null) {
    planAll();
    port.close();
    return;
  }
  const { source } = message;
  const rows = readers.get(source) ?? new CopyRows((row) => input.read(source, row));
  readers.set(source, rows);
  rows.write(message.rows);
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
    planMs: 0,
  };
  const part = new CollectedPart();
  for (const [index, product] of order.entries()) {
    const plan = planner.plan(product);
    totals.demands += plan.demands.length;
    totals.orders += plan.orders.length;
    totals.messages += plan.messages.length;
    totals.shortages += plan.orders.filter(({ dueDay, needDay }) => dueDay > needDay).length;
    part.add(planRows(plan));
    if (part.isFull || index === order.length - 1) part.send(index + 1, order.length);
  }
  totals.planMs = performance.now() - began;
  tell({ kind: 'finished', totals });
}

/** Collects the rows of some products, and hands them over. */
class CollectedPart {
  private rows: Record<PlanTable, string[]> = { products: [], orders: [], plans: [], messages: [] };
  private length = 0;

  get isFull(): boolean {
    return this.rows.products.length >= PART_PRODUCTS || this.length >= PART_LENGTH;
  }

  add(rows: Record<PlanTable, string>): void {
    for (const table of PLAN_TABLES) {
      this.rows[table].push(rows[table]);
      this.length += rows[table].length;
    }
  }

  send(done: number, of: number): void {
    const part = planPart(this.rows);
    port.postMessage(
      { kind: 'part', part, done, of } satisfies FromPlanning,
      PLAN_TABLES.map((table) => part[table].buffer as ArrayBuffer),
    );
    this.rows = { products: [], orders: [], plans: [], messages: [] };
    this.length = 0;
  }
}
