import type { PlanTable } from './plan-rows.js';
import type { PlanningSource } from './planning-source.query.js';
import type { PlanningSettings } from './planning-world.rules.js';

/** When the organization works, in plain values that a thread can be told. */
export interface WorkingTimeTold {
  weekdays: readonly number[];
  holidays: readonly number[];
  minutesPerDay: number;
}

/** What the thread is started with. */
export interface PlanningTask {
  settings: PlanningSettings;
  workingTime: WorkingTimeTold;
}

/** What the thread is told: rows of one source after the other, then that all are there. */
export type ToPlanning = { source: PlanningSource; rows: Uint8Array } | { source: null };

/** What the thread tells. `done` of `of` products are planned. */
export type FromPlanning =
  | { kind: 'rows'; table: PlanTable; rows: Uint8Array }
  | { kind: 'progress'; done: number; of: number }
  | { kind: 'finished'; totals: PlanningTotals };

export interface PlanningTotals {
  products: number;
  demands: number;
  orders: number;
  shortages: number;
  messages: number;
  /** Milliseconds of reading rows, and of planning and writing rows. */
  readMs: number;
  planMs: number;
}
