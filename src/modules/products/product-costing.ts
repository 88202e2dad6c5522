import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';

/** How a product's stock was valued and how it is from now on. */
export interface CostingChange {
  productId: number;
  before: { cost_method: string; standard_cost: Decimal | null };
  after: { cost_method: string; standard_cost: Decimal | null };
}

/** What follows from a product's costs, for whoever values its stock. */
export interface StockValuer {
  /** Called before the products are locked, so that stock and product are locked in one order everywhere. */
  lock(tx: Tx, productIds: readonly number[]): Promise<void>;
  changed(tx: Tx, changes: readonly CostingChange[]): Promise<void>;
}

/** Tells the ledger of new costing methods and standard costs. A port: inventory registers its valuer. */
@Injectable()
export class ProductCosting {
  private valuer: StockValuer | null = null;

  register(valuer: StockValuer): void {
    this.valuer = valuer;
  }

  async lock(tx: Tx, productIds: readonly number[]): Promise<void> {
    if (productIds.length > 0) await this.valuer?.lock(tx, productIds);
  }

  async changed(tx: Tx, changes: readonly CostingChange[]): Promise<void> {
    const real = changes.filter(({ before, after }) => !sameCosting(before, after));
    if (real.length > 0) await this.valuer?.changed(tx, real);
  }
}

function sameCosting(before: CostingChange['before'], after: CostingChange['after']): boolean {
  if (before.cost_method !== after.cost_method) return false;
  if (before.standard_cost === null || after.standard_cost === null) {
    return before.standard_cost === after.standard_cost;
  }
  return before.standard_cost.equals(after.standard_cost);
}
