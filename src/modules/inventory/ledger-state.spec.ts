import { type Decimal, decimal, ZERO } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { AverageCost } from './costing.rules.js';
import type { BalanceState, LockedProduct } from './ledger.repository.js';
import { LedgerState } from './ledger-state.js';
import type { Movement } from './movement.js';

const DAY = '2026-03-01';
const NOW = Date.parse('2026-03-01T12:00:00Z');

function productOf(values: Partial<LockedProduct> = {}): LockedProduct {
  return {
    id: 1,
    sku: 'PART',
    unit: 'EA',
    item_type: 'component',
    track_lots: false,
    cost_method: 'average',
    last_cost: null,
    standard_cost: null,
    quantity: ZERO,
    total_value: ZERO,
    last_unit_cost: null,
    last_effective_at: null,
    costed_since: null,
    closed_through: null,
    has_waiting: false,
    reservations_expire_at: null,
    ...values,
  };
}

function placeOf(values: Partial<BalanceState> & { onHand: Decimal }): BalanceState {
  return {
    productId: 1,
    locationId: 1,
    locationType: 'bin',
    locationActive: true,
    lotId: null,
    lotProductId: null,
    lotStatus: null,
    lotNumber: null,
    lotExpiresOn: null,
    lotReceivedOn: null,
    allocated: ZERO,
    negativeLimit: ZERO,
    ...values,
  };
}

function stateOf(
  product: LockedProduct,
  balances: BalanceState[],
  reservations: ConstructorParameters<typeof LedgerState>[2] = [],
): LedgerState {
  const lastUnitCost = product.last_unit_cost ?? ZERO;
  const cost = new AverageCost({ quantity: product.quantity, value: product.total_value, lastUnitCost });
  return new LedgerState(new Map([[product.id, { product, cost, later: [] }]]), balances, reservations);
}

const move = (type: Movement['type'], quantity: string, ends: Partial<Movement>): Movement => ({
  type,
  productId: 1,
  quantity: decimal(quantity),
  date: DAY,
  ...ends,
});
const here = { locationId: 1 };
const there = { locationId: 2 };

function refusal(work: () => unknown): DomainError {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a posting', () => {
  it('applies its movements one after the other: what just came may leave again', () => {
    const state = stateOf(productOf(), [placeOf({ onHand: ZERO })]);
    state.apply(move('receipt', '10', { to: here, unitCost: decimal(4) }), 0, NOW);
    state.apply(move('issue', '10', { from: here }), 1, NOW);
    const {
      rows: [, out],
      changes: { balances, products },
    } = state.settle();
    expect([out!.index, String(out!.row.totalCost), String(out!.row.costPerUnit)]).toEqual([1, '40', '4']);
    expect(balances.map((balance) => String(balance.onHand))).toEqual(['0']);
    expect(products.map(({ quantity, value }) => [String(quantity), String(value)])).toEqual([['0', '0']]);
  });

  it('sets average and last cost by receipts that say a cost, and by nothing else', () => {
    const before = productOf({ last_unit_cost: decimal(3) });
    const untold = stateOf(before, [placeOf({ onHand: ZERO })]);
    untold.apply(move('receipt', '2', { to: here }), 0, NOW);
    expect(untold.settle().changes.products[0]).toMatchObject({ averageCost: null, lastCost: null });
    const state = stateOf(before, [placeOf({ onHand: ZERO })]);
    state.apply(move('receipt', '2', { to: here }), 0, NOW);
    state.apply(move('receipt', '2', { to: here, totalCost: decimal(10) }), 1, NOW);
    const [product] = state.settle().changes.products;
    expect([String(product!.value), String(product!.averageCost), String(product!.lastCost)]).toEqual([
      '16',
      '4',
      '5',
    ]);
  });

  it('moves value with a transfer, and nothing enters or leaves', () => {
    const product = productOf({ quantity: decimal(4), total_value: decimal(10) });
    const state = stateOf(product, [
      placeOf({ onHand: decimal(4) }),
      placeOf({ locationId: 2, onHand: ZERO }),
    ]);
    state.apply(move('transfer', '1', { from: here, to: there }), 0, NOW);
    const {
      rows: [row],
      changes: { balances, products },
    } = state.settle();
    expect(String(row!.row.totalCost)).toBe('2.5');
    expect(balances.map((b) => [b.locationId, String(b.onHand)])).toEqual([
      [1, '3'],
      [2, '1'],
    ]);
    expect(products.map((p) => [String(p.quantity), String(p.value)])).toEqual([['4', '10']]);
  });

  it('carries each picked lot along, as a row of its own', () => {
    const product = productOf({ track_lots: true, quantity: decimal(5), total_value: decimal(5) });
    const lot = (lotId: number, onHand: number, lotExpiresOn: string) =>
      placeOf({ lotId, lotNumber: `L${lotId}`, lotStatus: 'active', onHand: decimal(onHand), lotExpiresOn });
    const state = stateOf(product, [
      lot(7, 3, '2027-01-01'),
      lot(8, 2, '2026-06-01'),
      placeOf({ locationId: 2, onHand: ZERO }),
    ]);
    state.apply(move('transfer', '4', { from: here, to: there }), 0, NOW);
    const { rows, changes } = state.settle();
    expect(rows.map(({ row }) => [row.lotNumber, String(row.quantity), row.toLocationId])).toEqual([
      ['L8', '2', 2],
      ['L7', '2', 2],
    ]);
    const arrived = changes.balances.filter((b) => b.locationId === 2);
    expect(arrived.map((b) => [b.lotId, String(b.onHand)])).toEqual([
      [8, '2'],
      [7, '2'],
    ]);
  });

  it('shrinks the reservation that it was made for', () => {
    const reference = { type: 'sales_order_line', id: 5 };
    const product = productOf({ quantity: decimal(10), total_value: decimal(10) });
    const reservation = { id: 3, productId: 1, locationId: 1, lotId: null, open: decimal(6), reference };
    const state = stateOf(product, [placeOf({ onHand: decimal(10), allocated: decimal(10) })], [reservation]);
    state.apply(move('shipment', '4', { from: { ...here, reservedFor: reference } }), 0, NOW);
    const { balances, reservations } = state.settle().changes;
    expect(reservations.map(({ id, open }) => [id, String(open)])).toEqual([[3, '2']]);
    expect([String(balances[0]!.onHand), String(balances[0]!.allocated)]).toEqual(['6', '6']);
  });
});

describe('a refusal', () => {
  const product = productOf({ quantity: decimal(10), total_value: decimal(10) });

  it('for want of stock says what there is, and names the place in the request', () => {
    const state = stateOf(product, [placeOf({ onHand: decimal(10) })]);
    const error = refusal(() =>
      state.apply(move('issue', '12', { from: here, pointer: '/lines/3/quantity' }), 0, NOW),
    );
    expect(error.code).toBe('inventory.insufficient_stock');
    expect(error.details.errors).toMatchObject([{ pointer: '/lines/3/quantity' }]);
    const { requested, available, on_hand } = error.details.extra as Record<string, unknown>;
    expect([requested, available, on_hand].map(String)).toEqual(['12', '10', '10']);
  });

  it('for reserved stock says that it is there but not free', () => {
    const state = stateOf(product, [placeOf({ onHand: decimal(10), allocated: decimal(4) })]);
    const error = refusal(() => state.apply(move('issue', '7', { from: here }), 0, NOW));
    expect(error.code).toBe('inventory.not_available');
    expect(String((error.details.extra as Record<string, unknown>)['available'])).toBe('6');
  });

  it('for blocked lots says so', () => {
    const state = stateOf({ ...product, track_lots: true }, [
      placeOf({ lotId: 1, lotStatus: 'hold', onHand: decimal(10) }),
    ]);
    expect(refusal(() => state.apply(move('issue', '1', { from: here }), 0, NOW)).code).toBe(
      'inventory.lot_blocked',
    );
  });

  it('never lets a transfer take from where it goes', () => {
    const state = stateOf(product, [
      placeOf({ onHand: ZERO }),
      placeOf({ locationId: 2, onHand: decimal(10) }),
    ]);
    const error = refusal(() => state.apply(move('transfer', '1', { from: {}, to: there }), 0, NOW));
    expect(error.code).toBe('inventory.insufficient_stock');
  });
});
