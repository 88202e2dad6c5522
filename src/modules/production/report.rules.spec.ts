import fc from 'fast-check';
import { type Decimal, decimal, sum, ONE, ZERO } from '../../kernel/decimal.js';
import {
  finalStatus,
  incoming,
  laborCost,
  plannedMinutes,
  proportionalConsumption,
  receiptValue,
  remaining,
  type ReportedMaterial,
  type ReportedOperation,
} from './report.rules.js';

function operation(values: Partial<ReportedOperation> = {}): ReportedOperation {
  return {
    id: 1,
    sequence: 10,
    status: 'pending',
    good: ZERO,
    bad: ZERO,
    plannedSetupMinutes: decimal(10),
    plannedRunMinutes: decimal(150),
    ratePerHour: decimal(6),
    ...values,
  };
}

function material(values: Partial<ReportedMaterial> = {}): ReportedMaterial {
  return {
    id: 1,
    operationId: 1,
    componentId: 1,
    quantityPer: 'unit',
    unitsPerCycle: ONE,
    required: decimal(525),
    consumed: ZERO,
    returned: ZERO,
    isCostOnly: false,
    isOptional: false,
    ...values,
  };
}

describe('pieces that come in', () => {
  const ordered = decimal(5);

  it('are the ordered ones for the first operation, then the good ones of the one before', () => {
    const operations = [operation({ good: decimal(4), bad: decimal(1), status: 'completed' }), operation()];
    expect(String(incoming(operations, 0, ordered))).toBe('5');
    expect(String(remaining(operations, 1, ordered))).toBe('4');
  });

  it('pass through a skipped operation', () => {
    const operations = [operation({ good: decimal(3) }), operation({ status: 'skipped' }), operation()];
    expect(String(incoming(operations, 2, ordered))).toBe('3');
    expect(String(incoming([operation({ status: 'skipped' }), operation()], 1, ordered))).toBe('5');
  });
});

describe('consumption in proportion', () => {
  it('follows what was made: 6 of 10 take 60 of 100 g', () => {
    expect(
      String(proportionalConsumption(material({ required: decimal(100) }), decimal(6), decimal(10))),
    ).toBe('60');
  });

  it('takes a box of the order with the first piece', () => {
    const box = material({ quantityPer: 'order', required: decimal(1) });
    expect(String(proportionalConsumption(box, decimal(1), decimal(10)))).toBe('1');
    expect(String(proportionalConsumption({ ...box, consumed: decimal(1) }, decimal(2), decimal(10)))).toBe(
      '0',
    );
  });

  it('takes the batches of the cycles begun, four pieces each: 10 g a cycle, 30 g for ten pieces', () => {
    const purge = material({ quantityPer: 'batch', unitsPerCycle: decimal(4), required: decimal(30) });
    const after = (made: number) => String(proportionalConsumption(purge, decimal(made), decimal(10)));
    expect([1, 4, 5, 8, 9, 10].map(after)).toEqual(['10', '10', '20', '20', '30', '30']);
  });

  it('takes the one batch of an operation that works piece by piece with the first piece', () => {
    const tape = material({ quantityPer: 'batch', required: decimal(2) });
    expect(String(proportionalConsumption(tape, decimal(1), decimal(10)))).toBe('2');
  });

  it('takes nothing that is optional or a mere cost', () => {
    expect(String(proportionalConsumption(material({ isOptional: true }), decimal(5), decimal(5)))).toBe('0');
    expect(String(proportionalConsumption(material({ isCostOnly: true }), decimal(5), decimal(5)))).toBe('0');
  });

  it('adds up to what is required, however the order is cut into reports', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 1_000_000 }).map((n) => decimal(n).dividedBy(7).toDecimalPlaces(9)),
        (reports, required) => {
          const ordered = sum(reports.map(decimal));
          let consumed: Decimal = ZERO;
          let made: Decimal = ZERO;
          for (const pieces of reports) {
            made = made.plus(pieces);
            consumed = consumed.plus(
              proportionalConsumption(material({ required, consumed }), made, ordered),
            );
          }
          expect(String(consumed)).toBe(String(required));
        },
      ),
    );
  });
});

describe('cost', () => {
  it('of time: set-up 10 and run 150 minutes at 2 + 3 + 1 an hour', () => {
    const minutes = plannedMinutes(operation(), decimal(5), decimal(5));
    expect(String(laborCost(operation(), minutes))).toBe('16');
  });

  it('counts set-up once', () => {
    const minutes = plannedMinutes(operation({ good: decimal(1) }), decimal(4), decimal(5));
    expect([minutes.setup, minutes.run].map(String)).toEqual(['0', '120']);
  });

  it('of a receipt is never below nothing, though material came back after its pieces were received', () => {
    for (const inWork of [5, 1])
      expect(String(receiptValue(decimal(-10), decimal(1), decimal(inWork)))).toBe('0');
  });

  it('of receipts adds up to what was spent, whatever the parts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 10 }),
        fc.integer({ min: 0, max: 10_000_000 }).map((n) => decimal(n).dividedBy(1_000_000)),
        (parts, spent) => {
          let left = spent;
          let inWork = sum(parts.map(decimal));
          parts.forEach((part) => {
            const value = receiptValue(left, decimal(part), inWork);
            left = left.minus(value);
            inWork = inWork.minus(part);
          });
          expect(String(left)).toBe('0');
        },
      ),
    );
  });
});

it.each([
  [10, 10, 'completed'],
  [6, 10, 'short'],
  [0, 10, 'scrapped'],
])('%i good of %i ordered: %s', (completed, ordered, status) => {
  expect(finalStatus(decimal(completed), decimal(ordered))).toBe(status);
});
