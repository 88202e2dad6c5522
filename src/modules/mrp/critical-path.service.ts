import { Injectable } from '@nestjs/common';
import { dateOfDay, dayNumber } from '../../kernel/business-day.js';
import { sum } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { WorkingCalendar } from '../settings/index.js';
import { readPathLine } from './critical-path.query.js';
import { ForwardPass, type PathNode, type PathStep } from './critical-path.rules.js';
import { type PathTree, readPathTree } from './critical-path.tree.js';
import { MrpErrors } from './mrp.errors.js';
import { requireWorkingDays } from './refuse-planning.js';
import { nameOf } from './messages.rules.js';
import { readPlanDocuments } from './plan-grid.documents.query.js';
import { readRunOfPlan } from './plan-grid.query.js';
import type { PlanDocument } from './plan-grid.rules.js';
import { LIVE_PLAN } from './plan-store.repository.js';

/** What determines when a sales line can be there. */
@Injectable()
export class CriticalPathService {
  constructor(
    private readonly transactions: Transactions,
    private readonly calendars: WorkingCalendar,
  ) {}

  get(principal: Principal, lineId: number, runId: number | undefined) {
    return this.transactions.read(principal, async (tx) => {
      const planId = runId ?? LIVE_PLAN;
      const line = await readPathLine(tx, lineId);
      if (!line) throw new DomainError(MrpErrors.salesLineNotFound);
      const run = await readRunOfPlan(tx, planId);
      if (!run) throw new DomainError(runId === undefined ? MrpErrors.lineNotPlanned : MrpErrors.runNotFound);
      const today = dayNumber(run.planning_date);
      const top: PathNode = {
        key: '',
        productId: line.product_id,
        ref: `sales_order_line:${lineId}`,
        startDay: null,
        day: today,
        needs: [],
      };
      const tree = await readPathTree(tx, planId, top);
      if (top.needs.length === 0) throw new DomainError(MrpErrors.lineNotPlanned);
      const time = (await this.calendars.load(tx)).workingTime();
      const { expectedDay, steps } = new ForwardPass(tree.nodes, requireWorkingDays(time, today)).path(top);
      const missing = sum(top.needs.map((need) => need.missing));
      const product = tree.products.get(line.product_id)!;
      return {
        ...line,
        sku: product.sku,
        product_name: product.name,
        unit: product.unit,
        run_id: run.id,
        planned_on: missing.greaterThan(0) ? null : dateOfDay(plannedDay(top, tree)),
        expected_on: dateOrNull(expectedDay),
        days_late: lateBy(dayNumber(line.wanted_on), expectedDay),
        missing_quantity: missing,
        steps: await this.tell(tx, planId, tree, steps),
      };
    });
  }

  private async tell(tx: Tx, planId: number, { products }: PathTree, steps: readonly PathStep[]) {
    const documents = await readPlanDocuments(
      tx,
      planId,
      steps.map(({ node }) => node.ref),
    );
    return steps.map((step, index) => stepView(step, index + 1, documents.get(step.node.ref)!, products));
  }
}

function stepView(
  { node, quantity, neededDay, expectedDay }: PathStep,
  level: number,
  document: PlanDocument,
  products: PathTree['products'],
) {
  const product = products.get(node.productId)!;
  return {
    level,
    product_id: node.productId,
    sku: product.sku,
    product_name: product.name,
    unit: product.unit,
    kind: document.kind,
    document_id: document.document_id,
    document_code: document.document_code,
    line_number: document.line_number,
    name: nameOf(document),
    quantity,
    start_date: dateOrNull(node.startDay),
    due_date: dateOfDay(node.day),
    needed_on: dateOfDay(neededDay),
    expected_on: dateOrNull(expectedDay),
    days_late: lateBy(neededDay, expectedDay),
    slack_days: expectedDay === null ? null : neededDay - expectedDay,
  };
}

/** When everything is there by the plan alone. */
function plannedDay(top: PathNode, { nodes }: PathTree): number {
  const pegs = top.needs.flatMap((need) => need.pegs);
  return pegs.reduce((latest, { key }) => Math.max(latest, nodes.get(key)!.day), top.day);
}

function lateBy(neededDay: number, expectedDay: number | null): number | null {
  return expectedDay === null ? null : Math.max(0, expectedDay - neededDay);
}

function dateOrNull(day: number | null): string | null {
  return day === null ? null : dateOfDay(day);
}
