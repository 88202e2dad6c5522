import { LIMITS } from '../../kernel/limits.js';
import type { Tx } from '../../platform/database/index.js';
import { pegsOfDemands, pegsOfSupplies, readDocuments } from './pegging-graph.query.js';
import {
  farRef,
  nextNode,
  nodeKey,
  type PegDirection,
  type PegGraph,
  type PegNode,
} from './pegging-graph.rules.js';

/** A production order stands between two levels of planned ones. */
const LEVELS_MAX = 2 * LIMITS.bomDepthMax;

/**
 * The pegs from these orders through all levels: two statements a level, however many orders there are. Each node is
 * asked for once, though many ways lead to it.
 */
export async function walkPegs(
  tx: Tx,
  planId: number,
  direction: PegDirection,
  from: readonly PegNode[],
): Promise<PegGraph> {
  const graph: PegGraph = { edges: new Map(), totals: new Map(), documents: new Map(), isTruncated: false };
  let frontier = from;
  let links = 0;
  for (let level = 1; level <= LEVELS_MAX && frontier.length > 0; level += 1) {
    links += await addLevel(tx, graph, planId, direction, frontier);
    if (links > LIMITS.peggingLinksMax) return { ...graph, isTruncated: true };
    frontier = followers(graph, direction, frontier);
  }
  return { ...graph, isTruncated: frontier.length > 0 };
}

async function addLevel(
  tx: Tx,
  graph: PegGraph,
  planId: number,
  direction: PegDirection,
  frontier: readonly PegNode[],
): Promise<number> {
  for (const node of frontier) graph.edges.set(nodeKey(node), []);
  const rows =
    direction === 'up'
      ? await pegsOfSupplies(tx, planId, frontier)
      : await pegsOfDemands(tx, planId, frontier);
  for (const row of rows) {
    const key = nodeKey({ productId: row.node_product_id, ref: row.node_ref });
    graph.edges.get(key)!.push(row);
    if ('supply_quantity' in row) graph.totals.set(key, row.supply_quantity as never);
  }
  const refs = rows.flatMap((row) => farRef(direction, row) ?? []);
  const unknown = [...new Set(refs)].filter((ref) => !graph.documents.has(ref));
  if (unknown.length > 0) {
    for (const [ref, document] of await readDocuments(tx, planId, unknown))
      graph.documents.set(ref, document);
  }
  return rows.length;
}

/** Nodes that the pegs of these lead to and that nobody has asked for yet. */
function followers(graph: PegGraph, direction: PegDirection, frontier: readonly PegNode[]): PegNode[] {
  const found = new Map<string, PegNode>();
  for (const node of frontier) {
    for (const edge of graph.edges.get(nodeKey(node))!) {
      const next = nextNode(direction, edge, graph.documents);
      if (next && !graph.edges.has(nodeKey(next))) found.set(nodeKey(next), next);
    }
  }
  return [...found.values()];
}
