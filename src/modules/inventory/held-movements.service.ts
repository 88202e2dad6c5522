import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { type BalanceFilter, type BalanceView, listBalances } from './balances.query.js';
import { CostFlows } from './cost-flows.js';
import { InventoryErrors } from './inventory.errors.js';
import { readHistories } from './ledger-histories.js';
import { readBooked } from './ledger-history.repository.js';
import { nowOf, readState, save } from './ledger-session.js';
import { lockProducts } from './ledger.repository.js';
import { getMovement, listMovements, type MovementFilter, type MovementView } from './movements.query.js';

/** Issues beyond the stock: held until somebody else than the requester approves or rejects them, once. */
@Injectable()
export class HeldMovementsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly flows: CostFlows,
  ) {}

  held(principal: Principal, filter: MovementFilter): Promise<Page<MovementView>> {
    return this.transactions.read(principal, (tx) => listMovements(tx, { ...filter, status: 'held' }));
  }

  /** Places that hold less than nothing, because an issue beyond their stock was approved. */
  negative(principal: Principal, filter: BalanceFilter): Promise<Page<BalanceView>> {
    return this.transactions.read(principal, (tx) => listBalances(tx, { ...filter, below_zero: true }));
  }

  /** From now on it has happened; the stock of its place may be below zero. */
  approve(principal: Principal, id: number): Promise<MovementView> {
    return this.transactions.run(principal, async (tx) => {
      const movement = await this.lockHeld(tx, id);
      const products = await lockProducts(tx, [movement.product_id]);
      const product = products.get(movement.product_id)!;
      const at = nowOf(tx, product);
      await tx.execute(
        `UPDATE inventory_transactions SET approved_by = $3, approved_at = $4 WHERE organization_id = $1 AND id = $2`,
        [tx.organizationId, id, principal.userId, new Date(at)],
      );
      const item = { ...(await readBooked(tx, [id])).get(id)!, approved: true };
      const place = { productId: product.id, locationId: item.locationId!, lotId: item.lotId };
      const state = await readState(tx, [], await readHistories(tx, products, new Map()), [place]);
      state.approve(item);
      await this.flows.follow(tx, await save(tx, state));
      return getMovement(tx, id);
    });
  }

  /** It never happened. */
  reject(principal: Principal, id: number): Promise<MovementView> {
    return this.transactions.run(principal, async (tx) => {
      await this.lockHeld(tx, id);
      await tx.execute(
        `UPDATE inventory_transactions SET rejected_by = $3, rejected_at = $4 WHERE organization_id = $1 AND id = $2`,
        [tx.organizationId, id, principal.userId, tx.now],
      );
      return getMovement(tx, id);
    });
  }

  /** Under the product's lock: of two who decide at once, the second sees that it is decided. */
  private async lockHeld(tx: Tx, id: number): Promise<MovementView> {
    await lockProducts(tx, [(await getMovement(tx, id)).product_id]);
    const movement = await getMovement(tx, id);
    if (movement.status !== 'held') {
      throw new DomainError(InventoryErrors.movementNotHeld, { extra: { decision: movement.status } });
    }
    if (movement.created_by !== null && movement.created_by === tx.principal.userId) {
      throw new DomainError(InventoryErrors.approverIsRequester);
    }
    return movement;
  }
}
