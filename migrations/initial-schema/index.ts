import { mastersSql } from './masters.js';
import { resourcesSql } from './resources.js';
import { purchasingSql } from './purchasing.js';
import { inventorySql } from './inventory.js';
import { engineeringSql } from './engineering.js';
import { salesSql } from './sales.js';
import { productionSql } from './production.js';

/** The first schema in the order in which its parts need one another. */
export const initialSchema = [
  mastersSql,
  resourcesSql,
  purchasingSql,
  inventorySql,
  engineeringSql,
  salesSql,
  productionSql,
];

/** One statement, because some of the tables point at each other. */
export const dropInitialSchema = `
DROP TABLE
  users, item_categories, units_of_measure, material_types, colors,
  material_colors, vendors, products, work_centers, resources,
  machines, inventory_locations, purchase_orders, purchase_order_lines, material_lots,
  inventory, inventory_transactions, boms, bom_lines, routings,
  routing_operations, quotes, quote_lines, sales_orders, sales_order_lines,
  payments, production_orders, production_order_operations, print_jobs, serial_numbers,
  production_lot_consumptions, mrp_runs, planned_orders, company_settings;
`;
