import type pg from 'pg';

/** The live plan by its business keys, without ids and versions. */
export async function planSnapshot(client: pg.Client): Promise<string[]> {
  await client.query('SET app.organization_id = 1');
  const { rows } = await client.query<{ line: string }>(`
    SELECT concat_ws('|', 'order', product_id, due_date, lot_number, order_type, quantity, receipt_quantity, start_date,
                     need_date, vendor_id, unit_price, bom_id, source_demand_type, source_demand_id) AS line
      FROM planned_orders WHERE status = 'planned' AND what_if_run_id IS NULL
    UNION ALL
    SELECT concat_ws('|', 'plan', product_id, demand_refs, demand_dates, demand_quantities, supply_refs, supply_dates,
                     supply_quantities, component_ids, alternate_ids, low_level_code) FROM mrp_product_plans WHERE plan_id = 0
    UNION ALL
    SELECT concat_ws('|', 'message', product_id, supply_ref, action, supply_date, new_date, quantity, change_quantity)
      FROM mrp_messages WHERE plan_id = 0
     ORDER BY 1`);
  return rows.map(({ line }) => line);
}
