import { Injectable } from '@nestjs/common';
import { fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx, VersionedTable } from '../../platform/database/index.js';
import type { CreateCategoryRequest, UpdateCategoryRequest } from './categories.dto.js';
import { faultOfParent } from './categories.rules.js';
import { ItemCategoryEntity } from './item-category.entity.js';
import { ProductsErrors } from './products.errors.js';

type CategoryRow = ItemCategoryEntity;

const categories = new VersionedTable<CategoryRow>(ItemCategoryEntity, {
  notFound: ProductsErrors.categoryNotFound,
  sorts: ['code', 'id', 'name', 'sort_order'],
  search: ['code', 'name'],
});

/** The category tree of products. */
@Injectable()
export class CategoriesService {
  constructor(private readonly transactions: Transactions) {}

  list(principal: Principal, options: ListOptions): Promise<Page<CategoryRow>> {
    return this.transactions.read(principal, (tx) => categories.list(tx, options));
  }

  get(principal: Principal, id: number): Promise<CategoryRow> {
    return this.transactions.read(principal, (tx) => categories.get(tx, id));
  }

  create(principal: Principal, values: CreateCategoryRequest): Promise<CategoryRow> {
    return this.transactions.run(principal, async (tx) => {
      if (values.parent_id) await checkParent(tx, null, values.parent_id);
      return categories.insert(tx, values);
    });
  }

  update(
    principal: Principal,
    id: number,
    version: number,
    values: UpdateCategoryRequest,
  ): Promise<CategoryRow> {
    return this.transactions.run(principal, async (tx) => {
      if (values.parent_id) await checkParent(tx, id, values.parent_id);
      return categories.update(tx, id, version, values);
    });
  }

  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, (tx) => categories.remove(tx, id, version));
  }
}

/** The whole tree is locked: two moves at once could close a circle that neither of them sees. */
async function checkParent(tx: Tx, id: number | null, parentId: number): Promise<void> {
  const rows = await tx.query<{ id: number; parent_id: number | null }>(
    'SELECT id, parent_id FROM item_categories WHERE organization_id = $1 ORDER BY id FOR UPDATE',
    [tx.organizationId],
  );
  const parents = new Map(rows.map((row) => [row.id, row.parent_id]));
  const fault = faultOfParent(parents, id, parentId);
  if (fault) throw fieldRefusal(ProductsErrors[fault], '/parent_id', ProductsErrors[fault].title);
}
