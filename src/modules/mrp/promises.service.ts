import { Injectable } from '@nestjs/common';
import { type Decimal, ONE } from '../../kernel/decimal.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions } from '../../platform/database/index.js';
import { readPlanEntries } from './plan-grid.query.js';
import { readProductOfPlan } from './plan-grid.service.js';
import { availableToPromise, earliestPromise, promiseOn } from './promises.rules.js';

export interface PromiseRequest {
  quantity?: Decimal;
  date?: string;
  run_id?: number;
}

/** What may be promised to a customer. */
@Injectable()
export class PromisesService {
  constructor(private readonly transactions: Transactions) {}

  /** Three statements. */
  available(principal: Principal, productId: number, request: PromiseRequest) {
    return this.transactions.read(principal, async (tx) => {
      const { run, planId, product } = await readProductOfPlan(tx, productId, request.run_id);
      const { demands, supplies } = await readPlanEntries(tx, planId, productId);
      const buckets = availableToPromise(demands, supplies, run.planning_date);
      const quantity = request.quantity ?? ONE;
      const date = request.date ?? run.planning_date;
      const available = promiseOn(buckets, date);
      return {
        product_id: productId,
        sku: product.sku,
        unit: product.unit,
        run_id: run.id,
        quantity,
        date,
        available_quantity: available,
        is_available: available.greaterThanOrEqualTo(quantity),
        earliest_date: earliestPromise(buckets, quantity),
        buckets,
      };
    });
  }
}
