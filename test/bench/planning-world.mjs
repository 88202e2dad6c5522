/** A seeded company of any size, made in the database: products on five levels, stock, sales, purchases and production. */

/** Share of the products that stand on each level, in per cent; the last level is bought. */
const LEVEL_PERCENTS = [15, 20, 20, 20, 25];
const SEED = 20_260_401;

/**
 * Makes so many products with so many BOM lines, sales lines, production orders and purchase lines, all within 90 days of
 * the day. Sub-assemblies and parts are planned in periods, and half of the products have stock.
 */
export async function makeWorld(client, { products, lines, sales, production, purchases, prefix, today }) {
  const made = Math.floor((products * (100 - LEVEL_PERCENTS.at(-1))) / 100);
  const perBom = lines / made;
  await client.query(`CREATE TEMPORARY TABLE IF NOT EXISTS world (place integer, level integer, id bigint)`);
  await client.query('TRUNCATE world');
  await client.query(
    `WITH placed AS (
       SELECT n, (SELECT count(*) FROM unnest($2::int[]) bound WHERE n * 100.0 / $1 > bound)::int AS level
         FROM generate_series(1, $1::int) n),
     inserted AS (
       INSERT INTO products (organization_id, sku, name, unit, item_type, procurement_type, safety_stock, lead_time_days,
                             lot_sizing_rule, lot_period_days, average_cost)
       SELECT 1, $3 || n, $3 || n, 'EA', CASE WHEN level = 0 THEN 'finished_good' ELSE 'component' END,
              CASE WHEN level = 4 THEN 'buy' ELSE 'make' END, CASE WHEN n % 3 = 0 THEN 5 ELSE 0 END,
              CASE WHEN level = 4 THEN 3 + n % 8 ELSE 1 + n % 4 END, 'period',
              CASE WHEN level = 0 THEN 10 ELSE 30 END, 1 + n % 7
         FROM placed ORDER BY n RETURNING id, sku)
     INSERT INTO world SELECT p.n, p.level, i.id FROM placed p JOIN inserted i ON i.sku = $3 || p.n`,
    [products, bounds(), prefix],
  );
  await client.query('CREATE INDEX ON world (place); ANALYZE world');
  await insertStructures(client, products, perBom);
  await insertStock(client);
  await insertSales(client, { sales, products, today, prefix });
  await insertPurchases(client, { purchases, products, today, prefix });
  await insertProduction(client, { production, products, today, prefix });
  await client.query('DROP TABLE world');
  await client.query('ANALYZE');
}

function bounds() {
  let sum = 0;
  return LEVEL_PERCENTS.map((percent) => (sum += percent)).slice(0, -1);
}

/** A number from 0 to n - 1 that only depends on the seed and what it is for. */
const pick = (salt, n) =>
  `((hashint8((${salt})::bigint * 2654435761 + ${SEED}) & 2147483647) % (${n})::bigint)`;

/** Lines go to products of deeper levels, the nearer half of them to the next one. */
async function insertStructures(client, products, perBom) {
  await client.query(
    `WITH b AS (INSERT INTO boms (organization_id, product_id, bom_version, output_quantity, is_active)
                SELECT 1, id, 1, 1, true FROM world WHERE level < 4 ORDER BY place RETURNING id, product_id)
     INSERT INTO bom_lines (organization_id, bom_id, component_id, sequence, quantity, unit, scrap_factor, consume_stage)
     SELECT 1, b.id, c.id, l * 10, 1 + ${pick('w.place + l', 3)}, 'EA', CASE WHEN l % 5 = 0 THEN 2.5 ELSE 0 END, 'any'
       FROM b JOIN world w ON w.id = b.product_id
       CROSS JOIN LATERAL generate_series(1, floor($2::numeric + (w.place % 3) / 3.0)::int) l
       JOIN LATERAL (SELECT min(place) AS first FROM world n WHERE n.level > w.level) deeper ON true
       JOIN world c ON c.place = deeper.first + (${pick('w.place * 31 + l', '1000')}::numeric / 1000
                       * ($1 - deeper.first - $2 - 1))::int + l
      WHERE c.place <= $1`,
    [products, perBom],
  );
  await client.query(
    `WITH center AS (
       INSERT INTO work_centers (organization_id, code, name, capacity_hours_per_day)
       SELECT 1, 'BENCH-' || count(*), 'Bench', 8 FROM work_centers RETURNING id),
     r AS (INSERT INTO routings (organization_id, product_id, code, routing_version, is_active, is_template)
           SELECT 1, id, 'R-' || id, 1, true, false FROM world WHERE level < 4 RETURNING id)
     INSERT INTO routing_operations (organization_id, routing_id, sequence, work_center_id, operation_name,
                                     setup_time_minutes, run_time_minutes)
     SELECT 1, r.id, n * 10, center.id, 'Make', 5, 1.5 FROM r, center, generate_series(1, 2) n`,
  );
}

async function insertStock(client) {
  await client.query(
    `INSERT INTO inventory (organization_id, product_id, location_id, on_hand_quantity)
     SELECT 1, w.id, l.id, 20 + ${pick('w.place', 200)}
       FROM world w, (SELECT id FROM inventory_locations WHERE organization_id = 1 AND is_default) l WHERE w.place % 2 = 0`,
  );
}

async function insertSales(client, { sales, products, today, prefix }) {
  const { rows } = await client.query(
    `INSERT INTO customers (organization_id, customer_number, company_name) VALUES (1, $1, 'Bench') RETURNING id`,
    [`${prefix}C`],
  );
  const finished = Math.floor((products * LEVEL_PERCENTS[0]) / 100);
  await client.query(
    `WITH o AS (INSERT INTO sales_orders (organization_id, order_number, customer_id, status, order_date)
                SELECT 1, $1 || 'SO-' || n, $2, 'confirmed', $3::date FROM generate_series(1, ceil($4 / 10.0)::int) n
                RETURNING id)
     INSERT INTO sales_order_lines (organization_id, sales_order_id, line_number, product_id, quantity, unit_price, requested_date)
     SELECT 1, o.id, l, w.id, 1 + ${pick('o.id * 10 + l', 10)}, 10, $3::date + ${pick('o.id * 7 + l', 90)}::int
       FROM o CROSS JOIN generate_series(1, least(10, $4::int)) l
       JOIN world w ON w.place = 1 + ${pick('o.id * 10 + l', '$5')}`,
    [`${prefix}`, rows[0].id, today, sales, finished],
  );
}

async function insertPurchases(client, { purchases, products, today, prefix }) {
  const { rows } = await client.query(
    `INSERT INTO vendors (organization_id, code, name, lead_time_days) VALUES (1, $1, 'Bench', 5) RETURNING id`,
    [`${prefix}V`],
  );
  await client.query(
    `INSERT INTO vendor_items (organization_id, vendor_id, product_id, purchase_unit, purchase_conversion, is_preferred, lead_time_days)
     SELECT 1, $1, id, 'EA', 1, true, 3 + place % 8 FROM world WHERE level = 4`,
    [rows[0].id],
  );
  const firstBought = Math.floor((products * 75) / 100) + 1;
  await client.query(
    `WITH o AS (INSERT INTO purchase_orders (organization_id, po_number, vendor_id, status, order_date)
                SELECT 1, $1 || 'PO-' || n, $2, 'ordered', $3::date FROM generate_series(1, ceil($4 / 10.0)::int) n RETURNING id)
     INSERT INTO purchase_order_lines (organization_id, purchase_order_id, line_number, product_id, quantity_ordered, unit_cost,
                                       purchase_unit, expected_date)
     SELECT 1, o.id, l, w.id, 10 + ${pick('o.id * 13 + l', 100)}, 1, 'EA', $3::date + ${pick('o.id * 3 + l', 60)}::int
       FROM o CROSS JOIN generate_series(1, least(10, $4::int)) l
       JOIN world w ON w.place = $5 + ${pick('o.id * 17 + l', '$6')}`,
    [prefix, rows[0].id, today, purchases, firstBought, products - firstBought],
  );
}

/** Orders for sub-assemblies, with the materials of their BOMs. */
async function insertProduction(client, { production, products, today, prefix }) {
  const made = Math.floor((products * 75) / 100);
  await client.query(
    `WITH o AS (INSERT INTO production_orders (organization_id, code, product_id, bom_id, quantity_ordered, status, due_date)
                SELECT 1, $1 || 'WO-' || n, w.id, b.id, 5 + n % 20, 'released', $2::date + ${pick('n', 60)}::int
                  FROM generate_series(1, $3::int) n
                  JOIN world w ON w.place = 1 + ${pick('n * 5', '$4')}
                  JOIN boms b ON b.organization_id = 1 AND b.product_id = w.id
                RETURNING id, bom_id, quantity_ordered),
     op AS (INSERT INTO production_order_operations (organization_id, production_order_id, work_center_id, sequence,
                                                     planned_setup_minutes, planned_run_minutes)
            SELECT 1, o.id, c.id, 10, 5, 30 FROM o, (SELECT min(id) AS id FROM work_centers) c
            RETURNING id, production_order_id)
     INSERT INTO production_order_operation_materials (organization_id, production_order_operation_id, component_id, unit,
                                                       quantity_required)
     SELECT 1, op.id, l.component_id, 'EA', l.quantity * o.quantity_ordered
       FROM o JOIN op ON op.production_order_id = o.id
       JOIN bom_lines l ON l.organization_id = 1 AND l.bom_id = o.bom_id`,
    [prefix, today, production, made],
  );
}
