import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { type Tx, VersionedTable } from '../../platform/database/index.js';
import { BomAlternateComponentEntity } from './bom-alternate-component.entity.js';
import { EngineeringErrors } from './engineering.errors.js';

export const alternates = new VersionedTable<BomAlternateComponentEntity>(BomAlternateComponentEntity, {
  notFound: EngineeringErrors.alternateNotFound,
  sorts: ['preference_rank', 'id'],
});

/** What alternates need to know of the line that they stand in for. */
export interface PrimaryLine {
  line_id: number;
  bom_id: number;
  product_id: number;
  component_id: number;
  quantity: Decimal;
  unit: string;
  is_cost_only: boolean;
}

/** The line of the BOM, or 404 for either. */
export async function readPrimaryLine(tx: Tx, bomId: number, lineId: number): Promise<PrimaryLine> {
  const [found] = await tx.query<Omit<PrimaryLine, 'line_id'> & { line_id: number | null }>(
    `SELECT l.id AS line_id, b.id AS bom_id, b.product_id, l.component_id, l.quantity, l.unit, l.is_cost_only
       FROM boms b
       LEFT JOIN bom_lines l ON l.organization_id = b.organization_id AND l.bom_id = b.id AND l.id = $3
      WHERE b.organization_id = $1 AND b.id = $2`,
    [tx.organizationId, bomId, lineId],
  );
  if (!found) throw new DomainError(EngineeringErrors.bomNotFound, { extra: { id: bomId } });
  if (found.line_id === null) {
    throw new DomainError(EngineeringErrors.bomLineNotFound, { extra: { id: lineId } });
  }
  return { ...found, line_id: lineId };
}

/** Nothing is the preferred alternate of the line any more, so that another one can become it. */
export async function preferNone(tx: Tx, lineId: number, exceptId: number | null): Promise<void> {
  await tx.execute(
    `UPDATE bom_alternate_components SET is_preferred = false, version = version + 1, updated_at = now()
      WHERE organization_id = $1 AND primary_component_id = $2 AND is_preferred AND id IS DISTINCT FROM $3`,
    [tx.organizationId, lineId, exceptId],
  );
}

/** The lines with all their alternates, by rank: two statements for any number of lines. */
export async function readLinesWithAlternates(
  tx: Tx,
  lineIds: readonly number[],
): Promise<{
  lines: Pick<PrimaryLine, 'line_id' | 'component_id' | 'quantity' | 'unit'>[];
  alternates: BomAlternateComponentEntity[];
}> {
  const lines = await tx.query<Pick<PrimaryLine, 'line_id' | 'component_id' | 'quantity' | 'unit'>>(
    `SELECT id AS line_id, component_id, quantity, unit FROM bom_lines
      WHERE organization_id = $1 AND id = ANY ($2) ORDER BY id`,
    [tx.organizationId, lineIds],
  );
  const rows = await tx.query<BomAlternateComponentEntity>(
    `SELECT ${alternates.shown(tx)} FROM bom_alternate_components
      WHERE organization_id = $1 AND primary_component_id = ANY ($2) ORDER BY preference_rank, id`,
    [tx.organizationId, lineIds],
  );
  return { lines, alternates: rows };
}

/** Copies the alternates of lines to other lines. What an alternate would stand in for itself is left out. */
export async function copyAlternates(
  tx: Tx,
  pairs: readonly { fromLineId: number; toLineId: number }[],
): Promise<void> {
  await tx.execute(
    `INSERT INTO bom_alternate_components (organization_id, primary_component_id, alternate_item_id, quantity_required, unit,
                                           unit_cost, cost_difference, preference_rank, is_preferred, min_order_quantity,
                                           lead_time_days, effective_from, effective_to, notes)
     SELECT $1, l.id, a.alternate_item_id, a.quantity_required, a.unit, a.unit_cost, a.cost_difference, a.preference_rank,
            a.is_preferred, a.min_order_quantity, a.lead_time_days, a.effective_from, a.effective_to, a.notes
       FROM unnest($2::bigint[], $3::bigint[]) AS pair (from_id, to_id)
       JOIN bom_lines l ON l.organization_id = $1 AND l.id = pair.to_id
       JOIN bom_alternate_components a ON a.organization_id = $1 AND a.primary_component_id = pair.from_id
      WHERE a.alternate_item_id <> l.component_id ORDER BY a.id`,
    [tx.organizationId, pairs.map((pair) => pair.fromLineId), pairs.map((pair) => pair.toLineId)],
  );
}
