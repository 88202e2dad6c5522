import {
  divideUp,
  type Fixed,
  FIXED_ONE,
  fixedMax,
  fixedMin,
  type FixedRatio,
  roundUpTo,
} from '../../kernel/fixed.js';
import type { Demand, LotSizing, PlanningSettings, VendorOffer } from './planning-world.rules.js';

/**
 * One order: what is bought or started, and what comes of it. The last digit is rounded up, so that several orders never
 * bring less than the need that they were divided for.
 */
export interface Lot {
  quantity: Fixed;
  receipt: Fixed;
  /** The quantity in the units in which it is sold; the same for what is made. */
  sold: Fixed;
}

/** What one order may be over. */
interface Limits {
  isWhole: boolean;
  minimum: Fixed;
  /** 0 for none. */
  multiple: Fixed;
  /** Null for none. */
  maximum: Fixed | null;
}

/** More orders than this for one need are a mistake in the master data: the last one takes the rest. */
const LOTS_MAX = 1_000;

/** What the rule makes of a net requirement, before minimum, multiple and maximum. */
function byRule(net: Fixed, { rule, quantity }: LotSizing): Fixed {
  if (quantity === 0n) return net;
  if (rule === 'fixed_quantity') return roundUpTo(fixedMax(net, 1n), quantity);
  return rule === 'economic' ? fixedMax(net, quantity) : net;
}

/** Limits as they were entered, where 0 means none; of what is counted they are whole. */
function limitsOf(
  { minimum, multiple, maximum }: Pick<LotSizing, 'minimum' | 'multiple' | 'maximum'>,
  isWhole: boolean,
): Limits {
  return {
    isWhole,
    minimum: wholeUp(minimum, isWhole),
    multiple: wholeUp(multiple, isWhole),
    maximum: maximum > 0n ? wholeDown(maximum, isWhole) : null,
  };
}

function wholeUp(quantity: Fixed, isWhole: boolean): Fixed {
  return isWhole ? roundUpTo(quantity, FIXED_ONE) : quantity;
}

function wholeDown(quantity: Fixed, isWhole: boolean): Fixed {
  return isWhole ? (quantity / FIXED_ONE) * FIXED_ONE : quantity;
}

/** Whole where it has to be, at least the minimum, in full multiples. */
function fitted(quantity: Fixed, { isWhole, minimum, multiple }: Limits): Fixed {
  const raised = fixedMax(wholeUp(quantity, isWhole), minimum);
  return multiple > 0n ? roundUpTo(raised, multiple) : raised;
}

/** The maximum in full multiples, though never less than the smallest order that may be. */
function mostOf(limits: Limits): Fixed | null {
  const { multiple, maximum } = limits;
  if (maximum === null) return null;
  return fixedMax(multiple > 0n ? maximum - (maximum % multiple) : maximum, fitted(1n, limits));
}

/** Orders of the maximum and a rest, each as large as it has to be at least. */
function divided(quantity: Fixed, limits: Limits): Fixed[] {
  const most = mostOf(limits);
  let left = fitted(quantity, limits);
  const quantities: Fixed[] = [];
  while (most !== null && left > most && quantities.length < LOTS_MAX) {
    quantities.push(most);
    left -= most;
  }
  return [...quantities, fitted(left, limits)];
}

/** Orders that make a net requirement: more is started than is needed where not all of it comes out well. */
export function lotsToMake(
  net: Fixed,
  sizing: LotSizing,
  goodShare: FixedRatio,
  isCountable: boolean,
): Lot[] {
  const started = divideUp(net * goodShare.denominator, goodShare.numerator);
  return divided(byRule(started, sizing), limitsOf(sizing, isCountable)).map((quantity) => ({
    quantity,
    receipt: divideUp(quantity * goodShare.numerator, goodShare.denominator),
    sold: quantity,
  }));
}

/**
 * Orders that buy a net requirement: sized by the product's rules in stock units, then as the vendor sells it, in purchase
 * units and in whole ones where these are pieces.
 */
export function lotsToBuy(
  net: Fixed,
  sizing: LotSizing,
  isCountable: boolean,
  offer: VendorOffer | null,
): Lot[] {
  const own = limitsOf(sizing, isCountable);
  const needed = byRule(net, sizing);
  if (!offer) {
    return divided(needed, own).map((quantity) => ({ quantity, receipt: quantity, sold: quantity }));
  }
  const { numerator, denominator } = offer.conversion;
  return divided(unitsFor(fitted(needed, own), offer), limitsAsSold(own, offer)).map((sold) => {
    const quantity = divideUp(sold * numerator, denominator);
    return { quantity, receipt: quantity, sold };
  });
}

/** The fewest purchase units that bring the quantity. */
function unitsFor(quantity: Fixed, { conversion }: VendorOffer): Fixed {
  return divideUp(quantity * conversion.denominator, conversion.numerator);
}

/** One order keeps what the vendor asks for and, as far as his units allow, what the product's rules do. */
function limitsAsSold(own: Limits, offer: VendorOffer): Limits {
  const { conversion, isCountable } = offer;
  const limits = limitsOf(offer, isCountable);
  limits.minimum = fixedMax(limits.minimum, wholeUp(unitsFor(own.minimum, offer), isCountable));
  const most = mostOf(own);
  if (most !== null) {
    const units = wholeDown((most * conversion.denominator) / conversion.numerator, isCountable);
    limits.maximum = limits.maximum === null ? units : fixedMin(limits.maximum, units);
  }
  return limits;
}

const DAYS_PER_YEAR = 365;

/**
 * The economic order quantity √(2·D·S ÷ H) (Harris 1913), with the demand of the horizon taken as that of its share of a
 * year. With nothing to pay for keeping it is the demand of a year; without the cost of an order there is none. It is no
 * exact number by nature: binary arithmetic, rounded to three decimals.
 */
export function withEconomicQuantity(
  sizing: LotSizing,
  demands: readonly Demand[],
  settings: Pick<PlanningSettings, 'today' | 'horizonEnd'>,
): LotSizing {
  const { rule, quantity, orderCost, holdingCost } = sizing;
  if (rule !== 'economic' || quantity > 0n || orderCost === null || holdingCost === null) return sizing;
  const planned = demands.reduce((total, demand) => total + demand.quantity, 0n);
  const share = (settings.horizonEnd - settings.today + 1) / DAYS_PER_YEAR;
  const perYear = Number(planned) / 1e9 / share;
  const economic = holdingCost > 0 ? Math.sqrt((2 * perYear * orderCost) / holdingCost) : perYear;
  return { ...sizing, quantity: BigInt(Math.round(economic * 1000)) * 1_000_000n };
}
