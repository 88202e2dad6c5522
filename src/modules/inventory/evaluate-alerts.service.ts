import { Injectable } from '@nestjs/common';
import { roundQuantity, ZERO } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { applyRatio } from '../../kernel/unit-of-measure.js';
import { addToGroup } from '../../kernel/group-by.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { ProductReader, Units } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import {
  type ExpiringLotRow,
  type MaterialFigureRow,
  type ProductFigureRow,
  readExpiringLots,
  readMaterialFigures,
  readProductFigures,
} from './alert-figures.query.js';
import { type EvaluationResult, writeReconciliation } from './alert-changes.js';
import { cooldownStart, lockAlerts, readAlertSettings, readKnownAlerts } from './alerts.repository.js';
import {
  expiryAlerts,
  reconcile,
  type Requirement,
  shortageAlert,
  stockAlerts,
  type StockFigures,
  type WantedAlert,
} from './alerts.rules.js';
import { CountDiscrepancies } from './count-discrepancies.js';
import type { InventoryAlertSettingsEntity } from './inventory-alert-settings.entity.js';
import { InventoryErrors } from './inventory.errors.js';
import { OpenRequirements } from './open-requirements.js';

const LONG = { statementTimeoutMs: 60_000 };

/**
 * Compares stock, lots, counts and open orders with what people want to be told, and keeps the alerts as they are true
 * now: one statement a question, whatever the number of products. Its rows come some hundred at a time, and what has
 * changed is written so, for requests to have their turn.
 */
@Injectable()
export class EvaluateAlertsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly businessTime: BusinessTime,
    private readonly products: ProductReader,
    private readonly units: Units,
    private readonly requirements: OpenRequirements,
    private readonly counts: CountDiscrepancies,
  ) {}

  /** Evaluates some products, or everything. */
  evaluate(principal: Principal, productIds: readonly number[] | undefined): Promise<EvaluationResult> {
    const work = async (tx: Tx) => {
      if (productIds) await this.checkProducts(tx, productIds);
      await lockAlerts(tx);
      return this.evaluateIn(tx, productIds ? [...new Set(productIds)] : null);
    };
    return this.transactions.run(principal, work, LONG);
  }

  /** The same within a transaction that holds the lock of alerts. */
  async evaluateIn(tx: Tx, productIds: readonly number[] | null): Promise<EvaluationResult> {
    const settings = await readAlertSettings(tx);
    const today = await this.businessTime.today(tx);
    const stock = await this.stockAlerts(tx, productIds, today);
    const lots = await readExpiringLots(tx, productIds, today, settings.expiring_days);
    const materials = await this.materialFigures(tx, productIds, today);
    const counted = await this.counts.evaluate(tx, productIds, settings.discrepancy_percent);
    const wanted = [
      ...stock,
      ...materials.flatMap(stockAlerts),
      ...expiryAlerts(lots.map(lotOf)),
      ...counted.wanted,
    ];
    return this.settle(tx, settings, { wanted, productIds, keep: counted.keep });
  }

  /** How much there is of each product, and what open orders are short of: one product after the other. */
  private async stockAlerts(
    tx: Tx,
    productIds: readonly number[] | null,
    today: string,
  ): Promise<WantedAlert[]> {
    const needs = new Map<number, Requirement[]>();
    for await (const need of this.requirements.read(tx, productIds)) {
      addToGroup(needs, need.productId, need);
    }
    const wanted: WantedAlert[] = [];
    for await (const row of readProductFigures(tx, productIds, today)) {
      wanted.push(...stockAlerts(figuresOf(row)));
      const shortage = row.location_id === null ? shortageOf(row, needs.get(row.product_id)) : null;
      if (shortage) wanted.push(shortage);
    }
    return wanted;
  }

  /** Writes what has changed since; whoever calls holds the lock of alerts. */
  private async settle(
    tx: Tx,
    settings: InventoryAlertSettingsEntity,
    found: { wanted: WantedAlert[]; productIds: readonly number[] | null; keep: ReadonlySet<string> },
  ): Promise<EvaluationResult> {
    const known = await readKnownAlerts(tx, found.productIds, cooldownStart(tx, settings));
    return writeReconciliation(tx, reconcile(found.wanted, known, found.keep));
  }

  /** Stock of a material type in the unit of its threshold; products whose unit cannot become that are left out. */
  private async materialFigures(
    tx: Tx,
    productIds: readonly number[] | null,
    today: string,
  ): Promise<StockFigures[]> {
    const rows = await readMaterialFigures(tx, productIds, today);
    if (rows.length === 0) return [];
    const table = await this.units.table(tx, []);
    const byType = new Map<number, StockFigures>();
    for (const row of rows) {
      const figures = byType.get(row.material_type_id) ?? emptyFigures(row);
      byType.set(row.material_type_id, figures);
      const ratio = row.unit === null ? null : table.ratio(row.unit, row.rule_unit);
      if (!ratio) continue;
      figures.usable = roundQuantity(figures.usable.plus(applyRatio(row.usable, ratio)));
      figures.available = roundQuantity(figures.available.plus(applyRatio(row.available, ratio)));
      figures.physical = roundQuantity(figures.physical.plus(applyRatio(row.physical, ratio)));
    }
    return [...byType.values()];
  }

  private async checkProducts(tx: Tx, productIds: readonly number[]): Promise<void> {
    const known = await this.products.getMany(tx, productIds);
    const { productNotFound } = InventoryErrors;
    const errors = productIds.flatMap((id, index) =>
      known.has(id)
        ? []
        : [{ pointer: `/product_ids/${index}`, code: productNotFound.code, detail: productNotFound.title }],
    );
    if (errors.length > 0) throw new DomainError(productNotFound, { errors });
  }
}

function shortageOf(row: ProductFigureRow, needs: readonly Requirement[] = []): WantedAlert | null {
  return shortageAlert({ label: row.sku, unit: row.unit, available: row.available }, needs);
}

function figuresOf(row: ProductFigureRow): StockFigures {
  return {
    productId: row.product_id,
    materialTypeId: null,
    locationId: row.location_id,
    label: labelOf(row),
    unit: row.unit,
    usable: row.usable,
    available: row.available,
    physical: row.physical,
    minimum: row.minimum_quantity,
    reorderPoint: row.reorder_point,
    reorderQuantity: row.reorder_qty,
    maximum: row.maximum_quantity,
    watchEmpty: row.watch_empty,
  };
}

function emptyFigures(row: MaterialFigureRow): StockFigures {
  return {
    productId: null,
    materialTypeId: row.material_type_id,
    locationId: null,
    label: row.code,
    unit: row.rule_unit,
    usable: ZERO,
    available: ZERO,
    physical: ZERO,
    minimum: row.minimum_quantity,
    reorderPoint: row.reorder_point,
    reorderQuantity: null,
    maximum: row.maximum_quantity,
    watchEmpty: false,
  };
}

function lotOf(row: ExpiringLotRow) {
  return {
    productId: row.product_id,
    materialTypeId: null,
    locationId: row.location_id,
    label: labelOf(row),
    unit: row.unit,
    lotId: row.lot_id,
    lotNumber: row.lot_number,
    expiresOn: row.expiration_date,
    daysLeft: row.days_left,
    expiringDays: row.expiring_days,
    quantity: row.quantity,
  };
}

function labelOf(row: { sku: string; location_code: string | null }): string {
  return row.location_code === null ? row.sku : `${row.sku} at ${row.location_code}`;
}
