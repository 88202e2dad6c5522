import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx, VersionedTable } from '../../platform/database/index.js';
import type { AlertSeverity, AlertType, KnownAlert, Reconciliation, WantedAlert } from './alerts.rules.js';
import { InventoryAlertRuleEntity } from './inventory-alert-rule.entity.js';
import { InventoryAlertSettingsEntity } from './inventory-alert-settings.entity.js';
import { InventoryErrors } from './inventory.errors.js';

export const alertRules = new VersionedTable<InventoryAlertRuleEntity>(InventoryAlertRuleEntity, {
  notFound: InventoryErrors.alertRuleNotFound,
  sorts: ['id'],
});

export const alertSettings = new VersionedTable<InventoryAlertSettingsEntity>(InventoryAlertSettingsEntity, {
  notFound: InventoryErrors.alertSettingsNotFound,
  sorts: ['id'],
});

/** The one row of the organization. */
export async function readAlertSettings(tx: Tx): Promise<InventoryAlertSettingsEntity> {
  const rows = await tx.query<InventoryAlertSettingsEntity>(
    `SELECT ${alertSettings.shown(tx)} FROM inventory_alert_settings WHERE organization_id = $1`,
    [tx.organizationId],
  );
  if (!rows[0]) throw new DomainError(InventoryErrors.alertSettingsNotFound);
  return rows[0];
}

/** Every organization starts with the settings' defaults. */
export async function seedAlertSettings(tx: Tx): Promise<void> {
  await tx.execute(
    `INSERT INTO inventory_alert_settings (organization_id) VALUES ($1)
     ON CONFLICT (organization_id) DO NOTHING`,
    [tx.organizationId],
  );
}

const HOUR_MS = 3_600_000;

/** An alert that was resolved after this instant does not come back yet. */
export function cooldownStart(tx: Tx, settings: InventoryAlertSettingsEntity): Date {
  return new Date(tx.now.getTime() - settings.cooldown_hours * HOUR_MS);
}

/** One evaluation of an organization at a time: two that meet would raise one alert twice, and one of them fail. */
export async function lockAlerts(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('inventory_alerts'), $1)`, [tx.organizationId]);
}

/** The same, when nobody has it; work in the background does not wait for others who do it. */
export async function tryLockAlerts(tx: Tx): Promise<boolean> {
  const rows = await tx.query<{ locked: boolean }>(
    `SELECT pg_try_advisory_xact_lock(hashtext('inventory_alerts'), $1) AS locked`,
    [tx.organizationId],
  );
  return rows[0]!.locked;
}

/** Products whose stock or reservations have changed since an instant. */
export async function readTouchedProducts(tx: Tx, since: Date): Promise<number[]> {
  const rows = await tx.query<{ product_id: number }>(
    `SELECT product_id FROM inventory WHERE organization_id = $1 AND updated_at > $2 GROUP BY product_id
     ORDER BY product_id`,
    [tx.organizationId, since],
  );
  return rows.map((row) => row.product_id);
}

/** Active alerts of the products and their material types, or all of them, with those resolved since an instant. */
export async function readKnownAlerts(
  tx: Tx,
  productIds: readonly number[] | null,
  cooldownSince: Date,
  type: AlertType | null = null,
): Promise<KnownAlert[]> {
  const found: KnownAlert[] = [];
  const rows = tx.rows<KnownAlert>(
    `SELECT id, product_id AS "productId", material_type_id AS "materialTypeId", location_id AS "locationId",
            alert_type AS type, severity, is_active AS "isActive"
       FROM inventory_alerts
      WHERE organization_id = $1 AND (is_active OR resolved_at > $3)
        AND ($2::bigint[] IS NULL OR product_id = ANY ($2) OR material_type_id IN (
              SELECT p.material_type_id FROM products p WHERE p.organization_id = $1 AND p.id = ANY ($2)))
        AND ($4::text IS NULL OR alert_type = $4)`,
    [tx.organizationId, productIds, cooldownSince, type],
  );
  for await (const alert of rows) found.push(alert);
  return found;
}

export interface AlertChange {
  id: number;
  alert_type: AlertType;
  product_id: number | null;
  material_type_id: number | null;
  location_id: number | null;
  severity: AlertSeverity;
  message: string;
  details: Record<string, unknown>;
}

const CHANGED = 'id, alert_type, product_id, material_type_id, location_id, severity, message, details';

export async function insertAlerts(tx: Tx, alerts: readonly WantedAlert[]): Promise<AlertChange[]> {
  if (alerts.length === 0) return [];
  return tx.query<AlertChange>(
    `INSERT INTO inventory_alerts (organization_id, product_id, material_type_id, location_id, alert_type, severity,
                                   threshold_value, current_value, suggested_quantity, message, details, last_seen_at)
     SELECT $1, product_id, material_type_id, location_id, type, severity, threshold, current, suggested, message, details, $12
       FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::numeric[], $8::numeric[],
                   $9::numeric[], $10::text[], $11::jsonb[])
         AS a (product_id, material_type_id, location_id, type, severity, threshold, current, suggested, message, details)
     RETURNING ${CHANGED}`,
    [
      tx.organizationId,
      alerts.map((alert) => alert.productId),
      alerts.map((alert) => alert.materialTypeId),
      alerts.map((alert) => alert.locationId),
      alerts.map((alert) => alert.type),
      ...columnsOf(alerts),
      tx.now,
    ],
  );
}

/** What is worse than what somebody has acknowledged is not acknowledged. */
export async function updateAlerts(tx: Tx, updated: Reconciliation['updated']): Promise<void> {
  if (updated.length === 0) return;
  await tx.execute(
    `UPDATE inventory_alerts alert
        SET severity = a.severity, threshold_value = a.threshold, current_value = a.current,
            suggested_quantity = a.suggested, message = a.message, details = a.details,
            occurrences = alert.occurrences + 1, last_seen_at = $10, updated_at = now(),
            acknowledged_at = CASE WHEN a.escalated THEN NULL ELSE alert.acknowledged_at END,
            acknowledged_by = CASE WHEN a.escalated THEN NULL ELSE alert.acknowledged_by END
       FROM unnest($2::bigint[], $3::text[], $4::numeric[], $5::numeric[], $6::numeric[], $7::text[], $8::jsonb[], $9::bool[])
         AS a (id, severity, threshold, current, suggested, message, details, escalated)
      WHERE alert.organization_id = $1 AND alert.id = a.id AND alert.is_active`,
    [
      tx.organizationId,
      updated.map(({ id }) => id),
      ...columnsOf(updated.map(({ alert }) => alert)),
      updated.map(({ escalated }) => escalated),
      tx.now,
    ],
  );
}

export async function resolveAlerts(
  tx: Tx,
  ids: readonly number[],
  resolution: { by: number | null; notes: string | null },
): Promise<AlertChange[]> {
  if (ids.length === 0) return [];
  return tx.query<AlertChange>(
    `UPDATE inventory_alerts
        SET is_active = false, resolved_at = $3, resolved_by = $4, resolution_notes = $5, updated_at = now()
      WHERE organization_id = $1 AND id = ANY ($2::bigint[]) AND is_active RETURNING ${CHANGED}`,
    [tx.organizationId, ids, tx.now, resolution.by, resolution.notes],
  );
}

function columnsOf(alerts: readonly WantedAlert[]): unknown[] {
  return [
    alerts.map((alert) => alert.severity),
    alerts.map((alert) => alert.threshold?.toFixed() ?? null),
    alerts.map((alert) => alert.current.toFixed()),
    alerts.map((alert) => alert.suggested?.toFixed() ?? null),
    alerts.map((alert) => alert.message),
    alerts.map((alert) => JSON.stringify(alert.details)),
  ];
}

/** An alert as it is shown. */
export interface AlertView {
  id: number;
  alert_type: AlertType;
  severity: AlertSeverity;
  product_id: number | null;
  sku: string | null;
  unit: string | null;
  material_type_id: number | null;
  material_type_code: string | null;
  location_id: number | null;
  location_code: string | null;
  threshold_value: Decimal | null;
  current_value: Decimal;
  suggested_quantity: Decimal | null;
  message: string;
  details: Record<string, unknown>;
  occurrences: number;
  is_active: boolean;
  created_at: Date;
  last_seen_at: Date;
  acknowledged_at: Date | null;
  acknowledged_by: number | null;
  resolved_at: Date | null;
  resolved_by: number | null;
  resolution_notes: string | null;
}

export interface AlertFilter extends ListOptions {
  alert_type?: string;
  severity?: string;
  product_id?: number;
  material_type_id?: number;
  location_id?: number;
  is_active?: boolean;
  is_acknowledged?: boolean;
}

const SELECT_ALERTS = `
  SELECT a.id, a.alert_type, a.severity, a.product_id, p.sku, coalesce(p.unit, r.unit) AS unit, a.material_type_id,
         m.code AS material_type_code, a.location_id, l.code AS location_code, a.threshold_value, a.current_value,
         a.suggested_quantity, a.message, a.details, a.occurrences, a.is_active, a.created_at, a.last_seen_at,
         a.acknowledged_at, a.acknowledged_by, a.resolved_at, a.resolved_by, a.resolution_notes
    FROM inventory_alerts a
    LEFT JOIN products p ON p.organization_id = a.organization_id AND p.id = a.product_id
    LEFT JOIN material_types m ON m.organization_id = a.organization_id AND m.id = a.material_type_id
    LEFT JOIN inventory_alert_rules r ON r.organization_id = a.organization_id AND r.material_type_id = a.material_type_id
    LEFT JOIN inventory_locations l ON l.organization_id = a.organization_id AND l.id = a.location_id`;

export async function listAlerts(tx: Tx, filter: AlertFilter): Promise<Page<AlertView>> {
  const parameters: unknown[] = [tx.organizationId];
  const place = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = ['a.organization_id = $1'];
  const columns = [
    'alert_type',
    'severity',
    'product_id',
    'material_type_id',
    'location_id',
    'is_active',
  ] as const;
  for (const column of columns) {
    if (filter[column] !== undefined) conditions.push(`a.${column} = ${place(filter[column])}`);
  }
  if (filter.is_acknowledged !== undefined) {
    conditions.push(`(a.acknowledged_at IS NOT NULL) = ${place(filter.is_acknowledged)}`);
  }
  const order = keyset(filter, ['-id'], place, 'a.');
  if (order.condition) conditions.push(order.condition);
  const rows = await tx.query<AlertView>(
    `${SELECT_ALERTS} WHERE ${conditions.join(' AND ')} ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
    parameters,
  );
  return toPage(rows, order);
}

export async function getAlert(tx: Tx, id: number): Promise<AlertView> {
  const rows = await tx.query<AlertView>(`${SELECT_ALERTS} WHERE a.organization_id = $1 AND a.id = $2`, [
    tx.organizationId,
    id,
  ]);
  if (!rows[0]) throw new DomainError(InventoryErrors.alertNotFound, { extra: { id } });
  return rows[0];
}

/** The alert, which stands still until the transaction ends, and is active. */
export async function lockActiveAlert(tx: Tx, id: number): Promise<{ acknowledged_at: Date | null }> {
  const rows = await tx.query<{ is_active: boolean; acknowledged_at: Date | null }>(
    'SELECT is_active, acknowledged_at FROM inventory_alerts WHERE organization_id = $1 AND id = $2 FOR UPDATE',
    [tx.organizationId, id],
  );
  if (!rows[0]) throw new DomainError(InventoryErrors.alertNotFound, { extra: { id } });
  if (!rows[0].is_active) throw new DomainError(InventoryErrors.alertResolved, { extra: { id } });
  return rows[0];
}

export async function acknowledgeAlert(tx: Tx, id: number): Promise<void> {
  await tx.execute(
    `UPDATE inventory_alerts SET acknowledged_at = $3, acknowledged_by = $4, updated_at = now()
      WHERE organization_id = $1 AND id = $2`,
    [tx.organizationId, id, tx.now, tx.principal.userId],
  );
}

export interface AlertCount {
  alert_type: AlertType;
  severity: AlertSeverity;
  active: number;
  acknowledged: number;
}

/** How many active alerts there are of each type and severity. */
export function countAlerts(tx: Tx): Promise<AlertCount[]> {
  return tx.query<AlertCount>(
    `SELECT alert_type, severity, count(*) AS active, count(acknowledged_at) AS acknowledged
       FROM inventory_alerts WHERE organization_id = $1 AND is_active GROUP BY 1, 2 ORDER BY 1, 2`,
    [tx.organizationId],
  );
}
