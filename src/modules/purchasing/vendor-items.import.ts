import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import type { FieldError } from '../../kernel/domain-error.js';
import type { UnitTable } from '../../kernel/unit-of-measure.js';
import type { Tx } from '../../platform/database/index.js';
import { cellError, defineImport, type ImportRow, type RowOutcome } from '../../platform/imports/index.js';
import { normalizeUnitCode, ProductReader, type ProductSummary, Units } from '../products/index.js';
import { conversionOf } from './purchase-unit.rules.js';
import { PurchasingErrors } from './purchasing.errors.js';
import { PurchasingPermissions } from './purchasing.permissions.js';
import {
  type ItemRecord,
  readItems,
  upsertBasePrices,
  upsertItems,
  vendorIdsByCode,
} from './vendor-items-upsert.repository.js';

const LEAD_DAYS_MAX = 3650;

export const VENDOR_ITEMS_IMPORT = defineImport({
  kind: 'vendor_items',
  title: 'Vendor items',
  uniqueBy: ['vendor_code', 'sku'],
  permission: PurchasingPermissions.vendorsWrite,
  columns: [
    { name: 'vendor_code', type: 'text', required: true, description: 'Vendor.', example: 'FILAMENT-CO' },
    { name: 'sku', type: 'text', required: true, description: 'Product.', example: 'PLA-BLACK' },
    { name: 'vendor_sku', type: 'text', description: 'The vendor’s number for it.', example: 'PLA175-BLK' },
    {
      name: 'vendor_description',
      type: 'text',
      description: 'The vendor’s name for it.',
      example: 'PLA black',
    },
    {
      name: 'purchase_unit',
      type: 'text',
      description: 'The product’s purchase unit when empty.',
      example: 'KG',
    },
    {
      name: 'purchase_conversion',
      type: 'decimal',
      description: 'Stock units per purchase unit; needed when product and units do not say.',
      example: '1000',
    },
    {
      name: 'unit_price',
      type: 'decimal',
      description: 'Per purchase unit, for any quantity.',
      example: '19.99',
    },
    { name: 'min_order_qty', type: 'decimal', description: 'In purchase units.', example: '5' },
    { name: 'max_order_qty', type: 'decimal', description: 'In purchase units.', example: '500' },
    { name: 'order_multiple', type: 'decimal', description: 'In purchase units.', example: '1' },
    { name: 'lead_time_days', type: 'integer', description: 'Working days.', example: '7' },
    { name: 'is_active', type: 'boolean', description: 'True when empty.', example: 'true' },
  ],
});

interface Context {
  vendors: ReadonlyMap<string, number>;
  products: ReadonlyMap<string, ProductSummary>;
  present: ReadonlyMap<string, ItemRecord>;
  table: UnitTable;
}

interface Accepted {
  row: ImportRow;
  record: ItemRecord;
  price: Decimal | null;
}

const keyOf = (item: { vendor_id: number; product_id: number }) => `${item.vendor_id}/${item.product_id}`;

/** Makes or changes vendor items by vendor and product; a price is the one from any quantity on, without an end. */
@Injectable()
export class VendorItemsImport {
  constructor(
    private readonly products: ProductReader,
    private readonly units: Units,
  ) {}

  /** Any number of rows in a constant number of statements. An empty cell leaves what is there. */
  async apply(tx: Tx, rows: readonly ImportRow[]): Promise<RowOutcome[]> {
    const context = await this.read(tx, rows);
    const outcomes = new Map<ImportRow, RowOutcome>();
    const accepted: Accepted[] = [];
    for (const row of rows) {
      const decided = decide(row, context);
      if ('record' in decided) accepted.push(decided);
      else outcomes.set(row, [decided]);
    }
    const written = await upsertItems(
      tx,
      accepted.map(({ record }) => record),
    );
    const priced = await upsertBasePrices(
      tx,
      accepted.flatMap(({ record, price }) => (price ? [{ ...record, price }] : [])),
    );
    for (const { row, record } of accepted) {
      const key = keyOf(record);
      outcomes.set(row, written.get(key) ?? (priced.has(key) ? 'updated' : 'unchanged'));
    }
    return rows.map((row) => outcomes.get(row)!);
  }

  private async read(tx: Tx, rows: readonly ImportRow[]): Promise<Context> {
    const products = await this.products.getBySku(
      tx,
      rows.map((row) => String(row.values['sku'])),
    );
    const vendors = await vendorIdsByCode(
      tx,
      rows.map((row) => String(row.values['vendor_code'])),
    );
    const present = await readItems(
      tx,
      [...vendors.values()],
      [...products.values()].map(({ id }) => id),
    );
    const table = await this.units.table(
      tx,
      [...products.values()].map(({ id }) => id),
    );
    return { vendors, products, table, present: new Map(present.map((item) => [keyOf(item), item])) };
  }
}

function decide(row: ImportRow, context: Context): Accepted | FieldError {
  const { values } = row;
  const vendorId = context.vendors.get(String(values['vendor_code']));
  if (!vendorId)
    return cellError('vendor_code', 'unknown_vendor', `There is no vendor "${values['vendor_code']}".`);
  const product = context.products.get(String(values['sku']));
  if (!product) return cellError('sku', 'unknown_product', `There is no product "${values['sku']}".`);
  const before = context.present.get(`${vendorId}/${product.id}`);
  const unit = purchaseUnit(values['purchase_unit'], before, product);
  const given = values['purchase_conversion'] as Decimal | null;
  const kept = before?.purchase_unit === unit ? before.purchase_conversion : null;
  const conversion = conversionOf(context.table, product, unit, given ?? kept);
  if (typeof conversion === 'string') {
    const column = conversion === 'unknownUnit' ? 'purchase_unit' : 'purchase_conversion';
    return {
      pointer: `/${column}`,
      code: PurchasingErrors[conversion].code,
      detail: PurchasingErrors[conversion].title,
    };
  }
  const record: ItemRecord = {
    vendor_id: vendorId,
    product_id: product.id,
    vendor_sku: pick(values, before, 'vendor_sku'),
    vendor_description: pick(values, before, 'vendor_description'),
    purchase_unit: unit,
    purchase_conversion: conversion,
    min_order_qty: pick(values, before, 'min_order_qty'),
    max_order_qty: pick(values, before, 'max_order_qty'),
    order_multiple: pick(values, before, 'order_multiple'),
    lead_time_days: pick(values, before, 'lead_time_days'),
    is_active: pick(values, before, 'is_active') ?? true,
  };
  return faultOf(record, values) ?? { row, record, price: values['unit_price'] as Decimal | null };
}

function purchaseUnit(given: unknown, before: ItemRecord | undefined, product: ProductSummary): string {
  if (typeof given === 'string') return normalizeUnitCode(given);
  return before?.purchase_unit ?? product.purchase_uom ?? product.unit;
}

/** What the file says, else what is there. */
function pick<K extends keyof ItemRecord>(
  values: ImportRow['values'],
  before: ItemRecord | undefined,
  column: K,
): ItemRecord[K] {
  return (values[column] ?? before?.[column] ?? null) as ItemRecord[K];
}

function faultOf(record: ItemRecord, values: ImportRow['values']): FieldError | null {
  for (const column of ['purchase_conversion', 'max_order_qty', 'order_multiple'] as const) {
    if ((values[column] as Decimal | null)?.isZero())
      return cellError(column, 'too_small', `${column} is more than 0`);
  }
  if (record.max_order_qty && record.min_order_qty?.greaterThan(record.max_order_qty)) {
    return cellError('max_order_qty', 'too_small', 'max_order_qty is not less than min_order_qty');
  }
  if ((record.lead_time_days ?? 0) > LEAD_DAYS_MAX) {
    return cellError('lead_time_days', 'too_large', `lead_time_days is at most ${LEAD_DAYS_MAX}`);
  }
  const long = (
    [
      ['vendor_sku', 100],
      ['vendor_description', 1000],
      ['purchase_unit', 20],
    ] as const
  ).find(([column, lengthMax]) => (record[column] ?? '').length > lengthMax);
  return long ? cellError(long[0], 'too_long', `${long[0]} has at most ${long[1]} characters`) : null;
}
