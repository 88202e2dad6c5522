import fc from 'fast-check';
import { type Decimal, decimal, sum, ZERO } from '../../kernel/decimal.js';
import { type LineOptions, line, structureOf } from '../../../test/engineering/structure-builder.js';
import {
  cyclesFor,
  demandsOf,
  effectiveLines,
  explosionTree,
  priceOf,
  requiredQuantity,
  type Structure,
  type StructureLine,
} from './structure.rules.js';

function totals(structure: Structure, rootId: number, quantity: Decimal.Value): Record<number, string> {
  const demands = demandsOf(structure, rootId, decimal(quantity));
  return Object.fromEntries(
    [...demands.of].filter(([id]) => id !== rootId).map(([id, { stock }]) => [id, stock.toFixed()]),
  );
}

function tree(structure: Structure, rootId: number, quantity: Decimal.Value, rowsMax = 1_000) {
  const demands = demandsOf(structure, rootId, decimal(quantity));
  return explosionTree(structure, demands, rootId, rowsMax);
}

const [FG, S1, S2, T1, T2, T3] = [1, 2, 3, 4, 5, 6];
const [A, B, C, D, E, F, X, Y, Z] = [11, 12, 13, 14, 15, 16, 21, 22, 23];

describe('explosion', () => {
  it('multiplies through three levels', () => {
    const structure = structureOf({
      lines: [
        line(FG, S1, 3),
        line(FG, S2, 5),
        line(FG, X, 8),
        line(S1, T1, 2),
        line(S1, T2, 7),
        line(S1, Y, 6),
        line(S2, T3, 1),
        line(S2, Z, 9),
        line(T1, A, 3),
        line(T1, B, 5),
        line(T2, C, 2),
        line(T2, D, 13),
        line(T3, E, 4),
        line(T3, F, 11),
      ],
    });
    expect(totals(structure, FG, 3)).toMatchObject({
      [A]: '54',
      [B]: '90',
      [C]: '126',
      [D]: '819',
      [Y]: '54',
      [E]: '60',
      [F]: '165',
      [Z]: '135',
      [X]: '24',
    });
  });

  it('compounds scrap and tells levels', () => {
    const structure = structureOf({
      lines: [
        line(FG, S1, 2),
        line(FG, A, 100, { scrapPercent: decimal(10) }),
        line(S1, A, 50),
        line(S1, B, 4),
      ],
    });
    const rows = tree(structure, FG, 3)!.map((row) => [row.level, row.path, row.totalQuantity.toFixed()]);
    expect(rows).toEqual([
      [0, [S1], '6'],
      [1, [S1, A], '300'],
      [1, [S1, B], '24'],
      [0, [A], '330'],
    ]);
    const scrapTwice = structureOf({
      lines: [
        line(FG, S1, 10, { scrapPercent: decimal(10) }),
        line(S1, A, 10, { scrapPercent: decimal(10) }),
      ],
    });
    expect(totals(scrapTwice, FG, 1)).toEqual({ [S1]: '11', [A]: '121' });
  });

  it.each([
    ['3 each and 5 once: 1 piece', 3, { setupQuantity: decimal(5) }, 1, '8'],
    ['3 each and 5 once: 10 pieces', 3, { setupQuantity: decimal(5) }, 10, '35'],
    ['nothing made takes no set-up', 3, { setupQuantity: decimal(5) }, 0, '0'],
    ['zero takes no part', 0, { scrapPercent: decimal(5) }, 10, '0'],
    ['4 make 9', 4, { outputQuantity: decimal(9) }, 18, '8'],
    [
      'scrap is not taken of the set-up',
      10,
      { setupQuantity: decimal(1), scrapPercent: decimal(10) },
      1,
      '12',
    ],
    [
      '150 cm of something kept in metres',
      150,
      { toStockUnit: { numerator: decimal(1), denominator: decimal(100) } },
      2,
      '3',
    ],
    ['once an order', 1, { quantityPer: 'order' }, 40, '1'],
    ['a plate of six', 2, { quantityPer: 'batch', unitsPerCycle: decimal(6) }, 13, '6'],
    ['piece by piece, the order is the batch', 2, { quantityPer: 'batch' }, 13, '2'],
  ] as [string, number, LineOptions, number, string][])(
    '%s',
    (_name, quantity, options, pieces, expected) => {
      expect(requiredQuantity(line(FG, A, quantity, options), decimal(pieces)).toFixed()).toBe(expected);
    },
  );

  it('counts a product that stands in two places as one order', () => {
    const structure = structureOf({
      lines: [
        line(FG, S1, 1),
        line(FG, S2, 3),
        line(S1, T1, 1),
        line(S2, T1, 1),
        line(T1, A, 1, { setupQuantity: decimal(8) }),
      ],
    });
    expect(totals(structure, FG, 1)[A]).toBe('12');
    const shares = tree(structure, FG, 1)!.filter(({ line: { componentId } }) => componentId === A);
    expect(shares.map(({ totalQuantity }) => totalQuantity.toFixed())).toEqual(['3', '9']);
  });

  it('takes no stock for, or below, what only counts in the cost', () => {
    const structure = structureOf({
      lines: [line(FG, S1, 1, { isCostOnly: true }), line(FG, A, 1), line(S1, A, 2)],
    });
    const demands = demandsOf(structure, FG, decimal(10));
    expect(demands.of.get(S1)).toEqual({ stock: ZERO, costOnly: decimal(10) });
    expect(demands.of.get(A)).toEqual({ stock: decimal(10), costOnly: decimal(20) });
  });

  it('stops at the row limit and at a circle', () => {
    const structure = structureOf({ lines: [line(FG, A, 1), line(FG, B, 1)] });
    expect(tree(structure, FG, 1, 2)).toHaveLength(2);
    expect(tree(structure, FG, 1, 1)).toBeNull();
    const ring = structureOf({ lines: [line(FG, S1, 1), line(S1, FG, 1)] });
    expect(demandsOf(ring, FG, decimal(1)).cycle).not.toBeNull();
  });

  it('has rows that add up to the totals, whatever the structure', () => {
    const anyLine = fc.record({
      parent: fc.integer({ min: 1, max: 6 }),
      step: fc.integer({ min: 1, max: 4 }),
      quantity: fc.integer({ min: 0, max: 50 }),
      scrap: fc.integer({ min: 0, max: 30 }),
      setup: fc.integer({ min: 0, max: 5 }),
      output: fc.integer({ min: 1, max: 7 }),
    });
    fc.assert(
      fc.property(
        fc.array(anyLine, { maxLength: 12 }),
        fc.integer({ min: 1, max: 100 }),
        (specs, quantity) => {
          const lines = specs.map((spec) =>
            line(spec.parent, spec.parent + spec.step, spec.quantity, {
              scrapPercent: decimal(spec.scrap),
              setupQuantity: decimal(spec.setup),
              outputQuantity: decimal(spec.output),
            }),
          );
          const structure = structureOf({ lines, costs: { 1: 0 } });
          const demands = demandsOf(structure, 1, decimal(quantity));
          const rows = explosionTree(structure, demands, 1, 100_000)!;
          for (const [id, { stock }] of demands.of) {
            if (id === 1) continue;
            const places = rows.filter((row) => row.line.componentId === id);
            const difference = sum(places.map((row) => row.totalQuantity)).minus(stock);
            expect(difference.abs().lessThan('1e-30')).toBe(true);
          }
        },
      ),
    );
  });
});

describe('materials of a routing', () => {
  const bom = { source: 'bom', isCostOnly: false } as const;
  const routing = { source: 'routing', isCostOnly: false } as const;
  const freight = { source: 'routing', isCostOnly: true } as const;
  it.each<[string, Pick<StructureLine, 'source' | 'isCostOnly'>[], object[]]>([
    ['replace the BOM', [bom, routing, freight], [routing, freight]],
    ['stand beside it when they only count in the cost', [bom, freight], [bom, freight]],
    ['leave it alone when there are none', [bom], [bom]],
  ])('%s', (_name, lines, expected) => {
    expect(effectiveLines(lines)).toEqual(expected);
  });
});

it.each([
  [10, 1, '10'],
  ['2.5', 1, '2.5'],
  [10, 4, '3'],
  [12, 4, '3'],
  [3, '0.5', '6'],
])('%s pieces at %s a cycle take %s cycles', (pieces, perCycle, cycles) => {
  expect(cyclesFor(decimal(pieces), decimal(perCycle)).toFixed()).toBe(cycles);
});

it.each([
  [
    { average_cost: 1, standard_cost: 2, last_cost: 3 },
    { cost: 1, source: 'average' },
  ],
  [
    { average_cost: null, standard_cost: 2, last_cost: 3 },
    { cost: 2, source: 'standard' },
  ],
  [
    { average_cost: null, standard_cost: null, last_cost: 3 },
    { cost: 3, source: 'last' },
  ],
  [
    { average_cost: 0, standard_cost: 2, last_cost: 3 },
    { cost: 0, source: 'average' },
  ],
  [{ average_cost: null, standard_cost: null, last_cost: null }, null],
])('the price of %j', (costs, expected) => {
  const asDecimals = Object.fromEntries(
    Object.entries(costs).map(([name, cost]) => [name, cost === null ? null : decimal(cost)]),
  ) as unknown as Parameters<typeof priceOf>[0];
  const price = priceOf(asDecimals);
  expect(price && { cost: price.cost.toNumber(), source: price.source }).toEqual(expected);
});
