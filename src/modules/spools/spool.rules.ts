import { Decimal, QUANTITY_SCALE, roundQuantity, ZERO } from '../../kernel/decimal.js';
import { applyRatio, type Ratio } from '../../kernel/unit-of-measure.js';
import type { SpoolStatus } from './spool.states.js';

/** Far more digits of π than any length needs. */
const PI = new Decimal('3.14159265358979323846264338327950288419716939937510582');

/** Makers wind a little more than they print on the box; beyond this a reading is a mistake. */
export const OVERWEIGHT_FACTOR = new Decimal('1.1');

/** Density and diameter of a filament: what weight and length have to do with each other. */
export interface Strand {
  densityGCm3: Decimal;
  diameterMm: Decimal;
}

/** Length of a weight of filament, in metres, not rounded: volume over cross-section. */
export function lengthM(weightKg: Decimal, strand: Strand): Decimal {
  // kg over g/cm³ is litres, a litre is 10⁶ mm³, and a metre has 1000 mm.
  const volumeMm3 = weightKg.times(1_000_000).dividedBy(strand.densityGCm3);
  return volumeMm3.dividedBy(crossSectionMm2(strand)).dividedBy(1000);
}

/** Weight of a length of filament, in kilograms, not rounded. */
export function weightKg(metres: Decimal, strand: Strand): Decimal {
  const volumeMm3 = metres.times(1000).times(crossSectionMm2(strand));
  return volumeMm3.times(strand.densityGCm3).dividedBy(1_000_000);
}

function crossSectionMm2(strand: Strand): Decimal {
  const radiusMm = strand.diameterMm.dividedBy(2);
  return PI.times(radiusMm).times(radiusMm);
}

/** Remaining length to the millimetre, or null when the material is not known well enough. */
export function remainingLengthM(
  weight: Decimal,
  density: Decimal | null,
  diameter: Decimal | null,
): Decimal | null {
  if (!density || !diameter) return null;
  return lengthM(weight, { densityGCm3: density, diameterMm: diameter }).toDecimalPlaces(3);
}

/**
 * How much stock a weight is. Cut off, never rounded up, so that the stock of the spools of a receipt is never more
 * than the receipt, in whatever unit it is counted.
 */
export function stockOf(weight: Decimal, perKg: Ratio): Decimal {
  return applyRatio(weight, perKg).toDecimalPlaces(QUANTITY_SCALE, Decimal.ROUND_DOWN);
}

/** The stock that a change of weight moves: positive in, negative out. The way there makes no difference. */
export function stockChange(beforeKg: Decimal, afterKg: Decimal, perKg: Ratio): Decimal {
  return stockOf(afterKg, perKg).minus(stockOf(beforeKg, perKg));
}

/** Do the spools hold exactly what was received? */
export function weightsMatch(totalKg: Decimal, stockQuantity: Decimal, perKg: Ratio): boolean {
  return roundQuantity(applyRatio(totalKg, perKg)).equals(stockQuantity);
}

/** Splits a weight into equal parts that add up to it exactly. */
export function splitWeight(totalKg: Decimal, count: number): Decimal[] {
  let given = ZERO;
  return Array.from({ length: count }, (_, index) => {
    const upToHere = roundQuantity(totalKg.times(index + 1).dividedBy(count));
    const part = upToHere.minus(given);
    given = upToHere;
    return part;
  });
}

/** An empty spool is consumed; one that is found to hold something again is active. Otherwise the status stays. */
export function statusAfter(status: SpoolStatus, weight: Decimal): SpoolStatus {
  if (weight.isZero()) return 'consumed';
  return status === 'consumed' ? 'active' : status;
}

/** The heaviest reading that is believed. */
export function heaviest(initialKg: Decimal): Decimal {
  return roundQuantity(initialKg.times(OVERWEIGHT_FACTOR));
}

/** Past its date, whatever its status says. */
export function isExpired(expiryDate: string | null, today: string): boolean {
  return expiryDate !== null && expiryDate <= today;
}

export type WeightFault = 'oneWeight' | 'tareNeeded' | 'belowTare';

/** Net weight from a reading: given as such, or gross less tare. */
export function netWeight(reading: {
  net: Decimal | undefined;
  gross: Decimal | undefined;
  tare: Decimal | null;
}): Decimal | WeightFault {
  const { net, gross, tare } = reading;
  if ((net === undefined) === (gross === undefined)) return 'oneWeight';
  if (net !== undefined) return net;
  if (tare === null) return 'tareNeeded';
  const difference = gross!.minus(tare);
  return difference.isNegative() ? 'belowTare' : difference;
}
