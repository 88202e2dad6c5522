import { Injectable } from '@nestjs/common';
import { dateOfDay, dayNumber } from '../../kernel/business-day.js';
import { type Decimal, decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { type Fixed, fixedText, toFixedPoint } from '../../kernel/fixed.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions } from '../../platform/database/index.js';
import { ProductReader } from '../products/index.js';
import { WorkingCalendar } from '../settings/index.js';
import { CapablePromises, type FreeSupply } from './capable-promise.rules.js';
import { readWorldBelow } from './capable-promise.world.js';
import { lowLevelCodes } from './low-level-codes.rules.js';
import { MrpErrors } from './mrp.errors.js';
import { readPlanTerms } from './net-change.query.js';
import { readNames } from './pegging-graph.query.js';
import { readEntriesOfMany } from './plan-grid.query.js';
import type { PlanEntry } from './plan-grid.rules.js';
import { LIVE_PLAN } from './plan-store.repository.js';
import { availableToPromise } from './promises.rules.js';

export interface CapableRequest {
  product_id: number;
  quantity: Decimal;
  wanted_date?: string;
}

/** What can be promised when, with what would have to be bought and made for it. Nothing is written. */
@Injectable()
export class CapablePromiseService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly calendar: WorkingCalendar,
  ) {}

  /** One round trip a level of the structure, and a constant number beside them. */
  promise(principal: Principal, request: CapableRequest) {
    return this.transactions.read(principal, async (tx) => {
      await this.products.requireMany(tx, [request.product_id], () => '/product_id');
      const terms = await readPlanTerms(tx);
      if (!terms) throw new DomainError(MrpErrors.noPlan);
      const today = terms.planning_date;
      const calendar = await this.calendar.load(tx);
      const world = await readWorldBelow(tx, terms, calendar, request.product_id);
      const entries = await readEntriesOfMany(tx, LIVE_PLAN, [...world.products.keys()]);
      const codes = lowLevelCodes(world.products);
      const levels = { products: world.products, levelOf: (id: number) => codes.get(id)! };
      const free = new Map<number, FreeSupply[]>();
      for (const [id, { demands, supplies }] of entries) free.set(id, freeOf(demands, supplies, today));
      const promises = new CapablePromises(world, levels, (id) => free.get(id) ?? []);
      const wanted = request.wanted_date && request.wanted_date > today ? request.wanted_date : today;
      const quantity = toFixedPoint(request.quantity.toFixed());
      const { day, parts, steps } = promises.promise(request.product_id, quantity, dayNumber(wanted));
      const names = await readNames(tx, [request.product_id, ...steps.map(({ productId }) => productId)]);
      const { sku, unit } = names.get(request.product_id)!;
      return {
        product_id: request.product_id,
        sku,
        unit,
        run_id: terms.run_id,
        quantity: request.quantity,
        wanted_date: request.wanted_date ?? null,
        date: day === null ? null : dateOfDay(day),
        is_in_time: day !== null && day <= dayNumber(wanted),
        parts: parts.map((part) => ({
          supply: part.supply,
          quantity: shown(part.quantity),
          date: dateOfDay(part.day),
        })),
        path: steps.map((step) => ({
          product_id: step.productId,
          sku: names.get(step.productId)!.sku,
          unit: names.get(step.productId)!.unit,
          supply: step.supply,
          quantity: shown(step.quantity),
          start_date: step.startDay === null ? null : dateOfDay(step.startDay),
          date: step.day === null ? null : dateOfDay(step.day),
        })),
      };
    });
  }
}

function freeOf(demands: readonly PlanEntry[], supplies: readonly PlanEntry[], today: string): FreeSupply[] {
  return availableToPromise(demands, supplies, today).map((bucket) => ({
    day: dayNumber(bucket.from),
    cumulative: toFixedPoint(bucket.cumulative_quantity.toFixed()),
  }));
}

function shown(quantity: Fixed): Decimal {
  return decimal(fixedText(quantity));
}
