import { Injectable } from '@nestjs/common';
import { type Decimal, roundAmount, roundQuantity, sum, ZERO } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { ScrapRecords } from '../quality/index.js';
import { MaterialConsumption, type MaterialUse } from './material-consumption.js';
import { isFinished } from './operation.states.js';
import { lockRunning, orderEvent } from './order-transitions.js';
import { ProductionErrors } from './production.errors.js';
import type { ProductionOrderEntity } from './production-order.entity.js';
import { type ProductionOrderView, viewOrder } from './production-order.view.js';
import {
  addReports,
  type MaterialRow,
  type OperationChange,
  operationOf,
  type OperationRow,
  productionOrders,
  readMaterials,
  readOperations,
} from './production-orders.repository.js';
import { ReceiveOutput } from './receive-output.js';
import {
  allBeforeFinished,
  finalStatus,
  incoming,
  laborCost,
  type Minutes,
  plannedMinutes,
  proportionalConsumption,
  remaining,
  type ReportedMaterial,
  type ReportedOperation,
} from './report.rules.js';

export interface ReportValues {
  quantity_good?: Decimal;
  quantity_bad?: Decimal;
  scrap_reason_id?: number;
  scrap_notes?: string | null;
  setup_minutes?: Decimal;
  run_minutes?: Decimal;
  printer_id?: number;
  lot_number?: string;
  /** Finish the operation although not everything that came in was made. */
  complete?: boolean;
  materials?: MaterialUse[];
}

/** An order under its lock, with everything that a report needs. */
interface OpenOrder {
  order: ProductionOrderEntity;
  operations: OperationRow[];
  materials: MaterialRow[];
}

interface OperationReport {
  operation: OperationRow;
  change: OperationChange;
  minutes: Minutes;
  uses: MaterialUse[];
}

/**
 * Reports work: pieces, time, material. One report is one transaction: the operation, its material and, at the last
 * operation, the product in stock, all or nothing.
 */
@Injectable()
export class ReportOperationService {
  constructor(
    private readonly transactions: Transactions,
    private readonly consumption: MaterialConsumption,
    private readonly output: ReceiveOutput,
    private readonly scrap: ScrapRecords,
  ) {}

  report(
    principal: Principal,
    orderId: number,
    operationId: number,
    values: ReportValues,
  ): Promise<ProductionOrderView> {
    return this.transactions.run(principal, async (tx) => {
      const open = await this.open(tx, orderId);
      const operation = operationOf(open.operations, operationId);
      await this.post(tx, open, [this.prepare(open, operation, values)], values.lot_number);
      return viewOrder(tx, orderId);
    });
  }

  /** Reports all open operations at once, for shops that do not report each; bad pieces belong to the last one. */
  complete(principal: Principal, orderId: number, values: ReportValues): Promise<ProductionOrderView> {
    return this.transactions.run(principal, async (tx) => {
      const open = await this.open(tx, orderId);
      const last = open.operations.at(-1)!;
      const bad = values.quantity_bad ?? ZERO;
      const good =
        values.quantity_good ??
        open.order.quantity_ordered
          .minus(open.order.quantity_completed)
          .minus(last.quantity_scrapped)
          .minus(bad);
      const reports: OperationReport[] = [];
      for (const operation of open.operations) {
        if (isFinished(operation.status)) continue;
        const isLast = operation.id === last.id;
        const reached = last.quantity_completed.plus(last.quantity_scrapped).plus(good).plus(bad);
        const pieces = isLast ? good : reached.minus(operation.quantity_completed);
        if (pieces.plus(isLast ? bad : ZERO).lessThanOrEqualTo(0) && !values.complete) continue;
        const report = this.prepare(
          open,
          operation,
          isLast ? { ...values, quantity_good: good } : { quantity_good: pieces, complete: values.complete },
        );
        // The next operation takes in what this one has just made.
        applyTo(operation, report.change);
        reports.push(report);
      }
      if (reports.length === 0) throw new DomainError(ProductionErrors.nothingReported);
      await this.post(tx, open, reports, values.lot_number);
      return viewOrder(tx, orderId);
    });
  }

  private async open(tx: Tx, orderId: number): Promise<OpenOrder> {
    const order = await lockRunning(tx, orderId);
    return {
      order,
      operations: await readOperations(tx, orderId),
      materials: await readMaterials(tx, orderId),
    };
  }

  /** Checks one report and decides what it consumes; writes nothing. */
  private prepare(open: OpenOrder, operation: OperationRow, values: ReportValues): OperationReport {
    const rules = open.operations.map(toRules);
    const index = open.operations.indexOf(operation);
    const ordered = open.order.quantity_ordered;
    const good = values.quantity_good ?? ZERO;
    const bad = values.quantity_bad ?? ZERO;
    checkReport(operation, rules, index, ordered, values);
    const pieces = good.plus(bad);
    const planned = plannedMinutes(rules[index]!, pieces, ordered);
    const minutes = { setup: values.setup_minutes ?? planned.setup, run: values.run_minutes ?? planned.run };
    const made = operation.quantity_completed.plus(operation.quantity_scrapped).plus(pieces);
    const all = made.equals(incoming(rules, index, ordered)) && allBeforeFinished(rules, index);
    const finished = all || values.complete === true;
    return {
      operation,
      minutes,
      uses: usesOf(open, operation, made, values.materials),
      change: {
        id: operation.id,
        status: finished ? 'completed' : 'running',
        good,
        bad,
        setupMinutes: minutes.setup,
        runMinutes: minutes.run,
        scrapReasonId: bad.greaterThan(0) ? (values.scrap_reason_id ?? null) : null,
        scrapNotes: values.scrap_notes ?? null,
        printerId: values.printer_id ?? null,
        finished,
      },
    };
  }

  private async post(tx: Tx, open: OpenOrder, reports: OperationReport[], lotNumber?: string): Promise<void> {
    const { order } = open;
    const uses = reports.flatMap((report) => report.uses);
    const materialCost = await this.consumption.consume(tx, order, open.materials, uses);
    const labor = sum(
      reports.map((report) => laborCost({ ratePerHour: report.operation.rate_per_hour }, report.minutes)),
    );
    await addReports(
      tx,
      reports.map((report) => report.change),
    );
    const operations = await readOperations(tx, order.id);
    const spent = (order.actual_total_cost ?? ZERO).plus(materialCost).plus(labor);
    await this.recordScrap(tx, order, operations, reports, spent);
    await skipWithoutInput(tx, operations);
    const last = operations.at(-1)!;
    const lastReport = reports.find((report) => report.operation.id === last.id);
    const good = lastReport?.change.good ?? ZERO;
    const isOver = isFinished(last.status);
    if (good.greaterThan(0)) {
      await this.output.receive(tx, { order, operations, good, spent, isLast: isOver, lotNumber });
    }
    const completed = order.quantity_completed.plus(good);
    const status = isOver ? finalStatus(completed, order.quantity_ordered) : 'in_progress';
    await productionOrders.update(tx, order.id, order.version, {
      status,
      quantity_completed: completed,
      quantity_scrapped: sum(operations.map((operation) => operation.quantity_scrapped)),
      actual_start: order.actual_start ?? tx.now,
      actual_material_cost: (order.actual_material_cost ?? ZERO).plus(materialCost),
      actual_labor_cost: (order.actual_labor_cost ?? ZERO).plus(labor),
      actual_total_cost: spent,
      ...(isOver ? { actual_end: tx.now, completed_at: tx.now } : {}),
    });
    if (isOver) await appendEvents(tx, [orderEvent(order, status, { quantity_completed: completed })]);
  }

  /** Bad pieces are recorded with what has been spent on a piece so far. */
  private async recordScrap(
    tx: Tx,
    order: ProductionOrderEntity,
    operations: OperationRow[],
    reports: OperationReport[],
    spent: Decimal,
  ): Promise<void> {
    const started = operations[0]!.quantity_completed.plus(operations[0]!.quantity_scrapped);
    const perPiece = started.isZero() ? ZERO : roundQuantity(spent.dividedBy(started));
    await this.scrap.record(
      tx,
      reports
        .filter((report) => report.change.bad.greaterThan(0))
        .map((report) => ({
          productId: order.product_id,
          quantity: report.change.bad,
          scrapReasonId: report.change.scrapReasonId,
          unitCost: perPiece,
          totalCost: roundAmount(perPiece.times(report.change.bad)),
          productionOrderId: order.id,
          operationId: report.operation.id,
          notes: report.change.scrapNotes,
          reasonPointer: '/scrap_reason_id',
        })),
    );
  }
}

function checkReport(
  operation: OperationRow,
  rules: ReportedOperation[],
  index: number,
  ordered: Decimal,
  values: ReportValues,
): void {
  if (isFinished(operation.status)) {
    throw new DomainError(ProductionErrors.wrongOperationStatus, {
      extra: { operation_status: operation.status },
    });
  }
  const pieces = (values.quantity_good ?? ZERO).plus(values.quantity_bad ?? ZERO);
  if (pieces.isZero() && !values.complete) {
    const { title } = ProductionErrors.nothingReported;
    throw fieldRefusal(ProductionErrors.nothingReported, '/quantity_good', title);
  }
  if (values.quantity_bad?.greaterThan(0) && values.scrap_reason_id === undefined) {
    throw fieldRefusal(ProductionErrors.reasonNeeded, '/scrap_reason_id', 'Bad pieces need a scrap reason.');
  }
  const left = remaining(rules, index, ordered);
  if (pieces.greaterThan(left)) {
    const detail = `${left} pieces are left to report at operation ${operation.sequence}.`;
    throw fieldRefusal(ProductionErrors.tooMany, '/quantity_good', detail, { remaining: left });
  }
  if (values.complete && !allBeforeFinished(rules, index)) {
    throw new DomainError(ProductionErrors.previousOpen);
  }
}

/** What is consumed: as told for the materials that are named, in proportion for the others. */
function usesOf(
  open: OpenOrder,
  operation: OperationRow,
  made: Decimal,
  told: MaterialUse[] = [],
): MaterialUse[] {
  const own = open.materials.filter((material) => material.operation_id === operation.id);
  const byId = new Map(own.map((material) => [material.id, material]));
  told.forEach((use, index) => {
    if (byId.has(use.material_id)) return;
    const { title } = ProductionErrors.unknownMaterial;
    throw fieldRefusal(ProductionErrors.unknownMaterial, `/materials/${index}/material_id`, title);
  });
  const named = new Set(told.map((use) => use.material_id));
  const others = own
    .filter((material) => !named.has(material.id))
    .map((material) => ({
      material_id: material.id,
      quantity: proportionalConsumption(
        materialToRules(material, operation.units_per_cycle),
        made,
        open.order.quantity_ordered,
      ),
    }))
    .filter((use) => use.quantity.greaterThan(0));
  return [...told.map((use, index) => ({ ...use, pointer: `/materials/${index}/quantity` })), ...others];
}

/** Operations into which nothing can come any more, since all pieces before were bad. */
function withoutInput(operations: readonly OperationRow[]): OperationRow[] {
  const rules = operations.map(toRules);
  return operations.filter(
    (operation, index) =>
      index > 0 &&
      !isFinished(operation.status) &&
      allBeforeFinished(rules, index) &&
      rules.slice(0, index).some((before) => before.status === 'completed' && before.good.isZero()),
  );
}

async function skipWithoutInput(tx: Tx, operations: OperationRow[]): Promise<void> {
  for (let open = withoutInput(operations); open.length > 0; open = withoutInput(operations)) {
    await tx.execute(
      `UPDATE production_order_operations SET status = 'skipped', updated_at = now()
        WHERE organization_id = $1 AND id = ANY($2::bigint[])`,
      [tx.organizationId, open.map((operation) => operation.id)],
    );
    for (const operation of open) operation.status = 'skipped';
  }
}

function applyTo(operation: OperationRow, change: OperationChange): void {
  operation.status = change.status;
  operation.quantity_completed = operation.quantity_completed.plus(change.good);
  operation.quantity_scrapped = operation.quantity_scrapped.plus(change.bad);
}

function toRules(operation: OperationRow): ReportedOperation {
  return {
    id: operation.id,
    sequence: operation.sequence,
    status: operation.status,
    good: operation.quantity_completed,
    bad: operation.quantity_scrapped,
    plannedSetupMinutes: operation.planned_setup_minutes,
    plannedRunMinutes: operation.planned_run_minutes,
    ratePerHour: operation.rate_per_hour,
  };
}

function materialToRules(material: MaterialRow, unitsPerCycle: Decimal): ReportedMaterial {
  return {
    id: material.id,
    operationId: material.operation_id,
    componentId: material.component_id,
    quantityPer: material.quantity_per,
    unitsPerCycle,
    required: material.quantity_required,
    consumed: material.quantity_consumed,
    returned: material.quantity_returned,
    isCostOnly: material.is_cost_only,
    isOptional: material.is_optional,
  };
}
