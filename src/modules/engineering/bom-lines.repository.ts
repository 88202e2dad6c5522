import type { Tx } from '../../platform/database/index.js';
import type { BomLineValues } from './bom.rules.js';

export interface BomLineId {
  id: number;
  bom_id: number;
  component_id: number;
}

/** The lines of BOMs, each BOM's in their order; one statement. */
export function readBomLineIds(tx: Tx, bomIds: readonly number[]): Promise<BomLineId[]> {
  return tx.query<BomLineId>(
    `SELECT id, bom_id, component_id FROM bom_lines
      WHERE organization_id = $1 AND bom_id = ANY ($2) ORDER BY bom_id, sequence, id`,
    [tx.organizationId, bomIds],
  );
}

/** Deletes all lines of a BOM but the named ones, and the alternates of those that go. */
export async function deleteOtherBomLines(tx: Tx, bomId: number, keptIds: readonly number[]): Promise<void> {
  await tx.execute('DELETE FROM bom_lines WHERE organization_id = $1 AND bom_id = $2 AND id <> ALL ($3)', [
    tx.organizationId,
    bomId,
    keptIds,
  ]);
}

/**
 * Inserts lines of any number of BOMs in one statement, numbered in steps of ten within each. A line with an id is there
 * already and is changed.
 */
export async function insertBomLines(
  tx: Tx,
  lines: readonly (BomLineValues & { bom_id: number; id?: number | null })[],
): Promise<void> {
  await tx.execute(
    `INSERT INTO bom_lines (organization_id, id, bom_id, component_id, quantity, unit, consume_stage, is_cost_only,
                            is_optional, scrap_factor, setup_quantity, rounding_multiple, effective_from, effective_to,
                            notes, sequence)
     SELECT $1, coalesce(n.id, nextval('bom_lines_id_seq')), n.bom_id, n.component_id, n.quantity, n.unit, n.stage,
            n.cost_only, n.optional, n.scrap, n.setup, n.rounding, n.effective_from, n.effective_to, n.notes,
            10 * row_number() OVER (PARTITION BY n.bom_id ORDER BY n.place)
       FROM unnest($2::bigint[], $3::bigint[], $4::numeric[], $5::text[], $6::text[], $7::boolean[], $8::boolean[],
                   $9::numeric[], $10::numeric[], $11::numeric[], $12::date[], $13::date[], $14::text[], $15::bigint[])
            WITH ORDINALITY AS n (bom_id, component_id, quantity, unit, stage, cost_only, optional, scrap, setup,
                                  rounding, effective_from, effective_to, notes, id, place)
         ON CONFLICT (organization_id, id) DO UPDATE
        SET component_id = excluded.component_id, quantity = excluded.quantity, unit = excluded.unit,
            consume_stage = excluded.consume_stage, is_cost_only = excluded.is_cost_only,
            is_optional = excluded.is_optional, scrap_factor = excluded.scrap_factor,
            setup_quantity = excluded.setup_quantity, rounding_multiple = excluded.rounding_multiple,
            effective_from = excluded.effective_from, effective_to = excluded.effective_to, notes = excluded.notes,
            sequence = excluded.sequence, updated_at = now()`,
    [
      tx.organizationId,
      lines.map((line) => line.bom_id),
      lines.map((line) => line.component_id),
      lines.map((line) => line.quantity),
      lines.map((line) => line.unit),
      lines.map((line) => line.consume_stage),
      lines.map((line) => line.is_cost_only),
      lines.map((line) => line.is_optional),
      lines.map((line) => line.scrap_factor),
      lines.map((line) => line.setup_quantity),
      lines.map((line) => line.rounding_multiple),
      lines.map((line) => line.effective_from),
      lines.map((line) => line.effective_to),
      lines.map((line) => line.notes),
      lines.map((line) => line.id ?? null),
    ],
  );
}
