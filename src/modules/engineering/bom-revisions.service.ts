import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { BusinessTime } from '../settings/index.js';
import type { BomLineInput } from './bom.rules.js';
import type { BomRevisionEntity } from './bom-revision.entity.js';
import { nextRevisionStatuses, type RevisionStatus } from './bom-revision.states.js';
import {
  listRevisions,
  nextRevisionNumber,
  readRevision,
  refuseVersionInRevision,
  type RevisionFilter,
  revisions,
  type RevisionSummary,
} from './bom-revisions.repository.js';
import { BomWriter } from './bom-writer.js';
import { boms, type BomView, readBom } from './boms.repository.js';
import { EngineeringErrors } from './engineering.errors.js';
import { lockStructures, readActiveHead } from './structure.query.js';
import { type StructureOrder, StructureUsage } from './structure-usage.js';

export interface RevisionValues {
  change_type?: string;
  change_description?: string;
  change_reason?: string | null;
  notes?: string | null;
}

export interface ProposedValues {
  output_quantity?: Decimal;
  lines?: BomLineInput[];
}

export type NewRevisionValues = RevisionValues &
  ProposedValues & { change_type: string; change_description: string };

export type RevisionView = RevisionSummary & {
  /** What the revision can become now. */
  possible: RevisionStatus[];
  /** Open orders of the version that it changes; they keep it. */
  affected_orders: StructureOrder[];
};

/** Revisions while they are drafts; deciding and implementing has a service of its own. */
@Injectable()
export class BomRevisionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly writer: BomWriter,
    private readonly usage: StructureUsage,
    private readonly businessTime: BusinessTime,
  ) {}

  list(principal: Principal, filter: RevisionFilter): Promise<Page<RevisionSummary>> {
    return this.transactions.read(principal, (tx) => listRevisions(tx, filter));
  }

  /** Those of all versions of the BOM's product. */
  listOfBom(principal: Principal, bomId: number, filter: RevisionFilter): Promise<Page<RevisionSummary>> {
    return this.transactions.read(principal, async (tx) => {
      const bom = await boms.get(tx, bomId);
      return listRevisions(tx, { ...filter, product_id: bom.product_id });
    });
  }

  get(principal: Principal, id: number): Promise<RevisionView> {
    return this.transactions.read(principal, (tx) => this.view(tx, id));
  }

  /** Proposes the next version: the present one with its alternates, or with other lines. */
  create(principal: Principal, bomId: number, values: NewRevisionValues): Promise<RevisionView> {
    const { lines, output_quantity: output, ...told } = values;
    return this.transactions.run(principal, async (tx) => {
      await lockStructures(tx);
      const base = await readBom(tx, bomId);
      await refuseVersionInRevision(tx, bomId);
      await refuseInactive(tx, base, await this.businessTime.today(tx));
      const number = await nextRevisionNumber(tx, base.product_id);
      const header = {
        product_id: base.product_id,
        code: base.code,
        name: base.name,
        revision: number,
        output_quantity: output ?? base.output_quantity,
        effective_from: null,
        effective_to: null,
        allows_repeated_lines: base.allows_repeated_lines,
        notes: base.notes,
        is_active: false,
      };
      const decided = lines ? await this.writer.decide(tx, lines, base.allows_repeated_lines) : base.lines;
      const proposedId = await this.writer.insertVersion(tx, header, decided, {
        alternatesOf: bomId,
        byProducts: base.by_products,
      });
      const proposed = await boms.get(tx, proposedId);
      const revision = await revisions.insert(tx, {
        ...told,
        bom_id: bomId,
        proposed_bom_id: proposedId,
        revision_number: number,
        revision_date: tx.now,
        previous_version: String(base.bom_version),
        new_version: String(proposed.bom_version),
        change_requested_by: principal.userId,
        approval_status: 'draft',
      });
      return this.view(tx, revision.id);
    });
  }

  update(principal: Principal, id: number, version: number, values: RevisionValues): Promise<RevisionView> {
    return this.transactions.run(principal, async (tx) => {
      requireDraft(await revisions.lockVersion(tx, id, version));
      await revisions.update(tx, id, version, { ...values, last_changed_by: principal.userId });
      return this.view(tx, id);
    });
  }

  /** Changes the proposed version, lines or what they make together. */
  propose(principal: Principal, id: number, version: number, values: ProposedValues): Promise<RevisionView> {
    return this.transactions.run(principal, async (tx) => {
      await lockStructures(tx);
      const revision = await revisions.lockVersion(tx, id, version);
      requireDraft(revision);
      const proposed = await boms.lock(tx, revision.proposed_bom_id!);
      if (values.lines) {
        const decided = await this.writer.decide(tx, values.lines, proposed.allows_repeated_lines);
        await this.writer.replaceLines(tx, proposed, decided);
      }
      const { output_quantity: output } = values;
      await boms.update(tx, proposed.id, proposed.version, { output_quantity: output });
      await revisions.update(tx, id, version, { last_changed_by: principal.userId });
      return this.view(tx, id);
    });
  }

  /** Gives up a draft, and the version that it proposed. */
  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, async (tx) => {
      await lockStructures(tx);
      const revision = await revisions.lockVersion(tx, id, version);
      requireDraft(revision);
      await revisions.remove(tx, id, version);
      const proposed = await boms.lock(tx, revision.proposed_bom_id!);
      await boms.remove(tx, proposed.id, proposed.version);
    });
  }

  async view(tx: Tx, id: number): Promise<RevisionView> {
    const revision = await readRevision(tx, id);
    const limit = LIMITS.affectedOrdersToldMax;
    const { orders } = await this.usage.orders(tx, revision.bom_id, 'open', limit);
    const possible = [...nextRevisionStatuses(revision.approval_status as RevisionStatus)];
    return { ...revision, possible, affected_orders: orders };
  }
}

/** 409 with what is possible now. */
export function wrongRevisionStatus({ approval_status: status }: BomRevisionEntity): DomainError {
  return new DomainError(EngineeringErrors.revisionStatus, {
    detail: `The revision is ${status}.`,
    extra: { approval_status: status, possible: nextRevisionStatuses(status as RevisionStatus) },
  });
}

function requireDraft(revision: BomRevisionEntity): void {
  if (revision.approval_status !== 'draft') throw wrongRevisionStatus(revision);
}

/** What is not active is not what a revision would change; without an active version any will do. */
async function refuseInactive(tx: Tx, bom: BomView, today: string): Promise<void> {
  const { bomId: activeId } = await readActiveHead(tx, bom.product_id, today);
  if (activeId === null || activeId === bom.id || bom.is_active) return;
  throw new DomainError(EngineeringErrors.revisionOfInactive, { extra: { active_bom_id: activeId } });
}
