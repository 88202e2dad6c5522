import fc from 'fast-check';
import { type Decimal, decimal, ONE, ZERO } from '../../kernel/decimal.js';
import { fixedText } from '../../kernel/fixed.js';
import { UnitTable } from '../../kernel/unit-of-measure.js';
import { line, operation, structureOf } from '../../../test/engineering/structure-builder.js';
import { rollUpCost } from './cost.rules.js';
import { totalCost } from './cost-kinds.rules.js';
import {
  type MassCost,
  type MassLine,
  type MassStructure,
  PlainLineReader,
  rollUpMany,
  storedCost,
} from './mass-cost.rules.js';
import {
  type CostBasis,
  demandsOf,
  effectiveLines,
  type Structure,
  type StructureLine,
} from './structure.rules.js';

const units = new UnitTable([{ code: 'EA', uomClass: 'count', toBaseFactor: ONE }]);

function massLine(of: StructureLine): MassLine {
  return {
    product_id: of.parentId,
    component_id: of.componentId,
    is_routing: of.source === 'routing',
    quantity: of.quantity,
    quantity_per: of.quantityPer,
    unit: of.unit,
    output_quantity: of.outputQuantity,
    units_per_cycle: of.unitsPerCycle,
    scrap_factor: of.scrapPercent,
    setup_quantity: of.setupQuantity,
    rounding_multiple: of.roundingMultiple,
    is_cost_only: of.isCostOnly,
  };
}

const isPlain = (of: StructureLine) =>
  of.source === 'bom' && of.unit === 'EA' && of.setupQuantity.isZero() && of.roundingMultiple === null;

const plainText = ({ componentId, quantity, scrapPercent }: StructureLine) =>
  [componentId, quantity.toFixed(), ...(scrapPercent.isZero() ? [] : [scrapPercent.toFixed()])].join(':');

/** As the structure is read: plain lines as text by product, the others one by one. */
function massOf(structure: Structure): MassStructure {
  const products = [...structure.products].map(
    ([id, product]) => [id, { ...product, is_active: true }] as const,
  );
  const reader = new PlainLineReader();
  const plain = [...structure.lines].flatMap(([id, lines]) => {
    const own = lines.filter(isPlain);
    const output = own[0]?.outputQuantity;
    const text = own.map(plainText).join(' ');
    return output
      ? [reader.read({ product_id: id, output_quantity: output.equals(ONE) ? null : output, lines: text })]
      : [];
  });
  return {
    products: new Map(products),
    plain,
    lines: [...structure.lines.values()]
      .flat()
      .filter((of) => !isPlain(of))
      .map(massLine),
    operations: structure.operations,
    units,
    ownShares: structure.ownShares,
  };
}

function rollAll(structure: MassStructure, lot: Decimal.Value = 1, basis: CostBasis = 'current') {
  const steps = rollUpMany(structure, decimal(lot), basis);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** To all eighteen decimals that it has. */
const totalOf = (cost: MassCost) => decimal(`${Object.values(cost).reduce((sum, part) => sum + part)}e-18`);

const RATES = { machineRatePerHour: decimal(2), laborRatePerHour: decimal(3), overheadRatePerHour: ONE };

describe('the roll-up of everything', () => {
  const [TOP, SUB, PART, FREE, WORK] = [1, 2, 3, 4, 5];

  it('knows components before what they go into', () => {
    const structure = structureOf({
      lines: [line(TOP, SUB, 2), line(SUB, PART, 4, { scrapPercent: decimal(10) }), line(TOP, PART, 1)],
      operations: [operation(SUB, 10, { ...RATES, setupMinutes: decimal(30), runMinutes: decimal(60) })],
      costs: { [PART]: 5 },
    });
    const { costs } = rollAll(massOf(structure), 10);
    // (30 + 10 × 60) / 60 hours at 6 for ten, and 4.4 parts at 5.
    expect(totalOf(costs.get(SUB)!).toFixed()).toBe('28.3');
    expect(totalOf(costs.get(TOP)!).toFixed()).toBe('61.6');
    expect(fixedText(storedCost(costs.get(TOP)!).kinds.labor)).toBe('6.3');
    expect(costs.has(PART)).toBe(false);
  });

  it('counts services and outside work as work of others', () => {
    const structure = structureOf({
      lines: [line(TOP, WORK, 2, { isCostOnly: true })],
      operations: [operation(TOP, 10, { ...RATES, runMinutes: decimal(30), isOutside: true })],
      costs: { [WORK]: 4 },
      services: [WORK],
    });
    const { kinds } = storedCost(rollAll(massOf(structure)).costs.get(TOP)!);
    expect([fixedText(kinds.subcontract), fixedText(kinds.material), fixedText(kinds.labor)]).toEqual([
      '11',
      '0',
      '0',
    ]);
  });

  it('names what lacks a price where it is needed, and only there', () => {
    const structure = structureOf({
      lines: [
        line(TOP, SUB, 1),
        line(SUB, FREE, 1),
        line(SUB, 6, 0),
        line(WORK, PART, 1),
        line(WORK, FREE, 0),
      ],
      costs: { [PART]: 1 },
    });
    const { missingFor } = rollAll(massOf(structure));
    expect([missingFor([TOP]), missingFor([SUB]), missingFor([WORK])]).toEqual([[FREE], [FREE], []]);
  });

  it('shares what a BOM makes by the pieces', () => {
    const outputQuantity = decimal(4);
    const lines = [
      line(TOP, PART, 6, { outputQuantity }),
      line(TOP, SUB, 2, { outputQuantity, setupQuantity: ONE }),
    ];
    const structure = structureOf({ lines, costs: { [PART]: 2, [SUB]: 8 } });
    // Of eight: 12 parts at 2, and 4 and 1 for the set-up at 8.
    expect(totalOf(rollAll(massOf(structure), 8).costs.get(TOP)!).toFixed()).toBe('8');
  });

  it('leaves by-products what they carry', () => {
    const structure = structureOf({
      lines: [line(TOP, SUB, 2), line(SUB, PART, 1)],
      costs: { [PART]: 10 },
      ownShares: { [SUB]: 60 },
    });
    const { costs } = rollAll(massOf(structure));
    expect([totalOf(costs.get(SUB)!).toFixed(), totalOf(costs.get(TOP)!).toFixed()]).toEqual(['6', '12']);
    const one = rollUpCost(structure, demandsOf(structure, TOP, ONE), TOP);
    expect([one.unitCost.toFixed(), totalCost(one.levels[1]!).toFixed()]).toEqual(['12', '12']);
  });

  it('finds a circle', () => {
    const lines = [line(TOP, SUB, 1), line(SUB, PART, 1), line(PART, SUB, 1)];
    expect(rollAll(massOf(structureOf({ lines }))).cycle).toEqual(expect.arrayContaining([SUB, PART]));
  });

  it('tells of a unit that nobody knows', () => {
    const lines = [line(TOP, PART, 1, { unit: 'KG' })];
    expect(rollAll(massOf(structureOf({ lines }))).notConvertible).toMatchObject({ component_id: PART });
  });

  it('takes the price that the basis asks for', () => {
    const structure = structureOf({ lines: [line(TOP, PART, 1)], costs: { [PART]: 5 } });
    structure.products.get(PART)!.standard_cost = decimal(7);
    const cost = (basis: CostBasis) =>
      totalOf(rollAll(massOf(structure), 1, basis).costs.get(TOP)!).toFixed();
    expect([cost('current'), cost('standard')]).toEqual(['5', '7']);
  });

  it('agrees with the roll-up of one product where no lot matters', () => {
    const products = fc.integer({ min: 3, max: 14 });
    const picks = fc.array(
      fc.record({
        parent: fc.nat(),
        component: fc.nat(),
        quantity: fc.integer({ min: 0, max: 2_000 }),
        scrap: fc.integer({ min: 0, max: 50 }),
        isRouting: fc.boolean(),
        isCostOnly: fc.boolean(),
      }),
      { minLength: 1, maxLength: 30 },
    );
    const runs = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(products, picks, runs, (count, chosen, minutes) => {
        const lines = chosen.map(({ parent, component, quantity, scrap, isRouting, isCostOnly }) => {
          const parentId = 1 + (parent % (count - 1));
          const componentId = parentId + 1 + (component % (count - parentId));
          return line(parentId, componentId, decimal(quantity).dividedBy(100), {
            scrapPercent: decimal(scrap),
            source: isRouting ? 'routing' : 'bom',
            isCostOnly,
          });
        });
        const operations = minutes.map((run, index) =>
          operation(1 + (index % count), 10 + index, { ...RATES, runMinutes: decimal(run) }),
        );
        const costs = Object.fromEntries(
          Array.from({ length: count }, (_, index) => [index + 1, index + 0.1]),
        );
        const ownShares = { 1: 80, 2: 50 };
        const whole = structureOf({ lines, operations, costs, ownShares });
        const mass = rollAll(massOf(whole));
        const structure = {
          ...whole,
          lines: new Map([...whole.lines].map(([id, own]) => [id, effectiveLines(own)])),
        };
        for (const [id, cost] of mass.costs) {
          const one = rollUpCost(structure, demandsOf(structure, id, ONE), id);
          expect(totalOf(cost).toFixed(12)).toBe(one.unitCost.toFixed(12));
          const levels = one.levels.reduce((total, level) => total.plus(totalCost(level)), ZERO);
          expect(levels.toFixed(12)).toBe(one.unitCost.toFixed(12));
          const placed = totalCost(one.thisLevel).plus(totalCost(one.below));
          expect(placed.toFixed(12)).toBe(one.unitCost.toFixed(12));
        }
      }),
      { numRuns: 150 },
    );
  });
});
