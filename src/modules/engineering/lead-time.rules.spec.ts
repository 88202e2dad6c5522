import fc from 'fast-check';
import { type Decimal, decimal, ONE, ZERO } from '../../kernel/decimal.js';
import { leadTime, type TimedOperation } from './lead-time.rules.js';

type Times = Partial<Record<'setup' | 'run' | 'wait' | 'move' | 'cycle' | 'overlap', number>> & {
  after?: number;
  canOverlap?: boolean;
};

function timed(sequence: number, times: Times = {}): TimedOperation {
  const { setup = 0, run = 0, wait = 0, move = 0, cycle = 1, overlap, after = null } = times;
  return {
    sequence,
    setup_time_minutes: decimal(setup),
    run_time_minutes: decimal(run),
    wait_time_minutes: decimal(wait),
    move_time_minutes: decimal(move),
    units_per_cycle: decimal(cycle),
    predecessor_sequence: after,
    can_overlap: times.canOverlap ?? overlap !== undefined,
    overlap_quantity: overlap === undefined ? null : decimal(overlap),
  };
}

const spans = (operations: TimedOperation[], quantity: Decimal.Value) => {
  const { totalMinutes, operations: found } = leadTime(operations, decimal(quantity));
  const rows = found.map((span) => [span.startMinutes, span.endMinutes].map((minutes) => minutes.toNumber()));
  return { total: totalMinutes.toNumber(), rows, critical: found.map((span) => span.isCritical) };
};

describe('the lead time of an order', () => {
  it('adds set-up, whole cycles, wait and move of one operation after the other', () => {
    const operations = [
      timed(10, { setup: 10, run: 60, cycle: 4, wait: 30, move: 5 }),
      timed(20, { setup: 5, run: 2 }),
    ];
    // Ten pieces are three cycles: 10 + 180, then 35, then 5 + 20.
    expect(spans(operations, 10)).toEqual({
      total: 250,
      rows: [
        [0, 190],
        [225, 250],
      ],
      critical: [true, true],
    });
  });

  it('waits at the end too: what is not dry is not done', () => {
    expect(spans([timed(10, { run: 1, wait: 60 })], 5).total).toBe(65);
  });

  it('takes the longest of parallel branches and marks it', () => {
    const operations = [
      timed(10, { run: 10 }),
      timed(20, { run: 3 }),
      timed(30, { run: 5, after: 10 }),
      timed(40, { run: 1, after: 20 }),
    ];
    expect(spans(operations, 2)).toEqual({
      total: 30,
      rows: [
        [0, 20],
        [0, 6],
        [20, 30],
        [6, 8],
      ],
      critical: [true, false, true, false],
    });
  });

  it('lets a slower operation begin after the first pieces', () => {
    const operations = [timed(10, { run: 1, move: 2 }), timed(20, { run: 3, overlap: 5 })];
    // The first five come at 7; twenty pieces take 60 from then.
    expect(spans(operations, 20)).toMatchObject({
      total: 67,
      rows: [
        [0, 20],
        [7, 67],
      ],
    });
  });

  it('does not let a faster operation be over before the last pieces have come', () => {
    const operations = [timed(10, { run: 3, move: 2 }), timed(20, { run: 1, overlap: 5 })];
    // The last five come at 62 and take 5.
    expect(spans(operations, 20)).toMatchObject({
      total: 67,
      rows: [
        [0, 60],
        [17, 67],
      ],
    });
  });

  it('hands on what goes on in larger batches', () => {
    const operations = [
      timed(10, { run: 1 }),
      timed(20, { run: 1, overlap: 2 }),
      timed(30, { run: 1, overlap: 5 }),
    ];
    // Five of the second need six of the first, which are there at 6; the two that came last count in full.
    expect(spans(operations, 10).rows).toEqual([
      [0, 10],
      [2, 12],
      [8, 18],
    ]);
  });

  it('is as long without overlap as with one over the whole quantity', () => {
    const first = timed(10, { run: 3, setup: 4 });
    const whole = spans([first, timed(20, { run: 1, overlap: 99 })], 20);
    expect(whole).toEqual(spans([first, timed(20, { run: 1 })], 20));
  });

  const operation = fc.record({
    setup: fc.integer({ min: 0, max: 60 }),
    run: fc.integer({ min: 0, max: 60 }),
    wait: fc.integer({ min: 0, max: 30 }),
    move: fc.integer({ min: 0, max: 30 }),
    cycle: fc.integer({ min: 1, max: 6 }),
    overlap: fc.integer({ min: 1, max: 12 }),
    canOverlap: fc.boolean(),
    after: fc.option(fc.nat(), { nil: undefined }),
  });
  const routing = fc.array(operation, { minLength: 1, maxLength: 8 }).map((found) =>
    found.map(({ after, canOverlap, overlap, ...times }, index) =>
      timed(10 * (index + 1), {
        ...times,
        ...(canOverlap ? { overlap } : {}),
        ...(after === undefined || index === 0 ? {} : { after: 10 * (1 + (after % index)) }),
      }),
    ),
  );
  const quantity = fc.integer({ min: 1, max: 60 });

  it('is never shorter for more pieces', () => {
    fc.assert(
      fc.property(routing, quantity, quantity, (operations, some, more) => {
        const few = leadTime(operations, decimal(some)).totalMinutes;
        expect(leadTime(operations, decimal(some + more)).totalMinutes.greaterThanOrEqualTo(few)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is never longer with overlap', () => {
    fc.assert(
      fc.property(routing, quantity, (operations, pieces) => {
        const apart = operations.map((one) => ({ ...one, can_overlap: false, overlap_quantity: null }));
        const { totalMinutes } = leadTime(operations, decimal(pieces));
        expect(totalMinutes.lessThanOrEqualTo(leadTime(apart, decimal(pieces)).totalMinutes)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('has a critical operation that ends it, and none begins before its predecessor', () => {
    fc.assert(
      fc.property(routing, quantity, (operations, pieces) => {
        const { totalMinutes, operations: found } = leadTime(operations, decimal(pieces));
        const last = found.filter((span) => span.readyMinutes.equals(totalMinutes));
        expect(last.length > 0 && last.every((span) => span.isCritical)).toBe(true);
        for (const span of found) {
          const before = found.find((other) => other.operation.sequence === span.predecessorSequence);
          const earliest = before?.startMinutes ?? ZERO;
          expect(span.startMinutes.greaterThanOrEqualTo(earliest)).toBe(true);
          expect(span.endMinutes.greaterThanOrEqualTo(span.startMinutes)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is nothing for a routing without operations', () => {
    expect(leadTime([], ONE).totalMinutes.isZero()).toBe(true);
  });
});
