import { decimal } from '../../kernel/decimal.js';
import type { PegDocument, PegEdge, PegGraph } from './pegging-graph.rules.js';
import { pegTree } from './pegging-tree.rules.js';
import { linksOf } from './planned-order-links.rules.js';

const edge = (product: number, kind: string, ref: string, quantity: string, supply: string): PegEdge => ({
  product_id: product,
  quantity: decimal(quantity),
  demand_kind: kind,
  demand_ref: ref,
  demand_date: '2026-04-08',
  supply_kind: 'planned_order',
  supply_ref: supply,
  stands_in_for_id: null,
  supply_date: '2026-04-10',
});

const line = (id: number): PegDocument => ({
  ref: `sales_order_line:${id}`,
  type: 'sales_order',
  id: 1,
  code: 'SO-1',
  line_id: id,
  line_number: id,
  product_id: 1,
  sku: 'LAMP',
  status: 'confirmed',
});

const SCREWS = 'planned_order:3:20000:1';
const SUB = 'planned_order:2:20001:1';
const LAMP = 'planned_order:1:20002:1';

/** Screws for a sub-assembly of which half goes into a lamp, which is sold on two lines, and half on a line itself. */
const graph: PegGraph = {
  edges: new Map([
    [`3 ${SCREWS}`, [edge(3, 'planned_order', SUB, '60', SCREWS)]],
    [
      `2 ${SUB}`,
      [edge(2, 'planned_order', LAMP, '5', SUB), edge(2, 'sales_order_line', 'sales_order_line:3', '5', SUB)],
    ],
    [
      `1 ${LAMP}`,
      [
        edge(1, 'sales_order_line', 'sales_order_line:1', '1', LAMP),
        edge(1, 'sales_order_line', 'sales_order_line:2', '2', LAMP),
      ],
    ],
  ]),
  totals: new Map([
    [`3 ${SCREWS}`, decimal(100)],
    [`2 ${SUB}`, decimal(10)],
    [`1 ${LAMP}`, decimal(3)],
  ]),
  documents: new Map([1, 2, 3].map((id) => [`sales_order_line:${id}`, line(id)])),
  isTruncated: false,
};
const root = { productId: 3, ref: SCREWS };

it('passes the share of an order on through all levels', () => {
  const links = linksOf(graph, [{ id: 9, node: root }], 60);
  expect(links.map((link) => [link.is_direct, link.demand_ref, link.quantity.toFixed()])).toEqual([
    [true, SUB, '60'],
    [false, 'sales_order_line:3', '30'],
    [false, 'sales_order_line:1', '10'],
    [false, 'sales_order_line:2', '20'],
  ]);
  expect(links.map((link) => link.sales_order_line_id)).toEqual([null, 3, 1, 2]);
});

it('knows orders that are not in the plan as orders for nothing', () => {
  expect(linksOf(graph, [{ id: 9, node: { productId: 7, ref: 'firm_planned_order:9' } }], 60)).toEqual([]);
});

it('is told as an indented list, that ends where it must', () => {
  const { rows, isTruncated } = pegTree(graph, 'up', root, 100);
  expect(rows.map((row) => [row.level, row.ref, row.days_late])).toEqual([
    [1, SUB, 2],
    [2, LAMP, 2],
    [3, 'sales_order_line:1', 2],
    [3, 'sales_order_line:2', 2],
    [2, 'sales_order_line:3', 2],
  ]);
  expect(isTruncated).toBe(false);
  expect(pegTree(graph, 'up', root, 2)).toMatchObject({ rows: [{}, {}], isTruncated: true });
});
