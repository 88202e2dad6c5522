import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import type { AlternateValues, DocumentValues, OperationValues } from './routing.rules.js';

export interface AlternateView extends AlternateValues {
  id: number;
  work_center_code: string;
  /** What one piece costs more there than at the operation's own work center, set-up aside. */
  run_cost_difference: Decimal;
}

export interface DocumentView extends DocumentValues {
  id: number;
}

type OfOperation = { routing_operation_id: number };

/** Rates of the operation count at its own work center only; elsewhere those of the place do. */
export function readAlternates(tx: Tx, routingId: number): Promise<(AlternateView & OfOperation)[]> {
  return tx.query(
    `SELECT a.routing_operation_id, a.id, a.work_center_id, w.code AS work_center_code, a.rank, a.run_time_factor,
            a.setup_time_minutes, a.run_time_minutes,
            round((coalesce(a.run_time_minutes, o.run_time_minutes * coalesce(a.run_time_factor, 1))
                   * (w.machine_rate_per_hour + w.labor_rate_per_hour + w.overhead_rate_per_hour)
                   - o.run_time_minutes * (coalesce(o.machine_rate_override, own.machine_rate_per_hour)
                   + coalesce(o.labor_rate_override, own.labor_rate_per_hour) + own.overhead_rate_per_hour))
                  / (60 * o.units_per_cycle), 6) AS run_cost_difference
       FROM routing_operation_alternates a
       JOIN routing_operations o ON o.organization_id = a.organization_id AND o.id = a.routing_operation_id
       JOIN work_centers w ON w.organization_id = a.organization_id AND w.id = a.work_center_id
       JOIN work_centers own ON own.organization_id = o.organization_id AND own.id = o.work_center_id
      WHERE a.organization_id = $1 AND o.routing_id = $2 ORDER BY a.routing_operation_id, a.rank`,
    [tx.organizationId, routingId],
  );
}

export function readDocuments(tx: Tx, routingId: number): Promise<(DocumentView & OfOperation)[]> {
  return tx.query(
    `SELECT d.routing_operation_id, d.id, d.name, d.url, d.kind
       FROM routing_operation_documents d
       JOIN routing_operations o ON o.organization_id = d.organization_id AND o.id = d.routing_operation_id
      WHERE d.organization_id = $1 AND o.routing_id = $2 ORDER BY d.id`,
    [tx.organizationId, routingId],
  );
}

export async function insertAlternates(
  tx: Tx,
  operations: readonly OperationValues[],
  idOf: (operation: OperationValues) => number,
): Promise<void> {
  const rows = operations.flatMap((operation) =>
    operation.alternates.map((alternate) => ({ ...alternate, operationId: idOf(operation) })),
  );
  if (rows.length === 0) return;
  await tx.execute(
    `INSERT INTO routing_operation_alternates (organization_id, routing_operation_id, work_center_id, rank,
                                               run_time_factor, setup_time_minutes, run_time_minutes)
     SELECT $1, n.* FROM unnest($2::bigint[], $3::bigint[], $4::int[], $5::numeric[], $6::numeric[], $7::numeric[]) AS n`,
    [
      tx.organizationId,
      rows.map((row) => row.operationId),
      rows.map((row) => row.work_center_id),
      rows.map((row) => row.rank),
      rows.map((row) => row.run_time_factor),
      rows.map((row) => row.setup_time_minutes),
      rows.map((row) => row.run_time_minutes),
    ],
  );
}

export async function insertDocuments(
  tx: Tx,
  operations: readonly OperationValues[],
  idOf: (operation: OperationValues) => number,
): Promise<void> {
  const rows = operations.flatMap((operation) =>
    operation.documents.map((document) => ({ ...document, operationId: idOf(operation) })),
  );
  if (rows.length === 0) return;
  await tx.execute(
    `INSERT INTO routing_operation_documents (organization_id, routing_operation_id, name, url, kind)
     SELECT $1, n.* FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[]) AS n`,
    [
      tx.organizationId,
      rows.map((row) => row.operationId),
      rows.map((row) => row.name),
      rows.map((row) => row.url),
      rows.map((row) => row.kind),
    ],
  );
}
