import { groupBy } from '../../kernel/group-by.js';
import type { Decimal } from '../../kernel/decimal.js';
import type { FieldError } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import { cellError, defineImport, type ImportRow, type RowOutcome } from '../../platform/imports/index.js';
import type { OrderFileLine, OrderFileOrder } from './order-import-resolve.js';
import { IMPORTED_STATUSES, type ImportedStatus } from './order-import.rules.js';
import type { OrderImport, OrderImportOutcome } from './order-import.service.js';
import { PurchasingPermissions } from './purchasing.permissions.js';

/** What every row of an order says alike. */
const HEADER = [
  'vendor_code',
  'status',
  'order_date',
  'currency_code',
  'exchange_rate',
  'tax_amount',
  'shipping_cost',
  'notes',
] as const;
const LENGTHS = { external_reference: 80, purchase_unit: 20, description: 1_000, lot_number: 100 } as const;

export const PURCHASE_ORDERS_IMPORT = defineImport({
  kind: 'purchase_orders',
  title: 'Purchase orders with what was received',
  groupBy: 'external_reference',
  uniqueBy: ['external_reference', 'line_number'],
  // The ledger takes goods in the order of their days, and these are known only over all orders.
  inOnePiece: true,
  permission: PurchasingPermissions.ordersWrite,
  columns: [
    {
      name: 'external_reference',
      type: 'text',
      required: true,
      description: 'Names the order.',
      example: 'OLD-4711',
    },
    { name: 'vendor_code', type: 'text', required: true, description: 'Vendor.', example: 'FILAMENT-CO' },
    {
      name: 'status',
      type: 'text',
      required: true,
      values: IMPORTED_STATUSES,
      description: 'Status; ordered while something of it is still to come.',
      example: 'received',
    },
    { name: 'order_date', type: 'date', description: 'Day of the order.', example: '2026-01-05' },
    { name: 'currency_code', type: 'text', description: 'The vendor’s when empty.', example: 'EUR' },
    { name: 'exchange_rate', type: 'decimal', description: 'Worth in the company’s currency.', example: '1' },
    { name: 'tax_amount', type: 'decimal', description: 'Of the whole order.', example: '0' },
    {
      name: 'shipping_cost',
      type: 'decimal',
      description: 'Of the whole order; part of the cost of what came.',
      example: '5',
    },
    { name: 'notes', type: 'text', description: 'Of the whole order.', example: 'Called twice' },
    {
      name: 'line_number',
      type: 'integer',
      required: true,
      min: 1,
      description: 'Names the line.',
      example: '1',
    },
    { name: 'sku', type: 'text', required: true, description: 'Product.', example: 'PLA-BLACK' },
    { name: 'quantity', type: 'decimal', required: true, description: 'In purchase units.', example: '3' },
    {
      name: 'purchase_unit',
      type: 'text',
      description: 'The vendor item’s or product’s when empty.',
      example: 'KG',
    },
    {
      name: 'purchase_conversion',
      type: 'decimal',
      description: 'Stock units per purchase unit.',
      example: '1000',
    },
    {
      name: 'unit_cost',
      type: 'decimal',
      description: 'Per purchase unit; the vendor’s price when empty.',
      example: '19.99',
    },
    { name: 'expected_date', type: 'date', description: 'Day that it is expected.', example: '2026-01-12' },
    { name: 'description', type: 'text', description: 'Of the line.', example: 'PLA black 1.75 mm' },
    {
      name: 'quantity_accepted',
      type: 'decimal',
      description:
        'In purchase units; enters the stock. Of an order that is received or ordered; what is ordered becomes partially_received. At most what was ordered and the company’s over_receipt_percent.',
      example: '3',
    },
    { name: 'quantity_rejected', type: 'decimal', description: 'In purchase units; does not.', example: '0' },
    {
      name: 'received_date',
      type: 'date',
      description: 'The order’s day when empty.',
      example: '2026-01-13',
    },
    { name: 'location_code', type: 'text', description: 'The default location when empty.', example: 'MAIN' },
    {
      name: 'lot_number',
      type: 'text',
      description: 'For products tracked by lots; made when empty.',
      example: 'LOT-7',
    },
  ],
});

/** Makes or changes purchase orders by external reference, and receives what came of them. */
export async function importPurchaseOrders(
  orders: OrderImport,
  tx: Tx,
  rows: readonly ImportRow[],
): Promise<RowOutcome[]> {
  const groups = groupRows(rows);
  const outcomes = new Map<ImportRow, RowOutcome>();
  const good: ImportRow[][] = [];
  for (const group of groups) {
    const faults = checkGroup(group);
    if (faults.size > 0) failGroup(outcomes, group, faults);
    else good.push(group);
  }
  const written = await orders.importOrders(tx, good.map(orderOf));
  good.forEach((group, index) => settle(outcomes, group, written[index]!));
  return rows.map((row) => outcomes.get(row)!);
}

function groupRows(rows: readonly ImportRow[]): ImportRow[][] {
  return [...groupBy(rows, (row) => row.values['external_reference']).values()];
}

function checkGroup(group: readonly ImportRow[]): Map<ImportRow, FieldError> {
  const faults = new Map<ImportRow, FieldError>();
  for (const row of group) {
    const fault = checkRow(row, group[0]!);
    if (fault) faults.set(row, fault);
  }
  return faults;
}

function checkRow({ values }: ImportRow, first: ImportRow): FieldError | null {
  for (const [column, lengthMax] of Object.entries(LENGTHS)) {
    if (String(values[column] ?? '').length > lengthMax) {
      return cellError(column, 'too_long', `${column} has at most ${lengthMax} characters`);
    }
  }
  for (const column of ['quantity', 'purchase_conversion'] as const) {
    if ((values[column] as Decimal | null)?.isZero())
      return cellError(column, 'too_small', `${column} is more than 0`);
  }
  for (const column of ['tax_amount', 'shipping_cost'] as const) {
    if (((values[column] as Decimal | null)?.decimalPlaces() ?? 0) > 6) {
      return cellError(column, 'too_many_decimals', `${column} has at most 6 decimals`);
    }
  }
  if (values['currency_code'] !== null && !/^[A-Z]{3}$/.test(String(values['currency_code']))) {
    return cellError('currency_code', 'not_a_currency', 'currency_code is three capital letters');
  }
  const other = HEADER.find((column) => String(values[column]) !== String(first.values[column]));
  return other ? cellError(other, 'differs', `${other} is the same in every row of an order`) : null;
}

function orderOf(group: readonly ImportRow[]): OrderFileOrder {
  const { values } = group[0]!;
  return {
    external_reference: String(values['external_reference']),
    vendor_code: String(values['vendor_code']),
    status: values['status'] as ImportedStatus,
    order_date: values['order_date'] as string | null,
    currency_code: values['currency_code'] as string | null,
    exchange_rate: values['exchange_rate'] as Decimal | null,
    tax_amount: values['tax_amount'] as Decimal | null,
    shipping_cost: values['shipping_cost'] as Decimal | null,
    notes: values['notes'] as string | null,
    lines: group.map((row) => row.values as unknown as OrderFileLine),
  };
}

/** Half an order is worse than none: a row without a fault of its own fails with the others. */
function failGroup(
  outcomes: Map<ImportRow, RowOutcome>,
  group: readonly ImportRow[],
  faults: ReadonlyMap<ImportRow, FieldError>,
): void {
  const other = cellError(
    'external_reference',
    'group_has_errors',
    'Another row of the same order has an error.',
  );
  for (const row of group) outcomes.set(row, [faults.get(row) ?? other]);
}

function settle(
  outcomes: Map<ImportRow, RowOutcome>,
  group: readonly ImportRow[],
  outcome: OrderImportOutcome,
): void {
  if (typeof outcome === 'string') for (const row of group) outcomes.set(row, outcome);
  else failGroup(outcomes, group, new Map(outcome.map(({ line, error }) => [group[line ?? 0]!, error])));
}
