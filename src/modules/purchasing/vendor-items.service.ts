import { Injectable } from '@nestjs/common';
import { type Decimal, ZERO } from '../../kernel/decimal.js';
import { fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { ProductReader, type ProductSummary, Units } from '../products/index.js';
import { conversionOf } from './purchase-unit.rules.js';
import { PurchasingErrors } from './purchasing.errors.js';
import type { PriceBreak } from './vendor-item.rules.js';
import {
  getVendorItem,
  listVendorItems,
  preferOnly,
  replacePrices,
  vendorItemsTable,
  type VendorItemView,
} from './vendor-items.repository.js';

export interface PriceInput {
  min_quantity?: Decimal;
  unit_price: Decimal;
  valid_from?: string | null;
  valid_to?: string | null;
}

export interface VendorItemInput {
  vendor_sku?: string | null;
  vendor_description?: string | null;
  purchase_unit?: string;
  purchase_conversion?: Decimal;
  min_order_qty?: Decimal | null;
  max_order_qty?: Decimal | null;
  order_multiple?: Decimal | null;
  lead_time_days?: number | null;
  is_preferred?: boolean;
  is_active?: boolean;
  prices?: PriceInput[];
}

/** What a vendor sells of our products: unit, quantities, lead time, prices. */
@Injectable()
export class VendorItemsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly units: Units,
  ) {}

  list(principal: Principal, options: ListOptions): Promise<Page<VendorItemView>> {
    return this.transactions.read(principal, (tx) => listVendorItems(tx, options));
  }

  get(principal: Principal, id: number): Promise<VendorItemView> {
    return this.transactions.read(principal, (tx) => getVendorItem(tx, id));
  }

  create(
    principal: Principal,
    values: VendorItemInput & { vendor_id: number; product_id: number },
  ): Promise<VendorItemView> {
    const { prices, purchase_unit: unit, purchase_conversion: given, ...columns } = values;
    return this.transactions.run(principal, async (tx) => {
      const product = await this.product(tx, values.product_id);
      const purchaseUnit = unit ?? product.purchase_uom ?? product.unit;
      const conversion = await this.conversion(tx, product, purchaseUnit, given);
      const item = await vendorItemsTable.insert(tx, {
        ...columns,
        purchase_unit: purchaseUnit,
        purchase_conversion: conversion,
      });
      if (values.is_preferred) await preferOnly(tx, item.id, product.id);
      await replacePrices(tx, item.id, withDefaults(prices ?? []));
      return getVendorItem(tx, item.id);
    });
  }

  /** Prices that are given take the place of all that were there. */
  update(
    principal: Principal,
    id: number,
    version: number,
    changes: VendorItemInput,
  ): Promise<VendorItemView> {
    const { prices, purchase_unit: unit, purchase_conversion: given, ...columns } = changes;
    return this.transactions.run(principal, async (tx) => {
      const present = await vendorItemsTable.lockVersion(tx, id, version);
      const purchase: { purchase_unit?: string; purchase_conversion?: Decimal } = {};
      if (unit !== undefined || given !== undefined) {
        const product = await this.product(tx, present.product_id);
        purchase.purchase_unit = unit ?? present.purchase_unit;
        purchase.purchase_conversion = await this.conversion(tx, product, purchase.purchase_unit, given);
      }
      if (changes.is_preferred) await preferOnly(tx, id, present.product_id);
      await vendorItemsTable.update(tx, id, version, { ...columns, ...purchase });
      if (prices) await replacePrices(tx, id, withDefaults(prices));
      return getVendorItem(tx, id);
    });
  }

  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, (tx) => vendorItemsTable.remove(tx, id, version));
  }

  private async product(tx: Tx, id: number): Promise<ProductSummary> {
    return (await this.products.requireMany(tx, [id], () => '/product_id')).get(id)!;
  }

  private async conversion(
    tx: Tx,
    product: ProductSummary,
    unit: string,
    given: Decimal | undefined,
  ): Promise<Decimal> {
    const conversion = conversionOf(await this.units.table(tx, [product.id]), product, unit, given);
    if (typeof conversion !== 'string') return conversion;
    const pointer = conversion === 'unknownUnit' ? '/purchase_unit' : '/purchase_conversion';
    throw fieldRefusal(PurchasingErrors[conversion], pointer, PurchasingErrors[conversion].title);
  }
}

function withDefaults(prices: readonly PriceInput[]): PriceBreak[] {
  return prices.map((price) => ({
    min_quantity: price.min_quantity ?? ZERO,
    unit_price: price.unit_price,
    valid_from: price.valid_from ?? null,
    valid_to: price.valid_to ?? null,
  }));
}
