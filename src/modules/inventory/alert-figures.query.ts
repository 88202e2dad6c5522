import type { Decimal } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';

/** Stock that may be used: as the ledger picks it. `today` is the organization's business day. */
const USABLE = `l.type <> 'quarantine' AND (lot.id IS NULL OR lot.status IN ('active', 'depleted'))
            AND (lot.expiration_date IS NULL OR lot.expiration_date > $3::date)`;

const RULES_OF_PRODUCTS = `
  rule AS (
    SELECT * FROM inventory_alert_rules
     WHERE organization_id = $1 AND is_active AND product_id IS NOT NULL
       AND ($2::bigint[] IS NULL OR product_id = ANY ($2))
  ), inside AS (
    SELECT DISTINCT location_id AS root, location_id AS id FROM rule WHERE location_id IS NOT NULL
    UNION
    SELECT inside.root, l.id FROM inside
      JOIN inventory_locations l ON l.organization_id = $1 AND l.parent_id = inside.id
  )`;

export interface ProductFigureRow {
  product_id: number;
  location_id: number | null;
  sku: string;
  unit: string;
  location_code: string | null;
  usable: Decimal;
  available: Decimal;
  physical: Decimal;
  minimum_quantity: Decimal | null;
  reorder_point: Decimal | null;
  reorder_qty: Decimal | null;
  maximum_quantity: Decimal | null;
  watch_empty: boolean;
}

/**
 * Stock and thresholds of products, everywhere and below each location that a threshold names. One statement, whatever
 * the number of products; null asks for all of them.
 */
export function readProductFigures(
  tx: Tx,
  productIds: readonly number[] | null,
  today: string,
): AsyncIterable<ProductFigureRow> {
  return tx.rows<ProductFigureRow>(
    `WITH RECURSIVE ${RULES_OF_PRODUCTS}, stock AS (
       SELECT i.product_id, i.location_id, i.on_hand_quantity, i.available_quantity, ${USABLE} AS usable
         FROM inventory i
         JOIN inventory_locations l ON l.organization_id = i.organization_id AND l.id = i.location_id
         LEFT JOIN material_lots lot ON lot.organization_id = i.organization_id AND lot.id = i.lot_id
        WHERE i.organization_id = $1 AND ($2::bigint[] IS NULL OR i.product_id = ANY ($2))
          AND (i.on_hand_quantity <> 0 OR i.allocated_quantity <> 0)
     ), total AS (
       SELECT product_id, 0 AS root, sum(on_hand_quantity) AS physical,
              sum(on_hand_quantity) FILTER (WHERE usable) AS usable,
              sum(available_quantity) FILTER (WHERE usable) AS available
         FROM stock GROUP BY product_id
       UNION ALL
       SELECT stock.product_id, inside.root, sum(on_hand_quantity), sum(on_hand_quantity) FILTER (WHERE usable),
              sum(available_quantity) FILTER (WHERE usable)
         FROM rule
         JOIN inside ON inside.root = rule.location_id
         JOIN stock ON stock.product_id = rule.product_id AND stock.location_id = inside.id
        GROUP BY 1, 2
     ), scope AS (
       SELECT p.id AS product_id, 0 AS root FROM products p
        WHERE p.organization_id = $1 AND ($2::bigint[] IS NULL OR p.id = ANY ($2))
       UNION ALL
       SELECT product_id, location_id FROM rule WHERE location_id IS NOT NULL
     )
     SELECT p.id AS product_id, nullif(scope.root, 0) AS location_id, p.sku, p.unit, place.code AS location_code,
            coalesce(total.usable, 0) AS usable, coalesce(total.available, 0) AS available,
            coalesce(total.physical, 0) AS physical,
            coalesce(rule.minimum_quantity, CASE WHEN scope.root = 0 THEN nullif(p.safety_stock, 0) END) AS minimum_quantity,
            coalesce(rule.reorder_point, CASE WHEN scope.root = 0 THEN p.reorder_point END) AS reorder_point,
            CASE WHEN scope.root = 0 THEN p.reorder_qty END AS reorder_qty, rule.maximum_quantity,
            scope.root = 0 AND p.stocking_policy = 'make_to_stock' AND v.last_effective_at IS NOT NULL AS watch_empty
       FROM scope
       JOIN products p ON p.organization_id = $1 AND p.id = scope.product_id
       LEFT JOIN rule ON rule.product_id = scope.product_id AND coalesce(rule.location_id, 0) = scope.root
       LEFT JOIN total ON total.product_id = scope.product_id AND total.root = scope.root
       LEFT JOIN inventory_locations place ON place.organization_id = $1 AND place.id = scope.root
       LEFT JOIN inventory_valuations v ON v.organization_id = $1 AND v.product_id = scope.product_id
      WHERE p.is_active AND p.item_type <> 'service' AND p.stocking_policy <> 'phantom'`,
    [tx.organizationId, productIds, today],
  );
}

export interface MaterialFigureRow {
  material_type_id: number;
  code: string;
  rule_unit: string;
  /** Stock unit of some of its products; null when it has none in stock. */
  unit: string | null;
  usable: Decimal;
  available: Decimal;
  physical: Decimal;
  minimum_quantity: Decimal | null;
  reorder_point: Decimal | null;
  maximum_quantity: Decimal | null;
}

/** Stock of material types that have thresholds, by the stock unit of their products. */
export function readMaterialFigures(
  tx: Tx,
  productIds: readonly number[] | null,
  today: string,
): Promise<MaterialFigureRow[]> {
  return tx.query<MaterialFigureRow>(
    `SELECT r.material_type_id, m.code, r.unit AS rule_unit, s.unit, coalesce(s.usable, 0) AS usable,
            coalesce(s.available, 0) AS available, coalesce(s.physical, 0) AS physical, r.minimum_quantity,
            r.reorder_point, r.maximum_quantity
       FROM inventory_alert_rules r
       JOIN material_types m ON m.organization_id = r.organization_id AND m.id = r.material_type_id
       LEFT JOIN LATERAL (
         SELECT p.unit, sum(i.on_hand_quantity) AS physical,
                sum(i.on_hand_quantity) FILTER (WHERE ${USABLE}) AS usable,
                sum(i.available_quantity) FILTER (WHERE ${USABLE}) AS available
           FROM products p
           JOIN inventory i ON i.organization_id = p.organization_id AND i.product_id = p.id
           JOIN inventory_locations l ON l.organization_id = i.organization_id AND l.id = i.location_id
           LEFT JOIN material_lots lot ON lot.organization_id = i.organization_id AND lot.id = i.lot_id
          WHERE p.organization_id = r.organization_id AND p.material_type_id = r.material_type_id AND p.is_active
          GROUP BY p.unit) s ON true
      WHERE r.organization_id = $1 AND r.is_active AND r.material_type_id IS NOT NULL
        AND ($2::bigint[] IS NULL OR r.material_type_id IN (
              SELECT p.material_type_id FROM products p WHERE p.organization_id = $1 AND p.id = ANY ($2)))`,
    [tx.organizationId, productIds, today],
  );
}

export interface ExpiringLotRow {
  product_id: number;
  location_id: number | null;
  sku: string;
  unit: string;
  location_code: string | null;
  lot_id: number;
  lot_number: string;
  expiration_date: string;
  days_left: number;
  expiring_days: number;
  quantity: Decimal;
}

/** Lots in stock that have expired or will within the days of their product, or of a place with days of its own. */
export function readExpiringLots(
  tx: Tx,
  productIds: readonly number[] | null,
  today: string,
  defaultDays: number,
): Promise<ExpiringLotRow[]> {
  return tx.query<ExpiringLotRow>(
    `WITH RECURSIVE ${RULES_OF_PRODUCTS}, lot AS (
       SELECT i.product_id, i.location_id, lot.id, lot.lot_number, lot.expiration_date,
              lot.expiration_date - $3::date AS days_left, i.on_hand_quantity
         FROM material_lots lot
         JOIN inventory i ON i.organization_id = lot.organization_id AND i.lot_id = lot.id AND i.on_hand_quantity > 0
        WHERE lot.organization_id = $1 AND lot.expiration_date IS NOT NULL
          AND lot.expiration_date <= $3::date + greatest($4::int, (SELECT max(expiring_days) FROM rule))
          AND ($2::bigint[] IS NULL OR lot.product_id = ANY ($2))
     ), found AS (
       SELECT lot.product_id, 0 AS root, coalesce(rule.expiring_days, $4::int) AS expiring_days, lot.id, lot.lot_number,
              lot.expiration_date, lot.days_left, lot.on_hand_quantity
         FROM lot LEFT JOIN rule ON rule.product_id = lot.product_id AND rule.location_id IS NULL
       UNION ALL
       SELECT lot.product_id, inside.root, rule.expiring_days, lot.id, lot.lot_number, lot.expiration_date, lot.days_left,
              lot.on_hand_quantity
         FROM lot
         JOIN inside ON inside.id = lot.location_id
         JOIN rule ON rule.product_id = lot.product_id AND rule.location_id = inside.root
        WHERE rule.expiring_days IS NOT NULL
     )
     SELECT found.product_id, nullif(found.root, 0) AS location_id, p.sku, p.unit, place.code AS location_code,
            found.id AS lot_id, found.lot_number, found.expiration_date, found.days_left, found.expiring_days,
            sum(found.on_hand_quantity) AS quantity
       FROM found
       JOIN products p ON p.organization_id = $1 AND p.id = found.product_id
       LEFT JOIN inventory_locations place ON place.organization_id = $1 AND place.id = found.root
      WHERE found.days_left <= greatest(found.expiring_days, 0)
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`,
    [tx.organizationId, productIds, today, defaultDays],
  );
}

export interface LastCountRow {
  movement_id: number;
  product_id: number;
  location_id: number;
  lot_id: number | null;
  sku: string;
  unit: string;
  location_code: string;
  counted_quantity: Decimal | null;
  /** What the count changed, with what was entered for before it since. */
  difference: Decimal;
  /** A stocktake tells of its discrepancies itself. */
  of_document: boolean;
  /** Told of before, or before what was told of. */
  is_known: boolean;
}

/** The latest count of each place within the last days; older ones are history. */
export function readLastCounts(
  tx: Tx,
  productIds: readonly number[] | null,
  since: Date,
): Promise<LastCountRow[]> {
  return tx.query<LastCountRow>(
    `WITH told AS (
       SELECT product_id, location_id, max(last_seen_at) AS last_seen_at,
              max((details ->> 'movement_id')::bigint) AS movement_id
         FROM inventory_alerts
        WHERE organization_id = $1 AND alert_type = 'discrepancy' AND last_seen_at > $3
          AND ($2::bigint[] IS NULL OR product_id = ANY ($2))
        GROUP BY 1, 2
     ), last AS (
       SELECT DISTINCT ON (t.product_id, coalesce(t.to_location_id, t.from_location_id), t.lot_id)
              t.id, t.product_id, coalesce(t.to_location_id, t.from_location_id) AS location_id, t.lot_id,
              t.counted_quantity, t.reference_type IS NOT NULL AS of_document, t.created_at,
              CASE WHEN t.from_location_id IS NULL THEN t.quantity ELSE -t.quantity END + coalesce((
                SELECT sum(CASE WHEN c.from_location_id IS NULL THEN c.quantity ELSE -c.quantity END)
                  FROM inventory_transactions c
                 WHERE c.organization_id = $1 AND c.revalues_id = t.id AND c.transaction_type = 'count'), 0) AS difference
         FROM inventory_transactions t
        WHERE t.organization_id = $1 AND t.transaction_type = 'count' AND t.revalues_id IS NULL AND t.effective_at > $3
          AND ($2::bigint[] IS NULL OR t.product_id = ANY ($2))
        ORDER BY t.product_id, coalesce(t.to_location_id, t.from_location_id), t.lot_id, t.effective_at DESC, t.id DESC
     )
     SELECT last.id AS movement_id, last.product_id, last.location_id, last.lot_id, p.sku, p.unit, l.code AS location_code,
            last.counted_quantity, last.difference, last.of_document,
            coalesce(last.id <= told.movement_id OR (told.movement_id IS NULL AND last.created_at <= told.last_seen_at), false)
              AS is_known
       FROM last
       JOIN products p ON p.organization_id = $1 AND p.id = last.product_id
       JOIN inventory_locations l ON l.organization_id = $1 AND l.id = last.location_id
       LEFT JOIN told ON told.product_id = last.product_id AND told.location_id = last.location_id`,
    [tx.organizationId, productIds, since],
  );
}

export interface DiscrepancyRuleRow {
  product_id: number;
  location_id: number | null;
  discrepancy_percent: Decimal | null;
  discrepancy_quantity: Decimal | null;
}

/** Tolerances of counts that people have set for products, everywhere or at a place. */
export function readDiscrepancyRules(tx: Tx, productIds: readonly number[]): Promise<DiscrepancyRuleRow[]> {
  return tx.query<DiscrepancyRuleRow>(
    `SELECT product_id, location_id, discrepancy_percent, discrepancy_quantity FROM inventory_alert_rules
      WHERE organization_id = $1 AND is_active AND product_id = ANY ($2)
        AND num_nonnulls(discrepancy_percent, discrepancy_quantity) > 0`,
    [tx.organizationId, productIds],
  );
}

/** What places are called in messages, in the order asked for. */
export async function readPlaceLabels(
  tx: Tx,
  places: readonly { productId: number; locationId: number }[],
): Promise<{ label: string; unit: string }[]> {
  return tx.query<{ label: string; unit: string }>(
    `SELECT p.sku || ' at ' || l.code AS label, p.unit
       FROM unnest($2::bigint[], $3::bigint[]) WITH ORDINALITY AS asked (product_id, location_id, place)
       JOIN products p ON p.organization_id = $1 AND p.id = asked.product_id
       JOIN inventory_locations l ON l.organization_id = $1 AND l.id = asked.location_id
      ORDER BY asked.place`,
    [tx.organizationId, places.map((place) => place.productId), places.map((place) => place.locationId)],
  );
}

export async function findMaterialType(tx: Tx, id: number): Promise<boolean> {
  const rows = await tx.query('SELECT 1 FROM material_types WHERE organization_id = $1 AND id = $2', [
    tx.organizationId,
    id,
  ]);
  return rows.length > 0;
}
