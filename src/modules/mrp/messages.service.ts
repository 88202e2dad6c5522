import { Injectable } from '@nestjs/common';
import type { Principal } from '../../platform/access/index.js';
import { Transactions } from '../../platform/database/index.js';
import { countMessages, listMessages, type MessageCount, type MessageFilter } from './messages.query.js';
import { nameOf, sentenceOf } from './messages.rules.js';
import { readPlanDocuments } from './plan-grid.documents.query.js';
import { LIVE_PLAN } from './plan-store.repository.js';

/** What a plan asks people to do about open orders and planned ones. */
@Injectable()
export class MessagesService {
  constructor(private readonly transactions: Transactions) {}

  /** Two statements a page. */
  list(principal: Principal, filter: MessageFilter) {
    return this.transactions.read(principal, async (tx) => {
      const { data, page } = await listMessages(tx, filter);
      const refs = data.map((message) => message.supply_ref);
      const documents = await readPlanDocuments(tx, filter.run_id ?? LIVE_PLAN, refs);
      const messages = data.map(({ supply_ref: ref, ...message }) => {
        const document = documents.get(ref)!;
        return {
          ...message,
          supply_kind: document.kind,
          supply_id: document.id,
          document_id: document.document_id,
          document_code: document.document_code,
          line_number: document.line_number,
          supply_name: nameOf(document),
          sentence: sentenceOf(message, document),
        };
      });
      return { data: messages, page };
    });
  }

  count(principal: Principal, filter: Pick<MessageFilter, 'product_id' | 'run_id'>): Promise<MessageCount[]> {
    return this.transactions.read(principal, (tx) => countMessages(tx, filter));
  }
}
