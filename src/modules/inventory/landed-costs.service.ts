import { Injectable } from '@nestjs/common';
import { type Decimal, ONE } from '../../kernel/decimal.js';
import { fieldRefusal } from '../../kernel/domain-error.js';
import { roundToCurrency } from '../../kernel/money.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { CompanySettings } from '../settings/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { type AllocationBasis, allocate } from './landed-costs.rules.js';
import { readBooked } from './ledger-history.repository.js';
import { findPosted, type MovementView } from './movements.query.js';
import { changeOf } from './product-timeline.rules.js';
import { StockValuation } from './stock-valuation.js';

export interface LandedCostRequest {
  movement_ids: number[];
  amount: Decimal;
  allocate_by?: AllocationBasis;
  reason?: string | null;
}

/** Freight, duty and the like that become known after the goods were received. */
@Injectable()
export class LandedCostsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly valuation: StockValuation,
    private readonly settings: CompanySettings,
  ) {}

  /** Spreads the amount over the movements and posts one value-only row for each. */
  add(principal: Principal, request: LandedCostRequest): Promise<MovementView[]> {
    return this.transactions.run(principal, async (tx) => {
      const currency = await this.checkAmount(tx, request.amount);
      const booked = await readBooked(tx, request.movement_ids);
      const parts = allocate(
        request.amount,
        request.movement_ids.map((id) => {
          const item = booked.get(id);
          return item
            ? { quantity: changeOf(item), value: item.given?.plus(item.added) ?? item.booked.effect }
            : { quantity: ONE, value: ONE };
        }),
        request.allocate_by ?? 'value',
        currency,
      );
      const ids = await this.valuation.addCosts(
        tx,
        request.movement_ids.map((movementId, index) => ({
          movementId,
          amount: parts[index]!,
          reason: request.reason ?? 'Landed cost',
          pointer: `/movement_ids/${index}`,
        })),
      );
      return findPosted(tx, ids);
    });
  }

  private async checkAmount(tx: Tx, amount: Decimal): Promise<string> {
    const { currency_code: currency } = await this.settings.get(tx);
    if (roundToCurrency(amount, currency).equals(amount)) return currency;
    const detail = `${amount} ${currency} is finer than the smallest coin of ${currency}.`;
    throw fieldRefusal(InventoryErrors.costTooFine, '/amount', detail);
  }
}
