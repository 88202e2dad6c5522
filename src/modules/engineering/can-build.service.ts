import { Injectable } from '@nestjs/common';
import { type Decimal, ONE } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions } from '../../platform/database/index.js';
import { productStock } from '../inventory/index.js';
import { ProductReader } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import { canBuild } from './can-build.rules.js';
import { EngineeringErrors } from './engineering.errors.js';
import { StructureLoader } from './structure-loader.js';
import { readActiveHead } from './structure.query.js';
import { demandsOf, isMade } from './structure.rules.js';

export interface CanBuildAnswer {
  product_id: number;
  sku: string;
  unit: string;
  date: string;
  /** Of what lies in stock alone. */
  quantity: Decimal | null;
  limited_by: { product_id: number; sku: string }[];
  /** With sub-assemblies made of what lies in stock below them. */
  quantity_with_sub_assemblies: Decimal | null;
  limited_by_below: { product_id: number; sku: string }[];
}

/** How much can be made of what is in stock; a constant number of statements. */
@Injectable()
export class CanBuildService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly loader: StructureLoader,
    private readonly businessTime: BusinessTime,
  ) {}

  /** How many whole units can be made today of what is available. */
  canBuild(principal: Principal, productId: number): Promise<CanBuildAnswer> {
    return this.transactions.read(principal, async (tx) => {
      const product = await this.products.get(tx, productId);
      const date = await this.businessTime.today(tx);
      const head = await readActiveHead(tx, productId, date);
      const structure = await this.loader.load(tx, productId, head, date, 'all');
      if (!isMade(structure, productId)) throw new DomainError(EngineeringErrors.nothingToMake);
      const demands = demandsOf(structure, productId, ONE);
      await this.loader.refuseCycle(tx, demands);
      const stock = await productStock(tx, demands.order);
      const available = new Map(stock.map((row) => [row.product_id, row.available_quantity]));
      const request = { structure, rootId: productId, order: demands.order, available };
      const direct = canBuild({ ...request, makesSubAssemblies: false });
      const deep = canBuild({ ...request, makesSubAssemblies: true });
      const told = (id: number) => ({ product_id: id, sku: structure.products.get(id)!.sku });
      return {
        product_id: productId,
        sku: product.sku,
        unit: product.unit,
        date,
        quantity: direct.quantity,
        limited_by: direct.limitedBy.map(told),
        quantity_with_sub_assemblies: deep.quantity,
        limited_by_below: deep.limitedBy.map(told),
      };
    });
  }
}
