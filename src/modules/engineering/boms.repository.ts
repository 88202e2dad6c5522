import { groupBy } from '../../kernel/group-by.js';
import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx, VersionedTable } from '../../platform/database/index.js';
import { BomEntity } from './bom.entity.js';
import type { BomLineValues } from './bom.rules.js';
import { type ByProductView, readByProducts } from './by-products.repository.js';
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
  effective_from: string | null;
  effective_to: string | null;
  allows_repeated_lines: boolean;
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

export type BomView = BomSummary & { lines: BomLineView[]; by_products: ByProductView[] };

const SUMMARY = `b.id, b.product_id, p.sku, p.name AS product_name, b.code, b.name, b.bom_version, b.revision, b.is_active,
  b.effective_from, b.effective_to, b.allows_repeated_lines, b.output_quantity, p.unit AS output_unit, b.notes, b.created_at, b.updated_at, b.version`;
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
            l.consume_stage, l.is_cost_only, l.is_optional, l.scrap_factor, l.setup_quantity, l.rounding_multiple,
            l.effective_from, l.effective_to, l.notes
       FROM bom_lines l
       JOIN products p ON p.organization_id = l.organization_id AND p.id = l.component_id
      WHERE l.organization_id = $1 AND l.bom_id = $2 ORDER BY l.sequence, l.id`,
    [tx.organizationId, id],
  );
  return { ...bom, lines, by_products: await readByProducts(tx, id) };
}

export interface BomHead {
  id: number;
  bom_version: number;
  output_quantity: Decimal;
}

/** What an explosion tells of a BOM that is known to exist. */
export async function readBomHead(tx: Tx, id: number): Promise<BomHead> {
  const [bom] = await tx.query<BomHead>(
    'SELECT id, bom_version, output_quantity FROM boms WHERE organization_id = $1 AND id = $2',
    [tx.organizationId, id],
  );
  return bom!;
}

export interface BomPeriod {
  id: number;
  bom_version: number;
  effective_from: string | null;
  effective_to: string | null;
}

/** Other active versions of the product that count on a day of the period. */
export function readOverlapping(
  tx: Tx,
  productId: number,
  period: { id: number | null; from: string | null; to: string | null },
): Promise<BomPeriod[]> {
  return tx.query<BomPeriod>(
    `SELECT b.id, b.bom_version, b.effective_from, b.effective_to FROM boms b
      WHERE b.organization_id = $1 AND b.product_id = $2 AND b.is_active AND b.id IS DISTINCT FROM $3
        AND daterange(b.effective_from, b.effective_to) && daterange($4, $5)
      ORDER BY b.effective_from NULLS FIRST`,
    [tx.organizationId, productId, period.id, period.from, period.to],
  );
}

export interface ActiveBom {
  id: number;
  outputQuantity: Decimal;
  allowsRepeatedLines: boolean;
  /** It counts on some days only; others may be there for other days. */
  hasPeriod: boolean;
  lines: BomLineValues[];
}

type ActiveBomRow = {
  id: number;
  product_id: number;
  output_quantity: Decimal;
  allows_repeated_lines: boolean;
  has_period: boolean;
} & BomLineValues;

/** The active BOMs of the products with their lines, by product; one statement. */
export async function readActiveBoms(tx: Tx, productIds: readonly number[]): Promise<Map<number, ActiveBom>> {
  const rows = await tx.query<ActiveBomRow>(
    `SELECT b.id, b.product_id, b.output_quantity, b.allows_repeated_lines,
            b.effective_from IS NOT NULL OR b.effective_to IS NOT NULL AS has_period, l.component_id, l.quantity, l.unit,
            l.consume_stage, l.is_cost_only, l.is_optional, l.scrap_factor, l.setup_quantity, l.rounding_multiple,
            l.effective_from, l.effective_to, l.notes
       FROM boms b
       JOIN bom_lines l ON l.organization_id = b.organization_id AND l.bom_id = b.id
      WHERE b.organization_id = $1 AND b.product_id = ANY ($2) AND b.is_active`,
    [tx.organizationId, productIds],
  );
  const byProduct = new Map<number, ActiveBom>();
  for (const row of rows) {
    const {
      id,
      product_id: productId,
      output_quantity: outputQuantity,
      allows_repeated_lines: allowsRepeatedLines,
      has_period: hasPeriod,
      ...line
    } = row;
    const bom = byProduct.get(productId);
    if (bom) bom.lines.push(line);
    else byProduct.set(productId, { id, outputQuantity, allowsRepeatedLines, hasPeriod, lines: [line] });
  }
  return byProduct;
}

/** Versions that do not count any more: these, and those that count on every day of some products. */
export async function deactivateVersions(
  tx: Tx,
  ids: readonly number[],
  everyDayOf: readonly number[] = [],
): Promise<void> {
  await tx.execute(
    `UPDATE boms SET is_active = false, version = version + 1, updated_at = now()
      WHERE organization_id = $1 AND is_active
        AND (id = ANY ($2) OR (product_id = ANY ($3) AND effective_from IS NULL AND effective_to IS NULL))`,
    [tx.organizationId, ids, everyDayOf],
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
  effective_from: string | null;
  effective_to: string | null;
  allows_repeated_lines: boolean;
}

export interface InsertedBom {
  id: number;
  product_id: number;
  bom_version: number;
}

/** Gives products their next versions; the structure lock makes the numbers safe. Answers in the order of the rows. */
export async function insertBoms(tx: Tx, rows: readonly NewBom[]): Promise<InsertedBom[]> {
  const inserted = await tx.query<InsertedBom>(
    `INSERT INTO boms (organization_id, product_id, code, name, revision, output_quantity, notes, is_active,
                       effective_from, effective_to, allows_repeated_lines, bom_version)
     SELECT $1, n.product_id, n.code, n.name, n.revision, n.output_quantity, n.notes, n.is_active, n.effective_from,
            n.effective_to, n.allows_repeated_lines,
            row_number() OVER (PARTITION BY n.product_id ORDER BY n.place)
              + coalesce((SELECT max(bom_version) FROM boms b
                           WHERE b.organization_id = $1 AND b.product_id = n.product_id), 0)
       FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::numeric[], $7::text[], $8::boolean[],
                   $9::date[], $10::date[], $11::boolean[])
            WITH ORDINALITY AS n (product_id, code, name, revision, output_quantity, notes, is_active, effective_from,
                                  effective_to, allows_repeated_lines, place)
     RETURNING id, product_id, bom_version`,
    [
      tx.organizationId,
      rows.map((row) => row.product_id),
      rows.map((row) => row.code),
      rows.map((row) => row.name),
      rows.map((row) => row.revision),
      rows.map((row) => row.output_quantity),
      rows.map((row) => row.notes),
      rows.map((row) => row.is_active),
      rows.map((row) => row.effective_from),
      rows.map((row) => row.effective_to),
      rows.map((row) => row.allows_repeated_lines),
    ],
  );
  inserted.sort((a, b) => a.bom_version - b.bom_version);
  const byProduct = groupBy(inserted, (bom) => bom.product_id);
  return rows.map((row) => byProduct.get(row.product_id)!.shift()!);
}
