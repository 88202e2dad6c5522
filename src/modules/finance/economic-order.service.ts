import { Injectable } from '@nestjs/common';
import { addCalendarDays, dayNumber } from '../../kernel/business-day.js';
import { type Decimal, roundQuantity, ZERO } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { inTurns } from '../../platform/threads/in-turns.js';
import { readUsage, USAGE } from '../inventory/index.js';
import { ProductsErrors } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import { type LotProduct, readLotProducts } from './economic-order.query.js';
import { type EconomicOrder, presentLotOf, weighLot, yearlyDemand } from './economic-order.rules.js';
import { FinanceErrors } from './finance.errors.js';

const YEAR_DAYS = 365;
const PRODUCTS_AT_ONCE = 100;
const LONG = { statementTimeoutMs: 60_000 };

/** Figures that are given instead of those of the product and its history. */
export interface GivenFigures {
  demandPerYear?: Decimal;
  orderCost?: Decimal;
  holdingCost?: Decimal;
  presentLot?: Decimal;
}

export type WeighedLot = EconomicOrder & {
  product_id: number;
  sku: string;
  name: string;
  unit: string;
  demand_per_year: Decimal;
  order_cost: Decimal;
  holding_cost_per_unit: Decimal;
  unit_cost: Decimal | null;
  present_lot: Decimal | null;
};

/** How much to order at once. */
@Injectable()
export class EconomicOrderService {
  constructor(
    private readonly transactions: Transactions,
    private readonly businessTime: BusinessTime,
  ) {}

  weigh(principal: Principal, productId: number, given: GivenFigures): Promise<WeighedLot> {
    return this.transactions.read(principal, async (tx) => {
      const [product] = await readLotProducts(tx, [productId]);
      if (!product) throw new DomainError(ProductsErrors.productNotFound, { extra: { id: productId } });
      const demands = given.demandPerYear ? new Map<number, Decimal>() : await this.demands(tx, [productId]);
      return weighProduct(product, demands.get(productId) ?? ZERO, given);
    });
  }

  /** Products whose lot could be better, the largest saving first. */
  recommend(principal: Principal, limit: number, savingMin: Decimal): Promise<WeighedLot[]> {
    const work = async (tx: Tx) =>
      [...(await this.weighAll(tx)).values()]
        .filter((row) => row.saving?.greaterThan(savingMin))
        .sort((a, b) => b.saving!.comparedTo(a.saving!) || a.product_id - b.product_id)
        .slice(0, limit);
    return this.transactions.read(principal, work, LONG);
  }

  /** Every active product that has all its costs, by id. Two statements. */
  async weighAll(tx: Tx): Promise<Map<number, WeighedLot>> {
    const products = await readLotProducts(tx, null);
    const demands = await this.demands(tx, null);
    const weighed = new Map<number, WeighedLot>();
    for await (const product of inTurns(products, PRODUCTS_AT_ONCE)) {
      weighed.set(product.id, weighProduct(product, demands.get(product.id) ?? ZERO, {}));
    }
    return weighed;
  }

  private async demands(tx: Tx, productIds: readonly number[] | null): Promise<Map<number, Decimal>> {
    const today = await this.businessTime.today(tx);
    const used = await readUsage(tx, {
      productIds,
      types: USAGE,
      from: addCalendarDays(today, 1 - YEAR_DAYS),
      to: addCalendarDays(today, 1),
    });
    return new Map(
      used.map((row) => {
        const knownDays = dayNumber(today) - dayNumber(row.known_since) + 1;
        return [row.product_id, yearlyDemand(row.quantity, knownDays)];
      }),
    );
  }
}

function weighProduct(product: LotProduct, usedPerYear: Decimal, given: GivenFigures): WeighedLot {
  const demand = given.demandPerYear ?? usedPerYear;
  const orderCost = given.orderCost ?? product.reorder_cost;
  const holdingCost = given.holdingCost ?? holdingCostOf(product);
  if (!orderCost) throw needed(FinanceErrors.orderCostNeeded, '/order_cost');
  if (!holdingCost) throw needed(FinanceErrors.holdingCostNeeded, '/holding_cost');
  const presentLot = given.presentLot ?? presentLotOf(product);
  const unitCost = product.unit_cost ?? ZERO;
  return {
    product_id: product.id,
    sku: product.sku,
    name: product.name,
    unit: product.unit,
    demand_per_year: demand,
    order_cost: orderCost,
    holding_cost_per_unit: holdingCost,
    unit_cost: product.unit_cost,
    present_lot: presentLot,
    ...weighLot({ demand, orderCost, holdingCost, unitCost }, presentLot),
  };
}

function holdingCostOf({ unit_cost: cost, holding_cost_rate: rate }: LotProduct): Decimal | null {
  return cost && rate && roundQuantity(cost.times(rate));
}

function needed(
  definition: (typeof FinanceErrors)[keyof typeof FinanceErrors],
  pointer: string,
): DomainError {
  return fieldRefusal(definition, pointer, definition.title);
}
