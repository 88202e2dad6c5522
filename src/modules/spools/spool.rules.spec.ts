import fc from 'fast-check';
import { Decimal, decimal, sum, ZERO } from '../../kernel/decimal.js';
import type { Ratio } from '../../kernel/unit-of-measure.js';
import {
  heaviest,
  isExpired,
  lengthM,
  netWeight,
  remainingLengthM,
  splitWeight,
  statusAfter,
  stockChange,
  stockOf,
  weightKg,
  weightsMatch,
} from './spool.rules.js';
import { canBecome, nextStatuses } from './spool.states.js';

const PLA = { densityGCm3: decimal('1.24'), diameterMm: decimal('1.75') };
const GRAMS: Ratio = { numerator: decimal(1), denominator: decimal('0.001') };
const POUNDS: Ratio = { numerator: decimal(1), denominator: decimal('0.45359237') };

describe('weight and length', () => {
  it.each([
    ['0.05', '16764.18097083822'],
    ['0.95', '318519.4384459262'],
  ])('%s kg of 1.24 g/cm³ and 1.75 mm are %s mm', (kg, mm) => {
    const lengthMm = lengthM(decimal(kg), PLA).times(1000);
    // The figures are of floating point; to a picometre they agree.
    expect(lengthMm.toFixed(9)).toBe(decimal(mm).toFixed(9));
  });

  it('goes back to the same weight', () => {
    expect(
      weightKg(lengthM(decimal('0.75'), PLA), PLA)
        .toDecimalPlaces(40)
        .toString(),
    ).toBe('0.75');
  });

  it('is told to the millimetre, and not at all without density or diameter', () => {
    expect(remainingLengthM(decimal('0.05'), PLA.densityGCm3, PLA.diameterMm)?.toString()).toBe('16.764');
    expect(remainingLengthM(decimal('0.05'), null, PLA.diameterMm)).toBeNull();
    expect(remainingLengthM(decimal('0.05'), PLA.densityGCm3, null)).toBeNull();
  });
});

describe('stock of a weight', () => {
  it('is exact in grams and cut off in pounds', () => {
    expect(stockOf(decimal('0.0005'), GRAMS).toString()).toBe('0.5');
    expect(stockOf(decimal(1), POUNDS).toString()).toBe('2.204622621');
  });

  it('adds up to the same in however many steps it is used', () => {
    const weight = fc.bigInt(0n, 5_000_000_000n).map((units) => decimal(units.toString()).dividedBy(1e9));
    fc.assert(
      fc.property(fc.array(weight, { minLength: 2, maxLength: 20 }), (stations) => {
        const steps = stations.slice(1).map((after, index) => stockChange(stations[index]!, after, POUNDS));
        const whole = stockChange(stations[0]!, stations.at(-1)!, POUNDS);
        expect(sum(steps).toString()).toBe(whole.toString());
      }),
    );
  });

  it('of parts is never more than of the whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 500, max: 9_999_999 }),
        (count, units) => {
          const total = decimal(units).dividedBy(1e6);
          const parts = splitWeight(total, count);
          expect(sum(parts).toString()).toBe(total.toString());
          expect(
            sum(parts.map((part) => stockOf(part, POUNDS))).lessThanOrEqualTo(stockOf(total, POUNDS)),
          ).toBe(true);
        },
      ),
    );
  });

  it('matches a receipt exactly or not at all', () => {
    expect(weightsMatch(decimal('2'), decimal('2000'), GRAMS)).toBe(true);
    expect(weightsMatch(decimal('1.999999999'), decimal('2000'), GRAMS)).toBe(false);
  });

  it('is split evenly, and the parts differ by rounding alone', () => {
    expect(splitWeight(decimal(1), 3).map(String)).toEqual(['0.333333333', '0.333333334', '0.333333333']);
  });
});

describe('readings of a scale', () => {
  // Tare 246 g, net 1000 g: used 1000, 746, 646 and 246 g.
  it.each([
    ['0.246', '1'],
    ['0.5', '0.746'],
    ['0.6', '0.646'],
    ['1', '0.246'],
  ])('gross %s kg means %s kg used', (gross, used) => {
    const net = netWeight({ net: undefined, gross: decimal(gross), tare: decimal('0.246') });
    expect(
      decimal(1)
        .minus(net as Decimal)
        .toString(),
    ).toBe(used);
  });

  it.each([
    [{ net: undefined, gross: undefined, tare: null }, 'oneWeight'],
    [{ net: decimal(1), gross: decimal(1), tare: decimal(0) }, 'oneWeight'],
    [{ net: undefined, gross: decimal(1), tare: null }, 'tareNeeded'],
    [{ net: undefined, gross: decimal('0.2'), tare: decimal('0.246') }, 'belowTare'],
  ])('refuses %o with %s', (reading, fault) => {
    expect(netWeight(reading)).toBe(fault);
  });

  it('believes up to a tenth more than at first', () => {
    expect(heaviest(decimal('1')).toString()).toBe('1.1');
  });
});

describe('status', () => {
  it('is consumed when empty, active when found again, and else what it was', () => {
    expect(statusAfter('quarantine', ZERO)).toBe('consumed');
    expect(statusAfter('consumed', decimal('0.1'))).toBe('active');
    expect(statusAfter('quarantine', decimal('0.1'))).toBe('quarantine');
  });

  it('is expired from its date on', () => {
    expect(isExpired('2026-03-31', '2026-03-30')).toBe(false);
    expect(isExpired('2026-03-31', '2026-03-31')).toBe(true);
    expect(isExpired(null, '2026-03-31')).toBe(false);
  });

  it('cannot be set on an empty spool', () => {
    expect(canBecome('consumed', 'active')).toBe(false);
    expect(canBecome('active', 'quarantine')).toBe(true);
    expect(nextStatuses('consumed')).toEqual([]);
  });
});
