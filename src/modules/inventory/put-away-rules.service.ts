import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import { fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { ProductReader } from '../products/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { locations } from './locations.repository.js';
import type { PutAwayRuleEntity } from './put-away-rule.entity.js';
import { putAwayRules } from './put-away.repository.js';
import { requireCategory } from './stocktakes.service.js';

export interface PutAwayRuleValues {
  product_id: number | null;
  category_id: number | null;
  location_id: number;
  priority: number;
  capacity: Decimal | null;
  is_active: boolean;
}

/** Where stock is to lie: rules by product, by category or for anything. */
@Injectable()
export class PutAwayRulesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
  ) {}

  list(principal: Principal, options: ListOptions): Promise<Page<PutAwayRuleEntity>> {
    return this.transactions.read(principal, (tx) => putAwayRules.list(tx, options));
  }

  get(principal: Principal, id: number): Promise<PutAwayRuleEntity> {
    return this.transactions.read(principal, (tx) => putAwayRules.get(tx, id));
  }

  create(principal: Principal, values: Partial<PutAwayRuleValues>): Promise<PutAwayRuleEntity> {
    return this.transactions.run(principal, async (tx) => {
      await this.check(tx, values, values);
      return putAwayRules.insert(tx, values);
    });
  }

  update(
    principal: Principal,
    id: number,
    version: number,
    values: Partial<PutAwayRuleValues>,
  ): Promise<PutAwayRuleEntity> {
    return this.transactions.run(principal, async (tx) => {
      const before = await putAwayRules.lockVersion(tx, id, version);
      await this.check(tx, values, { ...before, ...values });
      return putAwayRules.update(tx, id, version, values);
    });
  }

  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, (tx) => putAwayRules.remove(tx, id, version));
  }

  private async check(
    tx: Tx,
    values: Partial<PutAwayRuleValues>,
    after: Partial<PutAwayRuleValues>,
  ): Promise<void> {
    const { putAwaySubject, unknownLocation, putAwayOutside } = InventoryErrors;
    if (after.product_id && after.category_id)
      throw fieldRefusal(putAwaySubject, '/category_id', putAwaySubject.title);
    if (values.product_id) await this.products.requireMany(tx, [values.product_id], () => '/product_id');
    if (values.category_id) await requireCategory(tx, values.category_id);
    if (values.location_id === undefined) return;
    const location = await locations.find(tx, values.location_id);
    if (!location) throw fieldRefusal(unknownLocation, '/location_id', unknownLocation.title);
    if (location.warehouse_id === null)
      throw fieldRefusal(putAwayOutside, '/location_id', putAwayOutside.title);
  }
}
