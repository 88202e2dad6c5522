import { Injectable } from '@nestjs/common';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions } from '../../platform/database/index.js';
import {
  listPlannedOrders,
  type PlannedOrderFilter,
  type PlannedOrderView,
} from './planned-orders.repository.js';

/** What planning proposes to buy and make, and what people have decided of it. */
@Injectable()
export class PlannedOrdersService {
  constructor(private readonly transactions: Transactions) {}

  list(principal: Principal, filter: PlannedOrderFilter): Promise<Page<PlannedOrderView>> {
    return this.transactions.read(principal, (tx) => listPlannedOrders(tx, filter));
  }
}
