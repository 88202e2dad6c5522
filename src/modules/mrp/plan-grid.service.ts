import { Injectable } from '@nestjs/common';
import { addCalendarDays, dayNumber } from '../../kernel/business-day.js';
import { sum, ZERO } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { ProductsErrors } from '../products/index.js';
import { MrpErrors } from './mrp.errors.js';
import { readPlanDocuments } from './plan-grid.documents.query.js';
import {
  type PlannedProductRow,
  type PlanningRunRow,
  readGridOrders,
  readPlanEntries,
  readPlannedProduct,
  readRunOfPlan,
} from './plan-grid.query.js';
import {
  bucketsOf,
  type EntryPeg,
  type GridBucket,
  gridOf,
  isMadeInPassing,
  onHandOf,
  pegEntries,
  type PlanDocument,
  type PlanEntry,
  safetyStockOf,
  withPassingOrders,
} from './plan-grid.rules.js';
import { LIVE_PLAN } from './plan-store.repository.js';

export interface GridRequest {
  bucket?: GridBucket;
  from?: string;
  to?: string;
  run_id?: number;
}

/** What a plan says about one product. */
@Injectable()
export class PlanGridService {
  constructor(private readonly transactions: Transactions) {}

  /** Four statements, whatever the plan is. */
  grid(principal: Principal, productId: number, request: GridRequest) {
    return this.transactions.read(principal, async (tx) => {
      const { run, planId, product } = await readProductOfPlan(tx, productId, request.run_id);
      const entries = await readPlanEntries(tx, planId, productId);
      const orders = await readGridOrders(tx, planId, productId);
      const bare = {
        date: run.planning_date,
        expediteWindowDays: run.expedite_window_days,
        ...entries,
        orders,
      };
      const plan = isMadeInPassing(product, entries.supplies) ? withPassingOrders(bare) : bare;
      const { bucket, from, to } = periodOf(request, run);
      const { before, columns } = gridOf(plan, bucketsOf(bucket, from, to));
      return {
        ...shown(product),
        run_id: run.id,
        planning_date: run.planning_date,
        bucket,
        from,
        to,
        on_hand: onHandOf(plan),
        safety_stock: safetyStockOf(plan),
        before,
        buckets: columns,
      };
    });
  }

  /** Four statements, whatever the plan is. */
  plan(principal: Principal, productId: number, runId: number | undefined) {
    return this.transactions.read(principal, async (tx) => {
      const { run, planId, product } = await readProductOfPlan(tx, productId, runId);
      const { demands, supplies } = await readPlanEntries(tx, planId, productId);
      const refs = [...demands, ...supplies].map(({ ref }) => ref);
      const documents = await readPlanDocuments(tx, planId, refs);
      const pegs = pegEntries(demands, supplies);
      const isPassing = isMadeInPassing(product, supplies);
      const needs = told(demands, documents, pegs, 'demand').map((need) =>
        isPassing ? { ...need, left: ZERO } : need,
      );
      const sources = told(supplies, documents, pegs, 'supply');
      return {
        ...shown(product),
        run_id: run.id,
        planning_date: run.planning_date,
        component_ids: product.component_ids!,
        demands: needs.map(({ left, ...need }) => ({ ...need, short_quantity: left })),
        supplies: sources.map(({ left, ...source }) => ({ ...source, excess_quantity: left })),
        pegs: pegs.map((peg) => ({
          demand_ref: demands[peg.demand]!.ref,
          supply_ref: supplies[peg.supply]!.ref,
          demand_index: peg.demand,
          supply_index: peg.supply,
          quantity: peg.quantity,
          days_late: daysLate(demands[peg.demand]!, supplies[peg.supply]!),
        })),
        short_quantity: sum(needs.map(({ left }) => left)),
        excess_quantity: sum(sources.map(({ left }) => left)),
      };
    });
  }
}

/** How many days a supply comes after what it is for; the safety stock waits for nothing. */
function daysLate(demand: PlanEntry, supply: PlanEntry): number {
  if (demand.ref === 'safety_stock' || supply.ref === 'stock') return 0;
  return Math.max(0, dayNumber(supply.date) - dayNumber(demand.date));
}

function told(
  entries: readonly PlanEntry[],
  documents: ReadonlyMap<string, PlanDocument>,
  pegs: readonly EntryPeg[],
  side: 'demand' | 'supply',
) {
  const left = entries.map(({ quantity }) => quantity);
  for (const peg of pegs) left[peg[side]] = left[peg[side]]!.minus(peg.quantity);
  return entries.map((entry, index) => ({ ...entry, ...documents.get(entry.ref)!, left: left[index]! }));
}

/** The product, its plan and the run that it is of; refuses what was never planned. */
export async function readProductOfPlan(
  tx: Tx,
  productId: number,
  runId: number | undefined,
): Promise<{ run: PlanningRunRow; planId: number; product: PlannedProductRow & { low_level_code: number } }> {
  const planId = runId ?? LIVE_PLAN;
  const product = await readPlannedProduct(tx, planId, productId);
  if (!product) throw new DomainError(ProductsErrors.productNotFound);
  const run = await readRunOfPlan(tx, planId);
  if (!run && runId !== undefined) throw new DomainError(MrpErrors.runNotFound);
  const { low_level_code } = product;
  if (!run || low_level_code === null) throw new DomainError(MrpErrors.productNotPlanned);
  return { run, planId, product: { ...product, low_level_code } };
}

function shown({ component_ids: _components, ...product }: PlannedProductRow & { low_level_code: number }) {
  return product;
}

/** From the day of the plan to its horizon unless told otherwise. */
function periodOf(request: GridRequest, run: PlanningRunRow) {
  const bucket = request.bucket ?? 'day';
  const from = request.from ?? run.planning_date;
  const horizonEnd = addCalendarDays(run.planning_date, run.planning_horizon_days - 1);
  const to = request.to ?? (horizonEnd < from ? from : horizonEnd);
  checkPeriod(from, to);
  return { bucket, from, to };
}

export function checkPeriod(from: string, to: string): void {
  const days = dayNumber(to) - dayNumber(from) + 1;
  if (days < 1) throw fieldRefusal(MrpErrors.badPeriod, '/to', 'The last day comes before the first one.');
  if (days > LIMITS.planDaysMax) {
    throw fieldRefusal(MrpErrors.badPeriod, '/to', `At most ${LIMITS.planDaysMax} days at once.`);
  }
}
