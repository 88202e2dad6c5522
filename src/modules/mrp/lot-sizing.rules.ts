import {
  divideUp,
  divideHalfUp,
  type Fixed,
  FIXED_ONE,
  fixedMax,
  fixedMin,
  type FixedRatio,
  roundUpTo,
} from '../../kernel/fixed.js';
import type { Demand, LotSizing, PlanningSettings, VendorOffer } from './planning-world.rules.js';

/** One order: what is bought or started, and what comes of it. */
export interface Lot {
  quantity: Fixed;
  receipt: Fixed;
}

/** More orders than this for one need are a mistake in the master data: the last one takes the rest. */
const LOTS_MAX = 1_000;

/** What the rule makes of a net requirement, before minimum, multiple and maximum. */
function byRule(net: Fixed, { rule, quantity }: LotSizing): Fixed {
  if (quantity === 0n) return net;
  if (rule === 'fixed_quantity') return roundUpTo(fixedMax(net, 1n), quantity);
  return rule === 'economic' ? fixedMax(net, quantity) : net;
}

/** At least the minimum, in full multiples. */
function fitted(quantity: Fixed, minimum: Fixed, multiple: Fixed): Fixed {
  const raised = fixedMax(quantity, minimum);
  return multiple > 0n ? roundUpTo(raised, multiple) : raised;
}

/** Divides what is over the maximum into orders of the maximum and a rest, each as large as it has to be at least. */
function divided(total: Fixed, minimum: Fixed, multiple: Fixed, maximum: Fixed): Fixed[] {
  const most = multiple > 0n ? (maximum / multiple) * multiple : maximum;
  if (most <= 0n || total <= most) return [total];
  const quantities: Fixed[] = [];
  let left = total;
  while (left > most && quantities.length < LOTS_MAX) {
    quantities.push(most);
    left -= most;
  }
  if (left > 0n) quantities.push(fitted(left, minimum, multiple));
  return quantities;
}

/** Orders that make a net requirement: more is started than is needed where not all of it comes out well. */
export function lotsToMake(
  net: Fixed,
  sizing: LotSizing,
  goodShare: FixedRatio,
  isCountable: boolean,
): Lot[] {
  const started = divideUp(net * goodShare.denominator, goodShare.numerator);
  const whole = isCountable ? roundUpTo(byRule(started, sizing), FIXED_ONE) : byRule(started, sizing);
  const total = fitted(whole, sizing.minimum, sizing.multiple);
  return divided(total, sizing.minimum, sizing.multiple, sizing.maximum).map((quantity) => ({
    quantity,
    receipt: divideHalfUp(quantity * goodShare.numerator, goodShare.denominator),
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
  const whole = isCountable ? roundUpTo(byRule(net, sizing), FIXED_ONE) : byRule(net, sizing);
  const total = fitted(whole, sizing.minimum, sizing.multiple);
  if (!offer) {
    return divided(total, sizing.minimum, sizing.multiple, sizing.maximum).map(bought);
  }
  const { numerator, denominator } = offer.conversion;
  const toPurchaseUnits = (quantity: Fixed) => divideUp(quantity * denominator, numerator);
  const asSold = (quantity: Fixed) => {
    const sold = offer.isCountable ? roundUpTo(quantity, FIXED_ONE) : quantity;
    return fitted(sold, offer.minimum, offer.multiple);
  };
  const cap = smallestMaximum(sizing.maximum, offer);
  return divided(asSold(toPurchaseUnits(total)), offer.minimum, offer.multiple, cap)
    .map(asSold)
    .map((quantity) => bought(divideHalfUp(quantity * numerator, denominator)));
}

/** The smaller of what the product's rule and the vendor allow in one order, in purchase units; 0 for no limit. */
function smallestMaximum(maximum: Fixed, offer: VendorOffer): Fixed {
  if (maximum === 0n) return offer.maximum;
  const own = (maximum * offer.conversion.denominator) / offer.conversion.numerator;
  const capped = offer.isCountable ? (own / FIXED_ONE) * FIXED_ONE : own;
  return offer.maximum === 0n ? capped : fixedMin(capped, offer.maximum);
}

function bought(quantity: Fixed): Lot {
  return { quantity, receipt: quantity };
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
