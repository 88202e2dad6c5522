import { Injectable } from '@nestjs/common';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions } from '../../platform/database/index.js';
import {
  type BalanceAsOfView,
  type BalanceFilter,
  balancesAsOf,
  type BalanceView,
  listBalances,
  productStock,
  type ProductStockView,
} from './balances.query.js';
import { lots } from './lots.repository.js';
import type { MaterialLotEntity } from './material-lot.entity.js';
import { getMovement, listMovements, type MovementFilter, type MovementView } from './movements.query.js';

/** Everything that can be asked of the ledger without changing it. */
@Injectable()
export class StockReadsService {
  constructor(private readonly transactions: Transactions) {}

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
    filter: { product_id?: number; location_id?: number; lot_id?: number },
  ): Promise<BalanceAsOfView[]> {
    return this.transactions.read(principal, (tx) => balancesAsOf(tx, asOf, filter));
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
