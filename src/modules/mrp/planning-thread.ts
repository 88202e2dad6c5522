import type { PlanPart } from './plan-rows.js';
import type { PlanningSource } from './planning-source.query.js';
import type { PlanningSettings } from './planning-world.rules.js';

/** When the organization works, in plain values that a thread can be told. */
export interface WorkingTimeTold {
  weekdays: readonly number[];
  holidays: readonly number[];
  minutesPerDay: number;
}

/** What a run begins with. */
export interface PlanningTask {
  settings: PlanningSettings;
  workingTime: WorkingTimeTold;
}

/** What the thread is told of each run: its task, rows of one source after the other, then that all are there. */
export type ToPlanning =
  | { kind: 'task'; task: PlanningTask }
  | { kind: 'rows'; source: PlanningSource; rows: Uint8Array }
  | { kind: 'complete' };

/** What the thread tells: parts of the plan, `done` of `of` products with them, and at last what it comes to. */
export type FromPlanning =
  { kind: 'part'; part: PlanPart; done: number; of: number } | { kind: 'finished'; totals: PlanningTotals };

export interface PlanningTotals {
  products: number;
  demands: number;
  orders: number;
  shortages: number;
  messages: number;
  /** Milliseconds of planning and of writing rows. */
  planMs: number;
}
