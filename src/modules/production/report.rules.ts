import {
  type Decimal,
  decimal,
  minimum,
  ONE,
  roundAmount,
  roundQuantity,
  ZERO,
} from '../../kernel/decimal.js';
import { isFinished, type OperationStatus } from './operation.states.js';

/** An operation of an order, as far as reporting is concerned. */
export interface ReportedOperation {
  id: number;
  sequence: number;
  status: OperationStatus;
  good: Decimal;
  bad: Decimal;
  plannedSetupMinutes: Decimal;
  plannedRunMinutes: Decimal;
  /** Machine, labor and overhead together. */
  ratePerHour: Decimal;
}

/** A material of an operation. */
export interface ReportedMaterial {
  id: number;
  operationId: number;
  componentId: number;
  quantityPer: 'unit' | 'batch' | 'order';
  /** Pieces that one cycle of the operation makes. */
  unitsPerCycle: Decimal;
  required: Decimal;
  consumed: Decimal;
  returned: Decimal;
  isCostOnly: boolean;
  isOptional: boolean;
}

/** Pieces that come into an operation: what was ordered, or what the operation before made well. */
export function incoming(operations: readonly ReportedOperation[], index: number, ordered: Decimal): Decimal {
  for (let before = index - 1; before >= 0; before -= 1) {
    const operation = operations[before]!;
    if (operation.status !== 'skipped') return operation.good;
  }
  return ordered;
}

/** Pieces that an operation can still report: what came in, less what it has reported. */
export function remaining(
  operations: readonly ReportedOperation[],
  index: number,
  ordered: Decimal,
): Decimal {
  const operation = operations[index]!;
  return incoming(operations, index, ordered).minus(operation.good).minus(operation.bad);
}

/** All operations before are finished, so nothing more can come in. */
export function allBeforeFinished(operations: readonly ReportedOperation[], index: number): boolean {
  return operations.slice(0, index).every((operation) => isFinished(operation.status));
}

/** Part of a material that so many pieces of the order have used: an order's material is used by the first piece. */
function usedShare(material: ReportedMaterial, made: Decimal, ordered: Decimal): Decimal {
  if (material.quantityPer === 'unit') return minimum(ONE, made.dividedBy(ordered));
  const perCycle = material.unitsPerCycle;
  // An operation that works piece by piece has one batch: the order.
  if (material.quantityPer === 'order' || perCycle.lessThanOrEqualTo(1)) return ONE;
  return minimum(ONE, made.dividedBy(perCycle).ceil().dividedBy(ordered.dividedBy(perCycle).ceil()));
}

/**
 * Material that is consumed without being told: for pieces, in proportion to what has been made so far (so that the sum
 * is exact at the end); for batches, those of the cycles begun; for an order, all of it with the first piece.
 */
export function proportionalConsumption(
  material: ReportedMaterial,
  made: Decimal,
  ordered: Decimal,
): Decimal {
  if (material.isCostOnly || material.isOptional || made.isZero()) return ZERO;
  const share = usedShare(material, made, ordered);
  const due = roundQuantity(material.required.times(share)).minus(material.consumed.minus(material.returned));
  return due.isNegative() ? ZERO : due;
}

/** The most that may be consumed of a material: what is required, and the company's tolerance above it. */
export function consumptionLimit(required: Decimal, tolerancePercent: Decimal): Decimal {
  return roundQuantity(required.times(tolerancePercent.dividedBy(100).plus(ONE)));
}

export interface Minutes {
  setup: Decimal;
  run: Decimal;
}

/** Time that is booked without being told: set-up with the first report, run time in proportion to the pieces. */
export function plannedMinutes(operation: ReportedOperation, pieces: Decimal, ordered: Decimal): Minutes {
  const isFirst = operation.good.plus(operation.bad).isZero();
  return {
    setup: isFirst ? operation.plannedSetupMinutes : ZERO,
    run: operation.plannedRunMinutes.times(pieces).dividedBy(ordered).toDecimalPlaces(6),
  };
}

const SIXTY = decimal(60);

/** (set-up + run) ÷ 60 × (machine + labor + overhead). */
export function laborCost(operation: Pick<ReportedOperation, 'ratePerHour'>, minutes: Minutes): Decimal {
  return roundAmount(minutes.setup.plus(minutes.run).dividedBy(SIXTY).times(operation.ratePerHour));
}

/**
 * Value at which good pieces go into stock: their share of the cost that is still in work. Pieces in work are those that
 * reached the last operation and were neither received nor found bad, so good pieces carry the cost of bad ones; for the
 * last receipt its own pieces are all, so it takes everything that is left. Material that was returned after its pieces
 * were received can leave less than nothing in work; pieces are never worth less than nothing.
 */
export function receiptValue(costInWork: Decimal, good: Decimal, quantityInWork: Decimal): Decimal {
  if (costInWork.isNegative()) return ZERO;
  if (good.greaterThanOrEqualTo(quantityInWork)) return costInWork;
  return roundAmount(costInWork.times(good).dividedBy(quantityInWork));
}

export function shareOf(total: Decimal, percent: Decimal): Decimal {
  return roundAmount(total.times(percent).dividedBy(100));
}

/** What by-products carry of the cost of pieces that they came out with, in order; the product carries the rest. */
export function byProductValues(total: Decimal, sharesPercent: readonly Decimal[]): Decimal[] {
  let left = total;
  return sharesPercent.map((percent) => {
    const value = minimum(left, shareOf(total, percent));
    left = left.minus(value);
    return value;
  });
}

/** What an order is when its last operation is finished. */
export function finalStatus(completed: Decimal, ordered: Decimal): 'completed' | 'short' | 'scrapped' {
  if (completed.isZero()) return 'scrapped';
  return completed.lessThan(ordered) ? 'short' : 'completed';
}

/** Completion in per cent of the ordered quantity, from the good quantity alone. */
export function completionPercent(completed: Decimal, ordered: Decimal): Decimal {
  return minimum(decimal(100), completed.dividedBy(ordered).times(100)).toDecimalPlaces(2);
}
