import { type Decimal, ONE, ZERO } from '../../kernel/decimal.js';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import type { UnitTable } from '../../kernel/unit-of-measure.js';
import { cellError } from '../../platform/imports/index.js';
import { normalizeUnitCode, type ProductSummary } from '../products/index.js';
import type { KnownVendor, PresentLineRow, PresentOrderRow } from './order-import.repository.js';
import type { ImportedHeader, ImportedLine, ImportedStatus } from './order-import.rules.js';
import { decideLine } from './purchase-lines.js';
import { exactConversion, stockQuantity } from './purchase-unit.rules.js';
import { receivable } from './receipt.rules.js';
import type { VendorItemView } from './vendor-items.repository.js';

/** A line of a file. What is null is as it is, or follows from vendor item and product. */
export interface OrderFileLine {
  line_number: number;
  sku: string;
  quantity: Decimal;
  purchase_unit: string | null;
  purchase_conversion: Decimal | null;
  unit_cost: Decimal | null;
  expected_date: string | null;
  description: string | null;
  quantity_accepted: Decimal | null;
  quantity_rejected: Decimal | null;
  received_date: string | null;
  location_code: string | null;
  lot_number: string | null;
}

/** An order of a file, known by its external reference. */
export interface OrderFileOrder {
  external_reference: string;
  vendor_code: string;
  status: ImportedStatus;
  order_date: string | null;
  currency_code: string | null;
  exchange_rate: Decimal | null;
  tax_amount: Decimal | null;
  shipping_cost: Decimal | null;
  notes: string | null;
  lines: OrderFileLine[];
}

/** Everything that the orders of a file refer to, read at once. */
export interface ImportContext {
  vendors: ReadonlyMap<string, KnownVendor>;
  products: ReadonlyMap<string, ProductSummary>;
  locations: ReadonlyMap<string, number>;
  items: ReadonlyMap<string, VendorItemView>;
  table: UnitTable;
  companyCurrency: string;
  /** What the company tolerates beyond what was ordered. */
  overReceiptPercent: Decimal;
  /** Where goods go whose line names no location; null when the organization has none. */
  defaultLocationId: number | null;
  /** The last closed day of the ledger. */
  closedThrough: string | null;
  today: string;
}

/** A line with everything known about its receipt. */
export interface ResolvedLine extends ImportedLine {
  product: ProductSummary;
  receivedDate: string;
  locationId: number | null;
  lotNumber: string | null;
  /** What enters the stock, in the stock unit; zero for services and what was rejected. */
  stockQuantity: Decimal;
}

export interface ResolvedOrder {
  header: ImportedHeader;
  lines: ResolvedLine[];
}

/** What is wrong with an order, by line of the file; null is the header. */
export type OrderFaults = { line: number | null; error: FieldError }[];

/** Makes an order of a file out of its cells, the present order and the defaults; or says all that is wrong with it. */
export function resolveOrder(
  order: OrderFileOrder,
  present: { order: PresentOrderRow; lines: readonly PresentLineRow[] } | null,
  context: ImportContext,
): ResolvedOrder | { faults: OrderFaults } {
  const vendor = context.vendors.get(order.vendor_code);
  if (!vendor)
    return headerFault('vendor_code', 'unknown_vendor', `There is no vendor "${order.vendor_code}".`);
  const currency = order.currency_code ?? present?.order.currency_code ?? vendor.currency_code;
  const isOwn = currency === context.companyCurrency;
  const rate = order.exchange_rate ?? (isOwn ? ONE : (present?.order.exchange_rate ?? null));
  if (!rate || rate.isZero() || (isOwn && !rate.equals(ONE))) {
    return headerFault(
      'exchange_rate',
      'bad_rate',
      `Say what 1 ${currency} is worth in ${context.companyCurrency}.`,
    );
  }
  const header: ImportedHeader = {
    vendor_id: vendor.id,
    order_date: order.order_date ?? present?.order.order_date ?? null,
    currency_code: currency,
    exchange_rate: rate,
    tax_amount: order.tax_amount ?? present?.order.tax_amount ?? ZERO,
    shipping_cost: order.shipping_cost ?? present?.order.shipping_cost ?? ZERO,
    notes: order.notes ?? present?.order.notes ?? null,
  };
  const faults: OrderFaults = [];
  const lines: ResolvedLine[] = [];
  order.lines.forEach((line, index) => {
    const before = present?.lines.find((row) => row.line_number === line.line_number);
    const resolved = resolveLine(order, line, { before, vendor, header, context });
    if ('pointer' in resolved) faults.push({ line: index, error: resolved });
    else lines.push(resolved);
  });
  return faults.length > 0 ? { faults } : { header, lines };
}

function headerFault(column: string, code: string, detail: string): { faults: OrderFaults } {
  return { faults: [{ line: null, error: cellError(column, code, detail) }] };
}

function resolveLine(
  order: OrderFileOrder,
  line: OrderFileLine,
  known: {
    before: PresentLineRow | undefined;
    vendor: KnownVendor;
    header: ImportedHeader;
    context: ImportContext;
  },
): ResolvedLine | FieldError {
  const { vendor, header, context } = known;
  const product = context.products.get(line.sku);
  if (!product) return cellError('sku', 'unknown_product', `There is no product "${line.sku}".`);
  const before = known.before?.product_id === product.id ? known.before : undefined;
  const unit = line.purchase_unit === null ? before?.purchase_unit : normalizeUnitCode(line.purchase_unit);
  const kept = unit !== undefined && unit === before?.purchase_unit ? before : undefined;
  try {
    const decided = decideLine(
      {
        product_id: product.id,
        quantity_ordered: line.quantity,
        purchase_unit: unit,
        purchase_conversion: line.purchase_conversion ?? kept?.purchase_conversion,
        unit_cost: line.unit_cost ?? kept?.unit_cost,
        expected_date: line.expected_date ?? before?.expected_date,
        description: line.description ?? before?.description,
        notes: before?.notes,
      },
      {
        product,
        item: context.items.get(`${vendor.id}/${product.id}`),
        table: context.table,
        pointer: '',
        terms: {
          vendorId: vendor.id,
          vendorCurrency: vendor.currency_code,
          currency: header.currency_code,
          exchangeRate: header.exchange_rate,
          date: header.order_date ?? context.today,
          ignoreOrderRules: true,
          allowInactive: true,
        },
      },
    );
    const receipt = resolveReceipt(order, line, product, context);
    if ('pointer' in receipt) return receipt;
    const resolved = { ...decided, line_number: line.line_number, product, ...receipt };
    const quantity = quantityInStock(resolved, context.table);
    if (quantity.isZero() && entersStock(resolved)) {
      return cellError(
        'quantity_accepted',
        'too_small',
        'That is too little to be counted in the stock unit.',
      );
    }
    return { ...resolved, stockQuantity: quantity };
  } catch (error) {
    if (error instanceof DomainError && error.details.errors?.[0]) return error.details.errors[0];
    throw error;
  }
}

type ResolvedReceipt = Pick<
  ResolvedLine,
  'quantity_received' | 'quantity_rejected' | 'receivedDate' | 'locationId' | 'lotNumber'
>;

function resolveReceipt(
  order: OrderFileOrder,
  line: OrderFileLine,
  product: ProductSummary,
  context: ImportContext,
): ResolvedReceipt | FieldError {
  const accepted = line.quantity_accepted ?? ZERO;
  const rejected = line.quantity_rejected ?? ZERO;
  const canHaveCome = order.status === 'received' || order.status === 'ordered';
  if (!canHaveCome && !accepted.plus(rejected).isZero()) {
    const detail = `Of an order that is ${order.status} nothing was received.`;
    return cellError('quantity_accepted', 'not_received', detail);
  }
  const most = receivable(
    { quantity_ordered: line.quantity, quantity_received: ZERO },
    context.overReceiptPercent,
  );
  if (accepted.greaterThan(most)) {
    const detail = `Of ${line.quantity} ordered at most ${most} are received.`;
    return cellError('quantity_accepted', 'over_receipt', detail);
  }
  const receivedDate = line.received_date ?? order.order_date ?? context.today;
  const locationId =
    line.location_code === null ? context.defaultLocationId : context.locations.get(line.location_code);
  if (locationId === undefined) {
    return cellError(
      'location_code',
      'unknown_location',
      `There is no active location "${line.location_code}".`,
    );
  }
  if (line.lot_number !== null && !product.track_lots) {
    return cellError('lot_number', 'not_tracked', `"${line.sku}" is not tracked by lots.`);
  }
  const enters = accepted.greaterThan(0) && product.item_type !== 'service';
  if (enters && locationId === null) {
    return cellError('location_code', 'missing', 'There is no default location; name one.');
  }
  if (enters && receivedDate > context.today) {
    return cellError('received_date', 'in_the_future', `${receivedDate} is not here yet.`);
  }
  const lotNumber = product.track_lots
    ? (line.lot_number ?? `${order.external_reference}-L${line.line_number}`)
    : null;
  return { quantity_received: accepted, quantity_rejected: rejected, receivedDate, locationId, lotNumber };
}

function entersStock(line: { quantity_received: Decimal; product: ProductSummary }): boolean {
  return line.quantity_received.greaterThan(0) && line.product.item_type !== 'service';
}

function quantityInStock(
  line: Pick<ResolvedLine, 'quantity_received' | 'product' | 'purchase_unit' | 'purchase_conversion'>,
  table: UnitTable,
): Decimal {
  if (!entersStock(line)) return ZERO;
  const conversion = exactConversion(table, line.product, line.purchase_unit, line.purchase_conversion);
  return stockQuantity(ZERO, line.quantity_received, conversion);
}

/** Goods that would enter the stock in a closed period. */
export function closedLine(
  order: ResolvedOrder,
  closedThrough: string | null,
): { line: number; error: FieldError } | null {
  const index = order.lines.findIndex(
    (line) => closedThrough !== null && entersStock(line) && line.receivedDate <= closedThrough,
  );
  if (index < 0) return null;
  const detail = `Everything up to ${closedThrough} is closed.`;
  return { line: index, error: cellError('received_date', 'period_closed', detail) };
}
