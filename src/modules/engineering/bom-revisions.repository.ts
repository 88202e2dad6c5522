import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx, VersionedTable } from '../../platform/database/index.js';
import { BomRevisionEntity } from './bom-revision.entity.js';
import { EngineeringErrors } from './engineering.errors.js';

export const revisions = new VersionedTable<BomRevisionEntity>(BomRevisionEntity, {
  notFound: EngineeringErrors.revisionNotFound,
  sorts: ['-id'],
});

export type RevisionSummary = Omit<BomRevisionEntity, 'organization_id'> & {
  product_id: number;
  sku: string;
  product_name: string;
};

export interface RevisionFilter extends ListOptions {
  product_id?: number;
  bom_id?: number;
  approval_status?: string;
}

const FROM = `bom_revisions r
  JOIN boms b ON b.organization_id = r.organization_id AND b.id = r.bom_id
  JOIN products p ON p.organization_id = b.organization_id AND p.id = b.product_id`;

function shown(tx: Tx): string {
  return `${revisions.shown(tx, 'r.')}, b.product_id, p.sku, p.name AS product_name`;
}

export async function listRevisions(tx: Tx, filter: RevisionFilter): Promise<Page<RevisionSummary>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['r.organization_id = $1'];
  if (filter.product_id !== undefined) conditions.push(`b.product_id = ${place(filter.product_id)}`);
  if (filter.bom_id !== undefined) conditions.push(`r.bom_id = ${place(filter.bom_id)}`);
  if (filter.approval_status) conditions.push(`r.approval_status = ${place(filter.approval_status)}`);
  const order = keyset(filter, ['-id'], place, 'r.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<RevisionSummary>(
    `SELECT ${shown(tx)} FROM ${FROM} WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}

export async function readRevision(tx: Tx, id: number): Promise<RevisionSummary> {
  const [row] = await tx.query<RevisionSummary>(
    `SELECT ${shown(tx)} FROM ${FROM} WHERE r.organization_id = $1 AND r.id = $2`,
    [tx.organizationId, id],
  );
  if (!row) throw new DomainError(EngineeringErrors.revisionNotFound, { extra: { id } });
  return row;
}

/**
 * The next number of a product's revisions, over all versions of its BOM. The caller holds the structure lock, so nobody
 * takes the same one.
 */
export async function nextRevisionNumber(tx: Tx, productId: number): Promise<string> {
  const [last] = await tx.query<{ number: number }>(
    `SELECT coalesce(max(substring(r.revision_number FROM '^REV-([0-9]{1,9})$')::int), 0) AS number
       FROM bom_revisions r
       JOIN boms b ON b.organization_id = r.organization_id AND b.id = r.bom_id
      WHERE r.organization_id = $1 AND b.product_id = $2`,
    [tx.organizationId, productId],
  );
  return `REV-${String(last!.number + 1).padStart(4, '0')}`;
}

/**
 * Refuses what would change a version behind the back of its revision. Until that is implemented, the version is changed
 * and activated there alone.
 */
export async function refuseVersionInRevision(tx: Tx, bomId: number): Promise<void> {
  await refuse(tx, bomId, `proposed_bom_id = $2 AND approval_status <> 'implemented'`);
}

/** Refuses to delete what a revision proposed, or the version that one which is under way or done started from. */
export async function refuseRevised(tx: Tx, bomId: number): Promise<void> {
  await refuse(
    tx,
    bomId,
    `(proposed_bom_id = $2 OR (bom_id = $2 AND approval_status NOT IN ('draft', 'rejected')))`,
  );
}

async function refuse(tx: Tx, bomId: number, condition: string): Promise<void> {
  const [revision] = await tx.query<{ id: number; revision_number: string; approval_status: string }>(
    `SELECT id, revision_number, approval_status FROM bom_revisions
      WHERE organization_id = $1 AND ${condition} ORDER BY id LIMIT 1`,
    [tx.organizationId, bomId],
  );
  if (!revision) return;
  throw new DomainError(EngineeringErrors.versionInRevision, {
    detail: `It belongs to ${revision.revision_number}, which is ${revision.approval_status}.`,
    extra: { revision_id: revision.id, revision_number: revision.revision_number },
  });
}
