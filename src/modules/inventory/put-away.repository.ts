import type { Decimal } from '../../kernel/decimal.js';
import { type Tx, VersionedTable } from '../../platform/database/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { PutAwayRuleEntity } from './put-away-rule.entity.js';
import { type FittingRule, Occupancy } from './put-away.rules.js';

export const putAwayRules = new VersionedTable<PutAwayRuleEntity>(PutAwayRuleEntity, {
  notFound: InventoryErrors.putAwayRuleNotFound,
  sorts: ['priority', 'id', 'location_id'],
});

const ANYTHING = 1_000_000;

/** The active rules of a warehouse that fit the products, by themselves, by their categories or for anything. */
export async function readFittingRules(
  tx: Tx,
  warehouseId: number,
  productIds: readonly number[],
): Promise<FittingRule[]> {
  const rows = await tx.query<{
    rule_id: number;
    product_id: number;
    location_id: number;
    rank: number;
    priority: number;
    of_product: boolean;
    capacity: Decimal | null;
  }>(
    `WITH RECURSIVE categories AS (
       SELECT p.id AS product_id, p.category_id, 1 AS rank FROM products p
        WHERE p.organization_id = $1 AND p.id = ANY ($3::bigint[]) AND p.category_id IS NOT NULL
       UNION ALL
       SELECT categories.product_id, c.parent_id, categories.rank + 1
         FROM categories
         JOIN item_categories c ON c.organization_id = $1 AND c.id = categories.category_id
        WHERE c.parent_id IS NOT NULL
     ), fitting AS (
       SELECT r.id, r.product_id, 0 AS rank FROM put_away_rules r
        WHERE r.organization_id = $1 AND r.product_id = ANY ($3::bigint[])
       UNION ALL
       SELECT r.id, categories.product_id, categories.rank
         FROM put_away_rules r JOIN categories ON categories.category_id = r.category_id
        WHERE r.organization_id = $1
       UNION ALL
       SELECT r.id, product.id, ${ANYTHING} FROM put_away_rules r CROSS JOIN unnest($3::bigint[]) AS product (id)
        WHERE r.organization_id = $1 AND r.product_id IS NULL AND r.category_id IS NULL
     )
     SELECT r.id AS rule_id, fitting.product_id, r.location_id, fitting.rank, r.priority,
            r.product_id IS NOT NULL AS of_product, r.capacity
       FROM fitting
       JOIN put_away_rules r ON r.organization_id = $1 AND r.id = fitting.id AND r.is_active
       JOIN inventory_locations l ON l.organization_id = $1 AND l.id = r.location_id
                                 AND l.is_active AND l.warehouse_id = $2`,
    [tx.organizationId, warehouseId, productIds],
  );
  return rows.map((row) => ({
    ruleId: row.rule_id,
    productId: row.product_id,
    locationId: row.location_id,
    rank: row.rank,
    priority: row.priority,
    ofProduct: row.of_product,
    capacity: row.capacity,
  }));
}

/** Locks rules in key order: of all who put away by a rule, one at a time looks at the room that it leaves. */
export async function lockRules(tx: Tx, ruleIds: readonly number[]): Promise<void> {
  await tx.query(
    'SELECT 1 FROM put_away_rules WHERE organization_id = $1 AND id = ANY ($2::bigint[]) ORDER BY id FOR UPDATE',
    [tx.organizationId, ruleIds],
  );
}

/** What lies at the locations of rules, and the locations' codes. */
export async function readOccupancy(
  tx: Tx,
  locationIds: readonly number[],
): Promise<{ occupancy: Occupancy; codes: Map<number, string> }> {
  const rows = await tx.query<{ id: number; code: string; product_id: number | null; quantity: Decimal }>(
    `SELECT l.id, l.code, i.product_id, coalesce(sum(i.on_hand_quantity), 0) AS quantity
       FROM inventory_locations l
       LEFT JOIN inventory i ON i.organization_id = l.organization_id AND i.location_id = l.id
                            AND i.on_hand_quantity <> 0
      WHERE l.organization_id = $1 AND l.id = ANY ($2::bigint[])
      GROUP BY l.id, l.code, i.product_id`,
    [tx.organizationId, locationIds],
  );
  const occupancy = new Occupancy();
  for (const row of rows) if (row.product_id !== null) occupancy.add(row.product_id, row.id, row.quantity);
  return { occupancy, codes: new Map(rows.map((row) => [row.id, row.code])) };
}
