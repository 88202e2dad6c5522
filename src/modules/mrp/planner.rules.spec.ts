import {
  madeOf,
  ordersOf,
  plansOf,
  product,
  projectedOf,
  purchase,
  quantity,
  sale,
  takes,
  TODAY,
} from '../../../test/mrp/world-builder.js';
import { fixedText } from '../../kernel/fixed.js';
import type { Demand, PlanningProduct, Receipt } from './planning-world.rules.js';

const totalsOf = (products: PlanningProduct[]) =>
  Object.fromEntries(
    [...plansOf(products)].map(([id, { orders }]) => [
      id,
      orders.reduce((total, order) => total + Number(fixedText(order.quantity)), 0),
    ]),
  );

describe('worked examples', () => {
  it('nets eight periods with safety stock and lead time, lot for lot', () => {
    const plans = plansOf([eightPeriods()]);
    expect(ordersOf(plans, 1)).toEqual([
      [2, 4, '45'],
      [3, 5, '30'],
      [4, 6, '50'],
      [6, 8, '40'],
    ]);
    expect(projectedOf(plans.get(1)!, [1, 2, 3, 4, 5, 6, 7, 8])).toEqual([25, 35, 25, 10, 10, 10, 10, 10]);
  });

  it('nets the same for two periods at a time', () => {
    const plans = plansOf([eightPeriods({ rule: 'period', periodDays: 2 })]);
    expect(ordersOf(plans, 1).map(([, due, size]) => [due, size])).toEqual([
      [4, '75'],
      [6, '50'],
      [8, '40'],
    ]);
    expect(projectedOf(plans.get(1)!, [1, 2, 3, 4, 5, 6, 7, 8])).toEqual([25, 35, 25, 40, 10, 10, 10, 10]);
  });

  it('buys once for two needs where the smallest order reaches for both', () => {
    const plans = plansOf([
      product({
        id: 1,
        onHand: 10,
        leadDays: 21,
        lotSizing: { minimum: quantity(125), multiple: quantity(100) },
        demands: [sale(0, 100), sale(31, 100)],
      }),
    ]);
    expect(ordersOf(plans, 1)).toEqual([[0, 21, '200']]);
    expect(projectedOf(plans.get(1)!, [31])).toEqual([10]);
  });

  it('starts today, and says what comes too late, when an order would have had to start before', () => {
    const plans = plansOf([
      product({ id: 1, leadDays: 8, make: madeOf([takes(2, 1)]), demands: [sale(2, 7), sale(10, 14)] }),
      product({ id: 2, leadDays: 1, onHand: 15 }),
    ]);
    expect(ordersOf(plans, 1)).toEqual([
      [0, 8, '7'],
      [2, 10, '14'],
    ]);
    expect(ordersOf(plans, 2)).toEqual([[1, 2, '6']]);
    expect(plans.get(1)!.messages).toMatchObject([
      { action: 'release', day: TODAY + 8, toDay: TODAY + 2, quantity: quantity(7) },
    ]);
  });

  it('serves what is overdue first, and orders what a long lead time leaves open', () => {
    const demands = [sale(-5, 25), sale(10, 10), sale(40, 2), sale(70, 4), sale(89, 10)];
    const plans = plansOf([
      product({
        id: 1,
        onHand: 5,
        leadDays: 180,
        lotSizing: { minimum: quantity(15) },
        demands,
        receipts: [purchase(60, 5)],
      }),
    ]);
    expect(ordersOf(plans, 1)).toEqual([
      [0, 180, '20'],
      [0, 180, '15'],
      [0, 180, '15'],
    ]);
    const plan = plans.get(1)!;
    const [stock] = plan.pegs;
    expect(plan.demands[stock!.demand]).toMatchObject({ ref: demands[0]!.ref });
    // 5 in stock, 5 on their way and 50 planned, for 51.
    expect(projectedOf(plan, [200])).toEqual([9]);
  });

  it('plans two needs that are days apart as two orders', () => {
    const plans = plansOf([product({ id: 1, leadDays: 1, demands: [sale(0, 1), sale(10, 1)] })]);
    expect(ordersOf(plans, 1)).toEqual([
      [0, 1, '1'],
      [9, 10, '1'],
    ]);
  });

  it('buys the economic quantity', () => {
    const plans = plansOf(
      [
        product({
          id: 1,
          demands: [sale(1, 100), sale(300, 1100)],
          lotSizing: { rule: 'economic', orderCost: 25, holdingCost: 1.5 },
        }),
      ],
      { horizonEnd: TODAY + 364 },
    );
    expect(ordersOf(plans, 1)).toEqual([
      [1, 1, '200'],
      [300, 300, '1000'],
    ]);
  });

  it('explodes three levels', () => {
    const [FG, S1, S2, T1, T2, T3] = [1, 2, 3, 4, 5, 6];
    const [A, B, C, D, E, F, X, Y, Z] = [11, 12, 13, 14, 15, 16, 17, 18, 19];
    const parts = [A, B, C, D, E, F, X, Y, Z].map((id) => product({ id }));
    expect(
      totalsOf([
        product({
          id: FG,
          make: madeOf([takes(S1, 3), takes(S2, 5), takes(X, 8)]),
          demands: [sale(5, 3)],
        }),
        product({ id: S1, make: madeOf([takes(T1, 2), takes(T2, 7), takes(Y, 6)]) }),
        product({ id: S2, make: madeOf([takes(T3, 1), takes(Z, 9)]) }),
        product({ id: T1, make: madeOf([takes(A, 3), takes(B, 5)]) }),
        product({ id: T2, make: madeOf([takes(C, 2), takes(D, 13)]) }),
        product({ id: T3, make: madeOf([takes(E, 4), takes(F, 11)]) }),
        ...parts,
      ]),
    ).toMatchObject({ [A]: 54, [B]: 90, [C]: 126, [D]: 819, [Y]: 54, [E]: 60, [F]: 165, [Z]: 135, [X]: 24 });
  });

  it('nets sub-assemblies from stock before it explodes them', () => {
    const [FG1, FG2, FG3, FG4, SA1, SA2, RM1, RM2] = [1, 2, 3, 4, 5, 6, 7, 8];
    const goods = [
      product({ id: FG1, make: madeOf([takes(SA1, 1), takes(RM1, 1)]), demands: [sale(1, 100)] }),
      product({ id: FG2, make: madeOf([takes(SA1, 1)]), demands: [sale(2, 50)] }),
      product({ id: FG3, make: madeOf([takes(RM1, 1)]), demands: [sale(3, 10)] }),
      product({ id: FG4, make: madeOf([takes(SA2, 1)]), demands: [sale(4, 10)] }),
    ];
    const assemblies = (onHand: number) => [
      product({ id: SA1, onHand, make: madeOf([takes(RM1, 1), takes(RM2, 1)]) }),
      product({ id: SA2, onHand: onHand - 80, make: madeOf([takes(RM2, 1)]) }),
      product({ id: RM1, onHand: onHand + 10 }),
      product({ id: RM2 }),
    ];
    const plans = plansOf([...goods, ...assemblies(80)]);
    expect(ordersOf(plans, SA1).map(([, , size]) => size)).toEqual(['20', '50']);
    expect(totalsOf([...goods, ...assemblies(80)])).toMatchObject({ [SA2]: 10, [RM1]: 90, [RM2]: 80 });
    expect(totalsOf([...goods, ...assemblies(150)])).toMatchObject({
      [SA1]: 0,
      [SA2]: 0,
      [RM1]: 0,
      [RM2]: 0,
    });
  });

  it('counts stock, open orders and scrap once at each level', () => {
    const [FG, SUB, GRAMS, SCREW] = [1, 2, 3, 4];
    const materials: Demand[] = [
      { kind: 'production_material', ref: 'production_material:1', day: TODAY + 20, quantity: quantity(20) },
      {
        kind: 'production_material',
        ref: 'production_material:2',
        day: TODAY + 20,
        quantity: quantity(1100),
      },
    ];
    const order: Receipt = {
      kind: 'production_order',
      ref: 'production_order:1',
      day: TODAY + 20,
      quantity: quantity(10),
    };
    const plans = plansOf([
      product({ id: FG, receipts: [order], make: madeOf([takes(SUB, 2), takes(GRAMS, 110)]) }),
      product({
        id: SUB,
        onHand: 6,
        demands: materials.slice(0, 1),
        make: madeOf([takes(GRAMS, 50), takes(SCREW, 4)]),
      }),
      product({ id: GRAMS, onHand: 300, demands: materials.slice(1), receipts: [purchase(3, 1000)] }),
      product({ id: SCREW, leadDays: 10, lotSizing: { minimum: quantity(100) } }),
    ]);
    expect(ordersOf(plans, SUB)).toEqual([[20, 20, '14']]);
    expect(ordersOf(plans, SCREW)).toEqual([[10, 20, '100']]);
    expect(ordersOf(plans, GRAMS)).toEqual([[20, 20, '500']]);
    expect(plans.get(FG)!.orders).toEqual([]);
  });

  it('plans nothing below what is in stock', () => {
    const plans = plansOf([
      product({ id: 1, onHand: 10, demands: [sale(3, 4)], make: madeOf([takes(2, 2)]) }),
      product({ id: 2, make: madeOf([takes(3, 50)]) }),
      product({ id: 3 }),
    ]);
    expect([...plans.values()].flatMap(({ orders }) => orders)).toEqual([]);
  });

  it('raises a shortage to the smallest order, makes what has a BOM, and leaves alone what is not short', () => {
    const rules = { lotSizing: { minimum: quantity(100) } };
    const plans = plansOf([
      product({ id: 1, ...rules, onHand: 25, demands: [sale(1, 50)], make: madeOf([takes(2, 1)]) }),
      product({ id: 2, ...rules, onHand: 75 }),
      product({ id: 3, ...rules, onHand: 50, demands: [sale(1, 50)] }),
    ]);
    const typesOf = (id: number) =>
      plans.get(id)!.orders.map(({ type, ...order }) => [type, fixedText(order.quantity)]);
    expect([1, 2, 3].map(typesOf)).toEqual([[['production', '100']], [['purchase', '100']], []]);
  });

  it('goes back from the need by the lead time; components are due when the order above starts', () => {
    const plans = plansOf([
      product({ id: 1, leadDays: 7, demands: [sale(14, 1)] }),
      product({ id: 2, leadDays: 20, demands: [sale(14, 1)] }),
      product({ id: 3, leadDays: 5, demands: [sale(20, 1)], make: madeOf([takes(4, 1)]) }),
      product({ id: 4, leadDays: 2 }),
    ]);
    expect([1, 2, 3, 4].map((id) => ordersOf(plans, id)[0])).toEqual([
      [7, 14, '1'],
      [0, 20, '1'],
      [15, 20, '1'],
      // On the day itself; a peer asks for it the day before.
      [13, 15, '1'],
    ]);
  });

  it('buys what is short, and not again what is on its way', () => {
    const demands = [sale(10, 1)];
    expect(ordersOf(plansOf([product({ id: 1, demands })]), 1)).toEqual([[10, 10, '1']]);
    expect(ordersOf(plansOf([product({ id: 1, demands, receipts: [purchase(10, 1)] })]), 1)).toEqual([]);
  });
});

describe('rules that no example of others had', () => {
  it('fills up negative stock before anything else', () => {
    const plan = plansOf([
      product({ id: 1, method: 'none', onHand: -5, receipts: [purchase(0, 5)], demands: [sale(-3, 5)] }),
    ]).get(1)!;
    expect(plan.pegs.map((peg) => plan.demands[peg.demand]!.ref)).toEqual(['negative_stock']);
  });

  it.each([
    [11, []],
    [10, ['5']],
    [9, ['5']],
    [5, ['10']],
    [0, ['15']],
  ])('orders from a reorder point of 10 until the stock is above it: %p', (onHand, expected) => {
    const reordered = product({
      id: 1,
      method: 'reorder_point',
      onHand,
      safetyStock: 10,
      lotSizing: { rule: 'fixed_quantity', quantity: quantity(5) },
    });
    expect(ordersOf(plansOf([reordered]), 1).map(([, , size]) => size)).toEqual(expected);
  });

  it('takes the version that counts today for a phantom that is overdue', () => {
    const version = (bomId: number, componentId: number, days: object) =>
      madeOf([takes(componentId, 1)], { bomId, ...days }).versions[0]!;
    const versions = [version(1, 2, { to: TODAY - 2 }), version(2, 3, { from: TODAY - 2 })];
    const plans = plansOf([
      product({ id: 1, isPhantom: true, make: { ...madeOf([]), versions }, demands: [sale(-3, 4)] }),
      product({ id: 2 }),
      product({ id: 3 }),
    ]);
    expect([ordersOf(plans, 2), ordersOf(plans, 3)]).toEqual([[], [[0, 0, '4']]]);
  });

  it('does not feed an order with what comes out of it, but others', () => {
    const [PART, OTHER, GRANULATE, REGRIND] = [1, 2, 3, 4];
    const byProducts = [{ productId: REGRIND, factor: { numerator: 2n, denominator: 1n } }];
    const demandsOf = (id: number) => (id === PART ? [sale(5, 10)] : []);
    const planned = (sold: number) =>
      ordersOf(
        plansOf(
          [
            product({
              id: PART,
              leadDays: 2,
              make: madeOf([takes(sold === PART ? GRANULATE : OTHER, 1)], { byProducts }),
              demands: demandsOf(PART),
            }),
            product({ id: OTHER }),
            product({ id: GRANULATE, make: madeOf([takes(REGRIND, 5)]) }),
            product({ id: REGRIND, demands: [sale(5, 20)] }),
          ],
          { expediteWindowDays: 5 },
        ),
        REGRIND,
      );
    expect(planned(PART)).toEqual([
      [3, 3, '50'],
      [5, 5, '20'],
    ]);
    expect(planned(OTHER)).toEqual([]);
  });
});

/** Gross requirements, receipt, stock, safety stock and lead time of the textbook. */
function eightPeriods(lotSizing: Parameters<typeof product>[0]['lotSizing'] = {}): PlanningProduct {
  const gross = [20, 40, 10, 60, 30, 50, 0, 40];
  return product({
    id: 1,
    onHand: 45,
    safetyStock: 10,
    leadDays: 2,
    lotSizing,
    demands: gross.flatMap((sold, index) => (sold > 0 ? [sale(index + 1, sold)] : [])),
    receipts: [purchase(2, 50)],
  });
}
