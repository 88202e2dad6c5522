import { Decimal, decimal, roundQuantity, ZERO } from '../../kernel/decimal.js';
import { normalQuantile } from './timing-normal.rules.js';

export const LEAD_PARTS = [
  'supplier_lead_days',
  'shipping_lead_days',
  'processing_lead_days',
  'safety_buffer_days',
] as const;
type LeadPart = (typeof LEAD_PARTS)[number];

/** Parts of a lead time, in calendar days. */
export type GivenParts = Record<LeadPart, number | null>;
export type DefaultParts = Record<LeadPart, number>;

export const URGENCIES = ['overdue', 'critical', 'soon', 'upcoming', 'safe'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Last day of each urgency, counted from today; what comes after them is safe. */
const URGENCY_DAYS = { overdue: -1, critical: 3, soon: 7, upcoming: 14 } as const;
/** Stock for longer than this lasts for as long as anybody plans. */
const DAYS_AHEAD_MAX = 36_500;
/** Usage of a shorter time says nothing about a day. */
const USAGE_DAYS_MIN = 7;
const DAYS_A_WEEK = 7;

/** The parts added up, the organization's where one is not given; null when none is. The database has the same rule. */
export function totalLeadDays(parts: GivenParts, defaults: DefaultParts): number | null {
  if (LEAD_PARTS.every((part) => parts[part] === null)) return null;
  return LEAD_PARTS.reduce((total, part) => total + (parts[part] ?? defaults[part]), 0);
}

export interface Lead {
  days: number;
  /** Parts are calendar days, and so are the organization's; the lead time of the product itself is working days. */
  unit: 'calendar_days' | 'working_days';
  basis: 'parts' | 'lead_time_days' | 'defaults';
}

/** How long it takes to get a product: its parts, else its lead time, else the organization's parts. */
export function leadOf(
  product: GivenParts & { lead_time_days: number | null },
  defaults: DefaultParts,
): Lead {
  const total = totalLeadDays(product, defaults);
  if (total !== null) return { days: total, unit: 'calendar_days', basis: 'parts' };
  if (product.lead_time_days !== null) {
    return { days: product.lead_time_days, unit: 'working_days', basis: 'lead_time_days' };
  }
  const days = LEAD_PARTS.reduce((sum, part) => sum + defaults[part], 0);
  return { days, unit: 'calendar_days', basis: 'defaults' };
}

export interface Usage {
  perDay: Decimal;
  /** Square of the standard deviation of a day's usage. */
  variance: Decimal;
}

/** Usage of a day, over the days that the product was known for, at most `windowDays` and never less than a week. */
export function usageOf(
  used: { quantity: Decimal; daily_squares: Decimal } | undefined,
  knownDays: number,
  windowDays: number,
): Usage {
  if (!used) return { perDay: ZERO, variance: ZERO };
  const days = Math.max(USAGE_DAYS_MIN, Math.min(windowDays, knownDays));
  const perDay = used.quantity.dividedBy(days);
  const squares = used.daily_squares.minus(perDay.times(perDay).times(days));
  return { perDay, variance: Decimal.max(squares, 0).dividedBy(days - 1) };
}

/** Whole days that stock lasts for; null when nothing is used, or when it lasts for ever. */
export function daysOfStock(stock: Decimal, perDay: Decimal): number | null {
  if (!perDay.greaterThan(0)) return null;
  const days = Decimal.max(stock, 0).dividedBy(perDay).floor();
  return days.greaterThan(DAYS_AHEAD_MAX) ? null : days.toNumber();
}

export function urgencyOf(daysUntil: number): Urgency {
  if (daysUntil <= URGENCY_DAYS.overdue) return 'overdue';
  if (daysUntil <= URGENCY_DAYS.critical) return 'critical';
  if (daysUntil <= URGENCY_DAYS.soon) return 'soon';
  return daysUntil <= URGENCY_DAYS.upcoming ? 'upcoming' : 'safe';
}

/** First and last day of an urgency, counted from today; null where it has no end. */
export function daysOfUrgency(urgency: Urgency): { from: number | null; to: number | null } {
  const index = URGENCIES.indexOf(urgency);
  const before = URGENCIES[index - 1];
  const from = before && before !== 'safe' ? URGENCY_DAYS[before] + 1 : null;
  return { from, to: urgency === 'safe' ? null : URGENCY_DAYS[urgency] };
}

export type SafetyBasis = { weeks: Decimal } | { serviceLevelPercent: Decimal };

export interface ReorderPoint {
  safety_stock: Decimal;
  reorder_point: Decimal;
  /** Standard deviations that the service level covers; null for weeks. */
  z: Decimal | null;
}

/**
 * Usage while it comes, and safety stock: so many weeks of usage, or z·σ·√lead. σ is of a day and the lead time is in
 * days: both in the same unit of time, else the root would mean nothing.
 */
export function suggestReorderPoint(usage: Usage, leadDays: number, basis: SafetyBasis): ReorderPoint {
  const { safety, z } = safetyStock(usage, leadDays, basis);
  return {
    safety_stock: roundQuantity(safety),
    reorder_point: roundQuantity(usage.perDay.times(leadDays).plus(safety)),
    z,
  };
}

function safetyStock(
  usage: Usage,
  leadDays: number,
  basis: SafetyBasis,
): { safety: Decimal; z: Decimal | null } {
  if ('weeks' in basis) return { safety: usage.perDay.times(DAYS_A_WEEK).times(basis.weeks), z: null };
  const z = normalQuantile(basis.serviceLevelPercent.dividedBy(100));
  return { safety: z.times(usage.variance.sqrt()).times(decimal(leadDays).sqrt()), z };
}
