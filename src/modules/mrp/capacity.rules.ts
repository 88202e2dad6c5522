import { dateOfDay } from '../../kernel/business-day.js';
import { type Decimal, decimal, ZERO } from '../../kernel/decimal.js';
import type { Day, WorkingDays } from './working-days.rules.js';

const PERCENT = 100;
const PERCENT_DIGITS = 2;
const MINUTE_DIGITS = 6;
const ORDERS_NAMED_MAX = 20;

/** Work of an order on a work center. */
export interface CapacityLoad {
  workCenterId: number;
  kind: string;
  documentId: number;
  documentCode: string | null;
  productId: number;
  /** Day on which it begins, and after how many working minutes of it. */
  day: Day;
  afterMinutes: number;
  minutes: number;
}

export interface OrderLoad {
  kind: string;
  document_id: number;
  document_code: string | null;
  product_id: number;
  load_minutes: Decimal;
}

export interface LoadFigures {
  capacity_minutes: Decimal;
  load_minutes: Decimal;
  /** Null without capacity. */
  utilization_percent: Decimal | null;
  is_overloaded: boolean;
}

export interface LoadBucket extends LoadFigures {
  from: string;
  to: string;
  working_days: number;
  /** What makes an overload, the most first. */
  orders: OrderLoad[];
}

/** The days that work takes: what does not fit into a working day goes on on the next one. */
export function spread(load: CapacityLoad, calendar: WorkingDays): { day: Day; minutes: number }[] {
  const shares: { day: Day; minutes: number }[] = [];
  let day = calendar.next(load.day);
  let free = Math.max(0, calendar.minutesPerDay - load.afterMinutes);
  for (let left = load.minutes; left > 0;) {
    const minutes = Math.min(left, free);
    if (minutes > 0) shares.push({ day, minutes });
    left -= minutes;
    const next = calendar.add(day, 1);
    // The calendar ends somewhere; the rest stays on its last day.
    if (next <= day) break;
    day = next;
    free = calendar.minutesPerDay;
  }
  return shares;
}

/** Load of one work center against its capacity by bucket. */
export function loadByBucket(
  loads: readonly CapacityLoad[],
  minutesPerDay: Decimal,
  periods: readonly { fromDay: Day; toDay: Day }[],
  calendar: WorkingDays,
): LoadBucket[] {
  const parts = loads.flatMap((load) => spread(load, calendar).map((share) => ({ load, ...share })));
  return periods.map(({ fromDay, toDay }) => {
    const inside = parts.filter(({ day }) => day >= fromDay && day <= toDay);
    let workingDays = 0;
    for (let day = fromDay; day <= toDay; day += 1) workingDays += Number(calendar.isWorking(day));
    const orders = byOrder(inside);
    const load = orders.reduce((total, order) => total.plus(order.load_minutes), ZERO);
    const figures = figuresOf(minutesPerDay.times(workingDays), load);
    return {
      from: dateOfDay(fromDay),
      to: dateOfDay(toDay),
      working_days: workingDays,
      ...figures,
      orders: figures.is_overloaded ? orders.slice(0, ORDERS_NAMED_MAX) : [],
    };
  });
}

export function figuresOf(capacity: Decimal, load: Decimal): LoadFigures {
  return {
    capacity_minutes: capacity,
    load_minutes: load,
    utilization_percent: percentOf(load, capacity),
    is_overloaded: load.greaterThan(capacity),
  };
}

/** Null of nothing. */
export function percentOf(part: Decimal, whole: Decimal): Decimal | null {
  return whole.isZero() ? null : part.times(PERCENT).dividedBy(whole).toDecimalPlaces(PERCENT_DIGITS);
}

function byOrder(parts: readonly { load: CapacityLoad; minutes: number }[]): OrderLoad[] {
  const orders = new Map<string, { load: CapacityLoad; minutes: number }>();
  for (const { load, minutes } of parts) {
    const key = `${load.kind} ${load.documentId}`;
    orders.set(key, { load, minutes: (orders.get(key)?.minutes ?? 0) + minutes });
  }
  return [...orders.values()]
    .sort((one, other) => other.minutes - one.minutes || one.load.documentId - other.load.documentId)
    .map(({ load, minutes }) => ({
      kind: load.kind,
      document_id: load.documentId,
      document_code: load.documentCode,
      product_id: load.productId,
      load_minutes: decimal(minutes).toDecimalPlaces(MINUTE_DIGITS),
    }));
}
