import { performance } from 'node:perf_hooks';
import { parentPort } from 'node:worker_threads';
import { giveWay } from '../../platform/threads/give-way.js';
import { CopyRows } from './copy-rows.js';
import { PLAN_TABLES, planPart, type PlanRows, planRows } from './plan-rows.js';
import { Planner } from './planner.rules.js';
import { PlanningInput } from './planning-input.js';
import type { PlanningSource } from './planning-source.query.js';
import type { FromPlanning, PlanningTask, PlanningTotals, ToPlanning } from './planning-thread.js';
import { workingDaysOf } from './working-days.rules.js';

/**
 * The first part has so few products that it is written soon. To write takes some four times as long as to plan, so the next
 * part may have four times as many: it is there when the one before it is written.
 */
const FIRST_PRODUCTS = 125;
const GROWTH = 4;
const PRODUCTS_MAX = 20_000;
/** A part has no more characters. */
const PART_LENGTH = 16_000_000;

const port = parentPort!;
giveWay();

/** What a run has told so far. */
class Reading {
  readonly input: PlanningInput;
  private readonly readers = new Map<PlanningSource, CopyRows>();

  constructor({ settings, workingTime }: PlanningTask) {
    this.input = new PlanningInput(settings, workingDaysOf(workingTime, settings.today));
  }

  write(source: PlanningSource, bytes: Uint8Array): void {
    const rows = this.readers.get(source) ?? new CopyRows((row) => this.input.read(source, row));
    this.readers.set(source, rows);
    rows.write(bytes);
  }
}

let reading: Reading | null = null;

port.on('message', (message: ToPlanning) => {
  if (message.kind === 'task') reading = new Reading(message.task);
  else if (message.kind === 'rows') reading!.write(message.source, message.rows);
  else {
    const { input } = reading!;
    // Nothing of it is kept until the next run.
    reading = null;
    planAll(input);
  }
});

function tell(message: FromPlanning): void {
  port.postMessage(message);
}

function planAll(input: PlanningInput): void {
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
  private rows: PlanRows[] = [];
  private length = 0;
  private productsMax = FIRST_PRODUCTS;

  get isFull(): boolean {
    return this.rows.length >= this.productsMax || this.length >= PART_LENGTH;
  }

  add(rows: PlanRows): void {
    this.rows.push(rows);
    for (const table of PLAN_TABLES) this.length += rows[table].length;
  }

  send(done: number, of: number): void {
    const part = planPart(this.rows);
    port.postMessage(
      { kind: 'part', part, done, of } satisfies FromPlanning,
      PLAN_TABLES.map((table) => part[table].buffer as ArrayBuffer),
    );
    this.rows = [];
    this.length = 0;
    this.productsMax = Math.min(GROWTH * this.productsMax, PRODUCTS_MAX);
  }
}
