import { Injectable } from '@nestjs/common';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions } from '../../platform/database/index.js';
import type { ScrapReasonEntity } from './scrap-reason.entity.js';
import { scrapReasons } from './scrap-reasons.repository.js';

/** Why pieces are scrapped. A reason that is used is not deleted but made inactive. */
@Injectable()
export class ScrapReasonsService {
  constructor(private readonly transactions: Transactions) {}

  list(principal: Principal, options: ListOptions): Promise<Page<ScrapReasonEntity>> {
    return this.transactions.read(principal, (tx) => scrapReasons.list(tx, options));
  }

  get(principal: Principal, id: number): Promise<ScrapReasonEntity> {
    return this.transactions.read(principal, (tx) => scrapReasons.get(tx, id));
  }

  create(principal: Principal, values: Partial<ScrapReasonEntity>): Promise<ScrapReasonEntity> {
    return this.transactions.run(principal, (tx) => scrapReasons.insert(tx, values));
  }

  update(
    principal: Principal,
    id: number,
    version: number,
    changes: Partial<ScrapReasonEntity>,
  ): Promise<ScrapReasonEntity> {
    return this.transactions.run(principal, (tx) => scrapReasons.update(tx, id, version, changes));
  }

  /** Refused by the foreign keys of records and operations while anything names it. */
  remove(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, (tx) => scrapReasons.remove(tx, id, version));
  }
}
