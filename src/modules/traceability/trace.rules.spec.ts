import { decimal } from '../../kernel/decimal.js';
import { levelsOf, type TraceLink } from './trace.rules.js';

const link = (
  production_order_id: number,
  kind: TraceLink['kind'],
  lot_id: number | null,
  quantity = 1,
): TraceLink => ({ production_order_id, kind, product_id: 1, lot_id, quantity: decimal(quantity) });
/** 1 → order 10 → 2 → order 20 → 3, and 1 → order 30 → 3 as well. */
const diamond = [
  link(10, 'consumed', 1),
  link(10, 'produced', 2),
  link(20, 'consumed', 2),
  link(20, 'produced', 3),
  link(30, 'consumed', 1),
  link(30, 'produced', 3),
];
const shown = (levels: { lots: Map<number, number>; orders: Map<number, number> }) => ({
  lots: Object.fromEntries(levels.lots),
  orders: Object.fromEntries(levels.orders),
});

describe('levels', () => {
  it('downstream are the shortest way from a lot', () => {
    expect(shown(levelsOf({ lotIds: [1], orderIds: [] }, diamond, 'downstream'))).toEqual({
      lots: { 1: 0, 2: 2, 3: 2 },
      orders: { 10: 1, 30: 1, 20: 3 },
    });
  });

  it('upstream lead back from what was made, and from an order', () => {
    expect(shown(levelsOf({ lotIds: [3], orderIds: [] }, diamond, 'upstream')).lots).toEqual({
      3: 0,
      1: 2,
      2: 2,
    });
    expect(shown(levelsOf({ lotIds: [], orderIds: [20] }, diamond, 'upstream'))).toEqual({
      lots: { 2: 1, 1: 3 },
      orders: { 20: 0, 10: 2 },
    });
  });

  it('end in a ring, where nothing was really used, and where no lot is known', () => {
    const ring = [
      link(10, 'consumed', 1),
      link(10, 'produced', 2),
      link(20, 'consumed', 2),
      link(20, 'produced', 1),
    ];
    expect(shown(levelsOf({ lotIds: [1], orderIds: [] }, ring, 'downstream')).lots).toEqual({ 1: 0, 2: 2 });
    const returned = [link(10, 'consumed', 1, 0), link(10, 'produced', 2)];
    expect(shown(levelsOf({ lotIds: [1], orderIds: [] }, returned, 'downstream'))).toEqual({
      lots: { 1: 0 },
      orders: {},
    });
    const untracked = [link(10, 'consumed', 1), link(10, 'produced', null)];
    expect(shown(levelsOf({ lotIds: [1], orderIds: [] }, untracked, 'downstream'))).toEqual({
      lots: { 1: 0 },
      orders: { 10: 1 },
    });
  });
});
