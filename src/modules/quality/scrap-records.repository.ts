import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx } from '../../platform/database/index.js';
import { QualityErrors } from './quality.errors.js';
import type { SummaryPeriod } from './scrap-records.rules.js';

export interface NewScrapRecord {
  productId: number;
  quantity: Decimal;
  unitCost: Decimal;
  totalCost: Decimal;
  scrapReasonId: number | null;
  productionOrderId: number | null;
  operationId: number | null;
  lotId: number | null;
  transactionId: number | null;
  notes: string | null;
}

/** Appends scrap records in one statement; ids in the order of the records. */
export async function insertScrapRecords(tx: Tx, records: readonly NewScrapRecord[]): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(
    `INSERT INTO scrap_records (organization_id, recorded_by, product_id, quantity, unit_cost, total_cost, scrap_reason_id,
                                production_order_id, operation_id, lot_id, inventory_transaction_id, notes)
     SELECT $1, $2, r.product_id, r.quantity, r.unit_cost, r.total_cost, r.reason_id, r.order_id, r.operation_id, r.lot_id,
            r.transaction_id, r.notes
       FROM unnest($3::bigint[], $4::numeric[], $5::numeric[], $6::numeric[], $7::bigint[], $8::bigint[], $9::bigint[],
                   $10::bigint[], $11::bigint[], $12::text[])
            WITH ORDINALITY AS r (product_id, quantity, unit_cost, total_cost, reason_id, order_id, operation_id, lot_id,
                                  transaction_id, notes, place)
      ORDER BY r.place
     RETURNING id`,
    [
      tx.organizationId,
      tx.principal.userId,
      records.map((record) => record.productId),
      records.map((record) => record.quantity.toFixed()),
      records.map((record) => record.unitCost.toFixed()),
      records.map((record) => record.totalCost.toFixed()),
      records.map((record) => record.scrapReasonId),
      records.map((record) => record.productionOrderId),
      records.map((record) => record.operationId),
      records.map((record) => record.lotId),
      records.map((record) => record.transactionId),
      records.map((record) => record.notes),
    ],
  );
  return rows.map((row) => row.id).sort((a, b) => a - b);
}

/** The reasons with these ids, and whether they are still in use. */
export async function readReasons(tx: Tx, ids: readonly number[]): Promise<Map<number, boolean>> {
  const rows = await tx.query<{ id: number; active: boolean }>(
    'SELECT id, active FROM scrap_reasons WHERE organization_id = $1 AND id = ANY ($2::bigint[])',
    [tx.organizationId, ids],
  );
  return new Map(rows.map((row) => [row.id, row.active]));
}

/** A scrap record as it is shown. */
export interface ScrapRecordView {
  id: number;
  product_id: number;
  sku: string;
  quantity: Decimal;
  unit: string;
  unit_cost: Decimal;
  total_cost: Decimal;
  scrap_reason_id: number | null;
  scrap_reason_code: string | null;
  production_order_id: number | null;
  operation_id: number | null;
  lot_id: number | null;
  lot_number: string | null;
  inventory_transaction_id: number | null;
  notes: string | null;
  recorded_by: number | null;
  created_at: Date;
}

const SELECT = `
  SELECT r.id, r.product_id, p.sku, r.quantity, p.unit, r.unit_cost, r.total_cost, r.scrap_reason_id,
         reason.code AS scrap_reason_code, r.production_order_id, r.operation_id, r.lot_id, lot.lot_number,
         r.inventory_transaction_id, r.notes, r.recorded_by, r.created_at
    FROM scrap_records r
    JOIN products p ON p.organization_id = r.organization_id AND p.id = r.product_id
    LEFT JOIN scrap_reasons reason ON reason.organization_id = r.organization_id AND reason.id = r.scrap_reason_id
    LEFT JOIN material_lots lot ON lot.organization_id = r.organization_id AND lot.id = r.lot_id`;

export function findScrapRecords(tx: Tx, ids: readonly number[]): Promise<ScrapRecordView[]> {
  return tx.query<ScrapRecordView>(
    `${SELECT} WHERE r.organization_id = $1 AND r.id = ANY ($2::bigint[]) ORDER BY r.id`,
    [tx.organizationId, ids],
  );
}

export async function getScrapRecord(tx: Tx, id: number): Promise<ScrapRecordView> {
  const [record] = await findScrapRecords(tx, [id]);
  if (!record) throw new DomainError(QualityErrors.scrapRecordNotFound, { extra: { id } });
  return record;
}

export interface ScrapRecordFilter extends Omit<ListOptions, 'where' | 'search'> {
  product_id?: number;
  scrap_reason_id?: number;
  production_order_id?: number;
  operation_id?: number;
}

const FILTERS = ['product_id', 'scrap_reason_id', 'production_order_id', 'operation_id'] as const;

/** One page of scrap records, newest first. */
export async function listScrapRecords(tx: Tx, filter: ScrapRecordFilter): Promise<Page<ScrapRecordView>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['r.organization_id = $1'];
  for (const column of FILTERS) {
    if (filter[column] !== undefined) conditions.push(`r.${column} = ${place(filter[column])}`);
  }
  const order = keyset(filter, ['-id', 'total_cost'], place, 'r.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<ScrapRecordView>(
    `${SELECT} WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}

export interface ScrapSummaryRow {
  period: string;
  scrap_reason_id: number | null;
  scrap_reason_code: string | null;
  scrap_reason_name: string | null;
  category: string | null;
  records: number;
  quantity: Decimal;
  total_cost: Decimal;
}

/** Scrap by period and reason; the organization's zone decides which day it was. One statement. */
export function summarizeScrap(
  tx: Tx,
  filter: { from: string; to: string; period: SummaryPeriod; timezone: string; productId?: number },
): Promise<ScrapSummaryRow[]> {
  return tx.query<ScrapSummaryRow>(
    `SELECT date_trunc($2, r.created_at AT TIME ZONE $3)::date AS period, r.scrap_reason_id,
            reason.code AS scrap_reason_code, reason.name AS scrap_reason_name, reason.category,
            count(*) AS records, sum(r.quantity) AS quantity, sum(r.total_cost) AS total_cost
       FROM scrap_records r
       LEFT JOIN scrap_reasons reason ON reason.organization_id = r.organization_id AND reason.id = r.scrap_reason_id
      WHERE r.organization_id = $1
        AND r.created_at >= $4::date::timestamp AT TIME ZONE $3
        AND r.created_at < ($5::date + 1)::timestamp AT TIME ZONE $3
        AND ($6::bigint IS NULL OR r.product_id = $6)
      GROUP BY 1, 2, 3, 4, 5
      ORDER BY 1, 8 DESC, 3`,
    [tx.organizationId, filter.period, filter.timezone, filter.from, filter.to, filter.productId ?? null],
  );
}
