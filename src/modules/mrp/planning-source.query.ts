import { invariant } from '../../kernel/invariant.js';

/** What planning reads, each kind by one statement, for `COPY … TO STDOUT`; columns in the order of the readers. */
export const PLANNING_SOURCES = [
  'units',
  'conversions',
  'products',
  'boms',
  'operations',
  'alternates',
  'bomLines',
  'byProducts',
  'operationMaterials',
  'offers',
  'prices',
  'salesLines',
  'orderMaterials',
  'forecasts',
  'purchaseLines',
  'productionOrders',
  'orderByProducts',
  'firmOrders',
] as const;
export type PlanningSource = (typeof PLANNING_SOURCES)[number];

/** What is read under these terms; alternates only where they may stand in. */
export function planningSources({
  use_alternates: useAlternates,
}: {
  use_alternates: boolean;
}): PlanningSource[] {
  return PLANNING_SOURCES.filter((source) => useAlternates || source !== 'alternates');
}

const OPEN_SALES = "('confirmed', 'in_production', 'ready_to_ship', 'partially_shipped')";
const OPEN_PURCHASES = "('draft', 'ordered', 'partially_received')";
const OPEN_PRODUCTION = "('draft', 'scheduled', 'released', 'in_progress', 'on_hold')";

/** What the statements are written with: the organization, the business day and, for some products only, these. */
interface Terms {
  organization: string;
  today: string;
  products: string | null;
}

/** The statements for all products, for COPY, which takes no parameters: what is written into them are checked values. */
export function planningStatements(organizationId: number, today: string): Record<PlanningSource, string> {
  invariant(Number.isSafeInteger(organizationId), 'an id is an integer');
  invariant(/^\d{4}-\d{2}-\d{2}$/.test(today), 'a business day is a date');
  return statementsOf({ organization: String(organizationId), today: `'${today}'`, products: null });
}

/** A statement with as many of the values organization, products and today as it takes, in this order. */
export interface SourceStatement {
  text: string;
  takes: number;
}

function takenBy(text: string): number {
  return Math.max(...[...text.matchAll(/\$(\d)/g)].map(([, place]) => Number(place)));
}

const SOME = statementsOf({ organization: '$1', products: '$2::bigint[]', today: '$3::date' });

/** The statements for some products. */
export const STATEMENTS_OF_SOME = Object.fromEntries(
  Object.entries(SOME).map(([source, text]) => [source, { text, takes: takenBy(text) }]),
) as Record<PlanningSource, SourceStatement>;

/** Operations of the orders that take some of the products. */
function ofOrdersThatTake({ organization, products }: Terms): string {
  if (!products) return '';
  return `AND w.production_order_id IN (
                     SELECT x.production_order_id FROM production_order_operation_materials y
                       JOIN production_order_operations x
                         ON x.organization_id = y.organization_id AND x.id = y.production_order_operation_id
                      WHERE y.organization_id = ${organization} AND y.component_id = ANY (${products}))`;
}

function statementsOf(terms: Terms): Record<PlanningSource, string> {
  const { organization, today, products } = terms;
  const among = (column: string) => (products ? `AND ${column} = ANY (${products})` : '');
  return {
    units: `SELECT code, uom_class, to_base_factor FROM units_of_measure WHERE organization_id = ${organization}`,
    conversions: `SELECT from_unit, to_unit, conversion_factor, is_bidirectional, product_id
                    FROM uom_conversions WHERE organization_id = ${organization}`,
    products: `
      SELECT p.id, p.unit, p.is_active, p.planning_method, p.stocking_policy = 'phantom', p.safety_stock, p.reorder_point,
             p.reorder_qty, p.safety_lead_days, p.planning_time_fence_days, p.lot_sizing_rule, p.lot_quantity,
             p.lot_period_days, p.min_order_qty, p.order_multiple, p.max_order_qty, p.lead_time_days, p.total_lead_days,
             v.id, coalesce(p.purchase_uom, p.unit), coalesce(p.purchase_conversion, 1),
             v.lead_time_days, p.reorder_cost, p.holding_cost_rate, coalesce(p.average_cost, p.standard_cost, p.last_cost),
             p.item_type = 'service', stock.quantity
        FROM products p
        LEFT JOIN vendors v ON v.organization_id = p.organization_id AND v.id = p.preferred_vendor_id AND v.is_active
        LEFT JOIN (SELECT i.product_id, sum(i.on_hand_quantity) AS quantity
                     FROM inventory i
                     JOIN inventory_locations l ON l.organization_id = i.organization_id AND l.id = i.location_id
                     LEFT JOIN material_lots lot ON lot.organization_id = i.organization_id AND lot.id = i.lot_id
                    WHERE i.organization_id = ${organization} AND i.on_hand_quantity <> 0 AND l.type <> 'quarantine'
                      AND (lot.id IS NULL OR lot.status IN ('active', 'depleted'))
                      AND (lot.expiration_date IS NULL OR lot.expiration_date > ${today}) ${among('i.product_id')}
                    GROUP BY i.product_id) stock ON stock.product_id = p.id
       WHERE p.organization_id = ${organization} ${among('p.id')}`,
    boms: `SELECT id, product_id, output_quantity, effective_from, effective_to FROM boms b
            WHERE organization_id = ${organization} AND is_active ${among('product_id')}`,
    alternates: `
      SELECT l.id, a.id, a.alternate_item_id, a.quantity_required, a.unit, a.effective_from, a.effective_to, a.is_preferred,
             a.preference_rank, coalesce(p.average_cost, p.standard_cost, p.last_cost), a.lead_time_days, a.min_order_quantity
        FROM boms b
        JOIN bom_lines l ON l.organization_id = b.organization_id AND l.bom_id = b.id
        JOIN bom_alternate_components a ON a.organization_id = l.organization_id AND a.primary_component_id = l.id
        JOIN products p ON p.organization_id = a.organization_id AND p.id = a.alternate_item_id
       WHERE b.organization_id = ${organization} AND b.is_active AND NOT l.is_cost_only AND NOT l.is_optional AND p.is_active
             ${among('b.product_id')}
       ORDER BY a.id`,
    bomLines: `
      SELECT b.id, l.component_id, l.quantity, l.unit, l.scrap_factor, l.setup_quantity, l.rounding_multiple,
             l.effective_from, l.effective_to, l.consume_stage, l.id
        FROM boms b
        JOIN bom_lines l ON l.organization_id = b.organization_id AND l.bom_id = b.id
       WHERE b.organization_id = ${organization} AND b.is_active AND NOT l.is_cost_only AND NOT l.is_optional
             ${among('b.product_id')}
       ORDER BY b.id, l.sequence, l.id`,
    byProducts: `
      SELECT y.bom_id, y.product_id, y.quantity, y.unit
        FROM boms b
        JOIN bom_by_products y ON y.organization_id = b.organization_id AND y.bom_id = b.id
       WHERE b.organization_id = ${organization} AND b.is_active ${among('b.product_id')}`,
    operations: `
      SELECT t.product_id, t.id, o.id, o.sequence, o.work_center_id, o.operation_code, o.operation_name,
             o.setup_time_minutes, o.run_time_minutes, o.wait_time_minutes, o.move_time_minutes, o.units_per_cycle,
             o.scrap_rate_percent, o.predecessor_operation_id, o.can_overlap, o.overlap_quantity
        FROM routings t
        JOIN routing_operations o ON o.organization_id = t.organization_id AND o.routing_id = t.id AND o.is_active
       WHERE t.organization_id = ${organization} AND t.is_active ${products ? among('t.product_id') : 'AND t.product_id IS NOT NULL'}
       ORDER BY t.product_id, o.sequence`,
    operationMaterials: `
      SELECT t.product_id, o.id, m.component_id, m.quantity, m.quantity_per, m.unit, m.scrap_factor, m.is_cost_only,
             m.is_optional
        FROM routings t
        JOIN routing_operations o ON o.organization_id = t.organization_id AND o.routing_id = t.id AND o.is_active
        JOIN routing_operation_materials m ON m.organization_id = o.organization_id AND m.routing_operation_id = o.id
       WHERE t.organization_id = ${organization} AND t.is_active ${products ? among('t.product_id') : 'AND t.product_id IS NOT NULL'}
       ORDER BY t.product_id, o.sequence, m.id`,
    offers: `
      SELECT i.product_id, i.id, i.vendor_id, i.is_preferred, i.lead_time_days, v.lead_time_days, i.purchase_unit,
             i.purchase_conversion, i.min_order_qty, i.order_multiple, i.max_order_qty
        FROM vendor_items i
        JOIN vendors v ON v.organization_id = i.organization_id AND v.id = i.vendor_id
       WHERE i.organization_id = ${organization} AND i.is_active AND v.is_active ${among('i.product_id')}
       ORDER BY i.product_id, i.vendor_id`,
    prices: `
      SELECT i.product_id, p.vendor_item_id, p.min_quantity, p.unit_price, p.valid_from, p.valid_to
        FROM vendor_item_prices p
        JOIN vendor_items i ON i.organization_id = p.organization_id AND i.id = p.vendor_item_id AND i.is_active
       WHERE p.organization_id = ${organization} ${among('i.product_id')}`,
    salesLines: `
      SELECT l.product_id, l.id, coalesce(l.requested_date, o.requested_date, o.order_date), l.quantity - l.shipped_quantity
        FROM sales_orders o
        JOIN sales_order_lines l ON l.organization_id = o.organization_id AND l.sales_order_id = o.id
       WHERE o.organization_id = ${organization} AND o.status IN ${OPEN_SALES} AND l.quantity > l.shipped_quantity
             ${among('l.product_id')}`,
    orderMaterials: `
      SELECT m.component_id, m.id, coalesce(op.scheduled_start, o.scheduled_start)::date, o.due_date, p.lead_time_days,
             op.minutes_before, op.minutes_in_all,
             m.quantity_required - m.quantity_consumed + m.quantity_returned
        FROM production_orders o
        JOIN products p ON p.organization_id = o.organization_id AND p.id = o.product_id
        JOIN (SELECT w.organization_id, w.production_order_id, w.id, w.scheduled_start,
                     coalesce(sum(w.planned_setup_minutes + w.planned_run_minutes) OVER earlier, 0) AS minutes_before,
                     sum(w.planned_setup_minutes + w.planned_run_minutes) OVER every AS minutes_in_all
                FROM production_order_operations w
               WHERE w.organization_id = ${organization} ${ofOrdersThatTake(terms)}
              WINDOW every AS (PARTITION BY w.production_order_id),
                     earlier AS (PARTITION BY w.production_order_id ORDER BY w.sequence, w.id
                                 ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) op
          ON op.organization_id = o.organization_id AND op.production_order_id = o.id
        JOIN production_order_operation_materials m
          ON m.organization_id = op.organization_id AND m.production_order_operation_id = op.id
       WHERE o.organization_id = ${organization} AND o.status IN ${OPEN_PRODUCTION}
         AND NOT m.is_cost_only AND NOT m.is_optional
         AND m.quantity_required > m.quantity_consumed - m.quantity_returned ${among('m.component_id')}`,
    forecasts: `
      SELECT f.product_id, f.id, f.period_start, f.period_end, f.quantity - coalesce(sold.quantity, 0), p.demand_time_fence_days
        FROM demand_forecasts f
        JOIN products p ON p.organization_id = f.organization_id AND p.id = f.product_id
        LEFT JOIN LATERAL (
              SELECT sum(l.quantity) AS quantity
                FROM sales_order_lines l
                JOIN sales_orders o ON o.organization_id = l.organization_id AND o.id = l.sales_order_id
               WHERE l.organization_id = ${organization} AND l.product_id = f.product_id
                 AND o.status NOT IN ('draft', 'cancelled')
                 AND coalesce(l.requested_date, o.requested_date, o.order_date) >= f.period_start
                 AND coalesce(l.requested_date, o.requested_date, o.order_date) < f.period_end) sold ON true
       WHERE f.organization_id = ${organization} AND f.period_end > ${today} AND f.quantity > coalesce(sold.quantity, 0)
             ${among('f.product_id')}`,
    purchaseLines: `
      SELECT l.product_id, l.id, coalesce(l.expected_date, o.expected_date), 
             (l.quantity_ordered - l.quantity_received) * l.purchase_conversion
        FROM purchase_orders o
        JOIN purchase_order_lines l ON l.organization_id = o.organization_id AND l.purchase_order_id = o.id
       WHERE o.organization_id = ${organization} AND o.status IN ${OPEN_PURCHASES} AND l.quantity_ordered > l.quantity_received
             ${among('l.product_id')}`,
    productionOrders: `
      SELECT o.product_id, o.id, coalesce(o.due_date, o.scheduled_end::date),
             o.quantity_ordered - o.quantity_completed - o.quantity_scrapped
        FROM production_orders o
       WHERE o.organization_id = ${organization} AND o.status IN ${OPEN_PRODUCTION}
         AND o.quantity_ordered > o.quantity_completed + o.quantity_scrapped ${among('o.product_id')}`,
    orderByProducts: `
      SELECT y.product_id, o.id, coalesce(o.due_date, o.scheduled_end::date),
             o.quantity_ordered - o.quantity_completed - o.quantity_scrapped, y.quantity, y.unit, b.output_quantity
        FROM production_orders o
        JOIN boms b ON b.organization_id = o.organization_id AND b.id = o.bom_id
        JOIN bom_by_products y ON y.organization_id = b.organization_id AND y.bom_id = b.id
       WHERE o.organization_id = ${organization} AND o.status IN ${OPEN_PRODUCTION}
         AND o.quantity_ordered > o.quantity_completed + o.quantity_scrapped ${among('y.product_id')}`,
    firmOrders: `
      SELECT product_id, id, order_type, quantity, start_date, due_date FROM planned_orders
       WHERE organization_id = ${organization} AND status = 'firmed' ${among('product_id')}`,
  };
}
