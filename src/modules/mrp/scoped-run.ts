import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { ProductReader } from '../products/index.js';
import { WorkingCalendar } from '../settings/index.js';
import { endRun, limitRun, type RunScope, type RunView } from './mrp-runs.repository.js';
import { MrpErrors } from './mrp.errors.js';
import { NetChangePlan } from './net-change-plan.js';
import { type PlanTerms, readPlanTerms } from './net-change.query.js';
import { refusePlanning } from './refuse-planning.js';
import { PlanningFailed } from './plan-output.js';
import { LIVE_PLAN, type PlanChanges, takePlan } from './plan-store.repository.js';
import { type Heartbeat, LONG, RunCancelled } from './planning-run.js';
import type { ProductPlan } from './planning-world.rules.js';
import { readScopedProducts } from './run-scope.query.js';
import { copyLivePlan } from './what-if-copy.repository.js';
import { writePlans } from './write-plans.js';

/** Terms as they are asked for. */
export interface AskedTerms {
  date?: string;
  horizon_days?: number;
  expedite_window_days?: number;
  tolerance_days?: number;
  use_alternates?: boolean;
}

const TERMS = [
  ['date', 'planning_date'],
  ['horizon_days', 'planning_horizon_days'],
  ['expedite_window_days', 'expedite_window_days'],
  ['tolerance_days', 'tolerance_days'],
  ['use_alternates', 'use_alternates'],
] as const;

/**
 * Runs over some products: these, and all that they are made of, are planned anew within a plan that is there. The live
 * plan is taken first, so that nobody decides on what is being planned; a what-if run works on a copy of its own.
 */
@Injectable()
export class ScopedRun {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly calendar: WorkingCalendar,
  ) {}

  /** Refuses products and categories that there are not. */
  async check(tx: Tx, { product_ids: productIds, category_ids: categoryIds }: RunScope): Promise<void> {
    await this.products.requireMany(tx, productIds ?? [], (index) => `/product_ids/${index}`);
    await this.products.requireCategories(tx, categoryIds ?? [], (index) => `/category_ids/${index}`);
  }

  /**
   * Gives a queued run its scope and the terms of the live plan; refuses other ones. While the run is queued, no other live
   * run can change them.
   */
  async limit(tx: Tx, runId: number, scope: RunScope, asked: AskedTerms): Promise<RunView> {
    const terms = await readPlanTerms(tx);
    if (!terms) throw new DomainError(MrpErrors.noPlan);
    const { code } = MrpErrors.otherTerms;
    const errors = TERMS.filter(([name, column]) => (asked[name] ?? terms[column]) !== terms[column]).map(
      ([name, column]) => ({ pointer: `/${name}`, code, detail: `The plan has ${terms[column]}.` }),
    );
    if (errors.length > 0) throw new DomainError(MrpErrors.otherTerms, { errors });
    return limitRun(tx, runId, scope, terms);
  }

  execute(principal: Principal, run: RunView, heartbeat: Heartbeat): Promise<void> {
    const work = (tx: Tx) => this.executeIn(tx, run, heartbeat).catch(refusePlanning);
    return this.transactions.run(principal, work, LONG);
  }

  private async executeIn(tx: Tx, run: RunView, heartbeat: Heartbeat): Promise<void> {
    const began = performance.now();
    const planId = run.kind === 'live' ? LIVE_PLAN : run.id;
    if (planId === LIVE_PLAN) await takePlan(tx);
    else await copyLivePlan(tx, planId);
    const plans = await this.plan(tx, planId, run, heartbeat);
    const planned = performance.now();
    await heartbeat('writing', PLANNED_PERCENT);
    const changes = await writePlans(tx, { planId, runId: run.id }, plans);
    const times = { plan_ms: planned - began, write_ms: performance.now() - planned };
    await complete(tx, run, plans, changes, times);
  }

  private async plan(tx: Tx, planId: number, run: RunView, heartbeat: Heartbeat): Promise<ProductPlan[]> {
    const terms = await readPlanTerms(tx);
    if (!terms || !isOnTermsOf(run, terms)) {
      throw new PlanningFailed('The plan was made on other terms meanwhile.');
    }
    let percent = 0;
    await heartbeat('planning', percent);
    const onProgress = (planned: number, waiting: number) => {
      percent = Math.max(percent, Math.floor((PLANNED_PERCENT * planned) / (planned + waiting)));
      return heartbeat('planning', percent);
    };
    const options = { planId, isDeep: true, onProgress };
    const plan = new NetChangePlan(tx, terms, await this.calendar.load(tx), options);
    return plan.planAnew(await readScopedProducts(tx, run), new Set());
  }
}

/** How far a run is when all is planned and nothing is written. */
const PLANNED_PERCENT = 80;

/** A live plan was written on other terms when a what-if run was queued beside it. */
function isOnTermsOf(run: RunView, terms: PlanTerms): boolean {
  return TERMS.every(([, column]) => run[column] === terms[column]);
}

async function complete(
  tx: Tx,
  run: RunView,
  plans: readonly ProductPlan[],
  changes: PlanChanges,
  times: { plan_ms: number; write_ms: number },
): Promise<void> {
  const orders = plans.flatMap((plan) => plan.orders);
  const isDone = await endRun(tx, run.id, 'completed', {
    components_analyzed: plans.length,
    orders_processed: orders.length,
    shortages_found: orders.filter(({ dueDay, needDay }) => dueDay > needDay).length,
    messages_found: plans.reduce((total, { messages }) => total + messages.length, 0),
    planned_orders_created: changes.created,
    orders_changed: changes.changed,
    orders_removed: changes.removed,
    plan_ms: Math.round(times.plan_ms),
    write_ms: Math.round(times.write_ms),
  });
  if (!isDone) throw new RunCancelled('The run was ended by somebody else.');
}
