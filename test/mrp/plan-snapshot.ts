import type { TestApp } from '../support/app.js';
import { asSuperuser } from '../support/superuser.js';

/** A plan of the first organization by its business keys, without ids and versions; 0 is the live one. */
export async function planSnapshot(app: TestApp, planId = 0): Promise<string[]> {
  const text = `
    SELECT concat_ws('|', 'order', product_id, due_date, lot_number, order_type, quantity, receipt_quantity, start_date,
                     need_date, vendor_id, unit_price, bom_id, source_demand_type, source_demand_id) AS line
      FROM planned_orders
     WHERE organization_id = 1 AND status = 'planned' AND coalesce(what_if_run_id, 0) = $1
    UNION ALL
    SELECT concat_ws('|', 'plan', product_id, demand_refs, demand_dates, demand_quantities, supply_refs, supply_dates,
                     supply_quantities, component_ids, alternate_ids, low_level_code)
      FROM mrp_product_plans WHERE organization_id = 1 AND plan_id = $1
    UNION ALL
    SELECT concat_ws('|', 'message', product_id, supply_ref, action, supply_date, new_date, quantity, change_quantity)
      FROM mrp_messages WHERE organization_id = 1 AND plan_id = $1
     ORDER BY 1`;
  const { rows } = await asSuperuser(app, (db) => db.query<{ line: string }>(text, [planId]));
  return rows.map(({ line }) => line);
}
