import { addCalendarDays, dateOfDay, dayNumber } from '../../kernel/business-day.js';
import { Decimal, sum, ZERO } from '../../kernel/decimal.js';

export const GRID_BUCKETS = ['day', 'week', 'month'] as const;
export type GridBucket = (typeof GRID_BUCKETS)[number];

/** A demand or supply of a plan. */
export interface PlanEntry {
  ref: string;
  date: string;
  quantity: Decimal;
}

/** The document behind a name in a plan. */
export interface PlanDocument {
  kind: string;
  /** Id of what is named, such as the order line or the material of a production order. */
  id: number | null;
  /** Its document: the order of a line, the planned order itself. */
  document_id: number | null;
  /** What people call it. */
  document_code: string | null;
  line_number: number | null;
  /** Product that the document makes or delivers, where that is another one. */
  product_id: number | null;
  /** Phantom by way of which it is needed. */
  phantom_product_id: number | null;
  /** The component of which it is short, when the product stands in for it. */
  stands_in_for_product_id: number | null;
}

/** An order of the plan, planned or firm. */
export interface GridOrder {
  startDate: string;
  needDate: string | null;
  quantity: Decimal;
  receipt: Decimal;
  isFirm: boolean;
}

export interface GridPlan {
  /** Day that counted as today. */
  date: string;
  /** An open order counts for a need when it comes at most so many calendar days after it. */
  expediteWindowDays: number;
  demands: readonly PlanEntry[];
  supplies: readonly PlanEntry[];
  orders: readonly GridOrder[];
}

/** The rows of one bucket; both days are inclusive. */
export interface GridColumn {
  gross_requirements: Decimal;
  scheduled_receipts: Decimal;
  projected_on_hand: Decimal;
  net_requirements: Decimal;
  planned_order_receipts: Decimal;
  planned_order_releases: Decimal;
}

export interface Period {
  from: string;
  to: string;
}

const DAYS_A_WEEK = 7;
/** 1 January 1970 was a Thursday. */
const MONDAY_OFFSET = 3;

/** The buckets that cover some days; the first and the last may be a part of a week or month. */
export function bucketsOf(bucket: GridBucket, from: string, to: string): Period[] {
  const periods: Period[] = [];
  for (let first = from; first <= to;) {
    const last = lastDayOf(bucket, first);
    periods.push({ from: first, to: last < to ? last : to });
    first = addCalendarDays(last, 1);
  }
  return periods;
}

function lastDayOf(bucket: GridBucket, date: string): string {
  if (bucket === 'day') return date;
  const day = dayNumber(date);
  if (bucket === 'week') return dateOfDay(day + DAYS_A_WEEK - 1 - ((day + MONDAY_OFFSET) % DAYS_A_WEEK));
  const [year, month] = date.split('-').map(Number);
  return new Date(Date.UTC(year!, month!, 0)).toISOString().slice(0, 10);
}

const isSafetyStock = ({ ref }: PlanEntry) => ref === 'safety_stock';
const isShortStock = ({ ref }: PlanEntry) => ref.startsWith('negative_stock');
const isPlanned = ({ ref }: PlanEntry) => ref.startsWith('planned_order:');
const isFirm = ({ ref }: PlanEntry) => ref.startsWith('firm_planned_order:');
const isStock = ({ ref }: PlanEntry) => ref === 'stock';

/** A phantom is made for each of its demands as that comes, and of nothing else. */
export function isMadeInPassing(
  product: { is_phantom: boolean; component_ids: readonly number[] | null },
  supplies: readonly PlanEntry[],
): boolean {
  return product.is_phantom && supplies.length === 0 && (product.component_ids ?? []).length > 0;
}

/** The plan of a phantom with the orders that pass through it. */
export function withPassingOrders(plan: GridPlan): GridPlan {
  return {
    ...plan,
    supplies: plan.demands.map((demand, index) => ({ ...demand, ref: `planned_order:${index}` })),
    orders: plan.demands.map(({ date, quantity }) => ({
      startDate: date,
      needDate: date,
      quantity,
      receipt: quantity,
      isFirm: false,
    })),
  };
}

/** Stock at the start; below zero where more was taken than there was. */
export function onHandOf({ demands, supplies }: Pick<GridPlan, 'demands' | 'supplies'>): Decimal {
  return total(supplies.filter(isStock)).minus(total(demands.filter(isShortStock)));
}

export function safetyStockOf({ demands }: Pick<GridPlan, 'demands'>): Decimal {
  return total(demands.filter(isSafetyStock));
}

/**
 * The rows of a plan by bucket, and what comes before the first one as one column. Firm planned orders stand in the rows of
 * planned orders. Net requirements are what had to be planned for: an open order that can be expedited is no net
 * requirement, and a shortage is counted once.
 */
export function gridOf(
  plan: GridPlan,
  periods: readonly Period[],
): { before: GridColumn; columns: (Period & GridColumn)[] } {
  const gross = plan.demands.filter((demand) => !isSafetyStock(demand) && !isShortStock(demand));
  const coming = plan.supplies.filter((supply) => !isStock(supply));
  const rows = {
    gross_requirements: gross,
    scheduled_receipts: coming.filter((supply) => !isPlanned(supply) && !isFirm(supply)),
    net_requirements: netRequirements(plan),
    planned_order_receipts: coming.filter((supply) => isPlanned(supply) || isFirm(supply)),
    planned_order_releases: plan.orders.map(({ startDate, quantity }) => ({ date: startDate, quantity })),
  };
  const sums = Object.fromEntries(
    Object.entries(rows).map(([row, entries]) => [row, sumsOf(entries, periods)]),
  ) as Record<keyof typeof rows, Decimal[]>;
  let projected = onHandOf(plan);
  const [before, ...columns] = [null, ...periods].map((period, index): GridColumn & Partial<Period> => {
    const amount = (row: keyof typeof rows) => sums[row][index]!;
    projected = projected
      .plus(amount('scheduled_receipts'))
      .plus(amount('planned_order_receipts'))
      .minus(amount('gross_requirements'));
    return {
      ...period,
      gross_requirements: amount('gross_requirements'),
      scheduled_receipts: amount('scheduled_receipts'),
      projected_on_hand: projected,
      net_requirements: amount('net_requirements'),
      planned_order_receipts: amount('planned_order_receipts'),
      planned_order_releases: amount('planned_order_releases'),
    };
  });
  return { before: before!, columns: columns as (Period & GridColumn)[] };
}

/** What falls before the first period, then into each of them; what comes after the last one is left out. */
function sumsOf(entries: readonly Omit<PlanEntry, 'ref'>[], periods: readonly Period[]): Decimal[] {
  const sums = [ZERO, ...periods.map(() => ZERO)];
  const ordered = [...entries].sort((one, other) => (one.date < other.date ? -1 : 1));
  let index = 0;
  for (const { date, quantity } of ordered) {
    while (index < periods.length && periods[index]!.from <= date) index += 1;
    if (index > 0 && date > periods[index - 1]!.to) break;
    sums[index] = sums[index]!.plus(quantity);
  }
  return sums;
}

/** Day by day as planning nets: stock, what comes or can be expedited, less demand; short of the safety stock. */
function netRequirements(plan: GridPlan): Omit<PlanEntry, 'ref'>[] {
  const gross = plan.demands.filter((demand) => !isSafetyStock(demand) && !isShortStock(demand));
  // What is overdue is needed today.
  const needs = byDate(
    gross.map(({ date, quantity }) => ({ date: date < plan.date ? plan.date : date, quantity })),
  );
  if (!needs.has(plan.date)) needs.set(plan.date, ZERO);
  const planned = byDate(
    plan.orders.flatMap(({ needDate, receipt, isFirm: firm }) =>
      firm || needDate === null ? [] : [{ date: needDate, quantity: receipt }],
    ),
  );
  const arrivals = plan.supplies
    .filter((supply) => !isStock(supply) && !isPlanned(supply))
    .sort((one, other) => (one.date < other.date ? -1 : 1));
  const safetyStock = safetyStockOf(plan);
  let [projected, arrived] = [onHandOf(plan), 0];
  return [...needs].sort(byKey).flatMap(([date, quantity]) => {
    const until = addCalendarDays(date, plan.expediteWindowDays);
    for (; arrived < arrivals.length && arrivals[arrived]!.date <= until; arrived += 1) {
      projected = projected.plus(arrivals[arrived]!.quantity);
    }
    projected = projected.minus(quantity);
    const net = Decimal.max(ZERO, safetyStock.minus(projected));
    projected = projected.plus(Decimal.max(net, planned.get(date) ?? ZERO));
    return net.isZero() ? [] : [{ date, quantity: net }];
  });
}

function byDate(entries: readonly Omit<PlanEntry, 'ref'>[]): Map<string, Decimal> {
  const dates = new Map<string, Decimal>();
  for (const { date, quantity } of entries) dates.set(date, (dates.get(date) ?? ZERO).plus(quantity));
  return dates;
}

function byKey([one]: [string, Decimal], [other]: [string, Decimal]): number {
  return one < other ? -1 : 1;
}

function total(entries: readonly PlanEntry[]): Decimal {
  return sum(entries.map(({ quantity }) => quantity));
}

/** So much of a demand comes from a supply; indexes into the two lists. */
export interface EntryPeg {
  demand: number;
  supply: number;
  quantity: Decimal;
}

/** The first supply serves the first demand, as in the view `mrp_pegs`. */
export function pegEntries(demands: readonly PlanEntry[], supplies: readonly PlanEntry[]): EntryPeg[] {
  const pegs: EntryPeg[] = [];
  let supply = 0;
  let left = supplies[0]?.quantity ?? ZERO;
  for (const [demand, { quantity }] of demands.entries()) {
    let open = quantity;
    while (open.greaterThan(0) && supply < supplies.length) {
      const used = Decimal.min(open, left);
      if (used.greaterThan(0)) pegs.push({ demand, supply, quantity: used });
      open = open.minus(used);
      left = left.minus(used);
      if (left.greaterThan(0)) continue;
      supply += 1;
      left = supplies[supply]?.quantity ?? ZERO;
    }
  }
  return pegs;
}
