import type { MigrationInterface, QueryRunner } from 'typeorm';
import { InventoryAddPostingFunctions1735000000042 } from './1735000000042-InventoryAddPostingFunctions.js';
import { refuseWhen } from './support/refuse.js';
import { enableTenancy, withoutForcedRowSecurity } from './support/tenancy.js';

/** The statements of a posting, as functions so that each connection plans them once. */
const postingFunctionsSql = `
  DROP FUNCTION ledger_write;
  DROP FUNCTION ledger_read_balances;
  DROP FUNCTION ledger_lock_products;
  -- Closing a period takes the same lock alone: no posting into the period is under way while it closes.
  CREATE FUNCTION ledger_lock_products(p_organization_id bigint, p_product_ids bigint[])
  RETURNS TABLE (id bigint, sku text, unit text, item_type text, track_lots boolean, cost_method text, last_cost numeric,
                 standard_cost numeric, quantity numeric, total_value numeric, last_unit_cost numeric,
                 last_effective_at timestamptz, costed_since timestamptz, closed_through date)
  LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
  #variable_conflict use_column
  BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('inventory_period'), p_organization_id::int);
    RETURN QUERY
    SELECT p.id, p.sku, p.unit, p.item_type, p.track_lots, p.cost_method, p.last_cost, p.standard_cost, v.quantity,
           v.total_value, v.last_unit_cost, v.last_effective_at, v.costed_since,
           (SELECT max(c.closed_through) FROM inventory_period_closings c
             WHERE c.organization_id = p_organization_id AND c.reopened_at IS NULL)
      FROM inventory_valuations v
      JOIN products p ON p.organization_id = v.organization_id AND p.id = v.product_id
     WHERE v.organization_id = p_organization_id AND v.product_id = ANY (p_product_ids)
     ORDER BY v.product_id
       FOR UPDATE OF v FOR KEY SHARE OF p;
  END $$;
  CREATE FUNCTION ledger_read_balances(p_organization_id bigint, p_product_ids bigint[], p_target_products bigint[],
                                       p_target_locations bigint[], p_target_lots bigint[])
  RETURNS TABLE (product_id bigint, location_id bigint, location_type text, location_active boolean, lot_id bigint,
                 lot_product_id bigint, lot_status text, lot_number text, lot_expires_on date, lot_received_on date,
                 on_hand_quantity numeric, allocated_quantity numeric, negative_limit numeric)
  LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public AS $$
  #variable_conflict use_column
  BEGIN
    RETURN QUERY
    WITH place AS (
      SELECT i.product_id, i.location_id, i.lot_id, i.on_hand_quantity, i.allocated_quantity, i.negative_limit
        FROM inventory i
       WHERE i.organization_id = p_organization_id AND i.product_id = ANY (p_product_ids)
         AND (i.on_hand_quantity <> 0 OR i.allocated_quantity <> 0)
      UNION ALL
      SELECT t.product_id, t.location_id, t.lot_id, NULL, NULL, NULL
        FROM unnest(p_target_products, p_target_locations, p_target_lots) AS t (product_id, location_id, lot_id)
    )
    SELECT place.product_id, place.location_id, l.type, l.is_active, place.lot_id, lot.product_id, lot.status,
           lot.lot_number, lot.expiration_date, lot.received_date, place.on_hand_quantity, place.allocated_quantity,
           place.negative_limit
      FROM place
      JOIN inventory_locations l ON l.organization_id = p_organization_id AND l.id = place.location_id
      LEFT JOIN material_lots lot ON lot.organization_id = p_organization_id AND lot.id = place.lot_id;
  END $$;
  CREATE FUNCTION ledger_write(
    p_organization_id bigint, p_user_id bigint,
    p_products bigint[], p_types text[], p_from bigint[], p_to bigint[], p_lots bigint[], p_lot_numbers text[],
    p_serials text[], p_quantities numeric[], p_units text[], p_costs numeric[], p_totals numeric[], p_given numeric[],
    p_counted numeric[], p_reference_types text[], p_reference_ids bigint[], p_reasons text[], p_notes text[],
    p_reversals bigint[], p_revalues bigint[], p_days date[], p_moments timestamptz[], p_hold_reasons text[],
    b_products bigint[], b_locations bigint[], b_lots bigint[], b_on_hand numeric[], b_allocated numeric[],
    b_negative numeric[], v_products bigint[], v_quantities numeric[], v_values numeric[], v_unit_costs numeric[],
    v_moments timestamptz[], v_averages numeric[], v_lasts numeric[], r_ids bigint[], r_open numeric[])
  RETURNS SETOF bigint LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
  BEGIN
    RETURN QUERY
    WITH moved AS (
      INSERT INTO inventory_transactions
             (organization_id, created_by, product_id, transaction_type, from_location_id, to_location_id, lot_id,
              lot_number, serial_number, quantity, unit, cost_per_unit, total_cost, given_value, counted_quantity,
              reference_type, reference_id, reason, notes, reversal_of_id, revalues_id, transaction_date, occurred_at,
              requires_approval, approval_reason)
      SELECT p_organization_id, p_user_id, m.product_id, m.type, m.from_id, m.to_id, m.lot_id, m.lot_number, m.serial,
             m.quantity, m.unit, m.cost, m.total, m.given, m.counted, m.reference_type, m.reference_id, m.reason, m.notes,
             m.reversal_of, m.revalues, m.day, m.moment, m.hold_reason IS NOT NULL, m.hold_reason
        FROM unnest(p_products, p_types, p_from, p_to, p_lots, p_lot_numbers, p_serials, p_quantities, p_units, p_costs,
                    p_totals, p_given, p_counted, p_reference_types, p_reference_ids, p_reasons, p_notes, p_reversals,
                    p_revalues, p_days, p_moments, p_hold_reasons)
             WITH ORDINALITY AS m (product_id, type, from_id, to_id, lot_id, lot_number, serial, quantity, unit, cost,
                                   total, given, counted, reference_type, reference_id, reason, notes, reversal_of,
                                   revalues, day, moment, hold_reason, place)
       ORDER BY m.place
      RETURNING id
    ), balances AS (
      INSERT INTO inventory (organization_id, product_id, location_id, lot_id, on_hand_quantity, allocated_quantity,
                             negative_limit)
      SELECT p_organization_id, b.product_id, b.location_id, b.lot_id, b.on_hand, b.allocated, b.negative
        FROM unnest(b_products, b_locations, b_lots, b_on_hand, b_allocated, b_negative)
             AS b (product_id, location_id, lot_id, on_hand, allocated, negative)
      ON CONFLICT (organization_id, product_id, location_id, lot_id) DO UPDATE
         SET on_hand_quantity = excluded.on_hand_quantity, allocated_quantity = excluded.allocated_quantity,
             negative_limit = excluded.negative_limit, updated_at = now()
    ), valuations AS (
      UPDATE inventory_valuations v
         SET quantity = p.quantity, total_value = p.value, last_unit_cost = p.unit_cost, last_effective_at = p.moment,
             updated_at = now()
        FROM unnest(v_products, v_quantities, v_values, v_unit_costs, v_moments)
             AS p (product_id, quantity, value, unit_cost, moment)
       WHERE v.organization_id = p_organization_id AND v.product_id = p.product_id
    ), costs AS (
      UPDATE products SET average_cost = coalesce(p.average, products.average_cost),
             last_cost = coalesce(p.last, products.last_cost)
        FROM unnest(v_products, v_averages, v_lasts) AS p (product_id, average, last)
       WHERE products.organization_id = p_organization_id AND products.id = p.product_id
         AND (p.average IS NOT NULL OR p.last IS NOT NULL)
    ), reserved AS (
      UPDATE inventory_reservations r
         SET quantity_open = c.open, status = CASE WHEN c.open = 0 THEN 'consumed' ELSE r.status END,
             closed_at = CASE WHEN c.open = 0 THEN now() END
        FROM unnest(r_ids, r_open) AS c (id, open)
       WHERE r.organization_id = p_organization_id AND r.id = c.id
    )
    SELECT moved.id FROM moved;
  END $$;
`;

/**
 * Adds the moment of a movement, costing methods, cost layers, closed periods and stock below zero by approval.
 *
 * Document: Millwright: inventory in depth. Revision: ledger_costing. Parents: purchase_order_reference.
 * Down loses: Moments within a day, what documents told beside what was valued, layers, lot values and closed periods. It
 * refuses while stock is below zero, while held movements were approved and while products are valued lot by lot.
 */
export class InventoryAddCosting1735000000044 implements MigrationInterface {
  static readonly revision = 'ledger_costing';
  static readonly document = 'Millwright: inventory in depth';
  static readonly parents: string[] = ['purchase_order_reference'];
  static readonly summary =
    'Adds the moment of a movement, costing methods, cost layers, closed periods and stock below zero by approval.';
  static readonly downLoses =
    'Moments within a day, what documents told beside what was valued, layers, lot values and closed periods.';
  readonly name = 'InventoryAddCosting1735000000044';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Approval makes a held movement happen: from then on it stands at that moment in the ledger's order.
      ALTER TABLE inventory_transactions
        ADD COLUMN occurred_at timestamptz,
        ADD COLUMN effective_at timestamptz GENERATED ALWAYS AS (coalesce(approved_at, occurred_at)) STORED,
        ADD COLUMN given_value numeric(20,6) CONSTRAINT ck_inventory_transactions_given_value CHECK (given_value >= 0 OR transaction_type = 'revaluation'),
        ADD COLUMN counted_quantity numeric(20,9) CONSTRAINT ck_inventory_transactions_counted_quantity CHECK (counted_quantity IS NULL OR transaction_type = 'count');
      DROP INDEX ix_inventory_transactions_product_date;
      CREATE INDEX ix_inventory_transactions_product_effective ON inventory_transactions (organization_id, product_id, effective_at, id);
      CREATE INDEX ix_inventory_transactions_held ON inventory_transactions (organization_id, id)
        WHERE requires_approval AND approved_at IS NULL AND rejected_at IS NULL;
      -- What the single decision on a held row changes, and what follows from it.
      CREATE OR REPLACE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
      DECLARE
        decision CONSTANT text[] := ARRAY['approved_by', 'approved_at', 'rejected_by', 'rejected_at', 'effective_at'];
      BEGIN
        IF OLD.requires_approval AND OLD.approved_at IS NULL AND OLD.rejected_at IS NULL
           AND (NEW.approved_at IS NULL) <> (NEW.rejected_at IS NULL)
           AND to_jsonb(NEW) - decision = to_jsonb(OLD) - decision THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'movement % is never changed: post a reversal', OLD.id USING ERRCODE = 'restrict_violation';
      END $$;
    `);
    const touched = ['inventory_transactions', 'inventory_valuations', 'company_settings', 'products'];
    await withoutForcedRowSecurity(queryRunner, touched, async () => {
      await queryRunner.query(`
        ALTER TABLE inventory_transactions DISABLE TRIGGER refuse_update;
        -- A movement of its own day happened when it was entered, one of an earlier day at the end of that day; and none
        -- before the one that the ledger had posted before it.
        UPDATE inventory_transactions t SET occurred_at = moment.at, given_value = moment.given
          FROM (
            SELECT m.organization_id, m.id, m.given,
                   max(m.at) OVER (PARTITION BY m.organization_id, m.product_id ORDER BY m.id) AS at
              FROM (
                SELECT t.organization_id, t.id, t.product_id,
                       CASE WHEN t.transaction_type <> 'revaluation' AND t.from_location_id IS NULL THEN t.total_cost END AS given,
                       date_trunc('milliseconds',
                         CASE WHEN (t.created_at AT TIME ZONE zone.name)::date <= t.transaction_date THEN t.created_at
                              ELSE ((t.transaction_date + 1)::timestamp AT TIME ZONE zone.name) - interval '1 millisecond' END) AS at
                  FROM inventory_transactions t
                  LEFT JOIN company_settings s ON s.organization_id = t.organization_id
                 CROSS JOIN LATERAL (SELECT coalesce(s.timezone, 'UTC') AS name) zone) m) moment
         WHERE t.organization_id = moment.organization_id AND t.id = moment.id;
        ALTER TABLE inventory_transactions ENABLE TRIGGER refuse_update;
        ALTER TABLE inventory_transactions
          ALTER COLUMN occurred_at SET NOT NULL,
          ALTER COLUMN occurred_at SET DEFAULT now();
      `);
      await queryRunner.query(`
        ALTER TABLE inventory_valuations
          DROP CONSTRAINT ck_inventory_valuations_quantity,
          ADD COLUMN last_unit_cost numeric(20,9) CONSTRAINT ck_inventory_valuations_last_unit_cost CHECK (last_unit_cost >= 0),
          ADD COLUMN last_effective_at timestamptz,
          ADD COLUMN costed_since timestamptz;
        UPDATE inventory_valuations v
           SET last_effective_at = (SELECT max(t.effective_at) FROM inventory_transactions t
                                     WHERE t.organization_id = v.organization_id AND t.product_id = v.product_id),
               last_unit_cost = (SELECT p.average_cost FROM products p
                                  WHERE p.organization_id = v.organization_id AND p.id = v.product_id);
        -- Until now every stock was valued at moving average, whatever its product said. It says so now.
        WITH touched AS (
          SELECT p.organization_id, p.id, p.cost_method FROM products p
            JOIN inventory_valuations v ON v.organization_id = p.organization_id AND v.product_id = p.id
           WHERE p.cost_method <> 'average'
        ), noted AS (
          INSERT INTO migration_backfills (revision, table_name, row_id, previous)
          SELECT 'ledger_costing', 'products', id, jsonb_build_object('cost_method', cost_method) FROM touched
        )
        UPDATE products p SET cost_method = 'average' FROM touched
         WHERE touched.organization_id = p.organization_id AND touched.id = p.id;
      `);
    });
    await queryRunner.query(`
      ALTER TABLE inventory
        DROP CONSTRAINT ck_inventory_on_hand_quantity,
        -- How far approvals have let this place go below zero; nothing else may.
        ADD COLUMN negative_limit numeric(20,9) NOT NULL DEFAULT 0 CONSTRAINT ck_inventory_negative_limit CHECK (negative_limit >= 0),
        ADD CONSTRAINT ck_inventory_on_hand_quantity CHECK (on_hand_quantity >= -negative_limit);
      ALTER TABLE products
        DROP CONSTRAINT ck_products_cost_method,
        ADD CONSTRAINT ck_products_cost_method CHECK (cost_method IN ('average', 'standard', 'fifo', 'lot')),
        ADD CONSTRAINT ck_products_cost_by_lot CHECK (cost_method <> 'lot' OR track_lots);
      -- Derived from the movements, and derived anew when an earlier movement is entered.
      CREATE TABLE inventory_cost_layers (
        organization_id bigint NOT NULL CONSTRAINT fk_inventory_cost_layers_organization_id REFERENCES organizations (id),
        transaction_id bigint NOT NULL,
        product_id bigint NOT NULL,
        effective_at timestamptz NOT NULL,
        quantity numeric(20,9) NOT NULL CONSTRAINT ck_inventory_cost_layers_quantity CHECK (quantity >= 0),
        value numeric(20,6) NOT NULL CONSTRAINT ck_inventory_cost_layers_value CHECK (value >= 0),
        CONSTRAINT pk_inventory_cost_layers PRIMARY KEY (organization_id, transaction_id),
        CONSTRAINT ck_inventory_cost_layers_empty CHECK (quantity <> 0 OR value = 0),
        CONSTRAINT fk_inventory_cost_layers_transaction_id FOREIGN KEY (organization_id, transaction_id) REFERENCES inventory_transactions (organization_id, id),
        CONSTRAINT fk_inventory_cost_layers_product_id FOREIGN KEY (organization_id, product_id) REFERENCES products (organization_id, id)
      );
      CREATE INDEX ix_inventory_cost_layers_product_id ON inventory_cost_layers (organization_id, product_id, effective_at, transaction_id);
      CREATE INDEX ix_inventory_cost_layers_open ON inventory_cost_layers (organization_id, product_id, effective_at, transaction_id) WHERE quantity > 0;
      CREATE TABLE inventory_layer_uses (
        organization_id bigint NOT NULL CONSTRAINT fk_inventory_layer_uses_organization_id REFERENCES organizations (id),
        transaction_id bigint NOT NULL,
        layer_id bigint NOT NULL,
        quantity numeric(20,9) NOT NULL CONSTRAINT ck_inventory_layer_uses_quantity CHECK (quantity > 0),
        value numeric(20,6) NOT NULL CONSTRAINT ck_inventory_layer_uses_value CHECK (value >= 0),
        CONSTRAINT pk_inventory_layer_uses PRIMARY KEY (organization_id, transaction_id, layer_id),
        CONSTRAINT fk_inventory_layer_uses_transaction_id FOREIGN KEY (organization_id, transaction_id) REFERENCES inventory_transactions (organization_id, id),
        CONSTRAINT fk_inventory_layer_uses_layer_id FOREIGN KEY (organization_id, layer_id) REFERENCES inventory_cost_layers (organization_id, transaction_id) ON DELETE CASCADE
      );
      CREATE INDEX ix_inventory_layer_uses_layer_id ON inventory_layer_uses (organization_id, layer_id);
      CREATE TABLE inventory_lot_valuations (
        organization_id bigint NOT NULL CONSTRAINT fk_inventory_lot_valuations_organization_id REFERENCES organizations (id),
        lot_id bigint NOT NULL,
        product_id bigint NOT NULL,
        quantity numeric(20,9) NOT NULL,
        total_value numeric(20,6) NOT NULL,
        CONSTRAINT pk_inventory_lot_valuations PRIMARY KEY (organization_id, lot_id),
        CONSTRAINT ck_inventory_lot_valuations_empty CHECK (quantity <> 0 OR total_value = 0),
        CONSTRAINT fk_inventory_lot_valuations_lot_id FOREIGN KEY (organization_id, lot_id) REFERENCES material_lots (organization_id, id),
        CONSTRAINT fk_inventory_lot_valuations_product_id FOREIGN KEY (organization_id, product_id) REFERENCES products (organization_id, id)
      );
      CREATE INDEX ix_inventory_lot_valuations_product_id ON inventory_lot_valuations (organization_id, product_id);
      CREATE TABLE inventory_period_closings (
        organization_id bigint NOT NULL CONSTRAINT fk_inventory_period_closings_organization_id REFERENCES organizations (id),
        id bigint GENERATED BY DEFAULT AS IDENTITY,
        closed_through date NOT NULL,
        reason text CONSTRAINT ck_inventory_period_closings_reason CHECK (char_length(reason) <= 1000),
        closed_by bigint,
        closed_at timestamptz NOT NULL DEFAULT now(),
        reopen_reason text CONSTRAINT ck_inventory_period_closings_reopen_reason CHECK (char_length(reopen_reason) <= 1000),
        reopened_by bigint,
        reopened_at timestamptz,
        CONSTRAINT pk_inventory_period_closings PRIMARY KEY (organization_id, id),
        CONSTRAINT ck_inventory_period_closings_reopened CHECK (reopened_at IS NOT NULL OR (reopened_by IS NULL AND reopen_reason IS NULL)),
        CONSTRAINT fk_inventory_period_closings_closed_by FOREIGN KEY (organization_id, closed_by) REFERENCES users (organization_id, id),
        CONSTRAINT fk_inventory_period_closings_reopened_by FOREIGN KEY (organization_id, reopened_by) REFERENCES users (organization_id, id)
      );
      CREATE UNIQUE INDEX uq_inventory_period_closings_closed_through ON inventory_period_closings (organization_id, closed_through) WHERE reopened_at IS NULL;
      CREATE INDEX ix_inventory_period_closings_closed_by ON inventory_period_closings (organization_id, closed_by);
      CREATE INDEX ix_inventory_period_closings_reopened_by ON inventory_period_closings (organization_id, reopened_by);
    `);
    await enableTenancy(
      queryRunner,
      'inventory_cost_layers',
      'inventory_layer_uses',
      'inventory_lot_valuations',
      'inventory_period_closings',
    );
    await queryRunner.query(postingFunctionsSql);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await withoutForcedRowSecurity(
      queryRunner,
      ['inventory', 'inventory_valuations', 'inventory_transactions', 'products'],
      async () => {
        await refuseWhen(
          queryRunner,
          'SELECT count(*) FROM inventory WHERE on_hand_quantity < 0',
          '% places hold less than nothing, which the step before cannot keep',
        );
        await refuseWhen(
          queryRunner,
          'SELECT count(*) FROM inventory_transactions WHERE approved_at IS NOT NULL OR revalues_id IS NOT NULL',
          '% movements were approved or corrected, which the step before cannot value',
        );
        await refuseWhen(
          queryRunner,
          `SELECT count(*) FROM products WHERE cost_method = 'lot'`,
          '% products are valued lot by lot, which the step before does not know',
        );
        await queryRunner.query(`
          ALTER TABLE inventory
            DROP CONSTRAINT ck_inventory_on_hand_quantity,
            DROP COLUMN negative_limit,
            ADD CONSTRAINT ck_inventory_on_hand_quantity CHECK (on_hand_quantity >= 0);
          ALTER TABLE inventory_valuations
            DROP COLUMN last_unit_cost,
            DROP COLUMN last_effective_at,
            DROP COLUMN costed_since,
            ADD CONSTRAINT ck_inventory_valuations_quantity CHECK (quantity >= 0);
          ALTER TABLE products
            DROP CONSTRAINT ck_products_cost_by_lot,
            DROP CONSTRAINT ck_products_cost_method,
            ADD CONSTRAINT ck_products_cost_method CHECK (cost_method IN ('average', 'standard', 'fifo'));
          UPDATE products p SET cost_method = touched.previous ->> 'cost_method'
            FROM migration_backfills touched
           WHERE touched.revision = 'ledger_costing' AND touched.table_name = 'products' AND touched.row_id = p.id
             AND p.cost_method = 'average';
          DELETE FROM migration_backfills WHERE revision = 'ledger_costing';
        `);
      },
    );
    await queryRunner.query(`
      DROP FUNCTION ledger_write;
      DROP FUNCTION ledger_read_balances;
      DROP FUNCTION ledger_lock_products;
      DROP TABLE inventory_period_closings, inventory_lot_valuations, inventory_layer_uses, inventory_cost_layers;
      DROP INDEX ix_inventory_transactions_held, ix_inventory_transactions_product_effective;
      ALTER TABLE inventory_transactions
        DROP COLUMN effective_at,
        DROP COLUMN occurred_at,
        DROP COLUMN given_value,
        DROP COLUMN counted_quantity;
      CREATE INDEX ix_inventory_transactions_product_date ON inventory_transactions (organization_id, product_id, transaction_date, id);
      CREATE OR REPLACE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
      DECLARE
        decision CONSTANT text[] := ARRAY['approved_by', 'approved_at', 'rejected_by', 'rejected_at'];
      BEGIN
        IF OLD.requires_approval AND OLD.approved_at IS NULL AND OLD.rejected_at IS NULL
           AND (NEW.approved_at IS NULL) <> (NEW.rejected_at IS NULL)
           AND to_jsonb(NEW) - decision = to_jsonb(OLD) - decision THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'movement % is never changed: post a reversal', OLD.id USING ERRCODE = 'restrict_violation';
      END $$;
    `);
    await new InventoryAddPostingFunctions1735000000042().up(queryRunner);
  }
}
