import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import type { BomLineValues } from './bom.rules.js';
import type { NewBom } from './boms.repository.js';

/** An active BOM in which the component stands. */
export type AffectedBom = NewBom & { id: number; bom_version: number; sku: string };

export type StoredLine = BomLineValues & { id: number; bom_id: number };

/** The active BOMs that have the component, those named or all; at most `limit`. */
export function readAffectedBoms(
  tx: Tx,
  componentId: number,
  bomIds: readonly number[] | null,
  limit: number,
): Promise<AffectedBom[]> {
  return tx.query<AffectedBom>(
    `SELECT b.id, b.product_id, p.sku, b.bom_version, b.code, b.name, b.revision, b.output_quantity, b.notes, b.is_active,
            b.effective_from, b.effective_to, b.allows_repeated_lines
       FROM boms b
       JOIN products p ON p.organization_id = b.organization_id AND p.id = b.product_id
      WHERE b.organization_id = $1 AND b.is_active AND ($3::bigint[] IS NULL OR b.id = ANY ($3))
        AND b.id IN (SELECT l.bom_id FROM bom_lines l WHERE l.organization_id = $1 AND l.component_id = $2)
      ORDER BY b.id LIMIT $4`,
    [tx.organizationId, componentId, bomIds, limit],
  );
}

/** Those of the ids that are BOMs. */
export async function readKnownBomIds(tx: Tx, ids: readonly number[]): Promise<Set<number>> {
  const rows = await tx.query<{ id: number }>(
    'SELECT id FROM boms WHERE organization_id = $1 AND id = ANY ($2)',
    [tx.organizationId, ids],
  );
  return new Set(rows.map((row) => row.id));
}

/** Keeps orders from being made of the BOMs until the transaction ends. */
export async function lockBoms(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx.query('SELECT id FROM boms WHERE organization_id = $1 AND id = ANY ($2) ORDER BY id FOR UPDATE', [
    tx.organizationId,
    ids,
  ]);
}

/** Lines of the BOMs in their order: all, or those of some components. */
export function readLinesOf(
  tx: Tx,
  bomIds: readonly number[],
  componentIds: readonly number[] | null,
): Promise<StoredLine[]> {
  return tx.query<StoredLine>(
    `SELECT id, bom_id, component_id, quantity, unit, consume_stage, is_cost_only, is_optional, scrap_factor,
            setup_quantity, rounding_multiple, effective_from, effective_to, notes
       FROM bom_lines
      WHERE organization_id = $1 AND bom_id = ANY ($2) AND ($3::bigint[] IS NULL OR component_id = ANY ($3))
      ORDER BY bom_id, sequence, id`,
    [tx.organizationId, bomIds, componentIds],
  );
}

/** Puts another component into lines that stay where they are; it is no alternate of itself any more. */
export async function replaceInPlace(
  tx: Tx,
  lines: readonly {
    id: number;
    component_id: number;
    quantity: Decimal;
    unit: string;
    setup_quantity: Decimal;
    rounding_multiple: Decimal | null;
  }[],
): Promise<void> {
  await tx.execute(
    `DELETE FROM bom_alternate_components a USING unnest($2::bigint[], $3::bigint[]) AS n (id, component_id)
      WHERE a.organization_id = $1 AND a.primary_component_id = n.id AND a.alternate_item_id = n.component_id`,
    [tx.organizationId, lines.map((line) => line.id), lines.map((line) => line.component_id)],
  );
  await tx.execute(
    `UPDATE bom_lines l
        SET component_id = n.component_id, quantity = n.quantity, unit = n.unit, setup_quantity = n.setup,
            rounding_multiple = n.rounding,
            updated_at = now()
       FROM unnest($2::bigint[], $3::bigint[], $4::numeric[], $5::text[], $6::numeric[],
                   $7::numeric[])
            AS n (id, component_id, quantity, unit, setup, rounding)
      WHERE l.organization_id = $1 AND l.id = n.id`,
    [
      tx.organizationId,
      lines.map((line) => line.id),
      lines.map((line) => line.component_id),
      lines.map((line) => line.quantity),
      lines.map((line) => line.unit),
      lines.map((line) => line.setup_quantity),
      lines.map((line) => line.rounding_multiple),
    ],
  );
}

/** BOMs whose lines have changed get their next version number for `If-Match`. */
export async function touchBoms(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx.execute(
    'UPDATE boms SET version = version + 1, updated_at = now() WHERE organization_id = $1 AND id = ANY ($2)',
    [tx.organizationId, ids],
  );
}
