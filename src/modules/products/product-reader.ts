import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import { ProductsErrors } from './products.errors.js';

/** What other modules need to know about a product. Every cost is per stock unit. */
export interface ProductSummary {
  id: number;
  sku: string;
  name: string;
  unit: string;
  item_type: string;
  procurement_type: string;
  stocking_policy: string;
  category_id: number | null;
  track_lots: boolean;
  track_serials: boolean;
  is_active: boolean;
  cost_method: string;
  standard_cost: Decimal | null;
  average_cost: Decimal | null;
  last_cost: Decimal | null;
  selling_price: Decimal | null;
  /** Null only on products from before purchase units; read it as the stock unit. */
  purchase_uom: string | null;
  purchase_conversion: Decimal | null;
  preferred_vendor_id: number | null;
  lead_time_days: number | null;
  shelf_life_days: number | null;
  open_life_days: number | null;
  safety_stock: Decimal;
  reorder_point: Decimal | null;
  reorder_qty: Decimal | null;
  min_order_qty: Decimal | null;
  order_multiple: Decimal | null;
  weight_kg: Decimal | null;
}

/** Every cost is per stock unit. */
export type ProductCosts = Pick<
  ProductSummary,
  'id' | 'sku' | 'unit' | 'item_type' | 'is_active' | 'standard_cost' | 'average_cost' | 'last_cost'
>;

const COLUMNS = `id, sku, name, unit, item_type, procurement_type, stocking_policy, category_id, track_lots, track_serials,
  is_active, cost_method, standard_cost, average_cost, last_cost, selling_price, purchase_uom, purchase_conversion,
  preferred_vendor_id, lead_time_days, shelf_life_days, open_life_days, safety_stock, reorder_point, reorder_qty, min_order_qty,
  order_multiple, weight_kg`;

/** Products for the modules above. One statement, whatever the number of products. */
@Injectable()
export class ProductReader {
  /** The product, or 404. */
  async get(tx: Tx, id: number): Promise<ProductSummary> {
    const product = (await this.getMany(tx, [id])).get(id);
    if (!product) throw new DomainError(ProductsErrors.productNotFound, { extra: { id } });
    return product;
  }

  /** The products that exist, by id. */
  async getMany(tx: Tx, ids: readonly number[]): Promise<Map<number, ProductSummary>> {
    const rows = await tx.query<ProductSummary>(
      `SELECT ${COLUMNS} FROM products WHERE organization_id = $1 AND id = ANY ($2)`,
      [tx.organizationId, ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** What tens of thousands of products cost, without everything else about them. */
  async costs(tx: Tx, ids: readonly number[]): Promise<Map<number, ProductCosts>> {
    const rows = await tx.query<ProductCosts>(
      `SELECT id, sku, unit, item_type, is_active, standard_cost, average_cost, last_cost FROM products
        WHERE organization_id = $1 AND id = ANY ($2)`,
      [tx.organizationId, ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** The products by id; those that do not exist are refused (422), each with the pointer of its place in `ids`. */
  async requireMany(
    tx: Tx,
    ids: readonly number[],
    pointer: (index: number) => string,
  ): Promise<Map<number, ProductSummary>> {
    const products = await this.getMany(tx, [...new Set(ids)]);
    const errors: FieldError[] = [];
    ids.forEach((id, index) => {
      if (products.has(id)) return;
      const detail = `There is no product ${id}.`;
      errors.push({ pointer: pointer(index), code: ProductsErrors.unknownProduct.code, detail });
    });
    if (errors.length > 0) throw new DomainError(ProductsErrors.unknownProduct, { errors });
    return products;
  }

  /** Refuses categories that do not exist (422), each with the pointer of its place in `ids`. */
  async requireCategories(tx: Tx, ids: readonly number[], pointer: (index: number) => string): Promise<void> {
    const rows = await tx.query<{ id: number }>(
      'SELECT id FROM item_categories WHERE organization_id = $1 AND id = ANY ($2)',
      [tx.organizationId, ids],
    );
    const known = new Set(rows.map((row) => row.id));
    const { unknownCategory } = ProductsErrors;
    const errors: FieldError[] = ids.flatMap((id, index) => {
      const detail = `There is no category ${id}.`;
      return known.has(id) ? [] : [{ pointer: pointer(index), code: unknownCategory.code, detail }];
    });
    if (errors.length > 0) throw new DomainError(unknownCategory, { errors });
  }

  /** The products that exist, by SKU; for imports. */
  async getBySku(tx: Tx, skus: readonly string[]): Promise<Map<string, ProductSummary>> {
    const rows = await tx.query<ProductSummary>(
      `SELECT ${COLUMNS} FROM products WHERE organization_id = $1 AND sku = ANY ($2)`,
      [tx.organizationId, skus],
    );
    return new Map(rows.map((row) => [row.sku, row]));
  }
}
