import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { addToGroup } from '../../kernel/group-by.js';
import { keyset, type ListOptions, toPage, type Tx, VersionedTable } from '../../platform/database/index.js';
import { EngineeringErrors } from './engineering.errors.js';
import { RoutingEntity } from './routing.entity.js';
import type { OperationMaterialValues, OperationValues } from './routing.rules.js';
import {
  type AlternateView,
  type DocumentView,
  insertAlternates,
  insertDocuments,
  readAlternates,
  readDocuments,
} from './routing-extras.repository.js';

export const routings = new VersionedTable<RoutingEntity>(RoutingEntity, {
  notFound: EngineeringErrors.routingNotFound,
  sorts: ['id'],
});

export interface RoutingSummary {
  id: number;
  product_id: number | null;
  sku: string | null;
  product_name: string | null;
  code: string;
  name: string | null;
  is_template: boolean;
  routing_version: number;
  revision: string | null;
  is_active: boolean;
  total_setup_time_minutes: Decimal | null;
  total_run_time_minutes: Decimal | null;
  notes: string | null;
  created_at: Date;
  updated_at: Date;
  version: number;
}

export interface OperationMaterialView extends OperationMaterialValues {
  id: number;
  sku: string;
  component_name: string;
  stock_unit: string;
}

export type OperationView = Omit<
  OperationValues,
  'materials' | 'operation_name' | 'alternates' | 'documents'
> & {
  id: number;
  operation_name: string | null;
  work_center_code: string;
  alternates: AlternateView[];
  documents: DocumentView[];
  materials: OperationMaterialView[];
};

export type RoutingView = RoutingSummary & { operations: OperationView[] };

const SUMMARY = `t.id, t.product_id, p.sku, p.name AS product_name, t.code, t.name, t.is_template, t.routing_version,
  t.revision, t.is_active, t.total_setup_time_minutes, t.total_run_time_minutes, t.notes, t.created_at, t.updated_at,
  t.version`;
const FROM =
  'routings t LEFT JOIN products p ON p.organization_id = t.organization_id AND p.id = t.product_id';

export interface RoutingFilter extends ListOptions {
  product_id?: number;
  is_active?: boolean;
  is_template?: boolean;
}

/** Routings without their operations. */
export async function listRoutings(tx: Tx, filter: RoutingFilter): Promise<Page<RoutingSummary>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['t.organization_id = $1'];
  for (const column of ['product_id', 'is_active', 'is_template'] as const) {
    if (filter[column] !== undefined) conditions.push(`t.${column} = ${place(filter[column])}`);
  }
  if (filter.search) {
    const part = place(filter.search);
    conditions.push(`strpos(lower(concat_ws(' ', p.sku, p.name, t.code, t.name)), lower(${part})) > 0`);
  }
  const order = keyset(filter, ['-id', 'code'], place, 't.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<RoutingSummary>(
    `SELECT ${SUMMARY} FROM ${FROM} WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}

/** The routing with its operations and what belongs to them: five statements. */
export async function readRouting(tx: Tx, id: number): Promise<RoutingView> {
  const [routing] = await tx.query<RoutingSummary>(
    `SELECT ${SUMMARY} FROM ${FROM} WHERE t.organization_id = $1 AND t.id = $2`,
    [tx.organizationId, id],
  );
  if (!routing) throw new DomainError(EngineeringErrors.routingNotFound, { extra: { id } });
  const operations = await tx.query<Omit<OperationView, 'materials' | 'alternates' | 'documents'>>(
    `SELECT o.id, o.sequence, o.work_center_id, w.code AS work_center_code, o.operation_code, o.operation_name,
            o.description, o.setup_time_minutes, o.run_time_minutes, o.wait_time_minutes, o.move_time_minutes,
            o.units_per_cycle, o.scrap_rate_percent, o.labor_rate_override, o.machine_rate_override,
            before.sequence AS predecessor_sequence, o.can_overlap,
            o.overlap_quantity, o.instructions
       FROM routing_operations o
       JOIN work_centers w ON w.organization_id = o.organization_id AND w.id = o.work_center_id
       LEFT JOIN routing_operations before
         ON before.organization_id = o.organization_id AND before.id = o.predecessor_operation_id
      WHERE o.organization_id = $1 AND o.routing_id = $2 ORDER BY o.sequence`,
    [tx.organizationId, id],
  );
  const materials = byOperation(await readMaterials(tx, id));
  const alternates = byOperation(await readAlternates(tx, id));
  const documents = byOperation(await readDocuments(tx, id));
  return {
    ...routing,
    operations: operations.map((operation) => ({
      ...operation,
      alternates: alternates.get(operation.id) ?? [],
      documents: documents.get(operation.id) ?? [],
      materials: materials.get(operation.id) ?? [],
    })),
  };
}

function byOperation<Row extends { routing_operation_id: number }>(
  rows: readonly Row[],
): Map<number, Omit<Row, 'routing_operation_id'>[]> {
  const groups = new Map<number, Omit<Row, 'routing_operation_id'>[]>();
  for (const { routing_operation_id: id, ...row } of rows) addToGroup(groups, id, row);
  return groups;
}

function readMaterials(
  tx: Tx,
  routingId: number,
): Promise<(OperationMaterialView & { routing_operation_id: number })[]> {
  return tx.query(
    `SELECT m.routing_operation_id, m.id, m.component_id, p.sku, p.name AS component_name, p.unit AS stock_unit, m.quantity,
            m.quantity_per, m.unit, m.scrap_factor, m.is_cost_only, m.is_optional, m.notes
       FROM routing_operation_materials m
       JOIN routing_operations o ON o.organization_id = m.organization_id AND o.id = m.routing_operation_id
       JOIN products p ON p.organization_id = m.organization_id AND p.id = m.component_id
      WHERE m.organization_id = $1 AND o.routing_id = $2 ORDER BY m.id`,
    [tx.organizationId, routingId],
  );
}

/** No routing of the product is active any more, so that another one can become it. */
export async function deactivateRoutings(tx: Tx, productId: number): Promise<void> {
  await tx.execute(
    `UPDATE routings SET is_active = false, version = version + 1, updated_at = now()
      WHERE organization_id = $1 AND product_id = $2 AND is_active`,
    [tx.organizationId, productId],
  );
}

/** The next version of the product's routing; the structure lock makes the number safe. */
export async function nextRoutingVersion(tx: Tx, productId: number): Promise<number> {
  const [row] = await tx.query<{ next: number }>(
    `SELECT 1 + coalesce(max(routing_version), 0) AS next FROM routings
      WHERE organization_id = $1 AND product_id = $2`,
    [tx.organizationId, productId],
  );
  return row!.next;
}

export async function deleteOperations(tx: Tx, routingId: number): Promise<void> {
  await tx.execute('DELETE FROM routing_operations WHERE organization_id = $1 AND routing_id = $2', [
    tx.organizationId,
    routingId,
  ]);
}

/** Writes operations and what belongs to them: five statements at most, however many. */
export async function insertOperations(
  tx: Tx,
  routingId: number,
  operations: readonly OperationValues[],
): Promise<void> {
  const column = <K extends keyof OperationValues>(name: K) => operations.map((operation) => operation[name]);
  const inserted = await tx.query<{ id: number; sequence: number }>(
    `INSERT INTO routing_operations (organization_id, routing_id, sequence, work_center_id, operation_code, operation_name,
                                     description, setup_time_minutes, run_time_minutes, wait_time_minutes, move_time_minutes,
                                     units_per_cycle, scrap_rate_percent, labor_rate_override, machine_rate_override,
                                     can_overlap, overlap_quantity, instructions)
     SELECT $1, $2, n.* FROM unnest($3::int[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::numeric[],
       $9::numeric[], $10::numeric[], $11::numeric[], $12::numeric[], $13::numeric[], $14::numeric[], $15::numeric[],
       $16::boolean[], $17::numeric[], $18::text[]) AS n
     RETURNING id, sequence`,
    [
      tx.organizationId,
      routingId,
      column('sequence'),
      column('work_center_id'),
      column('operation_code'),
      column('operation_name'),
      column('description'),
      column('setup_time_minutes'),
      column('run_time_minutes'),
      column('wait_time_minutes'),
      column('move_time_minutes'),
      column('units_per_cycle'),
      column('scrap_rate_percent'),
      column('labor_rate_override'),
      column('machine_rate_override'),
      column('can_overlap'),
      column('overlap_quantity'),
      column('instructions'),
    ],
  );
  await linkPredecessors(tx, routingId, operations);
  const ids = new Map(inserted.map((row) => [row.sequence, row.id]));
  await insertMaterials(
    tx,
    operations.flatMap(({ sequence, materials }) =>
      materials.map((material) => ({ ...material, routing_operation_id: ids.get(sequence)! })),
    ),
  );
  const idOf = ({ sequence }: OperationValues) => ids.get(sequence)!;
  await insertAlternates(tx, operations, idOf);
  await insertDocuments(tx, operations, idOf);
}

async function linkPredecessors(
  tx: Tx,
  routingId: number,
  operations: readonly OperationValues[],
): Promise<void> {
  const following = operations.filter((operation) => operation.predecessor_sequence !== null);
  await tx.execute(
    `UPDATE routing_operations o SET predecessor_operation_id = before.id
       FROM unnest($3::int[], $4::int[]) AS n (sequence, predecessor)
       JOIN routing_operations before
         ON before.organization_id = $1 AND before.routing_id = $2 AND before.sequence = n.predecessor
      WHERE o.organization_id = $1 AND o.routing_id = $2 AND o.sequence = n.sequence`,
    [
      tx.organizationId,
      routingId,
      following.map((operation) => operation.sequence),
      following.map((operation) => operation.predecessor_sequence),
    ],
  );
}

async function insertMaterials(
  tx: Tx,
  materials: readonly (OperationMaterialValues & { routing_operation_id: number })[],
): Promise<void> {
  await tx.execute(
    `INSERT INTO routing_operation_materials (organization_id, routing_operation_id, component_id, quantity, quantity_per,
                                              unit, scrap_factor, is_cost_only, is_optional, notes)
     SELECT $1, n.* FROM unnest($2::bigint[], $3::bigint[], $4::numeric[], $5::text[], $6::text[], $7::numeric[],
       $8::boolean[], $9::boolean[], $10::text[]) AS n`,
    [
      tx.organizationId,
      materials.map((material) => material.routing_operation_id),
      materials.map((material) => material.component_id),
      materials.map((material) => material.quantity),
      materials.map((material) => material.quantity_per),
      materials.map((material) => material.unit),
      materials.map((material) => material.scrap_factor),
      materials.map((material) => material.is_cost_only),
      materials.map((material) => material.is_optional),
      materials.map((material) => material.notes),
    ],
  );
}
