import { type Decimal, minimum, ONE, ZERO } from '../../kernel/decimal.js';
import { cyclesFor } from './structure.rules.js';

/** What of an operation its time depends on. */
export interface TimedOperation {
  sequence: number;
  setup_time_minutes: Decimal;
  run_time_minutes: Decimal;
  wait_time_minutes: Decimal;
  move_time_minutes: Decimal;
  units_per_cycle: Decimal;
  predecessor_sequence: number | null;
  can_overlap: boolean;
  overlap_quantity: Decimal | null;
}

/** Minutes from the beginning of the order. */
export interface OperationSpan<Operation extends TimedOperation = TimedOperation> {
  operation: Operation;
  predecessorSequence: number | null;
  startMinutes: Decimal;
  /** The last piece is made. */
  endMinutes: Decimal;
  /** The last piece has waited and been moved on. */
  readyMinutes: Decimal;
  /** Whoever makes it shorter may make the order shorter. */
  isCritical: boolean;
}

export interface LeadTime<Operation extends TimedOperation = TimedOperation> {
  totalMinutes: Decimal;
  operations: OperationSpan<Operation>[];
}

/** How far an operation is: the minute at which it has made so many pieces. */
type Progress = (pieces: Decimal) => Decimal;

/**
 * How long an order over a quantity takes when nothing else stands in its way: set-up, whole cycles, wait and move of each
 * operation. It begins when its predecessor is over; with overlap when the first pieces that go on together are there.
 * Then it takes the others as they come, and cannot be over before the last of them have been through it.
 *
 * As long as no operation names a predecessor, each follows the one before it. Once one does, those without begin at
 * once: they are branches, and the longest counts. Operations come in the order of their sequence.
 */
export function leadTime<Operation extends TimedOperation>(
  operations: readonly Operation[],
  quantity: Decimal,
): LeadTime<Operation> {
  const isNetwork = operations.some((operation) => operation.predecessor_sequence !== null);
  const progress = new Map<number, Progress>();
  const bySequence = new Map<number, Operation>();
  const spans = operations.map((operation, index): OperationSpan<Operation> => {
    const before = isNetwork ? operation.predecessor_sequence : (operations[index - 1]?.sequence ?? null);
    const predecessor = before === null ? undefined : bySequence.get(before);
    const arrival: Progress = predecessor
      ? (pieces) => progress.get(predecessor.sequence)!(pieces).plus(pauseAfter(predecessor))
      : () => ZERO;
    const batch = operation.can_overlap ? minimum(quantity, operation.overlap_quantity ?? ONE) : quantity;
    const startMinutes = arrival(batch);
    const reach = progressOf(operation, { startMinutes, arrival, batch, quantity });
    progress.set(operation.sequence, reach);
    bySequence.set(operation.sequence, operation);
    const endMinutes = reach(quantity);
    return {
      operation,
      predecessorSequence: predecessor?.sequence ?? null,
      startMinutes,
      endMinutes,
      readyMinutes: endMinutes.plus(pauseAfter(operation)),
      isCritical: false,
    };
  });
  const totalMinutes = spans.reduce(
    (longest, span) => (span.readyMinutes.greaterThan(longest) ? span.readyMinutes : longest),
    ZERO,
  );
  markCritical(spans, totalMinutes);
  return { totalMinutes, operations: spans };
}

/** Set-up once and whole cycles for so many pieces. */
function workMinutes(operation: TimedOperation, pieces: Decimal): Decimal {
  return cyclesFor(pieces, operation.units_per_cycle).times(operation.run_time_minutes);
}

function pauseAfter(operation: TimedOperation): Decimal {
  return operation.wait_time_minutes.plus(operation.move_time_minutes);
}

/** The pieces are through when there was time for all of them, and when the last that came together are through. */
function progressOf(
  operation: TimedOperation,
  {
    startMinutes,
    arrival,
    batch,
    quantity,
  }: Record<'startMinutes' | 'batch' | 'quantity', Decimal> & {
    arrival: Progress;
  },
): Progress {
  const runsFrom = startMinutes.plus(operation.setup_time_minutes);
  return (pieces) => {
    const byWork = runsFrom.plus(workMinutes(operation, pieces));
    if (batch.equals(quantity)) return byWork;
    const come = minimum(quantity, pieces.dividedBy(batch).ceil().times(batch));
    const byArrival = arrival(come).plus(workMinutes(operation, minimum(pieces, batch)));
    return byArrival.greaterThan(byWork) ? byArrival : byWork;
  };
}

/** From what ends last back to what it had to wait for. */
function markCritical(spans: readonly OperationSpan[], totalMinutes: Decimal): void {
  const bySequence = new Map(spans.map((span) => [span.operation.sequence, span]));
  for (const last of spans.filter((span) => span.readyMinutes.equals(totalMinutes))) {
    let span: OperationSpan | undefined = last;
    while (span && !span.isCritical) {
      span.isCritical = true;
      span = span.predecessorSequence === null ? undefined : bySequence.get(span.predecessorSequence);
    }
  }
}
