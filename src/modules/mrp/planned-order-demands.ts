import type { Decimal } from '../../kernel/decimal.js';
import { groupBy } from '../../kernel/group-by.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Tx } from '../../platform/database/index.js';
import { type NamedProduct, pegsOfSupplies, readDocuments, readNames } from './pegging-graph.query.js';
import { nodeKey, type PegDocument } from './pegging-graph.rules.js';
import { daysLate } from './pegging-tree.rules.js';
import { walkPegs } from './pegging-walk.js';
import { reasonOf } from './planned-order-reason.rules.js';
import { readLinks, replaceLinks } from './planned-order-links.repository.js';
import { linksOf } from './planned-order-links.rules.js';
import { planNode } from './planned-order.states.js';
import type { PlannedOrderView } from './planned-orders.repository.js';
import { LIVE_PLAN } from './plan-store.repository.js';

/** So much of an order is for this. */
export interface OrderDemand {
  demand_kind: string;
  demand_ref: string;
  demand_date: string;
  quantity: Decimal;
  is_direct: boolean;
  /** What it stands in for there. */
  stands_in_for_sku: string | null;
  document: PegDocument | null;
}

export type ExplainedOrder = PlannedOrderView & { days_late: number; reason: string };

/**
 * What orders of one plan are for, by id: by its pegs while the plan knows them, else by what was kept of them when they
 * were firmed or released. Four statements for any number of orders.
 */
export async function demandsOf(
  tx: Tx,
  planId: number,
  orders: readonly PlannedOrderView[],
): Promise<Map<number, OrderDemand[]>> {
  const nodes = orders.flatMap((order) => planNode(order) ?? []);
  const pegs = nodes.length > 0 ? await pegsOfSupplies(tx, planId, nodes) : [];
  const pegged = groupBy(pegs, (peg) => nodeKey({ productId: peg.node_product_id, ref: peg.node_ref }));
  const live = (order: PlannedOrderView) => {
    const node = planNode(order);
    return node ? pegged.get(nodeKey(node)) : undefined;
  };
  const kept = orders.filter((order) => order.status !== 'planned' && !live(order)).map(({ id }) => id);
  const standIns = pegs.flatMap((peg) => peg.stands_in_for_id ?? []);
  const names = standIns.length > 0 ? await readNames(tx, standIns) : new Map<number, NamedProduct>();
  const links = groupBy(kept.length > 0 ? await readLinks(tx, kept) : [], (link) => link.planned_order_id);
  const found = new Map(
    orders.map((order) => [
      order.id,
      live(order)?.map((peg) => ({ ...peg, is_direct: true })) ??
        links.get(order.id)?.map((link) => ({ ...link, stands_in_for_id: null })) ??
        [],
    ]),
  );
  const refs = [...new Set([...found.values()].flat().map((demand) => demand.demand_ref))];
  const documents = refs.length > 0 ? await readDocuments(tx, planId, refs) : new Map<string, PegDocument>();
  return new Map(
    [...found].map(([id, demands]) => [
      id,
      demands.map((demand) => ({
        demand_kind: demand.demand_kind,
        demand_ref: demand.demand_ref,
        demand_date: demand.demand_date,
        quantity: demand.quantity,
        is_direct: demand.is_direct,
        stands_in_for_sku:
          demand.stands_in_for_id === null ? null : (names.get(demand.stands_in_for_id)?.sku ?? null),
        document: documents.get(demand.demand_ref) ?? null,
      })),
    ]),
  );
}

export function explain(order: PlannedOrderView, demands: readonly OrderDemand[]): ExplainedOrder {
  const direct = demands.filter((demand) => demand.is_direct);
  return {
    ...order,
    days_late: daysLate(order.due_date, order.need_date),
    reason: reasonOf(order, direct),
  };
}

/** Keeps what orders are for, as the live plan has it; what the plan does not know stays as it was kept. */
export async function keepLinks(tx: Tx, orders: readonly PlannedOrderView[]): Promise<void> {
  const known = orders.flatMap((order) => {
    const node = planNode(order);
    return node ? [{ id: order.id, node }] : [];
  });
  const graph = await walkPegs(
    tx,
    LIVE_PLAN,
    'up',
    known.map(({ node }) => node),
  );
  await replaceLinks(tx, linksOf(graph, known, 2 * LIMITS.bomDepthMax));
}
