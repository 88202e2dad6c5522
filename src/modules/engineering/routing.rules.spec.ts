import { decimal } from '../../kernel/decimal.js';
import { UnitTable } from '../../kernel/unit-of-measure.js';
import { decideOperations, type OperationInput, routingTotals } from './routing.rules.js';

const CENTER = 5;
const OTHER = 7;
const known = {
  components: new Map([[1, { unit: 'EA', item_type: 'component' }]]),
  units: new UnitTable([{ code: 'EA', uomClass: 'count', toBaseFactor: decimal(1) }]),
  activeWorkCenterIds: new Set([CENTER, OTHER]),
};
const operation = (sequence: number, values: Partial<OperationInput> = {}): OperationInput => ({
  sequence,
  work_center_id: CENTER,
  operation_name: `Operation ${sequence}`,
  ...values,
});
const found = (...operations: OperationInput[]) =>
  decideOperations(operations, known).faults.map(({ fault, pointer }) => `${pointer} ${fault}`);

describe('operations of a routing', () => {
  it.each([
    ['rising', [operation(10), operation(20, { predecessor_sequence: 10 })], []],
    ['the same sequence twice', [operation(10), operation(10)], ['/1/sequence sequenceNotRising']],
    ['falling', [operation(20), operation(10)], ['/1/sequence sequenceNotRising']],
    [
      'a predecessor that comes later',
      [operation(10, { predecessor_sequence: 20 }), operation(20)],
      ['/0/predecessor_sequence predecessorNotEarlier'],
    ],
    [
      'an operation before itself',
      [operation(10, { predecessor_sequence: 10 })],
      ['/0/predecessor_sequence predecessorNotEarlier'],
    ],
    [
      'an unknown work center',
      [operation(10, { work_center_id: 6 })],
      ['/0/work_center_id unknownWorkCenter'],
    ],
    [
      'a material in a unit that does not fit',
      [operation(10, { materials: [{ component_id: 1, quantity: decimal(1), unit: 'KG' }] })],
      ['/0/materials/0/unit unitNotConvertible'],
    ],
    [
      'an overlap quantity without overlap',
      [operation(10, { overlap_quantity: decimal(2) })],
      ['/0/overlap_quantity overlapNotAllowed'],
    ],
    [
      'alternates that are the same, its own, unknown, or timed twice',
      [
        operation(10, {
          alternates: [
            { work_center_id: OTHER },
            { work_center_id: OTHER },
            { work_center_id: CENTER, run_time_factor: decimal(2), run_time_minutes: decimal(3) },
            { work_center_id: 8 },
          ],
        }),
      ],
      [
        '/0/alternates/1/work_center_id alternateCenterTwice',
        '/0/alternates/2/work_center_id alternateCenterIsPrimary',
        '/0/alternates/2/run_time_factor twoRunTimes',
        '/0/alternates/3/work_center_id unknownWorkCenter',
      ],
    ],
  ])('%s', (_name, operations, faults) => {
    expect(found(...operations)).toEqual(faults);
  });

  it('take one piece a cycle and no time when nothing is said', () => {
    const { values } = decideOperations(
      [operation(0, { materials: [{ component_id: 1, quantity: decimal(2) }] })],
      known,
    );
    expect(values[0]).toMatchObject({
      units_per_cycle: decimal(1),
      run_time_minutes: decimal(0),
      predecessor_sequence: null,
      materials: [{ quantity_per: 'unit', unit: 'EA', scrap_factor: decimal(0), is_cost_only: false }],
    });
  });
});

it('a routing takes its set-ups once and its cycles shared by their pieces', () => {
  const { values } = decideOperations(
    [
      operation(10, {
        setup_time_minutes: decimal(10),
        run_time_minutes: decimal(90),
        units_per_cycle: decimal(6),
      }),
      operation(20, { setup_time_minutes: decimal(5), run_time_minutes: decimal(2) }),
    ],
    known,
  );
  const totals = routingTotals(values);
  expect([totals.setupMinutes.toFixed(), totals.runMinutesPerPiece.toFixed()]).toEqual(['15', '17']);
});
