import { Injectable } from '@nestjs/common';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions } from '../../platform/database/index.js';
import { ProductWriter } from './product-writer.js';
import type { CreateProductRequest, ProductResponse, UpdateProductRequest } from './products.dto.js';
import { type ProductRow, productsTable } from './products.repository.js';
import { costPerPurchaseUnit } from './products.rules.js';

/** Products as people keep them. */
@Injectable()
export class ProductsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly writer: ProductWriter,
  ) {}

  list(principal: Principal, options: ListOptions): Promise<Page<ProductResponse>> {
    return this.transactions.read(principal, async (tx) => {
      const page = await productsTable.list(tx, options);
      return { ...page, data: page.data.map(view) };
    });
  }

  get(principal: Principal, id: number): Promise<ProductResponse> {
    return this.transactions.read(principal, async (tx) => view(await productsTable.get(tx, id)));
  }

  create(principal: Principal, values: CreateProductRequest): Promise<ProductResponse> {
    return this.transactions.run(principal, async (tx) => view(await this.writer.create(tx, values)));
  }

  update(
    principal: Principal,
    id: number,
    version: number,
    values: UpdateProductRequest,
  ): Promise<ProductResponse> {
    return this.transactions.run(principal, async (tx) =>
      view(await this.writer.update(tx, id, version, values)),
    );
  }

  /** Only what nothing refers to; the foreign keys of all other modules see to that. */
  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, (tx) => productsTable.remove(tx, id, version));
  }
}

function view({ organization_id: _organization, ...row }: ProductRow): ProductResponse {
  const perPurchaseUnit = (cost: ProductRow['standard_cost']) =>
    costPerPurchaseUnit(cost, row.purchase_conversion);
  return {
    ...row,
    standard_cost_per_purchase_unit: perPurchaseUnit(row.standard_cost),
    average_cost_per_purchase_unit: perPurchaseUnit(row.average_cost),
    last_cost_per_purchase_unit: perPurchaseUnit(row.last_cost),
  };
}
