import { madeOf, product, takes } from '../../../test/mrp/world-builder.js';
import { isFedBack, lowLevelCodes } from './low-level-codes.rules.js';
import type { PlanningProduct } from './planning-world.rules.js';

const gives = (...ids: number[]) => ({
  byProducts: ids.map((productId) => ({ productId, factor: { numerator: 1n, denominator: 1n } })),
});
const worldOf = (...products: PlanningProduct[]) => new Map(products.map((one) => [one.id, one]));
const codesOf = (world: ReadonlyMap<number, PlanningProduct>) => Object.fromEntries(lowLevelCodes(world));

describe('low-level codes', () => {
  it('are the longest way down, whatever order products are told in', () => {
    const products = [
      product({ id: 4 }),
      product({ id: 3, make: madeOf([takes(4, 1)]) }),
      product({ id: 2, make: madeOf([takes(3, 1), takes(4, 1)]) }),
      product({ id: 1, make: madeOf([takes(2, 1), takes(4, 1)]) }),
    ];
    expect(codesOf(worldOf(...products))).toEqual({ 1: 0, 2: 1, 3: 2, 4: 3 });
    expect(codesOf(worldOf(...products.reverse()))).toEqual({ 1: 0, 2: 1, 3: 2, 4: 3 });
  });

  it('put a by-product below what it comes out of', () => {
    const world = worldOf(
      product({ id: 1, make: madeOf([takes(2, 1)], gives(3)) }),
      product({ id: 2 }),
      product({ id: 3 }),
    );
    expect(codesOf(world)).toEqual({ 1: 0, 2: 1, 3: 1 });
    expect(isFedBack(world, 1, 3)).toBe(false);
  });

  it.each<[string, PlanningProduct[]]>([
    [
      'goes straight in again',
      [product({ id: 1, make: madeOf([takes(9, 1)], gives(9)) }), product({ id: 9 })],
    ],
    [
      'goes in again further down',
      [
        product({ id: 1, make: madeOf([takes(2, 1)], gives(9)) }),
        product({ id: 2, make: madeOf([takes(9, 1)]) }),
        product({ id: 9 }),
      ],
    ],
    [
      'is made of what it comes out of',
      [product({ id: 1, make: madeOf([], gives(9)) }), product({ id: 9, make: madeOf([takes(1, 1)]) })],
    ],
    ['is the product itself', [product({ id: 1, make: madeOf([], gives(1)) }), product({ id: 9 })]],
  ])('do not count a by-product that %s', (title, products) => {
    const world = worldOf(...products);
    expect(isFedBack(world, 1, title === 'is the product itself' ? 1 : 9)).toBe(true);
    expect(lowLevelCodes(world).size).toBe(products.length);
  });
});
