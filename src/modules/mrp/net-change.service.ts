import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { ProductReader } from '../products/index.js';
import { WorkingCalendar } from '../settings/index.js';
import { MrpErrors } from './mrp.errors.js';
import { NetChangePlan } from './net-change-plan.js';
import {
  type ChangedDocument,
  readPlanTerms,
  readProductsOf,
  STRUCTURE_DOCUMENTS,
} from './net-change.query.js';
import { LIVE_PLAN, takePlan } from './plan-store.repository.js';
import { UnitNotConvertible } from './planning-input.js';
import { writePlans } from './write-plans.js';

export interface NetChangeRequest {
  product_ids?: number[];
  documents?: { type: string; id: number }[];
}

export interface NetChangeView {
  run_id: number;
  planning_date: string;
  products_planned: number;
  planned_orders_created: number;
  orders_changed: number;
  orders_removed: number;
}

/** Brings the live plan up to date after single documents, without planning everything. */
@Injectable()
export class NetChangeService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly calendar: WorkingCalendar,
  ) {}

  /** Plans what the documents and products touch, and what follows from that. */
  change(principal: Principal, request: NetChangeRequest): Promise<NetChangeView> {
    return this.transactions.run(principal, async (tx) => {
      await takePlan(tx);
      const terms = await readPlanTerms(tx);
      if (!terms) throw new DomainError(MrpErrors.noPlan);
      const { ids, forced } = await this.touched(tx, request);
      const plan = new NetChangePlan(tx, terms, await this.calendar.load(tx));
      const plans = await plan.planAnew(ids, forced).catch(refuseUnit);
      const changes = await writePlans(tx, { planId: LIVE_PLAN, runId: terms.run_id }, plans);
      return {
        run_id: terms.run_id,
        planning_date: terms.planning_date,
        products_planned: plans.length,
        planned_orders_created: changes.created,
        orders_changed: changes.changed,
        orders_removed: changes.removed,
      };
    });
  }

  private async touched(tx: Tx, { product_ids: named = [], documents = [] }: NetChangeRequest) {
    await this.products.requireMany(tx, named, (index) => `/product_ids/${index}`);
    const forced = new Set(named);
    const ids = new Set(named);
    for (const { type, id } of documents) {
      const touched = await readProductsOf(tx, type as ChangedDocument, id);
      for (const productId of touched) {
        ids.add(productId);
        if (STRUCTURE_DOCUMENTS.has(type as ChangedDocument)) forced.add(productId);
      }
    }
    return { ids: [...ids], forced };
  }
}

/** A line in a unit that cannot be converted any more keeps its product from being planned. */
export function refuseUnit(error: unknown): never {
  if (!(error instanceof UnitNotConvertible)) throw error;
  throw new DomainError(MrpErrors.unitNotConvertible, { detail: error.message });
}
