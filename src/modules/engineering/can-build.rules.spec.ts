import fc from 'fast-check';
import { decimal } from '../../kernel/decimal.js';
import { line, structureOf } from '../../../test/engineering/structure-builder.js';
import { canBuild } from './can-build.rules.js';
import { orderGraph } from './structure-graph.rules.js';
import type { Structure } from './structure.rules.js';

const build = (structure: Structure, available: Record<number, number>, makesSubAssemblies = true) => {
  const { order } = orderGraph([...structure.lines.values()].flat(), [1]);
  const stock = new Map(Object.entries(available).map(([id, quantity]) => [Number(id), decimal(quantity)]));
  const answer = canBuild({ structure, rootId: 1, order, available: stock, makesSubAssemblies });
  return [answer.quantity === null ? null : Number(answer.quantity), answer.limitedBy];
};

const each = (quantity: number, options = {}) => line(1, 2, quantity, options);

describe('how many can be built', () => {
  it.each([
    [
      'a kit of four from two and two',
      [each(2, { outputQuantity: decimal(4) }), line(1, 3, 2, { outputQuantity: decimal(4) })],
      { 2: 4, 3: 8 },
      8,
      [2],
    ],
    ['a quantity of 0 limits nothing', [each(0), line(1, 3, 0.1)], { 2: 3, 3: 4 }, 40, [3]],
    ['lines of one component add up', [each(3), each(3)], { 2: 3 }, 0, [2]],
    [
      'what only counts in the cost limits nothing',
      [each(10), line(1, 3, 50, { isCostOnly: true })],
      { 2: 1000, 3: 1000 },
      100,
      [2],
    ],
    ['nor does what is optional', [each(10), line(1, 3, 50, { isOptional: true })], { 2: 1000 }, 100, [2]],
    ['the scarcest decides', [each(10), line(1, 3, 50)], { 2: 1000, 3: 1000 }, 20, [3]],
    ['set-up and scrap count', [each(3, { setupQuantity: decimal(5) })], { 2: 35 }, 10, [2]],
    [
      'full boxes only',
      [each(1, { outputQuantity: decimal(250), roundingMultiple: decimal(1) })],
      { 2: 1.5 },
      250,
      [2],
    ],
    ['stock below zero is none', [each(1)], { 2: -5 }, 0, [2]],
  ] as const)('%s', (_, lines, stock, quantity, limitedBy) => {
    expect(build(structureOf({ lines: [...lines] }), stock)).toEqual([quantity, limitedBy]);
  });

  it('takes sub-assemblies first and makes the rest of what is below them', () => {
    const structure = structureOf({ lines: [each(2), line(2, 3, 5), line(1, 3, 1)] });
    expect(build(structure, { 2: 4, 3: 30 })).toEqual([4, [3]]);
    expect(build(structure, { 2: 4, 3: 30 }, false)).toEqual([2, [2]]);
  });

  it('blows phantoms through, whatever is said to lie there', () => {
    const structure = structureOf({ lines: [each(1), line(2, 3, 2)], phantoms: [2] });
    expect(build(structure, { 2: 100, 3: 7 }, false)).toEqual([3, [3]]);
  });

  it('is without limit where nothing takes stock', () => {
    expect(build(structureOf({ lines: [each(1, { isCostOnly: true })] }), {})).toEqual([null, []]);
  });

  it('is never more than the scarcest direct component allows, and one more is short', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ needs: fc.integer({ min: 1, max: 50 }), has: fc.nat(10_000) }), {
          minLength: 1,
          maxLength: 8,
        }),
        (parts) => {
          const lines = parts.map(({ needs }, index) => line(1, index + 2, needs));
          const stock = Object.fromEntries(parts.map(({ has }, index) => [index + 2, has]));
          const scarcest = Math.min(...parts.map(({ needs, has }) => Math.floor(has / needs)));
          expect(build(structureOf({ lines }), stock)[0]).toBe(scarcest);
        },
      ),
    );
  });
});
