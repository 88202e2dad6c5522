import { Injectable } from '@nestjs/common';
import { LIMITS } from '../../kernel/limits.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions } from '../../platform/database/index.js';
import { nameOf } from './messages.rules.js';
import { readPlanDocuments } from './plan-grid.documents.query.js';
import { readEntriesOfMany } from './plan-grid.query.js';
import { LIVE_PLAN } from './plan-store.repository.js';
import { listShortProducts, type ShortageFilter } from './shortages.query.js';
import { shortageOf } from './shortages.rules.js';

/** What production is short of, by the pegs of a plan. */
@Injectable()
export class ShortagesService {
  constructor(private readonly transactions: Transactions) {}

  /** Three statements a page. */
  list(principal: Principal, filter: ShortageFilter) {
    return this.transactions.read(principal, async (tx) => {
      const planId = filter.run_id ?? LIVE_PLAN;
      const { data, page } = await listShortProducts(tx, filter);
      const ids = data.map(({ id }) => id);
      const entries = await readEntriesOfMany(tx, planId, ids);
      const shortages = data.flatMap(({ id, sku, product_name, unit }) => {
        const { demands, supplies } = entries.get(id)!;
        const shortage = shortageOf(demands, supplies);
        return shortage ? [{ product_id: id, sku, product_name, unit, ...shortage }] : [];
      });
      const named = shortages.map(({ needs }) => needs.slice(0, LIMITS.affectedOrdersToldMax));
      const refs = named.flat().map(({ ref }) => ref);
      const documents = await readPlanDocuments(tx, planId, refs);
      const told = shortages.map(({ needs, ...shortage }, index) => ({
        ...shortage,
        available_quantity: shortage.required_quantity.minus(shortage.shortage_quantity),
        orders: named[index]!.map(({ ref, ...need }) => {
          const document = documents.get(ref)!;
          return {
            kind: document.kind,
            document_id: document.document_id,
            document_code: document.document_code,
            product_id: document.product_id,
            name: nameOf(document),
            ...need,
          };
        }),
        orders_total: needs.length,
      }));
      return { data: told, page };
    });
  }
}
