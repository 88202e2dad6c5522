import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx } from '../../platform/database/index.js';
import { remainingLengthM } from './spool.rules.js';
import { SpoolsErrors } from './spools.errors.js';

/** A spool as it is shown. */
export interface SpoolView {
  id: number;
  spool_number: string;
  product_id: number;
  sku: string;
  product_name: string;
  material_lot_id: number | null;
  lot_number: string | null;
  supplier_lot_number: string | null;
  location_id: number | null;
  location_code: string | null;
  printer_id: number | null;
  purchase_order_line_id: number | null;
  initial_weight_kg: Decimal;
  current_weight_kg: Decimal;
  tare_weight_kg: Decimal | null;
  remaining_length_m: Decimal | null;
  status: string;
  received_date: string | null;
  expiry_date: string | null;
  notes: string | null;
  created_at: Date;
  updated_at: Date;
  version: number;
}

interface SpoolRow extends Omit<SpoolView, 'remaining_length_m'> {
  density_g_cm3: Decimal | null;
  diameter_mm: Decimal | null;
}

const SELECT = `
  SELECT s.id, s.spool_number, s.product_id, p.sku, p.name AS product_name, s.material_lot_id, lot.lot_number,
         s.supplier_lot_number, s.location_id, l.code AS location_code, s.printer_id, s.purchase_order_line_id,
         s.initial_weight_kg, s.current_weight_kg, s.tare_weight_kg, s.status, s.received_date, s.expiry_date, s.notes,
         s.created_at, s.updated_at, s.version, m.density_g_cm3, m.diameter_mm
    FROM material_spools s
    JOIN products p ON p.organization_id = s.organization_id AND p.id = s.product_id
    LEFT JOIN material_types m ON m.organization_id = s.organization_id AND m.id = p.material_type_id
    LEFT JOIN material_lots lot ON lot.organization_id = s.organization_id AND lot.id = s.material_lot_id
    LEFT JOIN inventory_locations l ON l.organization_id = s.organization_id AND l.id = s.location_id`;

export async function getSpool(tx: Tx, id: number): Promise<SpoolView> {
  const rows = await tx.query<SpoolRow>(`${SELECT} WHERE s.organization_id = $1 AND s.id = $2`, [
    tx.organizationId,
    id,
  ]);
  if (!rows[0]) throw new DomainError(SpoolsErrors.spoolNotFound, { extra: { id } });
  return toView(rows[0]);
}

export interface SpoolFilter extends Omit<ListOptions, 'where'> {
  product_id?: number;
  status?: string;
  location_id?: number;
  material_lot_id?: number;
  printer_id?: number;
}

const FILTERS = ['product_id', 'status', 'location_id', 'material_lot_id', 'printer_id'] as const;

/** One page of spools. */
export async function listSpools(tx: Tx, filter: SpoolFilter): Promise<Page<SpoolView>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['s.organization_id = $1'];
  for (const column of FILTERS) {
    if (filter[column] !== undefined) conditions.push(`s.${column} = ${place(filter[column])}`);
  }
  if (filter.search) {
    conditions.push(`s.spool_number ILIKE ${place(`%${filter.search.replace(/[\\%_]/g, '\\$&')}%`)}`);
  }
  const order = keyset(filter, ['id', 'spool_number', 'current_weight_kg'], place, 's.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<SpoolRow>(
    `${SELECT} WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  const page = toPage(rows, order);
  return { ...page, data: page.data.map(toView) };
}

function toView({ density_g_cm3: density, diameter_mm: diameter, ...row }: SpoolRow): SpoolView {
  return { ...row, remaining_length_m: remainingLengthM(row.current_weight_kg, density, diameter) };
}

/** One change of a spool's weight. */
export interface SpoolMovementView {
  id: number;
  kind: string;
  weight_change_kg: Decimal;
  inventory_transaction_id: number | null;
  production_order_id: number | null;
  notes: string | null;
  created_by: number | null;
  created_at: Date;
}

/** One page of a spool's history, newest first. */
export async function listSpoolMovements(
  tx: Tx,
  spoolId: number,
  options: ListOptions,
): Promise<Page<SpoolMovementView>> {
  await getSpool(tx, spoolId);
  const parameters: unknown[] = [tx.organizationId, spoolId];
  const order = keyset(options, ['-id'], (value) => `$${parameters.push(value)}`);
  const rows = await tx.query<SpoolMovementView>(
    `SELECT id, kind, weight_change_kg, inventory_transaction_id, production_order_id, notes, created_by, created_at
       FROM spool_movements
      WHERE organization_id = $1 AND spool_id = $2 ${order.condition ? `AND ${order.condition}` : ''}
      ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}
