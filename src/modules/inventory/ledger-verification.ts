import { Injectable } from '@nestjs/common';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { CHANGE, COUNTED, EFFECT } from './movement-sums.query.js';

/** One place where what is stored differs from what the movements add up to. */
export interface LedgerDifference {
  check: string;
  product_id: number;
  location_id?: number | null;
  lot_id?: number | null;
  spool_id?: number | null;
  stored: string;
  computed: string;
}

export interface LedgerVerification {
  /** No differences. Warnings do not count: the ledger is right, and somebody should look. */
  is_clean: boolean;
  movements: number;
  checks: string[];
  differences: LedgerDifference[];
  warnings: LedgerDifference[];
}

export type LedgerCheck = (tx: Tx) => Promise<LedgerDifference[]>;

const DIFFERENCES_MAX = 1_000;

/**
 * Proves the ledger: balances, values and allocations equal what the movements and open reservations add up to. Modules
 * above register what else must agree (spools register theirs).
 */
@Injectable()
export class LedgerVerifier {
  private readonly checks = new Map<string, LedgerCheck>([
    ['balance_quantity', checkBalances],
    ['product_value', checkValues],
    ['cost_layers', checkLayers],
    ['lot_quantity', checkLots],
    ['layer_uses', checkLayerUses],
    ['reservation_state', checkReservations],
    ['allocated_quantity', checkAllocations],
  ]);

  private readonly advisory = new Map<string, LedgerCheck>();

  constructor(private readonly transactions: Transactions) {}

  /** Registers what people should look at although every figure equals its movements. */
  registerWarning(name: string, check: LedgerCheck): void {
    this.advisory.set(name, check);
  }

  register(name: string, check: LedgerCheck): void {
    this.checks.set(name, check);
  }

  /** Runs all checks on one snapshot, so that postings in between cannot look like differences. */
  verify(principal: Principal): Promise<LedgerVerification> {
    return this.transactions.read(
      principal,
      async (tx) => {
        const [{ movements }] = (await tx.query<{ movements: number }>(
          'SELECT count(*) AS movements FROM inventory_transactions WHERE organization_id = $1',
          [tx.organizationId],
        )) as [{ movements: number }];
        const differences = await runAll(tx, this.checks);
        const warnings = await runAll(tx, this.advisory);
        return {
          is_clean: differences.length === 0,
          movements,
          checks: [...this.checks.keys(), ...this.advisory.keys()],
          differences: differences.slice(0, DIFFERENCES_MAX),
          warnings: warnings.slice(0, DIFFERENCES_MAX),
        };
      },
      { snapshot: true, statementTimeoutMs: 120_000 },
    );
  }
}

async function runAll(tx: Tx, checks: ReadonlyMap<string, LedgerCheck>): Promise<LedgerDifference[]> {
  const found: LedgerDifference[] = [];
  for (const check of checks.values()) found.push(...(await check(tx)));
  return found;
}

function checkBalances(tx: Tx): Promise<LedgerDifference[]> {
  return tx.query<LedgerDifference>(
    `WITH computed AS (
       SELECT product_id, location_id, lot_id, sum(quantity) AS quantity FROM (
         SELECT t.product_id, t.to_location_id AS location_id, t.lot_id, t.quantity
           FROM inventory_transactions t WHERE t.organization_id = $1 AND t.to_location_id IS NOT NULL AND ${COUNTED}
         UNION ALL
         SELECT t.product_id, t.from_location_id, t.lot_id, -t.quantity
           FROM inventory_transactions t WHERE t.organization_id = $1 AND t.from_location_id IS NOT NULL AND ${COUNTED}
       ) ends GROUP BY 1, 2, 3
     ), stored AS (
       SELECT product_id, location_id, lot_id, on_hand_quantity AS quantity FROM inventory WHERE organization_id = $1
     )
     SELECT 'balance_quantity' AS check, coalesce(s.product_id, c.product_id) AS product_id,
            coalesce(s.location_id, c.location_id) AS location_id, coalesce(s.lot_id, c.lot_id) AS lot_id,
            coalesce(s.quantity, 0)::text AS stored, coalesce(c.quantity, 0)::text AS computed
       FROM stored s FULL JOIN computed c
         ON c.product_id = s.product_id AND c.location_id = s.location_id AND coalesce(c.lot_id, 0) = coalesce(s.lot_id, 0)
      WHERE coalesce(s.quantity, 0) <> coalesce(c.quantity, 0)
      ORDER BY 2, 3, 4 LIMIT ${DIFFERENCES_MAX}`,
    [tx.organizationId],
  );
}

/** Value in minus value out and corrections, over all movements that are not inside the company; and the quantity. */
function checkValues(tx: Tx): Promise<LedgerDifference[]> {
  return tx.query<LedgerDifference>(
    `WITH computed AS (
       SELECT t.product_id, sum(${CHANGE}) AS quantity, sum(${EFFECT}) AS value FROM inventory_transactions t
        WHERE t.organization_id = $1 AND ${COUNTED} AND (t.from_location_id IS NULL OR t.to_location_id IS NULL)
        GROUP BY 1
     ), stored AS (
       SELECT product_id, quantity, total_value AS value FROM inventory_valuations WHERE organization_id = $1
     )
     SELECT 'product_value' AS check, coalesce(s.product_id, c.product_id) AS product_id,
            format('%s worth %s', coalesce(s.quantity, 0), coalesce(s.value, 0)) AS stored,
            format('%s worth %s', coalesce(c.quantity, 0), coalesce(c.value, 0)) AS computed
       FROM stored s FULL JOIN computed c ON c.product_id = s.product_id
      WHERE coalesce(s.quantity, 0) <> coalesce(c.quantity, 0) OR coalesce(s.value, 0) <> coalesce(c.value, 0)
      ORDER BY 2 LIMIT ${DIFFERENCES_MAX}`,
    [tx.organizationId],
  );
}

/** Layers and lots of products that are valued by them hold what the product holds, while it is not below zero. */
function checkLayers(tx: Tx): Promise<LedgerDifference[]> {
  return tx.query<LedgerDifference>(
    `WITH part AS (
       SELECT product_id, sum(quantity) AS quantity, sum(value) AS value FROM inventory_cost_layers
        WHERE organization_id = $1 GROUP BY 1
       UNION ALL
       SELECT product_id, sum(quantity), sum(total_value) FROM inventory_lot_valuations
        WHERE organization_id = $1 GROUP BY 1
     )
     SELECT 'cost_layers' AS check, v.product_id, format('%s worth %s', coalesce(part.quantity, 0), coalesce(part.value, 0)) AS stored,
            format('%s worth %s', v.quantity, v.total_value) AS computed
       FROM inventory_valuations v
       JOIN products p ON p.organization_id = v.organization_id AND p.id = v.product_id
       LEFT JOIN part ON part.product_id = v.product_id
      WHERE v.organization_id = $1
        AND (p.cost_method = 'lot' OR (p.cost_method = 'fifo' AND v.quantity >= 0))
        AND (coalesce(part.quantity, 0) <> v.quantity OR coalesce(part.value, 0) <> v.total_value)
      ORDER BY 2 LIMIT ${DIFFERENCES_MAX}`,
    [tx.organizationId],
  );
}

/**
 * What is left of a layer and what was taken from it make up what its movement brought. Counts bring what they found in
 * the end, and what covers stock below zero makes a smaller layer: neither is looked at here.
 */
function checkLayerUses(tx: Tx): Promise<LedgerDifference[]> {
  return tx.query<LedgerDifference>(
    `SELECT 'layer_uses' AS check, l.product_id, t.to_location_id AS location_id, t.lot_id,
            (l.quantity + coalesce(u.quantity, 0))::text AS stored, t.quantity::text AS computed
       FROM inventory_cost_layers l
       JOIN products p ON p.organization_id = l.organization_id AND p.id = l.product_id AND p.cost_method = 'fifo'
       JOIN inventory_valuations v ON v.organization_id = l.organization_id AND v.product_id = l.product_id
       JOIN inventory_transactions t ON t.organization_id = l.organization_id AND t.id = l.transaction_id
       LEFT JOIN (SELECT layer_id, sum(quantity) AS quantity FROM inventory_layer_uses
                   WHERE organization_id = $1 GROUP BY layer_id) u ON u.layer_id = l.transaction_id
      WHERE l.organization_id = $1 AND t.transaction_type NOT IN ('count', 'revaluation') AND t.reversal_of_id IS NULL
        AND (v.costed_since IS NULL OR t.effective_at > v.costed_since)
        AND l.quantity + coalesce(u.quantity, 0) <> t.quantity
        AND NOT EXISTS (SELECT FROM inventory_transactions h
                         WHERE h.organization_id = l.organization_id AND h.product_id = l.product_id
                           AND h.requires_approval AND h.approved_at IS NOT NULL)
      ORDER BY 2 LIMIT ${DIFFERENCES_MAX}`,
    [tx.organizationId],
  );
}

/** A reservation that is over keeps nothing, and one that is open keeps or waits for something. */
function checkReservations(tx: Tx): Promise<LedgerDifference[]> {
  return tx.query<LedgerDifference>(
    `SELECT 'reservation_state' AS check, product_id, location_id, lot_id, status || ' with ' || quantity_open AS stored,
            CASE WHEN quantity_open > 0 THEN 'open' ELSE 'over' END AS computed
       FROM inventory_reservations
      WHERE organization_id = $1 AND status <> 'open' AND quantity_open > 0
      ORDER BY 2, 3, 4 LIMIT ${DIFFERENCES_MAX}`,
    [tx.organizationId],
  );
}

/** The quantity of a lot that is valued by itself is what its movements add up to. */
function checkLots(tx: Tx): Promise<LedgerDifference[]> {
  return tx.query<LedgerDifference>(
    `WITH computed AS (
       SELECT i.product_id, i.lot_id, sum(i.on_hand_quantity) AS quantity
         FROM inventory i
         JOIN products p ON p.organization_id = i.organization_id AND p.id = i.product_id AND p.cost_method = 'lot'
        WHERE i.organization_id = $1 GROUP BY 1, 2
     ), stored AS (
       SELECT product_id, lot_id, quantity FROM inventory_lot_valuations WHERE organization_id = $1
     )
     SELECT 'lot_quantity' AS check, coalesce(s.product_id, c.product_id) AS product_id,
            coalesce(s.lot_id, c.lot_id) AS lot_id, coalesce(s.quantity, 0)::text AS stored,
            coalesce(c.quantity, 0)::text AS computed
       FROM stored s FULL JOIN computed c ON c.lot_id = s.lot_id
      WHERE coalesce(s.quantity, 0) <> coalesce(c.quantity, 0)
      ORDER BY 2, 3 LIMIT ${DIFFERENCES_MAX}`,
    [tx.organizationId],
  );
}

function checkAllocations(tx: Tx): Promise<LedgerDifference[]> {
  return tx.query<LedgerDifference>(
    `WITH computed AS (
       SELECT product_id, location_id, lot_id, sum(quantity_open) AS quantity
         FROM inventory_reservations WHERE organization_id = $1 AND quantity_open > 0 GROUP BY 1, 2, 3
     ), stored AS (
       SELECT product_id, location_id, lot_id, allocated_quantity AS quantity FROM inventory WHERE organization_id = $1
     )
     SELECT 'allocated_quantity' AS check, coalesce(s.product_id, c.product_id) AS product_id,
            coalesce(s.location_id, c.location_id) AS location_id, coalesce(s.lot_id, c.lot_id) AS lot_id,
            coalesce(s.quantity, 0)::text AS stored, coalesce(c.quantity, 0)::text AS computed
       FROM stored s FULL JOIN computed c
         ON c.product_id = s.product_id AND c.location_id = s.location_id AND coalesce(c.lot_id, 0) = coalesce(s.lot_id, 0)
      WHERE coalesce(s.quantity, 0) <> coalesce(c.quantity, 0)
      ORDER BY 2, 3, 4 LIMIT ${DIFFERENCES_MAX}`,
    [tx.organizationId],
  );
}
