import type { Fixed } from '../../kernel/fixed.js';
import type { Day, VendorOffer } from './planning-world.rules.js';

/** The price of one purchase unit: of the prices valid on the day, the one that begins highest at or below the quantity. */
export function offerPrice(offer: VendorOffer, quantity: Fixed, day: Day): Fixed | null {
  let best: VendorOffer['prices'][number] | null = null;
  for (const price of offer.prices) {
    const isValid =
      (price.validFrom === null || price.validFrom <= day) &&
      (price.validTo === null || day <= price.validTo);
    if (!isValid || price.fromQuantity > quantity) continue;
    const isBetter =
      best === null ||
      price.fromQuantity > best.fromQuantity ||
      (price.fromQuantity === best.fromQuantity &&
        (price.validFrom ?? -Infinity) > (best.validFrom ?? -Infinity));
    if (isBetter) best = price;
  }
  return best?.price ?? null;
}

/** An offer with what it comes to for one need. */
export interface Quotation {
  offer: VendorOffer;
  leadDays: number;
  dueDay: Day;
  /** Of all that has to be bought; null without a price. */
  total: bigint | null;
  isInTime: boolean;
}

/**
 * The preferred vendor; else, of those who deliver in time, the one where the whole need is cheapest; else the
 * one who is first. A vendor with a price comes before one without.
 */
export function chooseVendor(quotations: readonly Quotation[]): Quotation | null {
  let best: Quotation | null = null;
  for (const quotation of quotations) {
    if (best === null || isBetter(quotation, best)) best = quotation;
  }
  return best;
}

function isBetter(one: Quotation, other: Quotation): boolean {
  const order =
    Number(other.offer.isPreferred) - Number(one.offer.isPreferred) ||
    Number(other.isInTime) - Number(one.isInTime) ||
    (one.isInTime ? 0 : one.dueDay - other.dueDay) ||
    Number(one.total === null) - Number(other.total === null) ||
    compare(one.total ?? 0n, other.total ?? 0n) ||
    one.leadDays - other.leadDays ||
    one.offer.vendorId - other.offer.vendorId;
  return order < 0;
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : Number(one > other);
}
