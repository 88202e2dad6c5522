import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds the statements of a ledger posting as functions, so that every connection plans them once.
 *
 * Planning them anew costs more than running them, and named statements do not pass older poolers. They run with the
 * caller's rights: row level security holds inside. What they decide nothing about stays in the program.
 *
 * Document: Millwright: platform support. Revision: ledger_posting. Parents: shipments.
 * Down loses: Nothing but the functions.
 */
export class InventoryAddPostingFunctions1735000000042 implements MigrationInterface {
  static readonly revision = 'ledger_posting';
  static readonly document = 'Millwright: platform support';
  static readonly parents: string[] = ['shipments'];
  static readonly summary = 'Adds the statements of a ledger posting as functions.';
  static readonly downLoses = 'Nothing but the functions.';
  readonly name = 'InventoryAddPostingFunctions1735000000042';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION ledger_lock_products(p_organization_id bigint, p_product_ids bigint[])
      RETURNS TABLE (id bigint, sku text, unit text, item_type text, track_lots boolean, average_cost numeric,
                     last_cost numeric, standard_cost numeric, quantity numeric, total_value numeric)
      LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
      #variable_conflict use_column
      BEGIN
        RETURN QUERY
        SELECT p.id, p.sku, p.unit, p.item_type, p.track_lots, p.average_cost, p.last_cost, p.standard_cost,
               v.quantity, v.total_value
          FROM inventory_valuations v
          JOIN products p ON p.organization_id = v.organization_id AND p.id = v.product_id
         WHERE v.organization_id = p_organization_id AND v.product_id = ANY (p_product_ids)
         ORDER BY v.product_id
           FOR UPDATE OF v FOR KEY SHARE OF p;
      END $$;
    `);
    await queryRunner.query(`
      CREATE FUNCTION ledger_read_balances(p_organization_id bigint, p_product_ids bigint[], p_target_products bigint[],
                                           p_target_locations bigint[], p_target_lots bigint[])
      RETURNS TABLE (product_id bigint, location_id bigint, location_type text, location_active boolean, lot_id bigint,
                     lot_product_id bigint, lot_status text, lot_number text, lot_expires_on date, lot_received_on date,
                     on_hand_quantity numeric, allocated_quantity numeric)
      LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public AS $$
      #variable_conflict use_column
      BEGIN
        RETURN QUERY
        WITH place AS (
          SELECT i.product_id, i.location_id, i.lot_id, i.on_hand_quantity, i.allocated_quantity
            FROM inventory i
           WHERE i.organization_id = p_organization_id AND i.product_id = ANY (p_product_ids)
             AND (i.on_hand_quantity <> 0 OR i.allocated_quantity <> 0)
          UNION ALL
          SELECT t.product_id, t.location_id, t.lot_id, NULL, NULL
            FROM unnest(p_target_products, p_target_locations, p_target_lots) AS t (product_id, location_id, lot_id)
        )
        SELECT place.product_id, place.location_id, l.type, l.is_active, place.lot_id, lot.product_id, lot.status,
               lot.lot_number, lot.expiration_date, lot.received_date, place.on_hand_quantity, place.allocated_quantity
          FROM place
          JOIN inventory_locations l ON l.organization_id = p_organization_id AND l.id = place.location_id
          LEFT JOIN material_lots lot ON lot.organization_id = p_organization_id AND lot.id = place.lot_id;
      END $$;
    `);
    await queryRunner.query(`
      CREATE FUNCTION ledger_write(
        p_organization_id bigint, p_user_id bigint,
        p_products bigint[], p_types text[], p_from bigint[], p_to bigint[], p_lots bigint[], p_lot_numbers text[],
        p_serials text[], p_quantities numeric[], p_units text[], p_costs numeric[], p_totals numeric[],
        p_reference_types text[], p_reference_ids bigint[], p_reasons text[], p_notes text[], p_reversals bigint[],
        p_days date[],
        b_products bigint[], b_locations bigint[], b_lots bigint[], b_on_hand numeric[], b_allocated numeric[],
        v_products bigint[], v_quantities numeric[], v_values numeric[], v_averages numeric[], v_lasts numeric[],
        r_ids bigint[], r_open numeric[])
      RETURNS SETOF bigint LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
      BEGIN
        RETURN QUERY
        WITH moved AS (
          INSERT INTO inventory_transactions
                 (organization_id, created_by, product_id, transaction_type, from_location_id, to_location_id, lot_id,
                  lot_number, serial_number, quantity, unit, cost_per_unit, total_cost, reference_type, reference_id, reason,
                  notes, reversal_of_id, transaction_date)
          SELECT p_organization_id, p_user_id, m.product_id, m.type, m.from_id, m.to_id, m.lot_id, m.lot_number, m.serial,
                 m.quantity, m.unit, m.cost, m.total, m.reference_type, m.reference_id, m.reason, m.notes, m.reversal_of, m.day
            FROM unnest(p_products, p_types, p_from, p_to, p_lots, p_lot_numbers, p_serials, p_quantities, p_units, p_costs,
                        p_totals, p_reference_types, p_reference_ids, p_reasons, p_notes, p_reversals, p_days)
                 WITH ORDINALITY AS m (product_id, type, from_id, to_id, lot_id, lot_number, serial, quantity, unit, cost,
                                       total, reference_type, reference_id, reason, notes, reversal_of, day, place)
           ORDER BY m.place
          RETURNING id
        ), balances AS (
          INSERT INTO inventory (organization_id, product_id, location_id, lot_id, on_hand_quantity, allocated_quantity)
          SELECT p_organization_id, b.product_id, b.location_id, b.lot_id, b.on_hand, b.allocated
            FROM unnest(b_products, b_locations, b_lots, b_on_hand, b_allocated)
                 AS b (product_id, location_id, lot_id, on_hand, allocated)
          ON CONFLICT (organization_id, product_id, location_id, lot_id) DO UPDATE
             SET on_hand_quantity = excluded.on_hand_quantity, allocated_quantity = excluded.allocated_quantity,
                 updated_at = now()
        ), valuations AS (
          UPDATE inventory_valuations v SET quantity = p.quantity, total_value = p.value, updated_at = now()
            FROM unnest(v_products, v_quantities, v_values) AS p (product_id, quantity, value)
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
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP FUNCTION ledger_write;
      DROP FUNCTION ledger_read_balances;
      DROP FUNCTION ledger_lock_products;
    `);
  }
}
