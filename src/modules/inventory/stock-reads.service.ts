import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import { roundToCurrency } from '../../kernel/money.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { BusinessTime, CompanySettings } from '../settings/index.js';
import {
  type BalanceAsOfFilter,
  type BalanceAsOfView,
  listBalancesAsOf,
  listValuation,
  type ValuationFilter,
  type ValuationView,
} from './as-of.query.js';
import {
  type BalanceFilter,
  type BalanceView,
  listBalances,
  productStock,
  type ProductStockView,
} from './balances.query.js';
import { lots } from './lots.repository.js';
import type { MaterialLotEntity } from './material-lot.entity.js';
import { getMovement, listMovements, type MovementFilter, type MovementView } from './movements.query.js';

export type ValuedProduct = ValuationView & { amount: Decimal; currency: string };

/** After every movement: none can be entered for the future. */
const END_OF_TIME = new Date('9999-12-31T00:00:00Z');

/** Everything that can be asked of the ledger without changing it. */
@Injectable()
export class StockReadsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly settings: CompanySettings,
    private readonly businessTime: BusinessTime,
  ) {}

  movements(principal: Principal, filter: MovementFilter): Promise<Page<MovementView>> {
    return this.transactions.read(principal, (tx) => listMovements(tx, filter));
  }

  movement(principal: Principal, id: number): Promise<MovementView> {
    return this.transactions.read(principal, (tx) => getMovement(tx, id));
  }

  balances(principal: Principal, filter: BalanceFilter): Promise<Page<BalanceView>> {
    return this.transactions.read(principal, (tx) => listBalances(tx, filter));
  }

  balancesAsOf(
    principal: Principal,
    asOf: string,
    filter: BalanceAsOfFilter,
  ): Promise<Page<BalanceAsOfView>> {
    return this.transactions.read(principal, async (tx) =>
      listBalancesAsOf(tx, await this.momentOf(tx, asOf), filter),
    );
  }

  /** Values at an instant, to the sixth decimal and in coins of the organization's currency. */
  valuation(
    principal: Principal,
    asOf: string | undefined,
    filter: ValuationFilter,
  ): Promise<Page<ValuedProduct>> {
    return this.transactions.read(principal, async (tx) => {
      const { currency_code: currency } = await this.settings.get(tx);
      const at = asOf === undefined ? END_OF_TIME : await this.momentOf(tx, asOf);
      const page = await listValuation(tx, at, filter);
      const data = page.data.map((row) => ({
        ...row,
        currency,
        amount: roundToCurrency(row.total_value, currency),
      }));
      return { ...page, data };
    });
  }

  /** A business day stands for its end. */
  private async momentOf(tx: Tx, asOf: string): Promise<Date> {
    return asOf.includes('T') ? new Date(asOf) : this.businessTime.endOf(tx, asOf);
  }

  async productStock(principal: Principal, productId: number): Promise<ProductStockView | null> {
    const rows = await this.transactions.read(principal, (tx) => productStock(tx, [productId]));
    return rows[0] ?? null;
  }

  lots(principal: Principal, options: ListOptions): Promise<Page<MaterialLotEntity>> {
    return this.transactions.read(principal, (tx) => lots.list(tx, options));
  }

  lot(principal: Principal, id: number): Promise<MaterialLotEntity> {
    return this.transactions.read(principal, (tx) => lots.get(tx, id));
  }
}
