import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { type Tx, VersionedTable } from '../../platform/database/index.js';
import type { ManufacturingPlan } from '../engineering/index.js';
import type { OperationStatus } from './operation.states.js';
import {
  deleteSubstitutions,
  insertSubstitutions,
  substitutionKey,
  SUBSTITUTES_USED,
} from './order-substitutions.repository.js';
import { ProductionErrors } from './production.errors.js';
import { ProductionOrderEntity } from './production-order.entity.js';

export const productionOrders = new VersionedTable<ProductionOrderEntity>(ProductionOrderEntity, {
  notFound: ProductionErrors.orderNotFound,
  sorts: ['-id', 'code', 'priority'],
  search: ['code'],
});

/** What a reservation of a material refers to. */
export const MATERIAL_REFERENCE = 'production_order_material';
/** What the movements of an order refer to. */
export const ORDER_REFERENCE = 'production_order';

export interface OperationRow {
  id: number;
  sequence: number;
  operation_code: string | null;
  operation_name: string | null;
  status: OperationStatus;
  work_center_id: number;
  work_center_code: string;
  resource_id: number | null;
  printer_id: number | null;
  quantity_completed: Decimal;
  quantity_scrapped: Decimal;
  planned_setup_minutes: Decimal;
  planned_run_minutes: Decimal;
  actual_setup_minutes: Decimal | null;
  actual_run_minutes: Decimal | null;
  can_overlap: boolean;
  units_per_cycle: Decimal;
  rate_per_hour: Decimal;
  scrap_reason_id: number | null;
  scrap_notes: string | null;
  actual_start: Date | null;
  actual_end: Date | null;
}

export interface MaterialRow {
  id: number;
  operation_id: number;
  component_id: number;
  sku: string;
  unit: string;
  quantity_per: 'unit' | 'batch' | 'order';
  quantity_required: Decimal;
  quantity_allocated: Decimal;
  quantity_consumed: Decimal;
  quantity_returned: Decimal;
  unit_cost: Decimal | null;
  /** Lot that was consumed last. */
  lot_number: string | null;
  is_cost_only: boolean;
  is_optional: boolean;
  status: string;
  /** What it stands in for, and why. */
  alternate_of: { component_id: number; sku: string; reason: string } | null;
}

export function readOperations(tx: Tx, orderId: number): Promise<OperationRow[]> {
  return tx.query<OperationRow>(
    `SELECT o.id, o.sequence, o.operation_code, o.operation_name, o.status, o.work_center_id, w.code AS work_center_code,
            o.resource_id, o.printer_id, o.quantity_completed, o.quantity_scrapped, o.planned_setup_minutes,
            o.planned_run_minutes, o.actual_setup_minutes, o.actual_run_minutes, coalesce(r.can_overlap, false) AS can_overlap,
            coalesce(r.units_per_cycle, 1) AS units_per_cycle,
            coalesce(r.machine_rate_override, w.machine_rate_per_hour, 0)
              + coalesce(r.labor_rate_override, w.labor_rate_per_hour, 0)
              + coalesce(w.overhead_rate_per_hour, 0) AS rate_per_hour,
            o.scrap_reason_id, o.scrap_notes, o.actual_start, o.actual_end
       FROM production_order_operations o
       JOIN work_centers w ON w.organization_id = o.organization_id AND w.id = o.work_center_id
       LEFT JOIN routing_operations r ON r.organization_id = o.organization_id AND r.id = o.routing_operation_id
      WHERE o.organization_id = $1 AND o.production_order_id = $2 ORDER BY o.sequence`,
    [tx.organizationId, orderId],
  );
}

export function readMaterials(tx: Tx, orderId: number): Promise<MaterialRow[]> {
  return tx.query<MaterialRow>(
    `SELECT m.id, m.production_order_operation_id AS operation_id, m.component_id, p.sku, m.unit, m.quantity_per,
            m.quantity_required, m.quantity_allocated, m.quantity_consumed, m.quantity_returned, m.unit_cost, m.lot_number,
            m.is_cost_only, m.is_optional, m.status,
            CASE WHEN s.id IS NOT NULL
                 THEN json_build_object('component_id', s.original_product_id, 'sku', primary_product.sku, 'reason', s.reason)
            END AS alternate_of
       FROM production_order_operation_materials m
       JOIN production_order_operations o ON o.organization_id = m.organization_id AND o.id = m.production_order_operation_id
       JOIN products p ON p.organization_id = m.organization_id AND p.id = m.component_id
       LEFT JOIN production_order_materials s ON s.organization_id = m.organization_id AND s.id = m.substitution_id
       LEFT JOIN products primary_product
              ON primary_product.organization_id = s.organization_id AND primary_product.id = s.original_product_id
      WHERE m.organization_id = $1 AND o.production_order_id = $2 ORDER BY o.sequence, m.id`,
    [tx.organizationId, orderId],
  );
}

export interface NewOperation {
  routingOperationId: number | null;
  sequence: number;
  workCenterId: number;
  operationCode: string | null;
  operationName: string | null;
  setupMinutes: Decimal;
  runMinutes: Decimal;
}

/** Copies operations and materials of a plan into the order: three statements at most, whatever their number. */
export async function insertStructure(
  tx: Tx,
  orderId: number,
  operations: readonly NewOperation[],
  materials: ManufacturingPlan['materials'],
): Promise<void> {
  const made = await tx.query<{ id: number; sequence: number }>(
    `INSERT INTO production_order_operations (organization_id, production_order_id, routing_operation_id, sequence,
                                              work_center_id, operation_code, operation_name, planned_setup_minutes,
                                              planned_run_minutes)
     SELECT $1, $2, * FROM unnest($3::bigint[], $4::int[], $5::bigint[], $6::text[], $7::text[], $8::numeric[], $9::numeric[])
     RETURNING id, sequence`,
    [
      tx.organizationId,
      orderId,
      operations.map((operation) => operation.routingOperationId),
      operations.map((operation) => operation.sequence),
      operations.map((operation) => operation.workCenterId),
      operations.map((operation) => operation.operationCode),
      operations.map((operation) => operation.operationName),
      operations.map((operation) => operation.setupMinutes.toFixed()),
      operations.map((operation) => operation.runMinutes.toFixed()),
    ],
  );
  const bySequence = new Map(made.map((operation) => [operation.sequence, operation.id]));
  const first = made.reduce((least, operation) =>
    operation.sequence < least.sequence ? operation : least,
  ).id;
  if (materials.length === 0) return;
  const substitutions = await insertSubstitutions(tx, orderId, materials);
  await tx.execute(
    `INSERT INTO production_order_operation_materials
            (organization_id, production_order_operation_id, component_id, routing_operation_material_id, quantity_per, unit,
             quantity_required, unit_cost, is_cost_only, is_optional, substitution_id)
     SELECT $1, * FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::numeric[], $8::numeric[],
                              $9::bool[], $10::bool[], $11::bigint[])`,
    [
      tx.organizationId,
      materials.map((material) => bySequence.get(material.operationSequence ?? -1) ?? first),
      materials.map((material) => material.componentId),
      materials.map((material) => material.routingOperationMaterialId),
      materials.map((material) => material.quantityPer),
      materials.map((material) => material.unit),
      materials.map((material) => material.quantityRequired.toFixed()),
      materials.map((material) => material.unitCost?.toFixed() ?? null),
      materials.map((material) => material.isCostOnly),
      materials.map((material) => material.isOptional),
      materials.map((material) => material.substitution && substitutions.get(substitutionKey(material))!),
    ],
  );
}

export async function deleteStructure(tx: Tx, orderId: number): Promise<void> {
  await tx.execute(
    'DELETE FROM production_order_operations WHERE organization_id = $1 AND production_order_id = $2',
    [tx.organizationId, orderId],
  );
  await deleteSubstitutions(tx, orderId);
}

/** Writes on the materials what is reserved for them now. */
export async function refreshAllocation(tx: Tx, materialIds: readonly number[]): Promise<void> {
  await tx.execute(
    `UPDATE production_order_operation_materials m
        SET quantity_allocated = s.allocated,
            status = CASE WHEN m.quantity_consumed > 0 THEN m.status
                          WHEN s.allocated >= m.quantity_required AND s.allocated > 0 THEN 'allocated' ELSE 'pending' END,
            updated_at = now()
       FROM (SELECT id, coalesce((
                SELECT sum(r.quantity_open) FROM inventory_reservations r
                 WHERE r.organization_id = $1 AND r.reference_type = '${MATERIAL_REFERENCE}' AND r.reference_id = wanted.id
                   AND r.quantity_open > 0), 0) AS allocated
               FROM unnest($2::bigint[]) AS wanted (id)) s
      WHERE m.organization_id = $1 AND m.id = s.id`,
    [tx.organizationId, materialIds],
  );
}

export interface ConsumedMaterial {
  id: number;
  quantity: Decimal;
  transactionId: number | null;
  /** The last lot that it came from. */
  lotId: number | null;
  /** What came from which lot. */
  lots: { lotId: number | null; quantity: Decimal }[];
}

/** Adds what was consumed, and from which lots; `lot_number` and the transaction are those of the last movement. */
export async function addConsumption(
  tx: Tx,
  orderId: number,
  consumed: readonly ConsumedMaterial[],
): Promise<void> {
  if (consumed.length === 0) return;
  const lots = consumed.flatMap((material) => material.lots);
  await tx.execute(
    `WITH lots AS (
       INSERT INTO production_lot_consumptions (organization_id, production_order_id, material_lot_id, quantity_consumed, consumed_at)
       SELECT $1, $8, lot_id, sum(quantity), $5 FROM unnest($9::bigint[], $10::numeric[]) AS taken (lot_id, quantity)
        GROUP BY lot_id ORDER BY lot_id), ${SUBSTITUTES_USED}
     UPDATE production_order_operation_materials m
        SET quantity_consumed = m.quantity_consumed + c.quantity,
            lot_number = coalesce((SELECT l.lot_number FROM material_lots l WHERE l.organization_id = $1 AND l.id = c.lot_id),
                                  m.lot_number),
            inventory_transaction_id = coalesce(c.transaction_id, m.inventory_transaction_id), status = 'consumed',
            consumed_at = $5, consumed_by = $6, updated_at = now(),
            quantity_allocated = coalesce((
              SELECT sum(r.quantity_open) FROM inventory_reservations r
               WHERE r.organization_id = $1 AND r.reference_type = '${MATERIAL_REFERENCE}' AND r.reference_id = m.id
                 AND r.quantity_open > 0), 0)
       FROM unnest($2::bigint[], $3::numeric[], $4::bigint[], $7::bigint[]) AS c (id, quantity, transaction_id, lot_id)
      WHERE m.organization_id = $1 AND m.id = c.id`,
    [
      tx.organizationId,
      consumed.map((material) => material.id),
      consumed.map((material) => material.quantity.toFixed()),
      consumed.map((material) => material.transactionId),
      tx.now,
      tx.principal.userId,
      consumed.map((material) => material.lotId),
      orderId,
      lots.map((lot) => lot.lotId),
      lots.map((lot) => lot.quantity.toFixed()),
    ],
  );
}

/** Adds what was brought back of a material. */
export async function addReturn(tx: Tx, materialId: number, quantity: Decimal): Promise<void> {
  await tx.execute(
    `WITH ${SUBSTITUTES_USED}
     UPDATE production_order_operation_materials m
        SET quantity_returned = m.quantity_returned - u.quantity, updated_at = now(),
            status = CASE WHEN m.quantity_returned - u.quantity = m.quantity_consumed THEN 'returned' ELSE m.status END
       FROM unnest($2::bigint[], $3::numeric[]) AS u (id, quantity)
      WHERE m.organization_id = $1 AND m.id = u.id`,
    [tx.organizationId, [materialId], [quantity.negated().toFixed()]],
  );
}

export interface OperationChange {
  id: number;
  status: OperationStatus;
  good: Decimal;
  bad: Decimal;
  setupMinutes: Decimal;
  runMinutes: Decimal;
  scrapReasonId: number | null;
  scrapNotes: string | null;
  printerId: number | null;
  finished: boolean;
}

/** Adds reports to operations. */
export async function addReports(tx: Tx, changes: readonly OperationChange[]): Promise<void> {
  await tx.execute(
    `UPDATE production_order_operations o
        SET status = c.status, quantity_completed = o.quantity_completed + c.good,
            quantity_scrapped = o.quantity_scrapped + c.bad,
            actual_setup_minutes = coalesce(o.actual_setup_minutes, 0) + c.setup,
            actual_run_minutes = coalesce(o.actual_run_minutes, 0) + c.run,
            actual_start = coalesce(o.actual_start, $11), actual_end = CASE WHEN c.finished THEN $11 END,
            scrap_reason_id = coalesce(c.scrap_reason_id, o.scrap_reason_id),
            scrap_notes = coalesce(c.scrap_notes, o.scrap_notes), printer_id = coalesce(c.printer_id, o.printer_id),
            operator_id = coalesce($13, o.operator_id), updated_at = now()
       FROM unnest($2::bigint[], $3::text[], $4::numeric[], $5::numeric[], $6::numeric[], $7::numeric[], $8::bigint[],
                   $9::text[], $10::bool[], $12::bigint[])
            AS c (id, status, good, bad, setup, run, scrap_reason_id, scrap_notes, finished, printer_id)
      WHERE o.organization_id = $1 AND o.id = c.id`,
    [
      tx.organizationId,
      changes.map((change) => change.id),
      changes.map((change) => change.status),
      changes.map((change) => change.good.toFixed()),
      changes.map((change) => change.bad.toFixed()),
      changes.map((change) => change.setupMinutes.toFixed()),
      changes.map((change) => change.runMinutes.toFixed()),
      changes.map((change) => change.scrapReasonId),
      changes.map((change) => change.scrapNotes),
      changes.map((change) => change.finished),
      tx.now,
      changes.map((change) => change.printerId),
      tx.principal.userId,
    ],
  );
}

export async function setOperationStatus(
  tx: Tx,
  ids: readonly number[],
  status: OperationStatus,
): Promise<void> {
  await tx.execute(
    `UPDATE production_order_operations
        SET status = $3, actual_start = CASE WHEN $3 = 'running' THEN coalesce(actual_start, $4) ELSE actual_start END,
            updated_at = now()
      WHERE organization_id = $1 AND id = ANY($2::bigint[])`,
    [tx.organizationId, ids, status, tx.now],
  );
}

export function operationOf(operations: readonly OperationRow[], id: number): OperationRow {
  const operation = operations.find((candidate) => candidate.id === id);
  if (!operation) throw new DomainError(ProductionErrors.operationNotFound, { extra: { id } });
  return operation;
}
