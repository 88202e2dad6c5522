import { Injectable } from '@nestjs/common';
import { type Decimal, roundQuantity } from '../../kernel/decimal.js';
import { fieldRefusal } from '../../kernel/domain-error.js';
import type { UnitTable } from '../../kernel/unit-of-measure.js';
import type { Tx } from '../../platform/database/index.js';
import { ProductReader, type ProductSummary, Units } from '../products/index.js';
import type { NewLine } from './purchase-orders.repository.js';
import { readCountUnits } from './purchase-units.query.js';
import { conversionOf, purchaseQuantity } from './purchase-unit.rules.js';
import { PurchasingErrors } from './purchasing.errors.js';
import { priceFor, quantityFault } from './vendor-item.rules.js';
import { itemsOfVendor, type VendorItemView } from './vendor-items.repository.js';

export interface LineInput {
  product_id: number;
  quantity_ordered: Decimal;
  purchase_unit?: string;
  purchase_conversion?: Decimal;
  unit_cost?: Decimal;
  expected_date?: string | null;
  description?: string | null;
  notes?: string | null;
}

/** So much of a product, in its stock unit. */
export interface StockLineInput {
  product_id: number;
  stock_quantity: Decimal;
  expected_date?: string | null;
  notes?: string | null;
}

/** What the lines of an order depend on. */
export interface OrderTerms {
  vendorId: number;
  vendorCurrency: string;
  currency: string;
  exchangeRate: Decimal;
  date: string;
  ignoreOrderRules: boolean;
  /** For lines that exist already: what was ordered can still be changed. */
  allowInactive?: boolean;
}

export interface LineContext {
  product: ProductSummary;
  item: VendorItemView | undefined;
  table: UnitTable;
  terms: OrderTerms;
  pointer: string;
}

/**
 * Decides what a line leaves open: unit and conversion by vendor item, product, then stock unit; price by the vendor's
 * price breaks, then by what the product cost last. A constant number of statements for any number of lines.
 */
@Injectable()
export class PurchaseLines {
  constructor(
    private readonly products: ProductReader,
    private readonly units: Units,
  ) {}

  /** `pointer` is where a line stands in the request. */
  async decide(
    tx: Tx,
    lines: readonly LineInput[],
    terms: OrderTerms,
    pointer: (index: number) => string,
  ): Promise<NewLine[]> {
    if (lines.length === 0) return [];
    const ids = lines.map((line) => line.product_id);
    const products = await this.products.requireMany(tx, ids, (index) => `${pointer(index)}/product_id`);
    const table = await this.units.table(tx, [...products.keys()]);
    const items = await itemsOfVendor(tx, terms.vendorId, [...products.keys()]);
    return lines.map((line, index) => {
      const product = products.get(line.product_id)!;
      const context = { product, item: items.get(product.id), table, terms, pointer: pointer(index) };
      return decideLine(line, context);
    });
  }

  /** The lines in the units that the vendor sells in, whole ones where these are pieces. Four statements. */
  async inPurchaseUnits(
    tx: Tx,
    vendorId: number,
    lines: readonly StockLineInput[],
    pointer: (index: number) => string,
  ): Promise<LineInput[]> {
    const ids = [...new Set(lines.map((line) => line.product_id))];
    const products = await this.products.requireMany(tx, ids, (index) => `${pointer(index)}/product_id`);
    const table = await this.units.table(tx, ids);
    const items = await itemsOfVendor(tx, vendorId, ids);
    const countable = await readCountUnits(tx);
    return lines.map(({ stock_quantity: stockQuantity, ...line }, index) => {
      const product = products.get(line.product_id)!;
      const item = items.get(product.id);
      const unit = unitOf(undefined, item, product);
      const conversion = decideConversion({}, unit, { product, item, table, pointer: pointer(index) });
      return {
        ...line,
        purchase_unit: unit,
        purchase_conversion: conversion,
        quantity_ordered: purchaseQuantity(stockQuantity, conversion, countable.has(unit)),
      };
    });
  }
}

function unitOf(
  given: string | undefined,
  item: VendorItemView | undefined,
  product: ProductSummary,
): string {
  return given ?? item?.purchase_unit ?? product.purchase_uom ?? product.unit;
}

/** One line; refuses with a pointer below the context's. */
export function decideLine(line: LineInput, context: LineContext): NewLine {
  const { product, item, pointer, terms } = context;
  if (!product.is_active && !terms.allowInactive) {
    throw fieldRefusal(
      PurchasingErrors.productInactive,
      `${pointer}/product_id`,
      `${product.sku} is not active.`,
    );
  }
  const unit = unitOf(line.purchase_unit, item, product);
  const conversion = decideConversion(line, unit, context);
  if (item && !terms.ignoreOrderRules) checkOrderRules(line, conversion, item, pointer);
  return {
    product_id: product.id,
    description: line.description ?? item?.vendor_description ?? product.name,
    quantity_ordered: line.quantity_ordered,
    purchase_unit: unit,
    purchase_conversion: conversion,
    unit_cost: line.unit_cost ?? decidePrice(line.quantity_ordered, conversion, context),
    expected_date: line.expected_date ?? null,
    notes: line.notes ?? null,
  };
}

function decideConversion(
  line: Pick<LineInput, 'purchase_conversion'>,
  unit: string,
  { product, item, table, pointer }: Omit<LineContext, 'terms'>,
): Decimal {
  const ofItem = item?.purchase_unit === unit ? item.purchase_conversion : undefined;
  const conversion = conversionOf(table, product, unit, line.purchase_conversion ?? ofItem);
  if (typeof conversion !== 'string') return conversion;
  const field = conversion === 'unknownUnit' ? 'purchase_unit' : 'purchase_conversion';
  throw fieldRefusal(PurchasingErrors[conversion], `${pointer}/${field}`, PurchasingErrors[conversion].title);
}

/** The vendor's quantities are in the vendor's unit; a line in another unit is looked at in that one. */
function inItemUnit(quantity: Decimal, conversion: Decimal, item: VendorItemView): Decimal {
  return roundQuantity(quantity.times(conversion).dividedBy(item.purchase_conversion));
}

function checkOrderRules(line: LineInput, conversion: Decimal, item: VendorItemView, pointer: string): void {
  const quantity = inItemUnit(line.quantity_ordered, conversion, item);
  const fault = quantityFault(quantity, item);
  if (!fault) return;
  const { min_order_qty, max_order_qty, order_multiple, purchase_unit } = item;
  const detail = `${quantity} ${purchase_unit} cannot be ordered of this vendor.`;
  throw fieldRefusal(PurchasingErrors.orderRule, `${pointer}/quantity_ordered`, detail, {
    min_order_qty,
    max_order_qty,
    order_multiple,
    unit: purchase_unit,
    next_below: fault.below,
    next_above: fault.above,
  });
}

/** Per purchase unit of the line, in the currency of the order. */
function decidePrice(
  quantity: Decimal,
  conversion: Decimal,
  { product, item, terms, pointer }: LineContext,
): Decimal {
  if (item && terms.currency === terms.vendorCurrency) {
    const price = priceFor(item.prices, inItemUnit(quantity, conversion, item), terms.date);
    if (price) return roundQuantity(price.times(conversion).dividedBy(item.purchase_conversion));
  }
  const cost = product.last_cost ?? product.average_cost ?? product.standard_cost;
  if (cost) return roundQuantity(cost.times(conversion).dividedBy(terms.exchangeRate));
  throw fieldRefusal(
    PurchasingErrors.priceNeeded,
    `${pointer}/unit_cost`,
    `No price of ${product.sku} is known.`,
  );
}
