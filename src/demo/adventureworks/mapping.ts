import { decimal } from '../../kernel/decimal.js';
import { addCalendarDays } from '../../kernel/business-day.js';
import type { Source, SourceRow } from './source.js';

/** Rows of one import file, by column. */
export type FileRow = Record<string, string>;

/** Location that purchase orders are received at, before the count puts stock where the files say. */
export const RECEIVING = 'RECEIVING';

const POUND_KG = '0.45359237';

export function mapUnits(source: Source, known: ReadonlySet<string>): FileRow[] {
  const used = new Set(source.vendorItems.map((item) => unitOf(item)));
  return source.units
    .map((unit) => ({ code: unitOf(unit), name: unit['name']! }))
    .filter((unit) => used.has(unit.code) && !known.has(unit.code))
    .map((unit) => ({ ...unit, uom_class: 'count', to_base_factor: '1' }));
}

export function mapCategories(source: Source): FileRow[] {
  const top = source.categories.map((row) => ({
    code: `C${row['product_category_id']}`,
    name: row['name']!,
    parent_code: '',
  }));
  const below = source.subcategories.map((row) => ({
    code: `S${row['product_subcategory_id']}`,
    name: row['name']!,
    parent_code: `C${row['product_category_id']}`,
  }));
  return [...top, ...below];
}

/** The stock unit of a product is the one that its BOM lines count it in. */
function stockUnits(source: Source): Map<string, string> {
  return new Map(source.bomLines.map((line) => [line['component_id']!, unitOf(line)]));
}

export function mapProducts(source: Source): FileRow[] {
  const units = stockUnits(source);
  return source.products.map((row) => {
    const made = row['make_flag'] === '1';
    const unit = units.get(row['product_id']!) ?? 'EA';
    return {
      sku: row['product_number']!,
      name: row['name']!,
      item_type: made && row['finished_goods_flag'] === '1' ? 'finished_good' : 'component',
      procurement_type: made ? 'make' : 'buy',
      category_code: row['product_subcategory_id'] ? `S${row['product_subcategory_id']}` : '',
      unit,
      purchase_uom: unit,
      purchase_conversion: '1',
      standard_cost: positive(row['standard_cost']),
      selling_price: positive(row['list_price']),
      lead_time_days: row['days_to_manufacture']!,
      safety_stock: row['safety_stock_level']!,
      reorder_point: row['reorder_point']!,
      weight_kg: weightKg(row),
    };
  });
}

export function mapLocations(source: Source): FileRow[] {
  const stores = source.locations.map((row) => ({
    code: `L${row['location_id']}`,
    name: row['name']!,
    type: Number(row['cost_rate']) > 0 ? 'production' : 'shelf',
  }));
  return [{ code: RECEIVING, name: 'Receiving dock', type: 'dock' }, ...stores];
}

/** A location with a rate is where work is done. */
export function mapWorkCenters(source: Source): { code: string; name: string; rate: string }[] {
  return source.locations
    .filter((row) => Number(row['cost_rate']) > 0)
    .map((row) => ({ code: `W${row['location_id']}`, name: row['name']!, rate: row['cost_rate']! }));
}

/** The marker rows of top-level products have no parent and say nothing. */
export function mapBomLines(source: Source): FileRow[] {
  const sku = skus(source);
  return source.bomLines
    .filter((row) => row['product_assembly_id'])
    .map((row) => ({
      product_sku: sku.get(row['product_assembly_id']!)!,
      component_sku: sku.get(row['component_id']!)!,
      quantity: row['per_assembly_qty']!,
      unit: unitOf(row),
      effective_from: row['start_date']!,
      effective_to: row['end_date']!,
    }));
}

export function mapVendors(source: Source): FileRow[] {
  return source.vendors.map((row) => ({
    code: row['account_number']!,
    name: row['name']!,
    is_active: row['active_flag'] === '1' ? 'true' : 'false',
  }));
}

/** The vendors' units have no factor to the stock units, so one is declared to be one. */
export function mapVendorItems(source: Source): FileRow[] {
  const sku = skus(source);
  const vendor = vendorCodes(source);
  return source.vendorItems.map((row) => ({
    vendor_code: vendor.get(row['vendor_id']!)!,
    sku: sku.get(row['product_id']!)!,
    purchase_unit: unitOf(row),
    purchase_conversion: '1',
    unit_price: row['standard_price']!,
    min_order_qty: row['min_order_qty']!,
    max_order_qty: row['max_order_qty']!,
    lead_time_days: row['average_lead_time']!,
  }));
}

const ORDER_STATUS: Readonly<Record<string, string>> = {
  '1': 'draft',
  '2': 'ordered',
  '3': 'cancelled',
  '4': 'received',
};

/** Orders with status 4 are received as their lines say; of the others nothing is. */
export function mapPurchaseOrders(source: Source): FileRow[] {
  const sku = skus(source);
  const vendor = vendorCodes(source);
  const orders = new Map(source.orders.map((row) => [row['purchase_order_id']!, row]));
  const units = new Map(
    source.vendorItems.map((row) => [`${row['vendor_id']}/${row['product_id']}`, unitOf(row)]),
  );
  return source.orderLines.map((line) => {
    const order = orders.get(line['purchase_order_id']!)!;
    const received = order['status'] === '4';
    const accepted = decimal(line['received_qty']!).minus(line['rejected_qty']!).toFixed();
    return {
      external_reference: `AW-${order['purchase_order_id']}`,
      vendor_code: vendor.get(order['vendor_id']!)!,
      status: ORDER_STATUS[order['status']!]!,
      order_date: order['order_date']!,
      line_number: line['purchase_order_detail_id']!,
      sku: sku.get(line['product_id']!)!,
      quantity: line['order_qty']!,
      purchase_unit: units.get(`${order['vendor_id']}/${line['product_id']}`) ?? 'EA',
      purchase_conversion: '1',
      unit_cost: line['unit_price']!,
      expected_date: line['due_date']!,
      quantity_accepted: received ? accepted : '',
      quantity_rejected: received ? line['rejected_qty']! : '',
      received_date: received ? line['due_date']! : '',
      location_code: RECEIVING,
    };
  });
}

/** The count: what the files say at each location, and nothing left at the dock. */
export function mapStock(source: Source, productsAtDock: readonly string[]): FileRow[] {
  const sku = skus(source);
  const date = countDate(source);
  const places = source.inventory.map((row) => ({
    sku: sku.get(row['product_id']!)!,
    location_code: `L${row['location_id']}`,
    quantity: row['quantity']!,
    date,
  }));
  const dock = productsAtDock.map((code) => ({
    sku: code,
    location_code: RECEIVING,
    quantity: '0',
    date,
  }));
  return [...dock, ...places];
}

/** The day after the last receipt of the files. */
function countDate(source: Source): string {
  const complete = new Set(
    source.orders.filter((row) => row['status'] === '4').map((row) => row['purchase_order_id']),
  );
  const received = source.orderLines.filter((line) => complete.has(line['purchase_order_id']));
  const last = received
    .map((line) => line['due_date']!)
    .reduce((latest, day) => (day > latest ? day : latest));
  return addCalendarDays(last, 1);
}

export function skus(source: Source): Map<string, string> {
  return new Map(source.products.map((row) => [row['product_id']!, row['product_number']!]));
}

function vendorCodes(source: Source): Map<string, string> {
  return new Map(source.vendors.map((row) => [row['vendor_id']!, row['account_number']!]));
}

function unitOf(row: SourceRow): string {
  return row['unit_measure_code']!.trim().toUpperCase();
}

function positive(text: string | undefined): string {
  return text && decimal(text).greaterThan(0) ? decimal(text).toFixed() : '';
}

function weightKg(row: SourceRow): string {
  if (!row['weight']) return '';
  const weight = decimal(row['weight']);
  const kilograms =
    row['weight_unit_measure_code']?.trim() === 'LB' ? weight.times(POUND_KG) : weight.dividedBy(1000);
  return kilograms.toDecimalPlaces(9).toFixed();
}
