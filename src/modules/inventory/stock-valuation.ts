import { Injectable } from '@nestjs/common';
import { type Decimal, roundAmount, ZERO } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import type { CostingChange } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import { type AddedCost, bookAddedCosts } from './added-costs.js';
import { CostFlows } from './cost-flows.js';
import { forgetLayers, writeLayers, writeLotValues } from './cost-layers.repository.js';
import { type CostMethod, type Holding, StandardCost } from './costing.rules.js';
import { InventoryErrors } from './inventory.errors.js';
import { readHistories } from './ledger-histories.js';
import { STANDARD_COST } from './ledger-history.repository.js';
import { rowOf } from './ledger-rows.js';
import { nowOf, readState, save } from './ledger-session.js';
import { type LockedProduct, lockProducts, readBalances, writeLedger } from './ledger.repository.js';
import type { Movement } from './movement.js';

const METHOD_CHANGE = 'cost_method';

/** Changes the value of stock without moving it: added cost, a new standard, another method. */
@Injectable()
export class StockValuation {
  constructor(
    private readonly businessTime: BusinessTime,
    private readonly flows: CostFlows,
  ) {}

  /**
   * Adds cost (or takes it, when negative) to what came in, as of then: whatever left since carries its share. Gives the
   * value-only rows of the movements named.
   */
  async addCosts(tx: Tx, costs: readonly AddedCost[]): Promise<number[]> {
    const rows = await bookAddedCosts(tx, costs);
    await this.flows.follow(tx, rows);
    const ids = new Set(costs.map((cost) => cost.movementId));
    return rows
      .filter(({ row }) => ids.has(row.revalues ?? 0) && row.givenValue !== null)
      .map(({ id }) => id);
  }

  /** Called when products have other costs or another method: their stock is worth something else from now on. */
  async productsChanged(tx: Tx, changes: readonly CostingChange[]): Promise<void> {
    const methods = changes.filter(({ before, after }) => before.cost_method !== after.cost_method);
    const standards = changes.filter(
      ({ before, after }) => before.cost_method === after.cost_method && after.cost_method === 'standard',
    );
    await this.beginStandards(tx, standards);
    for (const change of methods) await this.changeMethod(tx, change);
  }

  private async beginStandards(tx: Tx, changes: readonly CostingChange[]): Promise<void> {
    if (changes.length === 0) return;
    const locked = await lockExisting(
      tx,
      changes.map((change) => change.productId),
    );
    const moved = new Map([...locked].filter(([, product]) => product.last_effective_at !== null));
    if (moved.size === 0) return;
    const date = await this.businessTime.today(tx);
    const histories = await readHistories(tx, moved, new Map());
    const state = await readState(tx, [], histories);
    for (const { productId, before, after } of changes) {
      const history = histories.get(productId);
      if (!history) continue;
      // The lock has read the product as it is now; its stock is still worth the old standard.
      (history.cost as StandardCost).standard = before.standard_cost ?? ZERO;
      const movement = valueOnly(productId, STANDARD_COST, date, 'A new standard cost.');
      state.setStandard(movement, after.standard_cost ?? ZERO, nowOf(tx, history.product));
    }
    await save(tx, state);
  }

  /** The stock keeps its value and is handed to the new method; only a standard cost makes it worth something else. */
  private async changeMethod(tx: Tx, { productId, before, after }: CostingChange): Promise<void> {
    const product = (await lockExisting(tx, [productId])).get(productId);
    if (!product || product.last_effective_at === null) return;
    if (product.quantity.isNegative()) throw new DomainError(InventoryErrors.stockBelowZero);
    const at = nowOf(tx, product);
    const method = after.cost_method as CostMethod;
    const cost = new StandardCost(holdingOf(product), ZERO);
    const gained = method === 'standard' ? cost.revalue(after.standard_cost!) : ZERO;
    const unitCost = product.quantity.isZero() ? ZERO : cost.value.dividedBy(product.quantity);
    const movement = valueOnly(productId, METHOD_CHANGE, await this.businessTime.today(tx), null);
    const reason = `Valued by ${after.cost_method} instead of ${before.cost_method}.`;
    const row = { ...rowOf(movement, product, at), costPerUnit: unitCost, totalCost: gained, reason };
    const change = {
      productId,
      quantity: cost.quantity,
      value: cost.value,
      lastUnitCost: cost.lastUnitCost,
      lastMomentMs: at,
      averageCost: null,
      lastCost: null,
    };
    const [id] = await writeLedger(tx, { rows: [row], balances: [], products: [change], reservations: [] });
    await tx.execute(
      'UPDATE inventory_valuations SET costed_since = $3 WHERE organization_id = $1 AND product_id = $2',
      [tx.organizationId, productId, new Date(at)],
    );
    await forgetLayers(tx, productId);
    if (method === 'fifo') await this.layOut(tx, product, cost.value, id!, at);
    if (method === 'lot') await writeLotValues(tx, await this.shareByLot(tx, product));
  }

  private async layOut(
    tx: Tx,
    product: LockedProduct,
    value: Decimal,
    key: number,
    at: number,
  ): Promise<void> {
    if (product.quantity.isZero()) return;
    const layers = [{ key, quantity: product.quantity, value, at }];
    await writeLayers(tx, [{ productId: product.id, layers, uses: [], replayed: [] }], (id) => id);
  }

  /** The value is shared by quantity; by way of running totals, so that the parts add up to it. */
  private async shareByLot(tx: Tx, product: LockedProduct) {
    const quantities = new Map<number, Decimal>();
    for (const { lotId, onHand } of await readBalances(tx, [product.id], [])) {
      quantities.set(lotId!, (quantities.get(lotId!) ?? ZERO).plus(onHand));
    }
    let counted = ZERO;
    let shared = ZERO;
    return [...quantities].map(([lotId, quantity]) => {
      counted = counted.plus(quantity);
      const until = roundAmount(product.total_value.times(counted).dividedBy(product.quantity));
      const value = until.minus(shared);
      shared = until;
      return { productId: product.id, lotId, quantity, value };
    });
  }
}

/** Locks those of the products that have stock or a history. */
export function lockExisting(tx: Tx, productIds: readonly number[]): Promise<Map<number, LockedProduct>> {
  return lockProducts(
    tx,
    [...new Set(productIds)].sort((a, b) => a - b),
    'existing',
  );
}

function holdingOf(product: LockedProduct): Holding {
  return {
    quantity: product.quantity,
    value: product.total_value,
    lastUnitCost: product.last_unit_cost ?? product.standard_cost ?? ZERO,
  };
}

function valueOnly(productId: number, type: string, date: string, reason: string | null): Movement {
  return {
    type: 'revaluation',
    productId,
    quantity: ZERO,
    date,
    reason,
    reference: { type, id: productId },
  };
}
