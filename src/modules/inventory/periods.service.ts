import { Injectable } from '@nestjs/common';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { BusinessTime } from '../settings/index.js';
import { InventoryErrors } from './inventory.errors.js';
import type { InventoryPeriodClosingEntity } from './inventory-period-closing.entity.js';
import { listClosings, readClosedThrough } from './periods.repository.js';

export type PeriodClosingView = Omit<InventoryPeriodClosingEntity, 'organization_id'>;

/** Closed periods: nothing is entered any more for a day up to the last closed one, and no value of it changes. */
@Injectable()
export class PeriodsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly businessTime: BusinessTime,
  ) {}

  list(principal: Principal, options: ListOptions): Promise<Page<PeriodClosingView>> {
    return this.transactions.read(principal, (tx) => listClosings(tx, options));
  }

  close(
    principal: Principal,
    request: { closed_through: string; reason?: string | null },
  ): Promise<PeriodClosingView> {
    return this.transactions.run(principal, async (tx) => {
      await lockPeriods(tx);
      const { closed_through: day, reason = null } = request;
      if (day >= (await this.businessTime.today(tx))) {
        const { periodNotOver } = InventoryErrors;
        throw fieldRefusal(periodNotOver, '/closed_through', periodNotOver.title);
      }
      const closed = await readClosedThrough(tx);
      if (closed !== null && day <= closed) {
        const { periodAlreadyClosed } = InventoryErrors;
        throw fieldRefusal(periodAlreadyClosed, '/closed_through', periodAlreadyClosed.title, {
          closed_through: closed,
        });
      }
      const [row] = await tx.query<PeriodClosingView>(
        `INSERT INTO inventory_period_closings (organization_id, closed_through, reason, closed_by, closed_at)
         VALUES ($1, $2, $3, $4, $5) RETURNING *`,
        [tx.organizationId, day, reason, principal.userId, tx.now],
      );
      return withoutOrganization(row!);
    });
  }

  /** Opens what the latest closing closed; the one before it holds again. */
  reopen(principal: Principal, id: number, request: { reason?: string | null }): Promise<PeriodClosingView> {
    return this.transactions.run(principal, async (tx) => {
      await lockPeriods(tx);
      const [found] = await tx.query<PeriodClosingView>(
        'SELECT * FROM inventory_period_closings WHERE organization_id = $1 AND id = $2',
        [tx.organizationId, id],
      );
      if (!found) throw new DomainError(InventoryErrors.periodNotFound, { extra: { id } });
      const closed = await readClosedThrough(tx);
      if (found.reopened_at !== null || found.closed_through !== closed) {
        throw new DomainError(InventoryErrors.periodNotLatest, { extra: { closed_through: closed } });
      }
      const [row] = await tx.query<PeriodClosingView>(
        `UPDATE inventory_period_closings SET reopened_at = $3, reopened_by = $4, reopen_reason = $5
          WHERE organization_id = $1 AND id = $2 RETURNING *`,
        [tx.organizationId, id, tx.now, principal.userId, request.reason ?? null],
      );
      return withoutOrganization(row!);
    });
  }
}

/** Alone with the periods: every posting holds this lock together with the others. */
async function lockPeriods(tx: Tx): Promise<void> {
  await tx.execute(`SELECT pg_advisory_xact_lock(hashtext('inventory_period'), $1::int)`, [
    tx.organizationId,
  ]);
}

function withoutOrganization(row: PeriodClosingView): PeriodClosingView {
  const { organization_id: _, ...shown } = row as InventoryPeriodClosingEntity;
  return shown;
}
