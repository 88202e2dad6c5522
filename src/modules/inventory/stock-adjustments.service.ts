import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { BusinessTime, NumberSeries } from '../settings/index.js';
import { checkAdjustmentLines } from './adjustment-lines.js';
import type { AdjustmentReasonEntity } from './adjustment-reason.entity.js';
import { InventoryErrors } from './inventory.errors.js';
import { defaultLocationId } from './locations.repository.js';
import type { StockAdjustmentEntity } from './stock-adjustment.entity.js';
import type { AdjustmentType } from './stock-adjustment.rules.js';
import { type AdjustmentStatus, nextAdjustmentStatuses } from './stock-adjustment.states.js';
import {
  adjustmentReasons,
  adjustments,
  type AdjustmentView,
  type NewAdjustmentLine,
  readAdjustment,
  readAdjustmentLines,
  replaceAdjustmentLines,
} from './stock-adjustments.repository.js';
import { requireWarehouse } from './warehouses.repository.js';

export interface AdjustmentLineValues {
  product_id: number;
  location_id?: number;
  lot_id?: number | null;
  lot_number?: string | null;
  quantity_change?: Decimal;
  quantity_after?: Decimal;
  unit_cost?: Decimal | null;
  reason?: string | null;
}

export interface AdjustmentValues {
  warehouse_id?: number | null;
  location_id?: number | null;
  adjustment_type: string;
  reason_code: string;
  reason?: string | null;
  notes?: string | null;
  adjustment_date?: string;
  lines: AdjustmentLineValues[];
}

/** Adjustments while they are drafts; posting has its own service. */
@Injectable()
export class StockAdjustmentsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly businessTime: BusinessTime,
    private readonly series: NumberSeries,
  ) {}

  list(principal: Principal, options: ListOptions): Promise<Page<StockAdjustmentEntity>> {
    return this.transactions.read(principal, (tx) => adjustments.list(tx, options));
  }

  get(principal: Principal, id: number): Promise<AdjustmentView> {
    return this.transactions.read(principal, (tx) => readAdjustment(tx, id));
  }

  create(principal: Principal, values: AdjustmentValues): Promise<AdjustmentView> {
    return this.transactions.run(principal, async (tx) => {
      const reason = await findReason(tx, values.reason_code);
      const lines = await resolveLines(tx, values, values.lines);
      await checkAdjustmentLines(tx, values.adjustment_type as AdjustmentType, values.warehouse_id, lines);
      const adjustment = await adjustments.insert(tx, {
        warehouse_id: values.warehouse_id,
        location_id: values.location_id,
        adjustment_type: values.adjustment_type,
        reason_id: reason.id,
        reason: values.reason,
        notes: values.notes,
        adjustment_date: values.adjustment_date ?? (await this.businessTime.today(tx)),
        created_by: principal.userId,
        adjustment_number: await this.series.next(tx, 'stock_adjustment'),
      });
      await replaceAdjustmentLines(tx, adjustment.id, lines);
      return readAdjustment(tx, adjustment.id);
    });
  }

  update(
    principal: Principal,
    id: number,
    version: number,
    values: Partial<AdjustmentValues>,
  ): Promise<AdjustmentView> {
    return this.transactions.run(principal, async (tx) => {
      const before = await adjustments.lockVersion(tx, id, version);
      requireDraft(before);
      const { lines: given, reason_code: code, ...header } = values;
      const reason = code === undefined ? null : await findReason(tx, code);
      const after = await adjustments.update(tx, id, version, { ...header, reason_id: reason?.id });
      const lines = given
        ? await resolveLines(tx, after, given)
        : (await readAdjustmentLines(tx, id)).map(lineAsBefore);
      await checkAdjustmentLines(tx, after.adjustment_type as AdjustmentType, after.warehouse_id, lines);
      if (given) await replaceAdjustmentLines(tx, id, lines);
      return readAdjustment(tx, id);
    });
  }

  /** Gives up a draft; it keeps its number. */
  cancel(principal: Principal, id: number): Promise<AdjustmentView> {
    return this.transactions.run(principal, async (tx) => {
      const adjustment = await adjustments.lock(tx, id);
      requireDraft(adjustment);
      await adjustments.update(tx, id, adjustment.version, { status: 'cancelled' });
      return readAdjustment(tx, id);
    });
  }
}

/** 409 with what is possible now. */
export function requireDraft(adjustment: StockAdjustmentEntity): void {
  if (adjustment.status === 'draft') return;
  throw new DomainError(InventoryErrors.adjustmentNotDraft, {
    detail: `The adjustment is ${adjustment.status}.`,
    extra: {
      adjustment_status: adjustment.status,
      possible: nextAdjustmentStatuses(adjustment.status as AdjustmentStatus),
    },
  });
}

async function findReason(tx: Tx, code: string): Promise<AdjustmentReasonEntity> {
  const [reason] = (await adjustmentReasons.list(tx, { where: { code }, limit: 1 })).data;
  if (reason?.is_active) return reason;
  throw fieldRefusal(
    InventoryErrors.unknownAdjustmentReason,
    '/reason_code',
    InventoryErrors.unknownAdjustmentReason.title,
  );
}

/** The lines with what the header says for all of them. */
async function resolveLines(
  tx: Tx,
  header: { warehouse_id?: number | null; location_id?: number | null },
  lines: readonly AdjustmentLineValues[],
): Promise<NewAdjustmentLine[]> {
  const root = header.warehouse_id ? (await requireWarehouse(tx, header.warehouse_id)).location_id : null;
  const everywhere = lines.every((line) => line.location_id !== undefined);
  const usual = header.location_id ?? root ?? (everywhere ? null : await defaultLocationId(tx));
  return lines.map((line, index) => {
    const { quantity_change: change, quantity_after: after } = line;
    if ((change === undefined) === (after === undefined)) {
      throw fieldRefusal(
        InventoryErrors.adjustmentEntry,
        `/lines/${index}/quantity_change`,
        InventoryErrors.adjustmentEntry.title,
      );
    }
    return {
      productId: line.product_id,
      locationId: line.location_id ?? usual!,
      lotId: line.lot_id ?? null,
      lotNumber: line.lot_id ? null : (line.lot_number ?? null),
      entry: change === undefined ? 'after' : 'change',
      quantity: (change ?? after)!,
      unitCost: line.unit_cost ?? null,
      reason: line.reason ?? null,
    };
  });
}

function lineAsBefore(line: AdjustmentView['lines'][number]): NewAdjustmentLine {
  return {
    productId: line.product_id,
    locationId: line.location_id,
    lotId: line.lot_id,
    lotNumber: line.lot_id === null ? line.lot_number : null,
    entry: line.entry,
    quantity: line.entered_quantity,
    unitCost: line.unit_cost,
    reason: line.reason,
  };
}
