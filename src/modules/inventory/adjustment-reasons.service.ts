import { Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions } from '../../platform/database/index.js';
import type { AdjustmentReasonEntity } from './adjustment-reason.entity.js';
import { InventoryErrors } from './inventory.errors.js';
import { adjustmentReasons } from './stock-adjustments.repository.js';

/** Why stock is adjusted: the documented reasons, and people's own. */
@Injectable()
export class AdjustmentReasonsService {
  constructor(private readonly transactions: Transactions) {}

  list(principal: Principal, options: ListOptions): Promise<Page<AdjustmentReasonEntity>> {
    return this.transactions.read(principal, (tx) => adjustmentReasons.list(tx, options));
  }

  get(principal: Principal, id: number): Promise<AdjustmentReasonEntity> {
    return this.transactions.read(principal, (tx) => adjustmentReasons.get(tx, id));
  }

  create(principal: Principal, values: Partial<AdjustmentReasonEntity>): Promise<AdjustmentReasonEntity> {
    return this.transactions.run(principal, (tx) => adjustmentReasons.insert(tx, values));
  }

  update(
    principal: Principal,
    id: number,
    version: number,
    values: Partial<AdjustmentReasonEntity>,
  ): Promise<AdjustmentReasonEntity> {
    return this.transactions.run(principal, (tx) => adjustmentReasons.update(tx, id, version, values));
  }

  /** Deletes a reason that no adjustment names; the documented ones are switched off instead. */
  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, async (tx) => {
      const reason = await adjustmentReasons.lockVersion(tx, id, version);
      const used = await tx.query(
        'SELECT 1 FROM stock_adjustments WHERE organization_id = $1 AND reason_id = $2 LIMIT 1',
        [tx.organizationId, id],
      );
      if (reason.is_system || used.length > 0) throw new DomainError(InventoryErrors.adjustmentReasonInUse);
      await adjustmentReasons.remove(tx, id, version);
    });
  }
}
