import { Injectable } from '@nestjs/common';
import { type Decimal, roundQuantity } from '../../kernel/decimal.js';
import { applyRatio } from '../../kernel/unit-of-measure.js';
import type { Tx } from '../../platform/database/index.js';
import { ProductReader, Units } from '../products/index.js';
import { readBomHead } from './boms.repository.js';
import { readByProducts } from './by-products.repository.js';
import { notConvertible } from './structure-loader.js';

/** What comes out beside some pieces of a product, in the by-product's stock unit. */
export interface ByProductOutput {
  productId: number;
  sku: string;
  name: string;
  unit: string;
  tracksLots: boolean;
  quantity: Decimal;
  /** Per cent of the cost of the pieces that it carries. */
  costSharePercent: Decimal;
}

/** What BOMs make beside their product. */
@Injectable()
export class ByProducts {
  constructor(
    private readonly products: ProductReader,
    private readonly units: Units,
  ) {}

  /** By-products of so many pieces, in the order of the BOM. */
  async of(tx: Tx, bomId: number, pieces: Decimal): Promise<ByProductOutput[]> {
    const rows = await readByProducts(tx, bomId);
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.product_id);
    const { output_quantity: output } = await readBomHead(tx, bomId);
    const products = await this.products.getMany(tx, ids);
    const units = await this.units.table(tx, ids);
    return rows.map((row) => {
      const product = products.get(row.product_id)!;
      const ratio = units.ratio(row.unit, product.unit, product.id);
      if (!ratio) throw notConvertible(row.unit, product);
      return {
        productId: product.id,
        sku: product.sku,
        name: product.name,
        unit: product.unit,
        tracksLots: product.track_lots,
        quantity: roundQuantity(applyRatio(row.quantity.times(pieces), ratio).dividedBy(output)),
        costSharePercent: row.cost_share_percent,
      };
    });
  }
}
