import { Injectable } from '@nestjs/common';
import { LIMITS } from '../../kernel/limits.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { readDocuments, readNames } from './pegging-graph.query.js';
import type { PegDirection, PegDocument } from './pegging-graph.rules.js';
import { pegTree, type PegRow } from './pegging-tree.rules.js';
import { walkPegs } from './pegging-walk.js';
import { type LinkFilter, listLinks, type SupplyLinkRow } from './planned-order-links.repository.js';
import { demandsOf, explain, type ExplainedOrder, type OrderDemand } from './planned-order-demands.js';
import { planNode } from './planned-order.states.js';
import { listPlannedOrders, type PlannedOrderFilter, readPlannedOrder } from './planned-orders.repository.js';
import { LIVE_PLAN } from './plan-store.repository.js';

export type PlannedOrderDetails = ExplainedOrder & { demands: OrderDemand[] };

export interface OrderPegging {
  planned_order_id: number;
  direction: PegDirection;
  rows: (PegRow & { sku: string; unit: string; stands_in_for_sku: string | null })[];
  is_truncated: boolean;
}

/** The order with what it is for. */
export async function viewPlannedOrder(tx: Tx, id: number): Promise<PlannedOrderDetails> {
  const order = await readPlannedOrder(tx, id);
  const demands = (await demandsOf(tx, order.what_if_run_id ?? LIVE_PLAN, [order])).get(id)!;
  return { ...explain(order, demands), demands };
}

/** What planning proposes to buy and make, and what people have decided of it. */
@Injectable()
export class PlannedOrdersService {
  constructor(private readonly transactions: Transactions) {}

  list(principal: Principal, filter: PlannedOrderFilter): Promise<Page<ExplainedOrder>> {
    return this.transactions.read(principal, async (tx) => {
      const page = await listPlannedOrders(tx, filter);
      const demands = await demandsOf(tx, filter.run_id ?? LIVE_PLAN, page.data);
      return { ...page, data: page.data.map((order) => explain(order, demands.get(order.id)!)) };
    });
  }

  get(principal: Principal, id: number): Promise<PlannedOrderDetails> {
    return this.transactions.read(principal, (tx) => viewPlannedOrder(tx, id));
  }

  /** What an order is for, or what it is made of, through all levels. */
  pegging(principal: Principal, id: number, direction: PegDirection): Promise<OrderPegging> {
    return this.transactions.read(principal, async (tx) => {
      const order = await readPlannedOrder(tx, id);
      const planId = order.what_if_run_id ?? LIVE_PLAN;
      const root = nodeOf(order);
      if (!root) return { planned_order_id: id, direction, rows: [], is_truncated: false };
      const graph = await walkPegs(tx, planId, direction, [root]);
      const { rows, isTruncated } = pegTree(graph, direction, root, LIMITS.peggingRowsMax);
      const names = await readNames(
        tx,
        rows.flatMap((row) => [row.product_id, row.stands_in_for_id ?? row.product_id]),
      );
      return {
        planned_order_id: id,
        direction,
        rows: rows.map((row) => {
          const { sku, unit } = names.get(row.product_id)!;
          const standsInFor = row.stands_in_for_id === null ? null : names.get(row.stands_in_for_id)!.sku;
          return { ...row, sku, unit, stands_in_for_sku: standsInFor };
        }),
        is_truncated: isTruncated,
      };
    });
  }

  /** Which orders were made for a demand, and for what an order was made, as it was when they were firmed or released. */
  links(
    principal: Principal,
    filter: LinkFilter,
  ): Promise<Page<SupplyLinkRow & { document: PegDocument | null }>> {
    return this.transactions.read(principal, async (tx) => {
      const page = await listLinks(tx, filter);
      const documents = await readDocuments(tx, LIVE_PLAN, [
        ...new Set(page.data.map((link) => link.demand_ref)),
      ]);
      return {
        ...page,
        data: page.data.map((link) => ({ ...link, document: documents.get(link.demand_ref) ?? null })),
      };
    });
  }
}

/** Once released, the production order takes the place of the planned one in the plan. */
function nodeOf(order: ExplainedOrder | Awaited<ReturnType<typeof readPlannedOrder>>) {
  const { product_id: productId, production_order_id: made } = order;
  return planNode(order) ?? (made === null ? null : { productId, ref: `production_order:${made}` });
}
