import fc from 'fast-check';
import { decimal } from '../../src/kernel/decimal.js';
import { leadTime, type TimedOperation } from '../../src/modules/engineering/lead-time.rules.js';
import { makeTimes, operationMinutes } from '../../src/modules/mrp/lead-days.rules.js';
import type { PlannedWork } from '../../src/modules/mrp/planning-world.rules.js';

const minutes = fc.constantFrom(0, 0, 0.1, 7.25, 15, 90.5, 480);
const work: fc.Arbitrary<PlannedWork> = fc.record({
  workCenterId: fc.constant(1),
  sequence: fc.constant(0),
  setupMinutes: minutes,
  runMinutes: minutes,
  waitMinutes: minutes,
  moveMinutes: minutes,
  piecesPerCycle: fc.constantFrom(1, 0.3, 1.1, 2.5, 4, 12),
  predecessor: fc.integer({ min: -1, max: 4 }),
  overlapPieces: fc.constantFrom(0, 0, 0.1, 1, 3, 7.7),
});
const routing = fc
  .tuple(fc.array(work, { minLength: 1, maxLength: 5 }), fc.boolean())
  .map(([operations, isNetwork]) =>
    operations.map((one, index) => ({
      ...one,
      sequence: (index + 1) * 10,
      predecessor: isNetwork && one.predecessor < index ? one.predecessor : -1,
    })),
  );
const pieces = fc.oneof(
  fc.integer({ min: 1, max: 400 }),
  fc.integer({ min: 1, max: 4_000 }).map((tenths) => tenths / 10),
);

function timed(operation: PlannedWork, operations: readonly PlannedWork[]): TimedOperation {
  return {
    sequence: operation.sequence,
    setup_time_minutes: decimal(operation.setupMinutes),
    run_time_minutes: decimal(operation.runMinutes),
    wait_time_minutes: decimal(operation.waitMinutes),
    move_time_minutes: decimal(operation.moveMinutes),
    units_per_cycle: decimal(operation.piecesPerCycle),
    predecessor_sequence: operations[operation.predecessor]?.sequence ?? null,
    can_overlap: operation.overlapPieces > 0,
    overlap_quantity: operation.overlapPieces > 0 ? decimal(operation.overlapPieces) : null,
  };
}

describe('times of what is made', () => {
  it('are those of the routing, as engineering computes them', () => {
    fc.assert(
      fc.property(routing, pieces, fc.constantFrom(450, 480, 960), (operations, quantity, perDay) => {
        const exact = leadTime(
          operations.map((operation) => timed(operation, operations)),
          decimal(quantity),
        );
        const spans = operationMinutes(operations, quantity);
        exact.operations.forEach((span, index) => {
          expect(spans[index]!.start).toBeCloseTo(span.startMinutes.toNumber(), 5);
          expect(spans[index]!.ready).toBeCloseTo(span.readyMinutes.toNumber(), 5);
        });
        const { leadDays, operationDays } = makeTimes({ leadDays: null }, { operations }, quantity, perDay);
        const days = exact.totalMinutes.dividedBy(perDay).ceil().toNumber();
        expect(leadDays).toBe(days);
        expect(operationDays).toEqual(
          exact.operations.map((span) =>
            Math.min(span.startMinutes.dividedBy(perDay).floor().toNumber(), leadDays),
          ),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('come from the product where it says how long it takes', () => {
    const operations = [
      { ...wait(1_000), sequence: 10 },
      { ...wait(1_000), sequence: 20 },
    ];
    expect(makeTimes({ leadDays: 1 }, { operations }, 5, 480)).toEqual({
      leadDays: 1,
      operationDays: [0, 1],
    });
    expect(makeTimes({ leadDays: null }, { operations }, 5, 480)).toEqual({
      leadDays: 5,
      operationDays: [0, 2],
    });
    expect(makeTimes({ leadDays: null }, { operations: [] }, 5, 480)).toEqual({
      leadDays: 0,
      operationDays: [],
    });
  });
});

function wait(waitMinutes: number): PlannedWork {
  return {
    workCenterId: 1,
    sequence: 10,
    setupMinutes: 0,
    runMinutes: 0,
    waitMinutes,
    moveMinutes: 0,
    piecesPerCycle: 1,
    predecessor: -1,
    overlapPieces: 0,
  };
}
