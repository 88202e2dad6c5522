import { groupBy } from '../../kernel/group-by.js';
import { Decimal, ZERO } from '../../kernel/decimal.js';

export const ALERT_TYPES = [
  'low_stock',
  'out_of_stock',
  'reorder',
  'shortage_for_mo',
  'expiring',
  'expired',
  'excess',
  'discrepancy',
] as const;
export type AlertType = (typeof ALERT_TYPES)[number];

/** From least to most. */
export const ALERT_SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** What an alert is about: a product or a material type, everywhere or below one location. */
export interface AlertSubject {
  productId: number | null;
  materialTypeId: number | null;
  locationId: number | null;
}

/** An alert that is true now. */
export interface WantedAlert extends AlertSubject {
  type: AlertType;
  severity: AlertSeverity;
  threshold: Decimal | null;
  current: Decimal;
  suggested: Decimal | null;
  message: string;
  details: Record<string, unknown>;
}

/** Stock of one subject with its thresholds; null thresholds ask for nothing. */
export interface StockFigures extends AlertSubject {
  /** SKU or name, with the place. */
  label: string;
  unit: string;
  /** What may be used: without quarantine, lots on hold and expired ones. */
  usable: Decimal;
  /** Usable and not reserved. */
  available: Decimal;
  /** Everything that lies there. */
  physical: Decimal;
  minimum: Decimal | null;
  reorderPoint: Decimal | null;
  reorderQuantity: Decimal | null;
  maximum: Decimal | null;
  /** Whether nothing left is worth an alert although no threshold is set. */
  watchEmpty: boolean;
}

/** A lot that has expired, or will within the days asked for. */
export interface ExpiringLot extends AlertSubject {
  label: string;
  unit: string;
  lotId: number;
  lotNumber: string;
  expiresOn: string;
  /** Days from today; 0 and less is over. */
  daysLeft: number;
  /** Within how many days one wants to know. */
  expiringDays: number;
  quantity: Decimal;
}

/** What an open order still needs of a component. */
export interface Requirement {
  productId: number;
  orderType: string;
  orderId: number;
  orderCode: string;
  dueDate: string | null;
  quantity: Decimal;
  /** Reserved for it already; the order is never short of that. */
  reserved: Decimal;
}

/** A place where something else was counted than expected. */
export interface CountedPlace {
  productId: number;
  locationId: number;
  label: string;
  unit: string;
  expected: Decimal;
  actual: Decimal;
  percentLimit: Decimal;
  quantityLimit: Decimal | null;
  details: Record<string, unknown>;
}

const LOTS_TOLD_MAX = 20;
const ORDERS_TOLD_MAX = 50;
const ORDERS_NAMED_MAX = 5;
const SOON_DAYS = 7;
const HIGH_DISCREPANCY_PERCENT = 25;
const HALF = new Decimal('0.5');

/** Alerts about how much there is: empty, low, to be ordered, too much. */
export function stockAlerts(figures: StockFigures): WantedAlert[] {
  return [emptyOrLow(figures), reorder(figures), excess(figures)].filter((alert) => alert !== null);
}

function emptyOrLow(figures: StockFigures): WantedAlert | null {
  const { usable, minimum, label, unit } = figures;
  const watched = figures.watchEmpty || isSet(minimum) || isSet(figures.reorderPoint);
  if (watched && usable.lessThanOrEqualTo(0)) {
    return alertOf(figures, {
      type: 'out_of_stock',
      severity: 'critical',
      threshold: minimum,
      current: usable,
      suggested: isSet(minimum) ? minimum.minus(usable) : null,
      message: `${label}: out of stock.`,
    });
  }
  if (!isSet(minimum) || usable.greaterThan(minimum)) return null;
  return alertOf(figures, {
    type: 'low_stock',
    severity: usable.lessThanOrEqualTo(minimum.times(HALF)) ? 'high' : 'medium',
    threshold: minimum,
    current: usable,
    suggested: minimum.minus(usable),
    message: `${label}: ${usable} ${unit} in stock, at least ${minimum} ${unit} wanted.`,
  });
}

function reorder(figures: StockFigures): WantedAlert | null {
  const { available, reorderPoint, label, unit } = figures;
  if (!isSet(reorderPoint) || available.greaterThan(reorderPoint)) return null;
  const upTo = figures.maximum ?? reorderPoint;
  return alertOf(figures, {
    type: 'reorder',
    severity: available.lessThanOrEqualTo(figures.minimum ?? ZERO) ? 'medium' : 'low',
    threshold: reorderPoint,
    current: available,
    suggested: Decimal.max(figures.reorderQuantity ?? ZERO, upTo.minus(available), ZERO),
    message: `${label}: ${available} ${unit} free, order at ${reorderPoint} ${unit}.`,
  });
}

function excess(figures: StockFigures): WantedAlert | null {
  const { physical, maximum, label, unit } = figures;
  if (maximum === null || physical.lessThanOrEqualTo(maximum)) return null;
  return alertOf(figures, {
    type: 'excess',
    severity: physical.greaterThan(maximum.times(2)) ? 'medium' : 'low',
    threshold: maximum,
    current: physical,
    suggested: null,
    message: `${label}: ${physical} ${unit} in stock, at most ${maximum} ${unit} wanted.`,
  });
}

/** Lots of one subject become at most two alerts: what has expired and what soon will. */
export function expiryAlerts(lots: readonly ExpiringLot[]): WantedAlert[] {
  const expired = lots.filter((lot) => lot.daysLeft <= 0);
  const expiring = lots.filter((lot) => lot.daysLeft > 0);
  return [...bySubject(expired), ...bySubject(expiring)].map((group) => expiryAlert(group));
}

function expiryAlert(lots: readonly ExpiringLot[]): WantedAlert {
  const ordered = [...lots].sort((a, b) => a.daysLeft - b.daysLeft || a.lotId - b.lotId);
  const first = ordered[0]!;
  const quantity = ordered.reduce((sum, lot) => sum.plus(lot.quantity), ZERO);
  const isOver = first.daysLeft <= 0;
  const lotsWord = ordered.length === 1 ? `lot ${first.lotNumber}` : `${ordered.length} lots`;
  const when = isOver ? 'expired' : `expires by ${first.expiresOn}`;
  return alertOf(first, {
    type: isOver ? 'expired' : 'expiring',
    severity: isOver ? 'high' : first.daysLeft <= SOON_DAYS ? 'medium' : 'low',
    threshold: isOver ? null : new Decimal(first.expiringDays),
    current: quantity,
    suggested: null,
    message: `${first.label}: ${quantity} ${first.unit} of ${lotsWord} ${when}.`,
    details: {
      lots: ordered.slice(0, LOTS_TOLD_MAX).map((lot) => ({
        lot_id: lot.lotId,
        lot_number: lot.lotNumber,
        expiration_date: lot.expiresOn,
        quantity: lot.quantity,
      })),
      lots_total: ordered.length,
    },
  });
}

/** What open orders need of one product beyond what is free or theirs already. */
export function shortageAlert(
  stock: { label: string; unit: string; available: Decimal },
  requirements: readonly Requirement[],
): WantedAlert | null {
  const ordered = [...requirements].sort(byNeed);
  const required = ordered.reduce((sum, order) => sum.plus(order.quantity), ZERO);
  const reserved = ordered.reduce((sum, order) => sum.plus(order.reserved), ZERO);
  const supply = Decimal.max(ZERO, stock.available).plus(reserved);
  const shortage = required.minus(supply);
  if (!ordered[0] || shortage.lessThanOrEqualTo(0)) return null;
  const codes = ordered.slice(0, ORDERS_NAMED_MAX).map((order) => order.orderCode);
  const more = ordered.length > ORDERS_NAMED_MAX ? ` and ${ordered.length - ORDERS_NAMED_MAX} more` : '';
  return {
    productId: ordered[0].productId,
    materialTypeId: null,
    locationId: null,
    type: 'shortage_for_mo',
    severity: shortage.greaterThan(required.times(HALF)) ? 'critical' : 'high',
    threshold: required,
    current: supply,
    suggested: shortage,
    message: `${stock.label}: ${shortage} ${stock.unit} short for ${codes.join(', ')}${more}.`,
    details: {
      required,
      shortage,
      orders: ordered.slice(0, ORDERS_TOLD_MAX).map((order) => ({
        reference_type: order.orderType,
        reference_id: order.orderId,
        code: order.orderCode,
        due_date: order.dueDate,
        quantity: order.quantity,
        reserved: order.reserved,
      })),
      orders_total: ordered.length,
    },
  };
}

/** What is due first is named first; what has no date, last. */
function byNeed(a: Requirement, b: Requirement): number {
  const [left, right] = [a.dueDate ?? '9999', b.dueDate ?? '9999'];
  return left === right ? a.orderId - b.orderId : left < right ? -1 : 1;
}

/** A count that is too far off; the percentage of something that nobody expected has no end, so it is always told. */
export function discrepancyAlert(place: CountedPlace): WantedAlert | null {
  const difference = place.actual.minus(place.expected);
  if (difference.isZero()) return null;
  const percent = place.expected.isZero()
    ? null
    : difference.dividedBy(place.expected.abs()).times(100).toDecimalPlaces(2);
  const isOff =
    percent === null ||
    percent.abs().greaterThan(place.percentLimit) ||
    (place.quantityLimit !== null && difference.abs().greaterThan(place.quantityLimit));
  if (!isOff) return null;
  const share = percent === null ? 'nothing expected' : `${percent} %`;
  return {
    productId: place.productId,
    materialTypeId: null,
    locationId: place.locationId,
    type: 'discrepancy',
    severity: percent === null || percent.abs().greaterThan(HIGH_DISCREPANCY_PERCENT) ? 'high' : 'medium',
    threshold: place.percentLimit,
    current: difference,
    suggested: null,
    message: `${place.label}: ${place.actual} ${place.unit} counted, ${place.expected} ${place.unit} expected (${share}).`,
    details: { ...place.details, expected: place.expected, actual: place.actual, percent },
  };
}

/** An alert of the database: active, or resolved so lately that it must not come back yet. */
export interface KnownAlert extends AlertSubject {
  id: number;
  type: AlertType;
  severity: AlertSeverity;
  isActive: boolean;
}

export interface Reconciliation {
  raised: WantedAlert[];
  /** Seen again; `escalated` when it is worse than before, so that an acknowledgement does not cover it. */
  updated: { id: number; alert: WantedAlert; escalated: boolean }[];
  /** Ids of active alerts whose cause is gone. */
  resolved: number[];
  /** True, but resolved so lately that it stays quiet. */
  suppressed: number;
}

/** Compares what is true with what is known. `known` holds active alerts and those within their cooldown. */
export function reconcile(
  wanted: readonly WantedAlert[],
  known: readonly KnownAlert[],
  keep: ReadonlySet<string> = new Set(),
): Reconciliation {
  const active = new Map(known.filter((alert) => alert.isActive).map((alert) => [keyOf(alert), alert]));
  const quiet = new Set(known.filter((alert) => !alert.isActive).map(keyOf));
  const result: Reconciliation = { raised: [], updated: [], resolved: [], suppressed: 0 };
  const seen = new Set<string>();
  for (const alert of wanted) {
    const key = keyOf(alert);
    seen.add(key);
    const before = active.get(key);
    if (before) result.updated.push({ id: before.id, alert, escalated: isWorse(alert, before) });
    else if (quiet.has(key)) result.suppressed += 1;
    else result.raised.push(alert);
  }
  for (const [key, alert] of active) {
    if (!seen.has(key) && !keep.has(key)) result.resolved.push(alert.id);
  }
  return result;
}

export function keyOf(alert: AlertSubject & { type: AlertType }): string {
  return [alert.type, alert.productId, alert.materialTypeId, alert.locationId].join('/');
}

function isWorse(alert: { severity: AlertSeverity }, before: { severity: AlertSeverity }): boolean {
  return ALERT_SEVERITIES.indexOf(alert.severity) > ALERT_SEVERITIES.indexOf(before.severity);
}

function isSet(quantity: Decimal | null): quantity is Decimal {
  return quantity !== null && quantity.greaterThan(0);
}

function alertOf(
  subject: AlertSubject,
  rest: Omit<WantedAlert, keyof AlertSubject | 'details'> & { details?: Record<string, unknown> },
): WantedAlert {
  const { productId, materialTypeId, locationId } = subject;
  return { productId, materialTypeId, locationId, details: {}, ...rest };
}

function bySubject<T extends AlertSubject>(items: readonly T[]): T[][] {
  return [...groupBy(items, (item) => `${item.productId}/${item.locationId}`).values()];
}
