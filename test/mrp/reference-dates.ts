import { type Decimal, decimal, minimum, ONE, ZERO } from '../../src/kernel/decimal.js';
import type { Day, PlannedWork } from '../../src/modules/mrp/planning-world.rules.js';

/** What a calendar is made of. */
export interface WorkingTime {
  /** ISO weekdays, 1 is Monday. */
  weekdays: readonly number[];
  holidays: readonly Day[];
  minutesPerDay: number;
}

/** Steps from one day to the next and looks at each. */
export class SlowCalendar {
  constructor(readonly time: WorkingTime) {}

  isWorking(day: Day): boolean {
    const weekday = new Date(day * 86_400_000).getUTCDay() || 7;
    return this.time.weekdays.includes(weekday) && !this.time.holidays.includes(day);
  }

  next(day: Day): Day {
    let found = day;
    while (!this.isWorking(found)) found += 1;
    return found;
  }

  previous(day: Day): Day {
    let found = day;
    while (!this.isWorking(found)) found -= 1;
    return found;
  }

  after(day: Day, workingDays: number): Day {
    let found = day;
    for (let step = 0; step < workingDays; step += 1) found = this.next(found + 1);
    return found;
  }

  before(day: Day, workingDays: number): Day {
    let found = day;
    for (let step = 0; step < workingDays; step += 1) found = this.previous(found - 1);
    return found;
  }
}

/** Minute at which each operation begins, and at which the last of them is over with waiting and moving. */
export function slowMinutes(
  operations: readonly PlannedWork[],
  quantity: Decimal,
): { starts: Decimal[]; total: Decimal } {
  const starts: Decimal[] = [];
  let total = ZERO;
  operations.forEach((operation, index) => {
    starts.push(startOf(operations, index, quantity));
    const ready = reached(operations, index, quantity, quantity).plus(pause(operation));
    if (ready.greaterThan(total)) total = ready;
  });
  return { starts, total };
}

function pause(operation: PlannedWork): Decimal {
  return decimal(operation.waitMinutes).plus(operation.moveMinutes);
}

function batchOf(operation: PlannedWork, quantity: Decimal): Decimal {
  return operation.overlapPieces > 0 ? minimum(quantity, decimal(operation.overlapPieces)) : quantity;
}

/** When the first batch from the operation before is there. */
function startOf(operations: readonly PlannedWork[], index: number, quantity: Decimal): Decimal {
  return arrived(operations, index, quantity, batchOf(operations[index]!, quantity));
}

function arrived(operations: readonly PlannedWork[], index: number, quantity: Decimal, pieces: Decimal) {
  // As long as no operation names a predecessor, each follows the one before it.
  const isNetwork = operations.some((operation) => operation.predecessor >= 0);
  const before = isNetwork ? operations[index]!.predecessor : index - 1;
  if (before < 0) return ZERO;
  return reached(operations, before, quantity, pieces).plus(pause(operations[before]!));
}

/** When so many pieces have been through the operation: there was time for all, and for those that came last. */
function reached(
  operations: readonly PlannedWork[],
  index: number,
  quantity: Decimal,
  pieces: Decimal,
): Decimal {
  const operation = operations[index]!;
  const batch = batchOf(operation, quantity);
  const byWork = startOf(operations, index, quantity)
    .plus(operation.setupMinutes)
    .plus(work(operation, pieces));
  if (batch.equals(quantity)) return byWork;
  const come = minimum(quantity, pieces.dividedBy(batch).ceil().times(batch));
  const byArrival = arrived(operations, index, quantity, come).plus(work(operation, minimum(pieces, batch)));
  return byArrival.greaterThan(byWork) ? byArrival : byWork;
}

function work(operation: PlannedWork, pieces: Decimal): Decimal {
  const cycles = pieces.dividedBy(operation.piecesPerCycle);
  const counted = ONE.lessThan(operation.piecesPerCycle) ? cycles.ceil() : cycles;
  return counted.times(operation.runMinutes);
}
