import { Injectable } from '@nestjs/common';
import { type Decimal, sum, ZERO } from '../../kernel/decimal.js';
import { fieldRefusal } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import { type PostedMovement, StockLedger } from '../inventory/index.js';
import { BusinessTime, CompanySettings } from '../settings/index.js';
import { SpoolsErrors, Spools, type SpoolOutcome } from '../spools/index.js';
import { ProductionErrors } from './production.errors.js';
import type { ProductionOrderEntity } from './production-order.entity.js';
import {
  addConsumption,
  type ConsumedMaterial,
  MATERIAL_REFERENCE,
  type MaterialRow,
  ORDER_REFERENCE,
} from './production-orders.repository.js';
import { consumptionLimit } from './report.rules.js';

/** So much of a material of the order: a quantity from stock, or a weight from a spool. */
export interface MaterialUse {
  material_id: number;
  quantity?: Decimal;
  location_id?: number;
  lot_id?: number;
  spool_id?: number;
  weight_kg?: Decimal;
  pointer?: string;
}

/** Consumes material for an order: ledger, spools, reservation and the order's own figures together. */
@Injectable()
export class MaterialConsumption {
  constructor(
    private readonly ledger: StockLedger,
    private readonly spools: Spools,
    private readonly settings: CompanySettings,
    private readonly businessTime: BusinessTime,
  ) {}

  /** Gives the value of what was consumed. */
  async consume(
    tx: Tx,
    order: ProductionOrderEntity,
    materials: readonly MaterialRow[],
    uses: readonly MaterialUse[],
  ): Promise<Decimal> {
    if (uses.length === 0) return ZERO;
    uses.forEach(checkShape);
    const byId = new Map(materials.map((material) => [material.id, material]));
    const fromSpools = uses.filter((use) => use.spool_id !== undefined);
    const fromStock = uses.filter((use) => use.spool_id === undefined && use.quantity?.greaterThan(0));
    const outcomes = await this.useSpools(tx, order, byId, fromSpools);
    const posted = await this.useStock(tx, order, byId, fromStock);
    const consumed = [
      ...outcomes.map((outcome, index) => ({
        use: fromSpools[index]!,
        quantity: outcome.quantity,
        movements: outcome.movements,
      })),
      ...fromStock.map((use, index) => ({
        use,
        quantity: use.quantity!,
        movements: posted.filter((movement) => movement.index === index),
      })),
    ];
    await this.checkLimits(tx, byId, consumed);
    await addConsumption(tx, order.id, mergeByMaterial(consumed));
    return sum([
      ...outcomes.map((outcome) => outcome.totalCost),
      ...posted.map((movement) => movement.totalCost),
    ]);
  }

  private async useSpools(
    tx: Tx,
    order: ProductionOrderEntity,
    byId: ReadonlyMap<number, MaterialRow>,
    uses: readonly MaterialUse[],
  ): Promise<SpoolOutcome[]> {
    const outcomes = await this.spools.consume(
      tx,
      uses.map((use) => ({
        spoolId: use.spool_id!,
        weightKg: use.weight_kg!,
        productionOrderId: order.id,
        reference: { type: ORDER_REFERENCE, id: order.id },
        reservedFor: { type: MATERIAL_REFERENCE, id: use.material_id },
        pointer: use.pointer,
      })),
    );
    outcomes.forEach((outcome, index) => {
      const material = byId.get(uses[index]!.material_id)!;
      if (outcome.productId === material.component_id) return;
      const detail = `Spool ${outcome.spoolNumber} does not hold ${material.sku}.`;
      throw fieldRefusal(SpoolsErrors.unknownSpool, '/spool_id', detail);
    });
    await addSpoolWeights(tx, order.id, uses);
    return outcomes;
  }

  private async useStock(
    tx: Tx,
    order: ProductionOrderEntity,
    byId: ReadonlyMap<number, MaterialRow>,
    uses: readonly MaterialUse[],
  ): Promise<PostedMovement[]> {
    const date = await this.businessTime.today(tx);
    return this.ledger.post(
      tx,
      uses.map((use) => ({
        type: 'consumption' as const,
        productId: byId.get(use.material_id)!.component_id,
        quantity: use.quantity!,
        from: {
          locationId: use.location_id,
          lotId: use.lot_id,
          reservedFor: { type: MATERIAL_REFERENCE, id: use.material_id },
        },
        date,
        reference: { type: ORDER_REFERENCE, id: order.id },
        pointer: use.pointer,
      })),
    );
  }

  /** What is told may exceed what is required by the company's tolerance and no more. */
  private async checkLimits(
    tx: Tx,
    byId: ReadonlyMap<number, MaterialRow>,
    consumed: readonly { use: MaterialUse; quantity: Decimal }[],
  ): Promise<void> {
    const { over_consumption_percent: tolerance } = await this.settings.get(tx);
    const totals = new Map<number, Decimal>();
    for (const { use, quantity } of consumed) {
      const material = byId.get(use.material_id)!;
      const before = totals.get(material.id) ?? material.quantity_consumed.minus(material.quantity_returned);
      const after = before.plus(quantity);
      totals.set(material.id, after);
      const limit = consumptionLimit(material.quantity_required, tolerance);
      if (after.lessThanOrEqualTo(limit)) continue;
      const allowed = limit.minus(before);
      const detail = `${allowed} ${material.unit} of ${material.sku} may still be consumed.`;
      throw fieldRefusal(ProductionErrors.overConsumption, use.pointer ?? '/materials', detail, {
        material_id: material.id,
        allowed,
      });
    }
  }
}

/** From stock with a quantity, or from a spool with a weight. */
function checkShape(use: MaterialUse): void {
  const fromSpool = use.spool_id !== undefined;
  if (fromSpool === (use.weight_kg !== undefined) && fromSpool !== (use.quantity !== undefined)) return;
  const { title } = ProductionErrors.oneSource;
  throw fieldRefusal(ProductionErrors.oneSource, use.pointer ?? '/materials', title);
}

function mergeByMaterial(
  consumed: readonly { use: MaterialUse; quantity: Decimal; movements: readonly PostedMovement[] }[],
): ConsumedMaterial[] {
  const merged = new Map<number, ConsumedMaterial>();
  for (const { use, quantity, movements } of consumed) {
    const before = merged.get(use.material_id);
    merged.set(use.material_id, {
      id: use.material_id,
      quantity: quantity.plus(before?.quantity ?? ZERO),
      transactionId: movements.at(-1)?.id ?? before?.transactionId ?? null,
      lotId: movements.findLast((movement) => movement.lotId !== null)?.lotId ?? before?.lotId ?? null,
      lots: [...(before?.lots ?? []), ...movements.filter((movement) => movement.lotId !== null)],
    });
  }
  return [...merged.values()];
}

async function addSpoolWeights(tx: Tx, orderId: number, uses: readonly MaterialUse[]): Promise<void> {
  if (uses.length === 0) return;
  await tx.execute(
    `INSERT INTO production_order_spools (organization_id, production_order_id, spool_id, weight_consumed_kg, created_by)
     SELECT $1, $2, spool_id, sum(weight), $5 FROM unnest($3::bigint[], $4::numeric[]) AS use (spool_id, weight) GROUP BY spool_id
     ON CONFLICT (organization_id, production_order_id, spool_id) DO UPDATE
        SET weight_consumed_kg = production_order_spools.weight_consumed_kg + excluded.weight_consumed_kg`,
    [
      tx.organizationId,
      orderId,
      uses.map((use) => use.spool_id),
      uses.map((use) => use.weight_kg!.toFixed()),
      tx.principal.userId,
    ],
  );
}
