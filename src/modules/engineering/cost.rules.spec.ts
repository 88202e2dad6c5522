import { type Decimal, decimal } from '../../kernel/decimal.js';
import { line, operation, structureOf } from '../../../test/engineering/structure-builder.js';
import { rollUpCost } from './cost.rules.js';
import { demandsOf, type Structure } from './structure.rules.js';

const [FG, SUB, FILAMENT, SCREW, BOX] = [1, 2, 3, 4, 5];
const RATES = {
  machineRatePerHour: decimal(2),
  laborRatePerHour: decimal(3),
  overheadRatePerHour: decimal(1),
};
const minutes = (setup: number, run: number) => ({ setupMinutes: decimal(setup), runMinutes: decimal(run) });

function roll(structure: Structure, rootId: number, quantity: Decimal.Value = 1) {
  return rollUpCost(structure, demandsOf(structure, rootId, decimal(quantity)), rootId);
}

describe('cost roll-up', () => {
  const lines = [
    line(SUB, FILAMENT, 50),
    line(SUB, SCREW, 4),
    line(FG, SUB, 2),
    line(FG, FILAMENT, 100, { scrapPercent: decimal(10) }),
  ];
  const costs = { [FILAMENT]: '0.02', [SCREW]: '0.10' };

  it('goes through all levels with scrap', () => {
    expect(roll(structureOf({ lines, costs }), SUB).unitCost.toFixed()).toBe('1.4');
    const whole = roll(structureOf({ lines, costs }), FG);
    expect(whole.unitCost.toFixed()).toBe('5');
    expect(whole.components.map(({ cost, source }) => [cost.toFixed(), source])).toEqual([
      ['2.8', 'rolled_up'],
      ['2.2', 'average'],
    ]);
    expect(whole.missing).toEqual([]);
  });

  it('shows a dearer component at every level', () => {
    const dearer = structureOf({ lines, costs: { ...costs, [FILAMENT]: '10.02' } });
    expect(roll(dearer, SUB).unitCost.toFixed()).toBe('501.4');
    expect(roll(dearer, FG).unitCost.toFixed()).toBe('2105');
  });

  it('adds operations at the rates of their work center, and leaves materials of the order to the order', () => {
    const operations = [
      operation(FG, 10, { ...minutes(10, 30), ...RATES }),
      operation(FG, 20, { ...minutes(0, 5), ...RATES }),
    ];
    expect(roll(structureOf({ operations }), FG).unitCost.toFixed()).toBe('4.5');
    const material = line(FG, FILAMENT, 100, { source: 'routing', scrapPercent: decimal(5) });
    const box = line(FG, BOX, 1, { source: 'routing', quantityPer: 'order' });
    const cost = roll(
      structureOf({ lines: [material, box], operations, costs: { ...costs, [BOX]: '0.5' } }),
      FG,
    );
    expect(cost.unitCost.toFixed()).toBe('6.6');
    expect(cost.orderMaterialCost.toFixed()).toBe('0.5');
    expect(cost.unit.material.toFixed()).toBe('2.1');
    expect(cost.unit.labor.toFixed()).toBe('2.25');
    expect(cost.unit.machine.toFixed()).toBe('1.5');
    expect(cost.unit.overhead.toFixed()).toBe('0.75');
  });

  it('spreads set-up over the lot, of components too', () => {
    const structure = structureOf({
      lines: [line(FG, SUB, 2)],
      operations: [
        operation(SUB, 10, { ...minutes(60, 6), laborRatePerHour: decimal(10) }),
        operation(FG, 10, { ...minutes(30, 3), laborRatePerHour: decimal(20) }),
      ],
    });
    // Ten pieces need twenty components: (10 + 20 × 1) / 10 for them, (10 + 10 × 1) / 10 for the piece itself.
    expect(roll(structure, FG, 10).unitCost.toFixed()).toBe('5');
    expect(roll(structure, FG, 1).unitCost.toFixed()).toBe('23');
  });

  it('pays for whole cycles', () => {
    const structure = structureOf({
      operations: [
        operation(FG, 10, { ...minutes(0, 60), unitsPerCycle: decimal(6), machineRatePerHour: decimal(6) }),
      ],
    });
    expect(roll(structure, FG, 6).unitCost.toFixed()).toBe('1');
    expect(roll(structure, FG, 8).unitCost.toFixed()).toBe('1.5');
  });

  it('costs 5 at 1 and 150 cm at 5 a metre: 12.50', () => {
    const toMetres = { numerator: decimal(1), denominator: decimal(100) };
    const structure = structureOf({
      lines: [line(FG, SCREW, 5), line(FG, FILAMENT, 150, { toStockUnit: toMetres })],
      costs: { [SCREW]: 1, [FILAMENT]: 5 },
    });
    expect(roll(structure, FG, 2).unitCost.toFixed()).toBe('12.5');
  });

  it('counts what has no price as nothing and says so', () => {
    const structure = structureOf({ lines: [...lines, line(FG, BOX, 0)], costs: { [SCREW]: '0.10' } });
    const cost = roll(structure, FG);
    expect(cost.unitCost.toFixed()).toBe('0.8');
    expect(cost.missing).toEqual([FILAMENT]);
    expect(roll(structureOf({ costs: { [SCREW]: '0.10' } }), SCREW)).toMatchObject({ source: 'average' });
  });

  it('tells what a product takes itself and what comes from below, and by level', () => {
    const structure = structureOf({
      lines: [line(FG, SUB, 2), line(FG, SCREW, 3), line(SUB, FILAMENT, 50), line(SUB, BOX, 1)],
      operations: [operation(SUB, 10, { ...minutes(0, 30), ...RATES })],
      costs: { [FILAMENT]: '0.02', [SCREW]: '0.10', [BOX]: 4 },
      services: [BOX],
    });
    const cost = roll(structure, FG, 5);
    expect(cost.unitCost.toFixed()).toBe('16.3');
    expect(cost.thisLevel.material.toFixed()).toBe('0.3');
    expect(cost.below.material.toFixed()).toBe('2');
    expect(cost.below.labor.toFixed()).toBe('3');
    expect(cost.below.subcontract.toFixed()).toBe('8');
    expect(cost.levels.map((level) => [level.material.toFixed(), level.subcontract.toFixed()])).toEqual([
      ['0.3', '0'],
      ['2', '8'],
    ]);
  });

  it('takes the hours of a work center outside as work of others', () => {
    const outside = operation(FG, 10, { ...minutes(10, 20), ...RATES, isOutside: true });
    const cost = roll(structureOf({ operations: [outside] }), FG);
    expect([cost.unit.subcontract.toFixed(), cost.unit.labor.toFixed()]).toEqual(['3', '0']);
    expect(cost.operations[0]!.subcontract.toFixed()).toBe('3');
  });
});
