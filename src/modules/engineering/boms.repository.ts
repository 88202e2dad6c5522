import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx, VersionedTable } from '../../platform/database/index.js';
import { BomEntity } from './bom.entity.js';
import type { BomLineValues } from './bom.rules.js';
import { EngineeringErrors } from './engineering.errors.js';

export const boms = new VersionedTable<BomEntity>(BomEntity, {
  notFound: EngineeringErrors.bomNotFound,
  sorts: ['id'],
});

export interface BomSummary {
  id: number;
  product_id: number;
  sku: string;
  product_name: string;
  code: string | null;
  name: string | null;
  bom_version: number;
  revision: string | null;
  is_active: boolean;
  output_quantity: Decimal;
  output_unit: string;
  notes: string | null;
  created_at: Date;
  updated_at: Date;
  version: number;
}

export interface BomLineView extends BomLineValues {
  id: number;
  sequence: number;
  sku: string;
  component_name: string;
  stock_unit: string;
}

export type BomView = BomSummary & { lines: BomLineView[] };

const SUMMARY = `b.id, b.product_id, p.sku, p.name AS product_name, b.code, b.name, b.bom_version, b.revision, b.is_active,
  b.output_quantity, p.unit AS output_unit, b.notes, b.created_at, b.updated_at, b.version`;
const FROM = 'boms b JOIN products p ON p.organization_id = b.organization_id AND p.id = b.product_id';

export interface BomFilter extends ListOptions {
  product_id?: number;
  is_active?: boolean;
}

/** BOMs without their lines. */
export async function listBoms(tx: Tx, filter: BomFilter): Promise<Page<BomSummary>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['b.organization_id = $1'];
  if (filter.product_id !== undefined) conditions.push(`b.product_id = ${place(filter.product_id)}`);
  if (filter.is_active !== undefined) conditions.push(`b.is_active = ${place(filter.is_active)}`);
  if (filter.search) {
    const part = place(filter.search);
    conditions.push(`strpos(lower(concat_ws(' ', p.sku, p.name, b.code, b.name)), lower(${part})) > 0`);
  }
  const order = keyset(filter, ['-id', 'product_id'], place, 'b.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<BomSummary>(
    `SELECT ${SUMMARY} FROM ${FROM} WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}

export async function readBom(tx: Tx, id: number): Promise<BomView> {
  const [bom] = await tx.query<BomSummary>(
    `SELECT ${SUMMARY} FROM ${FROM} WHERE b.organization_id = $1 AND b.id = $2`,
    [tx.organizationId, id],
  );
  if (!bom) throw new DomainError(EngineeringErrors.bomNotFound, { extra: { id } });
  const lines = await tx.query<BomLineView>(
    `SELECT l.id, l.sequence, l.component_id, p.sku, p.name AS component_name, p.unit AS stock_unit, l.quantity, l.unit,
            l.consume_stage, l.is_cost_only, l.is_optional, l.scrap_factor, l.setup_quantity, l.effective_from,
            l.effective_to, l.notes
       FROM bom_lines l
       JOIN products p ON p.organization_id = l.organization_id AND p.id = l.component_id
      WHERE l.organization_id = $1 AND l.bom_id = $2 ORDER BY l.sequence, l.id`,
    [tx.organizationId, id],
  );
  return { ...bom, lines };
}

export interface ActiveBom {
  id: number;
  outputQuantity: Decimal;
  lines: BomLineValues[];
}

/** The active BOMs of the products with their lines, by product; one statement. */
export async function readActiveBoms(tx: Tx, productIds: readonly number[]): Promise<Map<number, ActiveBom>> {
  const rows = await tx.query<{ id: number; product_id: number; output_quantity: Decimal } & BomLineValues>(
    `SELECT b.id, b.product_id, b.output_quantity, l.component_id, l.quantity, l.unit, l.consume_stage, l.is_cost_only, l.is_optional,
            l.scrap_factor, l.setup_quantity, l.effective_from, l.effective_to, l.notes
       FROM boms b
       JOIN bom_lines l ON l.organization_id = b.organization_id AND l.bom_id = b.id
      WHERE b.organization_id = $1 AND b.product_id = ANY ($2) AND b.is_active`,
    [tx.organizationId, productIds],
  );
  const byProduct = new Map<number, ActiveBom>();
  for (const { id, product_id: productId, output_quantity: outputQuantity, ...line } of rows) {
    const bom = byProduct.get(productId);
    if (bom) bom.lines.push(line);
    else byProduct.set(productId, { id, outputQuantity, lines: [line] });
  }
  return byProduct;
}

/** No BOM of the products is active any more, so that another one can become it. */
export async function deactivateBoms(tx: Tx, productIds: readonly number[]): Promise<void> {
  await tx.execute(
    `UPDATE boms SET is_active = false, version = version + 1, updated_at = now()
      WHERE organization_id = $1 AND product_id = ANY ($2) AND is_active`,
    [tx.organizationId, productIds],
  );
}

export interface NewBom {
  product_id: number;
  code: string | null;
  name: string | null;
  revision: string | null;
  output_quantity: Decimal;
  notes: string | null;
  is_active: boolean;
}

/** Gives each product its next version; the structure lock makes the numbers safe. Answers id by product. */
export async function insertBoms(tx: Tx, rows: readonly NewBom[]): Promise<Map<number, number>> {
  const inserted = await tx.query<{ id: number; product_id: number }>(
    `INSERT INTO boms (organization_id, product_id, code, name, revision, output_quantity, notes, is_active, bom_version)
     SELECT $1, n.*, 1 + coalesce((SELECT max(bom_version) FROM boms b
                                   WHERE b.organization_id = $1 AND b.product_id = n.product_id), 0)
       FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::numeric[], $7::text[], $8::boolean[])
            AS n (product_id, code, name, revision, output_quantity, notes, is_active)
     RETURNING id, product_id`,
    [
      tx.organizationId,
      rows.map((row) => row.product_id),
      rows.map((row) => row.code),
      rows.map((row) => row.name),
      rows.map((row) => row.revision),
      rows.map((row) => row.output_quantity),
      rows.map((row) => row.notes),
      rows.map((row) => row.is_active),
    ],
  );
  return new Map(inserted.map((row) => [row.product_id, row.id]));
}

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
                            is_optional, scrap_factor, setup_quantity, effective_from, effective_to, notes, sequence)
     SELECT $1, coalesce(n.id, nextval('bom_lines_id_seq')), n.bom_id, n.component_id, n.quantity, n.unit, n.stage,
            n.cost_only, n.optional, n.scrap, n.setup, n.effective_from, n.effective_to, n.notes, 10 * row_number() OVER (PARTITION BY n.bom_id ORDER BY n.place)
       FROM unnest($2::bigint[], $3::bigint[], $4::numeric[], $5::text[], $6::text[], $7::boolean[], $8::boolean[],
                   $9::numeric[], $10::numeric[], $11::date[], $12::date[], $13::text[], $14::bigint[])
            WITH ORDINALITY AS n (bom_id, component_id, quantity, unit, stage, cost_only, optional, scrap, setup,
                                  effective_from, effective_to, notes, id, place)
         ON CONFLICT (organization_id, id) DO UPDATE
        SET component_id = excluded.component_id, quantity = excluded.quantity, unit = excluded.unit,
            consume_stage = excluded.consume_stage, is_cost_only = excluded.is_cost_only,
            is_optional = excluded.is_optional, scrap_factor = excluded.scrap_factor,
            setup_quantity = excluded.setup_quantity, effective_from = excluded.effective_from,
            effective_to = excluded.effective_to, notes = excluded.notes, sequence = excluded.sequence,
            updated_at = now()`,
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
      lines.map((line) => line.effective_from),
      lines.map((line) => line.effective_to),
      lines.map((line) => line.notes),
      lines.map((line) => line.id ?? null),
    ],
  );
}
