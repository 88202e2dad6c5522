import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx, VersionedTable } from '../../platform/database/index.js';
import { InventoryErrors } from './inventory.errors.js';
import type { SerialPattern } from './serial-numbers.rules.js';
import type { SerialNumberBatchEntity } from './serial-number-batch.entity.js';
import { SerialNumberEntity } from './serial-number.entity.js';

export const serialNumbers = new VersionedTable<SerialNumberEntity>(SerialNumberEntity, {
  notFound: InventoryErrors.serialNotFound,
  sorts: ['id', 'serial_number'],
  search: ['serial_number'],
});

/**
 * Takes numbers of a series, one after the other for everybody who wants some: its row is the lock, and what is rolled back
 * is given out again, so that there are no gaps. With `start` the series goes on behind what was asked for.
 */
export async function takeNumbers(
  tx: Tx,
  productId: number,
  pattern: SerialPattern,
  take: { quantity: number; start: number | null },
): Promise<number> {
  const rows = await tx.query<{ next_number: number }>(
    `INSERT INTO serial_number_series AS s (organization_id, product_id, prefix, suffix, next_number)
     VALUES ($1, $2, $3, $4, coalesce($6::bigint, 1) + $5)
     ON CONFLICT (organization_id, product_id, prefix, suffix) DO UPDATE
        SET next_number = CASE WHEN $6::bigint IS NULL THEN s.next_number + $5 ELSE greatest(s.next_number, $6::bigint + $5) END
     RETURNING next_number`,
    [tx.organizationId, productId, pattern.prefix, pattern.suffix, take.quantity, take.start],
  );
  return take.start ?? rows[0]!.next_number - take.quantity;
}

export interface NewBatch {
  productId: number;
  pattern: SerialPattern;
  firstNumber: number;
  quantity: number;
  lotId: number | null;
  productionOrderId: number | null;
  status: string;
}

/** Writes a batch with all its numbers: two statements, whatever the quantity. */
export async function insertBatch(tx: Tx, batch: NewBatch): Promise<number> {
  const { pattern } = batch;
  const rows = await tx.query<{ id: number }>(
    `INSERT INTO serial_number_batches (organization_id, product_id, prefix, suffix, padding, first_number, quantity, lot_id,
                                        production_order_id, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
    [
      tx.organizationId,
      batch.productId,
      pattern.prefix,
      pattern.suffix,
      pattern.padding,
      batch.firstNumber,
      batch.quantity,
      batch.lotId,
      batch.productionOrderId,
      tx.principal.userId,
    ],
  );
  const { id } = rows[0]!;
  await tx.execute(
    `INSERT INTO serial_numbers (organization_id, product_id, serial_number, lot_id, production_order_id, status,
                                 manufactured_at, batch_id)
     SELECT $1, $2, $3 || lpad(n::text, greatest(length(n::text), $5::int), '0') || $4, $6, $7, $8, $9, $10
       FROM generate_series($11::bigint, $11::bigint + $12::int - 1) AS n ORDER BY n`,
    [
      tx.organizationId,
      batch.productId,
      pattern.prefix,
      pattern.suffix,
      pattern.padding,
      batch.lotId,
      batch.productionOrderId,
      batch.status,
      tx.now,
      id,
      batch.firstNumber,
      batch.quantity,
    ],
  );
  return id;
}

type BatchRow = Omit<SerialNumberBatchEntity, 'organization_id'>;

const BATCH = `b.id, b.product_id, b.prefix, b.suffix, b.padding, b.first_number, b.quantity, b.lot_id, b.production_order_id,
               b.created_by, b.created_at`;

export async function getBatch(tx: Tx, id: number): Promise<BatchRow> {
  const rows = await tx.query<BatchRow>(
    `SELECT ${BATCH} FROM serial_number_batches b WHERE b.organization_id = $1 AND b.id = $2`,
    [tx.organizationId, id],
  );
  if (!rows[0]) throw new DomainError(InventoryErrors.serialBatchNotFound, { extra: { id } });
  return rows[0];
}

export async function listBatches(
  tx: Tx,
  options: ListOptions & { product_id?: number },
): Promise<Page<BatchRow>> {
  const parameters: unknown[] = [tx.organizationId, options.product_id ?? null];
  const order = keyset(options, ['-id'], (value) => `$${parameters.push(value)}`, 'b.');
  const rows = await tx.query<BatchRow>(
    `SELECT ${BATCH} FROM serial_number_batches b
      WHERE b.organization_id = $1 AND ($2::bigint IS NULL OR b.product_id = $2)
        ${order.condition ? `AND ${order.condition}` : ''}
      ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}
