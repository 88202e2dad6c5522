import fc from 'fast-check';
import { orderGraph, ringFrom, type StructureLink } from './structure-graph.rules.js';

const link = ([parentId, componentId]: readonly number[]): StructureLink => ({
  parentId: parentId!,
  componentId: componentId!,
});

describe('circles in a structure', () => {
  it.each([
    ['a product in itself', [[1, 1]], [1, 1]],
    [
      'two products in one another',
      [
        [1, 2],
        [2, 1],
      ],
      [1, 2, 1],
    ],
    [
      'a ring of three with products above and below',
      [
        [9, 1],
        [1, 2],
        [2, 3],
        [3, 1],
        [3, 4],
      ],
      [1, 2, 3, 1],
    ],
  ])('%s', (_name, links, ring) => {
    const { cycle } = orderGraph(links.map(link));
    expect(ringFrom(cycle!, 1)).toEqual(ring);
  });

  it('are not seen where a product has two parents', () => {
    const diamond = [
      [1, 2],
      [1, 3],
      [2, 4],
      [3, 4],
    ].map(link);
    expect(orderGraph(diamond)).toEqual({ order: [1, 2, 3, 4], cycle: null, longest: [1, 2, 4] });
  });

  it('are found exactly when a link leads back', () => {
    const downwards = fc
      .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 })), {
        minLength: 1,
      })
      .map((pairs) => pairs.map(([a, b]) => (a < b ? [a, b] : [b, a + 1])).filter(([a, b]) => a! < b!));
    fc.assert(
      fc.property(downwards, fc.nat(), (pairs, seed) => {
        const links = pairs.map(link);
        const { order, cycle } = orderGraph(links);
        expect(cycle).toBeNull();
        for (const { parentId, componentId } of links) {
          expect(order.indexOf(parentId)).toBeLessThan(order.indexOf(componentId));
        }
        if (links.length === 0) return;
        const { parentId, componentId } = links[seed % links.length]!;
        const closed = orderGraph([...links, { parentId: componentId, componentId: parentId }]).cycle!;
        expect(closed.at(0)).toBe(closed.at(-1));
        const all = [...pairs, [componentId, parentId]].map(String);
        closed.slice(1).forEach((id, index) => expect(all).toContain(String([closed[index], id])));
      }),
    );
  });

  it('tell the longest way', () => {
    const links = [
      [1, 2],
      [2, 3],
      [3, 4],
      [1, 4],
    ].map(link);
    expect(orderGraph(links).longest).toHaveLength(4);
    expect(orderGraph([], [7])).toEqual({ order: [7], cycle: null, longest: [] });
  });
});
