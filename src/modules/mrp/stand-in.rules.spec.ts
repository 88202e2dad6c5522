import {
  madeOf,
  ordersOf,
  plansOf,
  product,
  purchase,
  quantity,
  sale,
  takes,
  type Told,
  TODAY,
} from '../../../test/mrp/world-builder.js';
import { FIXED_ONE, fixedText } from '../../kernel/fixed.js';
import { alternateGroups } from './alternate-groups.rules.js';
import type { AlternateLine, ComponentLine, PlanningProduct, ProductPlan } from './planning-world.rules.js';

const [TOP, PRIMARY, OTHER, THIRD] = [1, 2, 3, 4];

function alternate(productId: number, values: Partial<AlternateLine> = {}): AlternateLine {
  return {
    id: productId,
    productId,
    from: null,
    to: null,
    ratio: { numerator: 1n, denominator: 1n },
    isPreferred: false,
    rank: 1,
    unitCost: null,
    leadDays: 0,
    minimum: 0n,
    ...values,
  };
}

const orTakes = (each: number, choices: AlternateLine[], values: Partial<ComponentLine> = {}) =>
  takes(PRIMARY, each, { alternates: { lineId: 1, choices }, ...values });

/** Sold 100 in ten days; made of one primary each. */
const world = (primary: Partial<Told>, others: PlanningProduct[], choices: AlternateLine[]) => [
  product({ id: TOP, make: madeOf([orTakes(1, choices)]), demands: [sale(10, 100)] }),
  product({ id: PRIMARY, ...primary }),
  ...others,
];

const demandsOf = (plan: ProductPlan) => plan.demands.map(({ ref, quantity }) => [ref, fixedText(quantity)]);
const ordered = (plans: ReadonlyMap<number, ProductPlan>, id: number) =>
  ordersOf(plans, id).map(([, , size]) => size);

describe('an alternate', () => {
  it('stands in for what is short, by its ratio, and is named after what it stands in for', () => {
    const half = { numerator: 3n, denominator: 2n };
    const plans = plansOf(
      world({ onHand: 40 }, [product({ id: OTHER, onHand: 100 })], [alternate(OTHER, { ratio: half })]),
    );
    const order = `planned_order:${TOP}:${TODAY + 10}:1`;
    expect(demandsOf(plans.get(PRIMARY)!)).toEqual([[order, '40']]);
    expect(demandsOf(plans.get(OTHER)!)).toEqual([[`${order}@${PRIMARY}`, '90']]);
    expect(plans.get(PRIMARY)!.alternateIds).toEqual([OTHER]);
    expect([...ordered(plans, PRIMARY), ...ordered(plans, OTHER)]).toEqual([]);
  });

  it('leaves nothing over when thirds are taken', () => {
    const third = { numerator: 1n, denominator: 3n };
    const plans = plansOf(
      world({}, [product({ id: OTHER, onHand: 90 })], [alternate(OTHER, { ratio: third })]),
    );
    expect(ordered(plans, PRIMARY)).toEqual([]);
    expect(demandsOf(plans.get(OTHER)!)[0]![1]).toBe('33.333333334');
  });

  it('is free above its safety stock, after what needs it itself at any time, and when it is there', () => {
    const other = product({
      id: OTHER,
      onHand: 50,
      safetyStock: 5,
      demands: [sale(40, 20)],
      receipts: [purchase(12, 30), purchase(60, 500)],
    });
    const plans = plansOf(world({}, [other], [alternate(OTHER)]));
    // 50 − 5 on the day; later 30 come and 20 go, which leaves more.
    expect(ordered(plans, PRIMARY)).toEqual(['55']);
    expect(ordered(plans, OTHER)).toEqual([]);
  });

  it('is not taken for what the safety stock still has, nor for what an open order can be expedited for', () => {
    const choices = [alternate(OTHER)];
    const other = product({ id: OTHER, onHand: 500 });
    expect(
      plansOf(world({ onHand: 100, safetyStock: 30 }, [other], choices)).get(PRIMARY)!.alternateIds,
    ).toEqual([]);
    const late = world({ receipts: [purchase(20, 100)] }, [other], choices);
    expect(plansOf(late, { expediteWindowDays: 30 }).get(PRIMARY)!.alternateIds).toEqual([]);
    expect(plansOf(late).get(PRIMARY)!.alternateIds).toEqual([OTHER]);
  });

  it('is taken in the order of preference, rank, enough of it and cost, and then the next', () => {
    const others = [product({ id: OTHER, onHand: 30 }), product({ id: THIRD, onHand: 200 })];
    const taken = (...choices: AlternateLine[]) => {
      const plans = plansOf(world({}, others, choices));
      return [OTHER, THIRD].map((id) => demandsOf(plans.get(id)!)[0]?.[1] ?? '0');
    };
    expect(taken(alternate(OTHER, { isPreferred: true, rank: 2 }), alternate(THIRD))).toEqual(['30', '70']);
    expect(taken(alternate(OTHER), alternate(THIRD, { rank: 2 }))).toEqual(['30', '70']);
    expect(taken(alternate(OTHER), alternate(THIRD))).toEqual(['0', '100']);
    const dear = alternate(THIRD, { unitCost: 9n * FIXED_ONE });
    expect(taken(alternate(OTHER), dear)).toEqual(['0', '100']);
    expect(taken(alternate(OTHER, { to: TODAY }), alternate(THIRD, { from: TODAY + 50 }))).toEqual([
      '0',
      '0',
    ]);
  });

  it('goes to who needs it first, and two may stand in for one another', () => {
    const second = product({
      id: 9,
      make: madeOf([
        takes(OTHER, 1, { alternates: { lineId: 2, choices: [alternate(PRIMARY, { id: 20 })] } }),
      ]),
      demands: [sale(5, 70)],
    });
    const plans = plansOf([
      ...world({ onHand: 150 }, [product({ id: OTHER, onHand: 10 })], [alternate(OTHER)]),
      second,
    ]);
    expect(ordered(plans, OTHER)).toEqual(['10']);
    expect(ordered(plans, PRIMARY)).toEqual([]);
    expect(plans.get(OTHER)!.level).toBe(plans.get(PRIMARY)!.level);
  });

  it('is taken for firm orders as well, and not for what is sold itself', () => {
    const top = product({
      id: TOP,
      make: madeOf([orTakes(1, [alternate(OTHER)])]),
      receipts: [
        {
          kind: 'firm_planned_order',
          ref: 'firm_planned_order:7',
          day: TODAY + 6,
          quantity: quantity(10),
          order: { quantity: quantity(10), startDay: TODAY + 4 },
        },
      ],
      demands: [sale(8, 10)],
    });
    const plans = plansOf([
      top,
      product({ id: PRIMARY, demands: [sale(5, 3)] }),
      product({ id: OTHER, onHand: 50 }),
    ]);
    expect(demandsOf(plans.get(OTHER)!)).toEqual([[`firm_planned_order:7@${PRIMARY}`, '10']]);
    expect(ordered(plans, PRIMARY)).toEqual(['3']);
  });
});

describe('groups', () => {
  const groupsOf = (products: PlanningProduct[]) =>
    alternateGroups(new Map(products.map((one) => [one.id, one])));

  it('join what may stand in for one another', () => {
    const choices = [alternate(OTHER), alternate(THIRD)];
    const others = [product({ id: OTHER }), product({ id: THIRD })];
    expect(groupsOf(world({}, others, choices)).get(THIRD)).toEqual([PRIMARY, OTHER, THIRD]);
  });

  it('leave out what one of the two is made of, and what comes round through components', () => {
    const made = product({ id: OTHER, make: madeOf([takes(PRIMARY, 1)]) });
    const third = product({ id: THIRD });
    const groups = groupsOf(world({}, [made, third], [alternate(OTHER), alternate(THIRD)]));
    expect([...groups.keys()].sort()).toEqual([PRIMARY, THIRD]);
    // Two groups, each of which has a member that is made of one of the other.
    const round = groupsOf([
      product({
        id: TOP,
        make: madeOf([
          orTakes(1, [alternate(OTHER)]),
          takes(5, 1, { alternates: { lineId: 2, choices: [alternate(6)] } }),
        ]),
      }),
      product({ id: PRIMARY, make: madeOf([takes(6, 1)]) }),
      product({ id: OTHER }),
      product({ id: 5, make: madeOf([takes(OTHER, 1)]) }),
      product({ id: 6 }),
    ]);
    expect(round.size).toBe(0);
  });

  it('have no phantoms', () => {
    const phantom = product({ id: OTHER, isPhantom: true, make: madeOf([takes(THIRD, 1)]) });
    expect(groupsOf(world({}, [phantom, product({ id: THIRD })], [alternate(OTHER)])).size).toBe(0);
  });
});
