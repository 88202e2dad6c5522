import fc from 'fast-check';
import { dayNumber } from '../../src/kernel/business-day.js';
import { type Decimal, decimal, sum } from '../../src/kernel/decimal.js';
import { fixedText, toFixedPoint } from '../../src/kernel/fixed.js';
import { UnitTable } from '../../src/kernel/unit-of-measure.js';
import { planManufacturing } from '../../src/modules/engineering/manufacturing-plan.rules.js';
import {
  demandsOf,
  effectiveLines,
  type QuantityPer,
  type StructureLine,
} from '../../src/modules/engineering/structure.rules.js';
import { lowLevelCodes } from '../../src/modules/mrp/low-level-codes.rules.js';
import type { SourceRow } from '../../src/modules/mrp/planning-cells.js';
import { PlanningInput } from '../../src/modules/mrp/planning-input.js';
import { requirementsOf } from '../../src/modules/mrp/requirements.rules.js';
import { workingDaysOf } from '../../src/modules/mrp/working-days.rules.js';
import { line, operation, structureOf } from '../engineering/structure-builder.js';

/** More of them find more: `PROPERTY_RUNS=3000 npx jest requirements.property`. */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 200);

const DAY = '2026-07-01';
const ROOT = 1;
const PHANTOMS = [2, 3, 4];
/** What a product is kept in, and what lines may ask for it in. */
const UNITS_OF: Record<number, [string, ...string[]]> = {
  1: ['EA'],
  2: ['EA'],
  3: ['EA', 'TRIO'],
  4: ['G', 'KG'],
  5: ['G', 'KG', 'LB'],
  6: ['KG', 'G', 'LB'],
  7: ['EA', 'TRIO', 'THIRD'],
};
const UNITS: [string, string, string][] = [
  ['EA', 'count', '1'],
  ['TRIO', 'pack', '1'],
  ['THIRD', 'part', '1'],
  ['G', 'mass', '1'],
  ['KG', 'mass', '1000'],
  ['LB', 'mass', '453.59237'],
];
const CONVERSIONS: [string, string, string][] = [
  ['TRIO', 'EA', '3'],
  ['EA', 'THIRD', '3'],
];
const table = new UnitTable(
  UNITS.map(([code, uomClass, factor]) => ({ code, uomClass, toBaseFactor: decimal(factor) })),
  CONVERSIONS.map(([fromUnit, toUnit, factor]) => ({
    fromUnit,
    toUnit,
    factor: decimal(factor),
    isBidirectional: true,
    productId: null,
  })),
);

/** One line of a BOM or material of a routing, before either planner reads it. */
interface Drawn {
  parentId: number;
  componentId: number;
  unit: string;
  quantity: string;
  scrap: string;
  setup: string;
  rounding: string | null;
  from: string | null;
  to: string | null;
  stage: string | null;
  isOptional: boolean;
  /** Of a routing: index of the operation, and what the quantity is for. */
  material: { operation: number; per: QuantityPer; isCostOnly: boolean } | null;
}

interface DrawnStructure {
  outputs: Record<number, string>;
  perCycle: string[];
  lines: Drawn[];
  quantity: string;
}

/** Planning leaves out what is less than a billionth of the last decimal, so a grain of a grain is not among these. */
const amount = fc.oneof(
  fc.constantFrom('1', '2', '0.5', '0.000001', '0', '1000'),
  fc.bigInt({ min: 1_000n, max: 90_000_000_000n }).map((value) => fixedText(value)),
);

const drawnLine = (operationCount: number): fc.Arbitrary<Drawn> =>
  fc
    .record({
      parentId: fc.constantFrom(ROOT, ROOT, ...PHANTOMS),
      step: fc.nat(100),
      unit: fc.nat(2),
      quantity: amount,
      scrap: fc.constantFrom('0', '0', '10', '2.5'),
      setup: fc.constantFrom('0', '0', '0', '4', '0.75'),
      rounding: fc.constantFrom(null, null, null, '1', '0.3', '5'),
      from: fc.constantFrom(null, null, null, '2026-07-01', '2026-07-02'),
      to: fc.constantFrom(null, null, null, '2026-07-01', '2026-07-02'),
      stage: fc.constantFrom(null, 'production', 'assembly', 'any', 'shipping'),
      isOptional: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      isMaterial: fc.integer({ min: 0, max: 9 }).map((n) => n < 2),
      operation: fc.nat(3),
      per: fc.constantFrom<QuantityPer>('unit', 'batch', 'order'),
      isCostOnly: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    })
    .map(({ step, unit, isMaterial, operation: index, per, isCostOnly, ...rest }) => {
      const componentId = rest.parentId + 1 + (step % (7 - rest.parentId));
      const units = UNITS_OF[componentId]!;
      const ofRouting = isMaterial && rest.parentId === ROOT && operationCount > 0;
      return {
        ...rest,
        componentId,
        unit: units[unit % units.length]!,
        // A phantom that only some of what it stands in needs is a matter of choice, not of planning.
        isOptional: rest.isOptional && !PHANTOMS.includes(componentId),
        material: ofRouting
          ? {
              operation: index % operationCount,
              per,
              isCostOnly: isCostOnly && !PHANTOMS.includes(componentId),
            }
          : null,
      };
    });

const drawnStructure: fc.Arbitrary<DrawnStructure> = fc
  .array(fc.constantFrom('1', '4', '0.5', '2.5'), { maxLength: 3 })
  .chain((perCycle) =>
    fc.record({
      outputs: fc
        .tuple(...[ROOT, ...PHANTOMS].map(() => fc.constantFrom('1', '1', '3', '7', '250', '0.5')))
        .map((list) => Object.fromEntries(list.map((output, index) => [index + 1, output]))),
      perCycle: fc.constant(perCycle),
      lines: fc.array(drawnLine(perCycle.length), { minLength: 1, maxLength: 12 }),
      quantity: amount.filter((value) => value !== '0'),
    }),
  );

const NAMES = ['Print', 'Assemble', 'Pack'];

/** What engineering makes of it: component, operation, quantity; and how many roundings are in that. */
function byEngineering({ outputs, perCycle, lines, quantity }: DrawnStructure) {
  const read = lines
    .filter(({ material, from, to }) => material || ((from ?? '') <= DAY && (to ?? '9999') > DAY))
    .map((drawn): StructureLine => {
      const { material } = drawn;
      return line(drawn.parentId, drawn.componentId, drawn.quantity, {
        source: material ? 'routing' : 'bom',
        operationSequence: material ? (material.operation + 1) * 10 : null,
        quantityPer: material?.per ?? 'unit',
        unit: drawn.unit,
        toStockUnit: table.ratio(drawn.unit, UNITS_OF[drawn.componentId]![0])!,
        outputQuantity: decimal(material ? 1 : outputs[drawn.parentId]!),
        unitsPerCycle: decimal(material ? perCycle[material.operation]! : 1),
        scrapPercent: decimal(drawn.scrap),
        setupQuantity: decimal(material ? 0 : drawn.setup),
        roundingMultiple: material || drawn.rounding === null ? null : decimal(drawn.rounding),
        isCostOnly: material?.isCostOnly ?? false,
        isOptional: drawn.isOptional,
        consumeStage: material ? null : drawn.stage,
      });
    });
  const operations = perCycle.map((unitsPerCycle, index) =>
    operation(ROOT, (index + 1) * 10, {
      operationName: NAMES[index]!,
      unitsPerCycle: decimal(unitsPerCycle),
    }),
  );
  const structure = structureOf({ lines: read, operations, phantoms: PHANTOMS });
  const ofParent = (id: number) => effectiveLines(read.filter(({ parentId }) => parentId === id));
  const exact = { ...structure, lines: new Map([ROOT, ...PHANTOMS].map((id) => [id, ofParent(id)])) };
  const order = { productId: ROOT, quantity: decimal(quantity), bomId: 1, routingId: null };
  const plan = planManufacturing(exact, demandsOf(exact, ROOT, order.quantity), order, 10_000)!;
  const sums = new Map<string, Decimal[]>();
  for (const material of plan.materials) {
    if (material.isCostOnly || material.isOptional) continue;
    const key = `${material.componentId} for ${material.operationSequence ?? 10}`;
    sums.set(key, [...(sums.get(key) ?? []), material.quantityRequired]);
  }
  return sums;
}

/** What planning makes of the same rows, as COPY would have written them. */
function byPlanning({ outputs, perCycle, lines, quantity }: DrawnStructure) {
  const today = dayNumber(DAY);
  const calendar = workingDaysOf({ weekdays: [1, 2, 3, 4, 5], holidays: [], minutesPerDay: 480 }, today);
  const settings = { today, horizonEnd: today + 90, expediteWindowDays: 0, toleranceDays: 0 };
  const input = new PlanningInput(settings, calendar);
  for (const unit of UNITS) input.read('units', unit);
  for (const conversion of CONVERSIONS) input.read('conversions', [...conversion, 't', null]);
  for (const [id, [unit]] of Object.entries(UNITS_OF)) input.read('products', productRow(id, unit));
  for (const id of [ROOT, ...PHANTOMS]) input.read('boms', [`${id}`, `${id}`, outputs[id]!, null, null]);
  perCycle.forEach((pieces, index) => {
    const sequence = `${(index + 1) * 10}`;
    const times = ['0', '0', '0', '0', pieces, '0', null, 'f', null];
    input.read('operations', [`${ROOT}`, '1', sequence, sequence, '1', null, NAMES[index]!, ...times]);
  });
  for (const drawn of lines) {
    const { componentId, quantity: each, unit, scrap, isOptional, material } = drawn;
    if (material) {
      const flags = [letter(material.isCostOnly), letter(isOptional)];
      const operationId = `${(material.operation + 1) * 10}`;
      const row = [`${ROOT}`, operationId, `${componentId}`, each, material.per, unit, scrap, ...flags];
      input.read('operationMaterials', row);
    } else if (!isOptional) {
      const row = [`${drawn.parentId}`, `${componentId}`, each, unit, scrap, drawn.setup, drawn.rounding];
      input.read('bomLines', [...row, drawn.from, drawn.to, drawn.stage]);
    }
  }
  const { products } = input.world();
  const levels = lowLevelCodes(products);
  const requirements = requirementsOf(
    { products, levelOf: (id) => levels.get(id)! },
    products.get(ROOT)!.make!,
    toFixedPoint(quantity),
    today,
  );
  return new Map(
    requirements.map((requirement) => [
      `${requirement.componentId} for ${(requirement.operation + 1) * 10}`,
      decimal(fixedText(requirement.quantity)),
    ]),
  );
}

function letter(value: boolean): string {
  return value ? 't' : 'f';
}

function productRow(id: string, unit: string): SourceRow {
  const isPhantom = letter(PHANTOMS.includes(Number(id)));
  const planning = ['0', null, null, '0', '0', 'lot_for_lot', null, null, null, null, null];
  const supply = [null, null, null, unit, '1', null, null, null, null, 'f', '0'];
  return [id, unit, 't', 'mrp', isPhantom, ...planning, ...supply];
}

describe('What an order takes', () => {
  it('is the same for planning as for the production order that engineering makes', () => {
    fc.assert(
      fc.property(drawnStructure, (drawn) => {
        const [planned, ordered] = [byPlanning(drawn), byEngineering(drawn)];
        expect([...planned.keys()].sort()).toEqual([...ordered.keys()].sort());
        for (const [key, quantities] of ordered) {
          const difference = planned.get(key)!.minus(sum(quantities)).abs();
          // Engineering rounds each material of a routing; planning rounds what they come to.
          const allowed = quantities.length === 1 ? 0 : quantities.length;
          expect(difference.times(1e9).toNumber()).toBeLessThanOrEqual(allowed);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
