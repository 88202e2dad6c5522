import { Injectable } from '@nestjs/common';
import { addCalendarDays } from '../../kernel/business-day.js';
import { roundQuantity } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { BusinessTime } from '../settings/index.js';
import type { BomEntity } from './bom.entity.js';
import type { BomRevisionEntity } from './bom-revision.entity.js';
import { canRevisionBecome, type RevisionStatus } from './bom-revision.states.js';
import { revisions } from './bom-revisions.repository.js';
import { BomRevisionsService, type RevisionView, wrongRevisionStatus } from './bom-revisions.service.js';
import { bomActivated } from './boms.service.js';
import { makeRoom } from './bom-periods.js';
import { boms } from './boms.repository.js';
import { EngineeringErrors } from './engineering.errors.js';
import { StructureCheck } from './structure-check.js';
import { lockStructures, readActiveHead } from './structure.query.js';
import { StructureUsage } from './structure-usage.js';
import { VersionCosts } from './version-costs.js';

/** The way of a revision from its draft on. Its row is the lock: of two who decide at once, one finds it decided. */
@Injectable()
export class DecideRevisionService {
  constructor(
    private readonly transactions: Transactions,
    private readonly revisionsService: BomRevisionsService,
    private readonly usage: StructureUsage,
    private readonly costs: VersionCosts,
    private readonly structureCheck: StructureCheck,
    private readonly businessTime: BusinessTime,
  ) {}

  submit(principal: Principal, id: number): Promise<RevisionView> {
    return this.move(principal, id, 'pending', async (tx, revision) => ({
      ...(await this.figures(tx, revision)),
      submitted_by: principal.userId,
      submitted_at: tx.now,
    }));
  }

  /** Takes back what nobody has decided on yet, to change it or to give it up. */
  withdraw(principal: Principal, id: number): Promise<RevisionView> {
    return this.move(principal, id, 'draft', async (_tx, revision) => {
      if (!ownsRevision(principal, revision)) throw new DomainError(EngineeringErrors.foreignWithdrawal);
      return { submitted_by: null, submitted_at: null };
    });
  }

  /** Changes nothing that is planned today; that is for `implement`. */
  approve(principal: Principal, id: number): Promise<RevisionView> {
    return this.move(principal, id, 'approved', async (tx, revision) => {
      refuseOwn(principal, revision);
      const decided = { change_approved_by: principal.userId, approval_date: tx.now };
      return { ...(await this.figures(tx, revision)), ...decided };
    });
  }

  reject(principal: Principal, id: number, reason: string): Promise<RevisionView> {
    return this.move(principal, id, 'rejected', async (tx, revision) => {
      refuseOwn(principal, revision);
      return { change_approved_by: principal.userId, approval_date: tx.now, rejection_reason: reason };
    });
  }

  /** Makes the proposed version the active one, today or from a day to come. */
  implement(principal: Principal, id: number, date?: string): Promise<RevisionView> {
    return this.move(principal, id, 'implemented', async (tx, revision) => {
      const today = await this.businessTime.today(tx);
      if (date !== undefined && date < today) {
        const { implementationDate } = EngineeringErrors;
        throw fieldRefusal(implementationDate, '/implementation_date', implementationDate.title);
      }
      await this.activate(tx, revision, date ?? today, today);
      const later = date !== undefined && date > today;
      return {
        implementation_date: later ? await this.businessTime.endOf(tx, addCalendarDays(date, -1)) : tx.now,
      };
    });
  }

  private move(
    principal: Principal,
    id: number,
    to: RevisionStatus,
    decide: (tx: Tx, revision: BomRevisionEntity) => Promise<Partial<BomRevisionEntity>>,
  ): Promise<RevisionView> {
    return this.transactions.run(principal, async (tx) => {
      // Who deletes the version that it changes would take it along; so they take turns.
      await lockStructures(tx);
      const revision = await revisions.lock(tx, id);
      if (!canRevisionBecome(revision.approval_status as RevisionStatus, to)) {
        throw wrongRevisionStatus(revision);
      }
      const changes = await decide(tx, revision);
      await revisions.update(tx, id, revision.version, { ...changes, approval_status: to });
      const view = await this.revisionsService.view(tx, id);
      await appendEvents(tx, [movedEvent(view)]);
      return view;
    });
  }

  private async activate(tx: Tx, revision: BomRevisionEntity, day: string, today: string): Promise<void> {
    const proposed = await boms.lock(tx, revision.proposed_bom_id!);
    const { bomId: activeId } = await readActiveHead(tx, proposed.product_id, day);
    if (activeId !== null && activeId !== revision.bom_id) {
      throw new DomainError(EngineeringErrors.revisionOutdated, { extra: { active_bom_id: activeId } });
    }
    // Where nothing counts on the day, nothing ends; the new version still does not begin before it.
    let days: Partial<BomEntity> = day > today ? { effective_from: day } : {};
    if (activeId !== null) days = await succeed(tx, activeId, day, today);
    const version = { ...proposed, ...days };
    await makeRoom(tx, version);
    const { effective_from, effective_to } = version;
    await boms.update(tx, proposed.id, proposed.version, { is_active: true, effective_from, effective_to });
    const written = { bomIds: [proposed.id], routingIds: [] };
    await this.structureCheck.check(tx, [proposed.product_id], written);
    await appendEvents(tx, [bomActivated(proposed)]);
  }

  /** What one piece costs more by the proposed version, and how many open orders keep the present one. */
  private async figures(tx: Tx, revision: BomRevisionEntity) {
    const { product_id: productId } = await boms.get(tx, revision.bom_id);
    const date = await this.businessTime.today(tx);
    const of = async (id: number) => (await this.costs.of(tx, { id, product_id: productId }, date)).cost;
    const [before, after] = [await of(revision.bom_id), await of(revision.proposed_bom_id!)];
    const { count } = await this.usage.orders(tx, revision.bom_id, 'open', 1);
    return {
      cost_impact: roundQuantity(after.unitCost.minus(before.unitCost)),
      affected_orders_count: count,
    };
  }
}

/**
 * Ends a version on the day on which another one follows it; gives the days of that one. A version that counts on every
 * day and is replaced today is replaced altogether: it only counts for the past, which nobody plans.
 */
async function succeed(tx: Tx, activeId: number, day: string, today: string) {
  const active = await boms.lock(tx, activeId);
  const { effective_from: from, effective_to: to } = active;
  const everyDay = from === null && to === null;
  if ((everyDay && day === today) || from === day) {
    await boms.update(tx, activeId, active.version, { is_active: false });
    return { effective_from: from, effective_to: to };
  }
  await boms.update(tx, activeId, active.version, { effective_to: day });
  return { effective_from: day, effective_to: to };
}

function ownsRevision({ userId }: Principal, revision: BomRevisionEntity): boolean {
  return userId === revision.change_requested_by || userId === revision.submitted_by;
}

/** Who asked for it, handed it in or changed it last does not decide. */
function refuseOwn(principal: Principal, revision: BomRevisionEntity): void {
  if (ownsRevision(principal, revision) || principal.userId === revision.last_changed_by) {
    throw new DomainError(EngineeringErrors.ownApproval);
  }
}

/** What is told of a revision that has become this. */
const TOLD: Partial<Record<string, string>> = { pending: 'submitted', draft: 'withdrawn' };

function movedEvent(revision: RevisionView) {
  const { id, revision_number, product_id, bom_id, proposed_bom_id, cost_impact } = revision;
  const status = TOLD[revision.approval_status] ?? revision.approval_status;
  return {
    type: `bom_revision.${status}`,
    aggregateType: 'bom_revision',
    aggregateId: id,
    payload: { id, revision_number, product_id, bom_id, proposed_bom_id, cost_impact },
  };
}
