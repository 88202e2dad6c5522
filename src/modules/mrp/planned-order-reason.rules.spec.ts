import { decimal } from '../../kernel/decimal.js';
import type { PegDocument } from './pegging-graph.rules.js';
import { demandName, type ReasonDemand, reasonOf } from './planned-order-reason.rules.js';

const document = (values: Partial<PegDocument>): PegDocument => ({
  ref: '',
  type: 'production_order',
  id: 1,
  code: 'WO-2026-0001',
  line_id: null,
  line_number: null,
  product_id: 1,
  sku: 'FRAME',
  status: 'draft',
  ...values,
});

const demand = (quantity: number, values: Partial<ReasonDemand> = {}): ReasonDemand => ({
  demand_kind: 'production_material',
  demand_ref: 'production_material:1',
  demand_date: '2026-04-08',
  quantity: decimal(quantity),
  document: document({}),
  ...values,
});

const order = {
  order_type: 'production',
  quantity: decimal(14),
  receipt_quantity: decimal(14),
  unit: 'EA',
  due_date: '2026-04-08',
  need_date: '2026-04-08',
} as const;

it('names the first of many demands and counts the others', () => {
  expect(reasonOf(order, [demand(8), demand(4), demand(2)])).toBe(
    'Make 14 EA by 2026-04-08 for production order WO-2026-0001 (8 EA on 2026-04-08) and 2 more; needed on 2026-04-08.',
  );
});

it('says what is lost on the way, how late it is, and what is too much', () => {
  const bought = {
    ...order,
    order_type: 'purchase',
    quantity: decimal('15.5'),
    due_date: '2026-04-09',
  } as const;
  expect(reasonOf(bought, [demand(8)])).toBe(
    'Buy 15.5 EA to get 14 EA by 2026-04-09 for production order WO-2026-0001 (8 EA on 2026-04-08); ' +
      'needed on 2026-04-08, 1 day late; 6 EA of it are not needed yet.',
  );
});

it('of an order that nobody needs is what it is', () => {
  expect(reasonOf({ ...order, need_date: null }, [])).toBe('Make 14 EA by 2026-04-08.');
});

it.each([
  ['safety_stock', 'safety_stock', null, 'the safety stock'],
  ['forecast', 'forecast:3', null, 'the forecast'],
  ['production_material', 'negative_stock', null, 'stock below zero'],
  ['sales_order_line', 'sales_order_line:7', null, 'sales order line that is gone'],
  [
    'sales_order_line',
    'sales_order_line:7',
    document({ type: 'sales_order', code: 'SO-1', line_number: 2 }),
    'sales order SO-1 line 2',
  ],
  ['planned_order', 'planned_order:1:2:3', document({ type: 'planned_order' }), 'planned order of FRAME'],
  [
    'planned_order',
    'firm_planned_order:1',
    document({ type: 'planned_order', status: 'firmed' }),
    'firm order of FRAME',
  ],
] as const)('names a demand of the kind %s (%s)', (kind, ref, found, name) => {
  expect(demandName({ demand_kind: kind, demand_ref: ref, document: found })).toBe(name);
});
