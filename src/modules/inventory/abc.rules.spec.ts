import fc from 'fast-check';
import { decimal, sum } from '../../kernel/decimal.js';
import { classify } from './abc.rules.js';

const SHARES = { a: decimal(80), b: decimal(15) };
const classesOf = (values: readonly number[], shares = SHARES) =>
  classify(
    values.map((value, index) => ({ productId: index + 1, value: decimal(value) })),
    shares,
  )
    .map(({ productId, abcClass }) => `${productId}${abcClass}`)
    .join(' ');

describe('ABC classes', () => {
  it.each([
    [[700, 100, 100, 50, 30, 20], '1A 2A 3B 4B 5C 6C'],
    [[20, 30, 50, 100, 100, 700], '6A 4A 5B 3B 2C 1C'],
    // One product is everything: it crosses all borders and is of class A.
    [[1000], '1A'],
    [[0, 0], '1C 2C'],
    [[1000, 0], '1A 2C'],
    // Equal values are told apart by product.
    [[5, 5, 5, 5, 5], '1A 2A 3A 4A 5B'],
    [[], ''],
  ])('of %j are %s', (values, expected) => {
    expect(classesOf(values)).toBe(expected);
  });

  it('follow other shares', () => {
    expect(classesOf([50, 30, 20], { a: decimal(0), b: decimal(0) })).toBe('1C 2C 3C');
    expect(classesOf([50, 30, 20], { a: decimal(50), b: decimal(30) })).toBe('1A 2B 3C');
    expect(classesOf([50, 30, 20], { a: decimal(100), b: decimal(0) })).toBe('1A 2A 3A');
  });

  it('never put more value below less, and add up to everything', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 50 }), (values) => {
        const classified = classify(
          values.map((value, index) => ({ productId: index + 1, value: decimal(value) })),
          SHARES,
        );
        expect(classified.map((row) => row.abcClass)).toEqual(classified.map((row) => row.abcClass).sort());
        expect(sum(classified.map((row) => row.value)).toNumber()).toBe(values.reduce((a, b) => a + b, 0));
        const last = classified.at(-1);
        if (last) expect(last.cumulativePercent.toFixed()).toBe('100');
      }),
    );
  });
});
