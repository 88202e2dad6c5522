import { Injectable } from '@nestjs/common';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { ProductReader } from '../products/index.js';
import { WorkingCalendar } from '../settings/index.js';
import { MrpErrors } from './mrp.errors.js';
import { NetChangePlan } from './net-change-plan.js';
import {
  type DocumentKey,
  documentName,
  readPlanTerms,
  readProductsOf,
  STRUCTURE_DOCUMENTS,
} from './net-change.query.js';
import { LIVE_PLAN, takePlan } from './plan-store.repository.js';
import { refusePlanning } from './refuse-planning.js';
import { writePlans } from './write-plans.js';

export interface NetChangeRequest {
  product_ids?: number[];
  documents?: DocumentKey[];
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
    return this.transactions.run(principal, (tx) => this.changeIn(tx, request).catch(refusePlanning));
  }

  private async changeIn(tx: Tx, request: NetChangeRequest): Promise<NetChangeView> {
    const [, terms, found, calendar] = await tx.together([
      () => takePlan(tx),
      () => readPlanTerms(tx),
      () => readProductsOf(tx, request.documents ?? []),
      () => this.calendar.load(tx),
    ]);
    if (!terms) throw new DomainError(MrpErrors.noPlan);
    const { ids, forced } = await this.touched(tx, request, found);
    const plan = new NetChangePlan(tx, terms, calendar);
    const plans = await plan.planAnew(ids, forced);
    const changes = await writePlans(tx, { planId: LIVE_PLAN, runId: terms.run_id }, plans);
    return {
      run_id: terms.run_id,
      planning_date: terms.planning_date,
      products_planned: plans.length,
      planned_orders_created: changes.created,
      orders_changed: changes.changed,
      orders_removed: changes.removed,
    };
  }

  private async touched(
    tx: Tx,
    { product_ids: named = [], documents = [] }: NetChangeRequest,
    found: ReadonlyMap<string, ReadonlySet<number>>,
  ) {
    if (named.length > 0) await this.products.requireMany(tx, named, (index) => `/product_ids/${index}`);
    const forced = new Set(named);
    const ids = new Set(named);
    const errors: FieldError[] = [];
    for (const [index, { type, id }] of documents.entries()) {
      const touched = found.get(documentName(type, id));
      if (!touched) errors.push(unknownDocument(index, type, id));
      for (const productId of touched ?? []) {
        ids.add(productId);
        if (STRUCTURE_DOCUMENTS.has(type)) forced.add(productId);
      }
    }
    if (errors.length > 0) throw new DomainError(MrpErrors.unknownDocument, { errors });
    return { ids: [...ids], forced };
  }
}

function unknownDocument(index: number, type: string, id: number): FieldError {
  const { code } = MrpErrors.unknownDocument;
  return { pointer: `/documents/${index}/id`, code, detail: `There is no ${type.replace('_', ' ')} ${id}.` };
}
