import { madeOf, offer, product, quantity, takes, TODAY } from '../../../test/mrp/world-builder.js';
import { fixedText } from '../../kernel/fixed.js';
import { CapablePromises, type FreeSupply } from './capable-promise.rules.js';
import { lowLevelCodes } from './low-level-codes.rules.js';
import type { PlanningProduct } from './planning-world.rules.js';
import { workingDaysOf } from './working-days.rules.js';

const free = (...supplies: [days: number, cumulative: number][]): FreeSupply[] =>
  supplies.map(([days, cumulative]) => ({ day: TODAY + days, cumulative: quantity(cumulative) }));

function promised(
  products: PlanningProduct[],
  supplies: Record<number, FreeSupply[]>,
  wanted: number,
  by = 0,
) {
  const time = { weekdays: [1, 2, 3, 4, 5, 6, 7], holidays: [], minutesPerDay: 480 };
  const known = new Map(products.map((one) => [one.id, one]));
  const codes = lowLevelCodes(known);
  const world = {
    settings: { today: TODAY, horizonEnd: TODAY + 90, expediteWindowDays: 0, toleranceDays: 0 },
    calendar: workingDaysOf(time, TODAY),
    products: known,
  };
  const levels = { products: known, levelOf: (id: number) => codes.get(id)! };
  const promises = new CapablePromises(world, levels, (id) => supplies[id] ?? []);
  const { day, parts, steps } = promises.promise(products[0]!.id, quantity(wanted), TODAY + by);
  return {
    day: day === null ? null : day - TODAY,
    parts: parts.map((part) => [part.supply, fixedText(part.quantity), part.day - TODAY]),
    path: steps.map((step) => [step.productId, step.supply, step.day === null ? null : step.day - TODAY]),
  };
}

const top = product({ id: 1, leadDays: 2, make: madeOf([takes(2, 2), takes(3, 1)]) });
const sub = product({ id: 2, leadDays: 3, make: madeOf([takes(3, 1)]) });
const bolt = product({ id: 3, vendors: [offer(1, { leadDays: 7 })] });

describe('capable to promise', () => {
  it('takes what is free, and makes the rest as soon as its components can be there', () => {
    expect(promised([top, sub, bolt], { 1: free([0, 4]) }, 10)).toEqual({
      day: 12,
      parts: [
        ['stock', '4', 0],
        ['planned', '6', 12],
      ],
      path: [
        [1, 'production', 12],
        [2, 'production', 10],
        [3, 'purchase', 7],
      ],
    });
  });

  it('takes each piece of a component once', () => {
    // 12 bolts for six subs, and six for the tops: with 17 one is short.
    const path = (bolts: number) => promised([top, sub, bolt], { 3: free([0, bolts]) }, 6).day;
    expect([path(18), path(17), path(11)]).toEqual([5, 9, 12]);
  });

  it('waits for what comes sooner than can be made, and takes what comes by the wanted day', () => {
    expect(promised([top, sub, bolt], { 1: free([0, 1], [8, 10]) }, 10)).toMatchObject({
      day: 8,
      parts: [
        ['stock', '1', 0],
        ['receipt', '9', 8],
      ],
      path: [[1, 'available', 8]],
    });
    expect(promised([top, sub, bolt], { 1: free([0, 1], [20, 10]) }, 10).day).toBe(12);
    expect(promised([top, sub, bolt], { 1: free([0, 1], [20, 10]) }, 10, 25).day).toBe(20);
  });

  it('blows phantoms through, and says what cannot be had', () => {
    const kit = product({ id: 2, isPhantom: true, make: madeOf([takes(3, 1)]) });
    expect(promised([kit, bolt], {}, 3).path).toEqual([
      [2, 'phantom', 7],
      [3, 'purchase', 7],
    ]);
    const never = promised([top, { ...sub, method: 'none' }, bolt], { 1: free([0, 4]) }, 10);
    expect(never).toMatchObject({ day: null, parts: [['stock', '4', 0]] });
    expect(never.path.at(-1)).toEqual([2, 'none', null]);
  });
});
