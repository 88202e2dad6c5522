import { dateOfDay } from '../../kernel/business-day.js';
import { type Fixed, FIXED_ONE, fixedText } from '../../kernel/fixed.js';
import { LIMITS } from '../../kernel/limits.js';
import { inNameOf, PlanningRefused } from './planning-refused.rules.js';
import type { ActionMessage, Day, Demand, PlannedOrder, ProductPlan } from './planning-world.rules.js';

/** Tables of a plan that rows are told for. */
export const ROW_TABLES = ['orders', 'plans', 'messages'] as const;
export type RowTable = (typeof ROW_TABLES)[number];

/** What a plan is told by: the products that were planned, and the rows of each table for them. */
export const PLAN_TABLES = ['products', ...ROW_TABLES] as const;
export type PlanTable = (typeof PLAN_TABLES)[number];

/** Everything that is planned for one product, as rows for COPY. */
export type PlanRows = Record<PlanTable, string>;

/** Some products with everything that is planned for them, as rows for COPY. */
export type PlanPart = Record<PlanTable, Uint8Array>;

const encoder = new TextEncoder();

/** The part that the rows of some products make. */
export function planPart(rows: readonly PlanRows[]): PlanPart {
  return Object.fromEntries(
    PLAN_TABLES.map((table) => [table, encoder.encode(rows.map((each) => each[table]).join(''))]),
  ) as PlanPart;
}

const dates = new Map<Day, string>();

function dateText(day: Day): string {
  const known = dates.get(day);
  if (known) return known;
  const text = dateOfDay(day);
  dates.set(day, text);
  return text;
}

/** A plan as rows for `COPY … FROM STDIN`. Names of demands and supplies are ours: they need no escapes. */
export function planRows(plan: ProductPlan): PlanRows {
  return inNameOf(plan.productId, () => rowsOf(plan));
}

function rowsOf(plan: ProductPlan): PlanRows {
  return {
    products: `${plan.productId}\n`,
    orders: orderRows(plan),
    plans: planRow(plan),
    messages: plan.messages.map((message) => messageRow(plan.productId, message)).join(''),
  };
}

function orderRows(plan: ProductPlan): string {
  if (plan.orders.length === 0) return '';
  const first = new Map<string, Demand>();
  for (const { demand, supply } of plan.pegs) {
    const { ref } = plan.supplies[supply]!;
    if (!first.has(ref)) first.set(ref, plan.demands[demand]!);
  }
  return plan.orders.map((order) => orderRow(order, first.get(order.ref))).join('');
}

function orderRow(order: PlannedOrder, demand: Demand | undefined): string {
  const [kind, id] = sourceOf(demand);
  return row([
    String(order.productId),
    String(order.lot),
    order.type,
    quantityText(order.quantity),
    quantityText(order.receipt),
    dateText(order.startDay),
    dateText(order.dueDay),
    dateText(order.needDay),
    text(order.vendorId),
    order.unitPrice === null ? NULL : fixedText(order.unitPrice),
    text(order.bomId),
    text(order.routingId),
    kind,
    id,
  ]);
}

/** What the order is for in the first place: kind and id where it is a document. */
function sourceOf(demand: Demand | undefined): [string, string] {
  if (!demand) return ['safety_stock', NULL];
  const { kind, ref } = demand;
  const [, id, ...more] = ref.split('@', 1)[0]!.split(':');
  return [kind, id && more.length === 0 ? id : NULL];
}

function planRow(plan: ProductPlan): string {
  return row([
    String(plan.productId),
    array(plan.demands.map(({ ref }) => ref)),
    array(plan.demands.map(({ day }) => dateText(day))),
    quantities(plan.demands.map(({ quantity }) => quantity)),
    array(plan.supplies.map(({ ref }) => ref)),
    array(plan.supplies.map(({ day }) => dateText(day))),
    quantities(plan.supplies.map(({ quantity }) => quantity)),
    array(plan.componentIds),
    String(plan.level),
    array(plan.alternateIds),
  ]);
}

function messageRow(productId: number, message: ActionMessage): string {
  return row([
    String(productId),
    message.ref,
    message.action,
    dateText(message.day),
    message.toDay === null ? NULL : dateText(message.toDay),
    quantityText(message.quantity),
    message.byQuantity === null ? NULL : quantityText(message.byQuantity),
  ]);
}

/** A column keeps so many digits before the point. */
const QUANTITY_END = 10n ** BigInt(LIMITS.quantityIntegerDigitsMax) * FIXED_ONE;

function quantityText(value: Fixed): string {
  const text = fixedText(value);
  if (value < QUANTITY_END) return text;
  throw new PlanningRefused('quantityTooLarge', `${text} is more than one order can be over`);
}

const NULL = '\\N';

function row(cells: readonly string[]): string {
  return `${cells.join('\t')}\n`;
}

function text(value: number | null): string {
  return value === null ? NULL : String(value);
}

function array(values: readonly (string | number)[]): string {
  return `{${values.join()}}`;
}

function quantities(values: readonly Fixed[]): string {
  return array(values.map(fixedText));
}
