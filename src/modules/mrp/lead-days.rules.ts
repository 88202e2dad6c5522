import type { MakeSource, PlannedWork, PlanningProduct } from './planning-world.rules.js';

/** How long an order takes, and after how many working days each of its operations begins. */
export interface MakeTimes {
  leadDays: number;
  operationDays: number[];
}

/** What is over a whole day by less than this is a rounding of binary numbers. */
const DAY_TOLERANCE = 1e-9;

/** When each operation begins and is over, in minutes from the start; `pieces` is what is started. */
export function operationMinutes(
  operations: readonly PlannedWork[],
  pieces: number,
): { start: number; ready: number }[] {
  const isNetwork = operations.some((operation) => operation.predecessor >= 0);
  const spans: { start: number; ready: number; arrival: (pieces: number) => number }[] = [];
  for (const [index, operation] of operations.entries()) {
    const before = isNetwork ? operation.predecessor : index - 1;
    const predecessor = before >= 0 && before < index ? spans[before]! : null;
    const arrival = predecessor ? predecessor.arrival : () => 0;
    const batch = operation.overlapPieces > 0 ? Math.min(pieces, operation.overlapPieces) : pieces;
    const start = arrival(batch);
    const done = progressOf(operation, start, arrival, batch, pieces);
    const pause = operation.waitMinutes + operation.moveMinutes;
    spans.push({ start, ready: done(pieces) + pause, arrival: (some) => done(some) + pause });
  }
  return spans;
}

/** The minute at which so many pieces are through: when there was time for all, and the last that came together are through. */
function progressOf(
  operation: PlannedWork,
  start: number,
  arrival: (pieces: number) => number,
  batch: number,
  pieces: number,
): (some: number) => number {
  const runsFrom = start + operation.setupMinutes;
  return (some) => {
    const byWork = runsFrom + workMinutes(operation, some);
    if (batch === pieces) return byWork;
    const come = Math.min(pieces, Math.ceil(some / batch) * batch);
    return Math.max(byWork, arrival(come) + workMinutes(operation, Math.min(some, batch)));
  };
}

/** Whole cycles where a cycle makes more than one piece. */
export function workMinutes(operation: PlannedWork, pieces: number): number {
  const cycles = pieces / operation.piecesPerCycle;
  return (operation.piecesPerCycle > 1 ? Math.ceil(cycles) : cycles) * operation.runMinutes;
}

/**
 * Working days that an order over so many pieces takes: what the product says, else what its routing needs. Operations
 * begin on the day that the routing says, the last day at the latest.
 */
export function makeTimes(
  product: Pick<PlanningProduct, 'leadDays'>,
  make: Pick<MakeSource, 'operations'>,
  pieces: number,
  minutesPerDay: number,
): MakeTimes {
  const spans = operationMinutes(make.operations, pieces);
  const total = spans.reduce((longest, { ready }) => Math.max(longest, ready), 0);
  const leadDays = product.leadDays ?? Math.max(Math.ceil(total / minutesPerDay - DAY_TOLERANCE), 0);
  return {
    leadDays,
    operationDays: spans.map(({ start }) =>
      Math.min(Math.floor(start / minutesPerDay + DAY_TOLERANCE), leadDays),
    ),
  };
}
