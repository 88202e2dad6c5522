import { type Decimal, decimal, sum } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import type { Source } from './source.js';

/** What is compared between the files and the database. */
export type Totals = Record<string, string>;

/** Totals as the files say them. */
export function totalsOfFiles(source: Source): Totals {
  const complete = new Set(
    source.orders.filter((row) => row['status'] === '4').map((row) => row['purchase_order_id']),
  );
  const received = source.orderLines.filter((line) => complete.has(line['purchase_order_id']));
  const add = (rows: Record<string, string>[], column: string) =>
    sum(rows.map((row) => decimal(row[column]!)));
  return {
    products: String(source.products.length),
    'BOM lines': String(source.bomLines.filter((row) => row['product_assembly_id']).length),
    vendors: String(source.vendors.length),
    'vendor items': String(source.vendorItems.length),
    'purchase orders': String(source.orders.length),
    'purchase order lines': String(source.orderLines.length),
    'lines received': String(received.length),
    'quantity received': add(received, 'received_qty').toFixed(),
    'of it rejected': add(received, 'rejected_qty').toFixed(),
    'stock on hand': add(source.inventory, 'quantity').toFixed(),
  };
}

/** The same totals out of the database. */
export async function totalsOfDatabase(tx: Tx): Promise<Totals> {
  const rows = await tx.query<Record<string, number | Decimal>>(
    `SELECT (SELECT count(*) FROM products WHERE organization_id = $1) AS products,
            (SELECT count(*) FROM bom_lines WHERE organization_id = $1) AS bom_lines,
            (SELECT count(*) FROM vendors WHERE organization_id = $1) AS vendors,
            (SELECT count(*) FROM vendor_items WHERE organization_id = $1) AS vendor_items,
            (SELECT count(*) FROM purchase_orders WHERE organization_id = $1) AS orders,
            (SELECT count(*) FROM purchase_order_lines WHERE organization_id = $1) AS lines,
            (SELECT count(*) FROM purchase_order_lines WHERE organization_id = $1
               AND quantity_received + quantity_rejected > 0) AS lines_received,
            (SELECT coalesce(sum(quantity_received + quantity_rejected), 0) FROM purchase_order_lines
              WHERE organization_id = $1) AS received,
            (SELECT coalesce(sum(quantity_rejected), 0) FROM purchase_order_lines WHERE organization_id = $1) AS rejected,
            (SELECT coalesce(sum(on_hand_quantity), 0) FROM inventory WHERE organization_id = $1) AS on_hand`,
    [tx.organizationId],
  );
  const row = rows[0]!;
  return {
    products: String(row['products']),
    'BOM lines': String(row['bom_lines']),
    vendors: String(row['vendors']),
    'vendor items': String(row['vendor_items']),
    'purchase orders': String(row['orders']),
    'purchase order lines': String(row['lines']),
    'lines received': String(row['lines_received']),
    'quantity received': String(row['received']),
    'of it rejected': String(row['rejected']),
    'stock on hand': String(row['on_hand']),
  };
}
