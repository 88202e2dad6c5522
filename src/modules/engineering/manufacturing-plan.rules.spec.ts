import { type Decimal, decimal } from '../../kernel/decimal.js';
import { line, operation, structureOf } from '../../../test/engineering/structure-builder.js';
import { consumingOperation, stagesOf } from './consume-stage.rules.js';
import { planManufacturing } from './manufacturing-plan.rules.js';
import { demandsOf, type Structure } from './structure.rules.js';

const [FG, KIT, SCREW, GLUE, LABEL] = [1, 2, 3, 4, 5];

function plan(structure: Structure, quantity: Decimal.Value, materialsMax = 100) {
  const amount = decimal(quantity);
  const demands = demandsOf(structure, FG, amount);
  return planManufacturing(
    structure,
    demands,
    { productId: FG, quantity: amount, bomId: 7, routingId: null },
    materialsMax,
  );
}

describe('manufacturing plan', () => {
  it('blows phantoms through, sums what meets, and leaves out what needs nothing', () => {
    const structure = structureOf({
      lines: [
        line(FG, KIT, 2, { isOptional: false }),
        line(FG, SCREW, 1),
        line(FG, LABEL, 0),
        line(KIT, SCREW, 3, { setupQuantity: decimal(4) }),
        line(KIT, GLUE, '0.5', { isCostOnly: true }),
      ],
      phantoms: [KIT],
      costs: { [SCREW]: '0.1' },
    });
    const { materials, operations, bomId } = plan(structure, 10)!;
    expect(bomId).toBe(7);
    expect(operations).toEqual([]);
    expect(
      materials.map((material) => [
        material.componentId,
        material.quantityRequired.toFixed(),
        material.isCostOnly,
        material.unitCost?.toFixed() ?? null,
        material.operationSequence,
      ]),
    ).toEqual([
      [SCREW, '74', false, '0.1', null],
      [GLUE, '10', true, null, null],
    ]);
    expect(plan(structure, 10, 3)).toBeNull();
  });

  it('scales times and gives BOM lines to the operation of their stage', () => {
    const structure = structureOf({
      lines: [
        line(FG, SCREW, 4, { consumeStage: 'assembly' }),
        line(FG, LABEL, 1, { consumeStage: 'shipping' }),
        line(FG, GLUE, 1, { consumeStage: 'finishing' }),
      ],
      operations: [
        operation(FG, 10, {
          operationCode: 'PRINT',
          setupMinutes: decimal(15),
          runMinutes: decimal(90),
          unitsPerCycle: decimal(4),
        }),
        operation(FG, 20, { operationName: 'Assemble', runMinutes: decimal('1.25') }),
        operation(FG, 30, { operationName: 'Pack' }),
      ],
    });
    const { operations, materials } = plan(structure, 10)!;
    expect(
      operations.map((item) => [item.plannedSetupMinutes.toFixed(), item.plannedRunMinutes.toFixed()]),
    ).toEqual([
      ['15', '270'],
      ['0', '12.5'],
      ['0', '0'],
    ]);
    expect(materials.map((item) => [item.componentId, item.operationSequence])).toEqual([
      [SCREW, 20],
      [LABEL, 30],
      [GLUE, 10],
    ]);
  });

  it('keeps the alternates of each line apart, and names what they stand in for', () => {
    const [first, second] = [line(FG, GLUE, 2), line(FG, GLUE, 1)];
    const structure = structureOf({ lines: [first, second, line(FG, GLUE, 3)] });
    const chosen = (quantity: number) => ({
      alternateId: 1,
      productId: GLUE,
      sku: 'GLUE',
      unit: 'EA',
      required: decimal(quantity),
      available: decimal(99),
      unitCost: null,
      rank: 1,
      isPreferred: false,
      leadTimeDays: 0,
      minOrderQuantity: decimal(0),
      unusable: null,
      isChosen: true,
      reason: 'Taken.',
      primaryId: SCREW,
      primaryRequired: decimal(quantity * 2),
    });
    const alternates = new Map([
      [first.lineId, chosen(20)],
      [second.lineId, chosen(10)],
    ]);
    const order = { productId: FG, quantity: decimal(10), bomId: 7, routingId: null };
    const demands = demandsOf(structure, FG, order.quantity);
    const { materials } = planManufacturing(structure, demands, order, 100, alternates)!;
    expect(
      materials.map(({ quantityRequired, substitution }) => [
        quantityRequired.toFixed(),
        substitution && [
          substitution.bomLineId,
          substitution.primaryId,
          substitution.primaryQuantity.toFixed(),
        ],
      ]),
    ).toEqual([
      ['20', [first.lineId, SCREW, '40']],
      ['10', [second.lineId, SCREW, '20']],
      ['30', null],
    ]);
  });

  it('keeps the routing line and what its quantity is for', () => {
    const structure = structureOf({
      lines: [
        line(FG, LABEL, 1, { source: 'routing', lineId: 77, operationSequence: 20, quantityPer: 'order' }),
      ],
      operations: [operation(FG, 10), operation(FG, 20)],
    });
    expect(plan(structure, 25)!.materials).toMatchObject([
      {
        routingOperationMaterialId: 77,
        operationSequence: 20,
        quantityPer: 'order',
        quantityRequired: decimal(1),
      },
    ]);
  });
});

it.each([
  ['PRINT', null, ['production']],
  [null, 'Final assembly', ['assembly', 'production']],
  ['PACK', 'Print the label', ['shipping']],
  ['QC', null, []],
  ['OP-10', 'Paint', ['finishing']],
  [null, 'Stir', ['production']],
])('operation %s "%s" uses lines of %j', (operationCode, operationName, stages) => {
  expect(stagesOf({ sequence: 1, operationCode, operationName })).toEqual(stages);
});

it('a line for any stage goes to the first operation, and to none without operations', () => {
  const operations = [
    { sequence: 10, operationCode: 'QC', operationName: null },
    { sequence: 20, operationCode: 'PACK', operationName: null },
  ];
  expect(consumingOperation(operations, 'any')).toBe(10);
  expect(consumingOperation(operations, 'assembly')).toBe(10);
  expect(consumingOperation(operations, 'shipping')).toBe(20);
  expect(consumingOperation([], 'shipping')).toBeNull();
});
