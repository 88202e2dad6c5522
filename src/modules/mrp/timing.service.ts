import { Injectable } from '@nestjs/common';
import { addCalendarDays, dayNumber } from '../../kernel/business-day.js';
import { type Decimal, roundQuantity, ZERO } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { inTurns } from '../../platform/threads/in-turns.js';
import { readUsableStock, readUsage, USAGE, type UsageRow } from '../inventory/index.js';
import {
  type LeadParts,
  ProductsErrors,
  readTimedProducts,
  setLeadParts,
  type TimedProduct,
  writeTimings,
} from '../products/index.js';
import { BusinessTime, type Calendar, WorkingCalendar } from '../settings/index.js';
import { type DeadlineRow, listDeadlines, readTimingSettings } from './timing.repository.js';
import {
  daysOfStock,
  daysOfUrgency,
  LEAD_PARTS,
  type Lead,
  leadOf,
  type SafetyBasis,
  suggestReorderPoint,
  type Urgency,
  urgencyOf,
  type Usage,
  usageOf,
} from './timing.rules.js';
import type { TimingSettingsEntity } from './timing-settings.entity.js';

const PRODUCTS_AT_ONCE = 200;
const LONG = { statementTimeoutMs: 60_000 };

/** What is known of all products that are asked for. */
interface Known {
  settings: TimingSettingsEntity;
  calendar: Calendar;
  today: string;
  products: TimedProduct[];
  stock: Map<number, Decimal>;
  used: Map<number, UsageRow>;
}

/** When products run out, and until when they must be ordered. */
@Injectable()
export class TimingService {
  constructor(
    private readonly transactions: Transactions,
    private readonly businessTime: BusinessTime,
    private readonly calendars: WorkingCalendar,
  ) {}

  get(principal: Principal, productId: number) {
    return this.transactions.read(principal, async (tx) => {
      const known = await this.read(tx, [productId]);
      return describe(known, the(known.products, productId));
    });
  }

  /** Changes lead times and calculates the product's dates anew. */
  setLeadTimes(principal: Principal, productId: number, version: number, changes: Partial<LeadParts>) {
    return this.transactions.run(principal, async (tx) => {
      const present = the(await readTimedProducts(tx, [productId]), productId);
      const parts = LEAD_PARTS.map((part) => (changes[part] === undefined ? present[part] : changes[part]));
      const source = parts.some((part) => part !== null) ? 'override' : 'default';
      await setLeadParts(tx, productId, version, { ...changes, lead_time_source: source });
      const known = await this.read(tx, [productId]);
      const timing = describe(known, the(known.products, productId));
      await writeTimings(tx, [{ ...timing, id: productId }]);
      return timing;
    });
  }

  reorderPoint(principal: Principal, productId: number, basis: SafetyBasis) {
    return this.transactions.read(principal, async (tx) => {
      const known = await this.read(tx, [productId]);
      const product = the(known.products, productId);
      const usage = usageIn(known, product.id);
      const leadDays = calendarDaysOf(known, leadOf(product, known.settings));
      return {
        product_id: product.id,
        unit: product.unit,
        usage_per_day: roundQuantity(usage.perDay),
        usage_deviation_per_day: roundQuantity(usage.variance.sqrt()),
        lead_days: leadDays,
        ...suggestReorderPoint(usage, leadDays, basis),
        present_reorder_point: product.reorder_point,
      };
    });
  }

  /** Calculates the dates of all products: eight statements, whatever their number. */
  recalculate(principal: Principal): Promise<{ products: number; with_deadline: number; changed: number }> {
    const work = async (tx: Tx) => {
      const known = await this.read(tx, null);
      const timings = await datesOfAll(known);
      const changed = await writeTimings(tx, timings);
      const deadlines = timings.filter((timing) => timing.last_order_by_date !== null);
      return { products: timings.length, with_deadline: deadlines.length, changed };
    };
    return this.transactions.run(principal, work, LONG);
  }

  deadlines(
    principal: Principal,
    { urgency, ...page }: ListOptions & { urgency?: Urgency },
  ): Promise<Page<DeadlineRow & { days_until_order: number; urgency: Urgency }>> {
    return this.transactions.read(principal, async (tx) => {
      const today = await this.businessTime.today(tx);
      const { from, to } = urgency ? daysOfUrgency(urgency) : { from: null, to: null };
      const day = (days: number | null) => (days === null ? null : addCalendarDays(today, days));
      const found = await listDeadlines(tx, { ...page, from: day(from), to: day(to) });
      const data = found.data.map((row) => {
        const daysUntil = dayNumber(row.last_order_by_date) - dayNumber(today);
        return { ...row, days_until_order: daysUntil, urgency: urgencyOf(daysUntil) };
      });
      return { ...found, data };
    });
  }

  private async read(tx: Tx, productIds: readonly number[] | null): Promise<Known> {
    const settings = await readTimingSettings(tx);
    const calendar = await this.calendars.load(tx);
    const today = await this.businessTime.today(tx);
    const products = await readTimedProducts(tx, productIds);
    const stock = await readUsableStock(tx, productIds, today);
    const used = await readUsage(tx, {
      productIds,
      types: USAGE,
      from: addCalendarDays(today, 1 - settings.usage_window_days),
      to: addCalendarDays(today, 1),
    });
    return {
      settings,
      calendar,
      today,
      products,
      stock,
      used: new Map(used.map((row) => [row.product_id, row])),
    };
  }
}

function the(products: readonly TimedProduct[], id: number): TimedProduct {
  const product = products[0];
  if (!product) throw new DomainError(ProductsErrors.productNotFound, { extra: { id } });
  return product;
}

function usageIn({ used, today, settings }: Known, productId: number): Usage {
  const row = used.get(productId);
  const knownDays = row ? dayNumber(today) - dayNumber(row.known_since) + 1 : 0;
  return usageOf(row, knownDays, settings.usage_window_days);
}

/** The lead time from today on, in days of the calendar. */
function calendarDaysOf({ calendar, today }: Known, lead: Lead): number {
  if (lead.unit === 'calendar_days') return lead.days;
  return dayNumber(calendar.addWorkingDays(today, lead.days)) - dayNumber(today);
}

/** Counts some products at a time, so that other requests have their turn in between. */
async function datesOfAll(known: Known) {
  const timings = [];
  for await (const product of inTurns(known.products, PRODUCTS_AT_ONCE)) {
    timings.push({ ...datesOf(known, product), id: product.id });
  }
  return timings;
}

function datesOf(known: Known, product: TimedProduct) {
  const { settings, calendar, today } = known;
  const stock = known.stock.get(product.id) ?? ZERO;
  const days = daysOfStock(stock, usageIn(known, product.id).perDay);
  if (days === null) return { projected_stockout_date: null, last_order_by_date: null };
  const stockout = addCalendarDays(today, days);
  const lead = leadOf(product, settings);
  const orderBy =
    lead.unit === 'calendar_days'
      ? addCalendarDays(stockout, -lead.days)
      : calendar.addWorkingDays(stockout, -lead.days);
  return { projected_stockout_date: stockout, last_order_by_date: orderBy };
}

function describe(known: Known, product: TimedProduct) {
  const lead = leadOf(product, known.settings);
  const stock = known.stock.get(product.id) ?? ZERO;
  const { perDay } = usageIn(known, product.id);
  const dates = datesOf(known, product);
  const { last_order_by_date: orderBy } = dates;
  const daysUntil = orderBy === null ? null : dayNumber(orderBy) - dayNumber(known.today);
  return {
    product_id: product.id,
    sku: product.sku,
    unit: product.unit,
    supplier_lead_days: product.supplier_lead_days,
    shipping_lead_days: product.shipping_lead_days,
    processing_lead_days: product.processing_lead_days,
    safety_buffer_days: product.safety_buffer_days,
    total_lead_days: product.total_lead_days,
    lead_time_source: product.lead_time_source,
    lead_days: lead.days,
    lead_days_unit: lead.unit,
    lead_basis: lead.basis,
    usable_quantity: stock,
    usage_per_day: roundQuantity(perDay),
    days_of_stock: daysOfStock(stock, perDay),
    ...dates,
    days_until_order: daysUntil,
    urgency: daysUntil === null ? null : urgencyOf(daysUntil),
    version: product.version,
  };
}
