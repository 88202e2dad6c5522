import { dateOfDay } from '../../kernel/business-day.js';
import { type Fixed, fixedText } from '../../kernel/fixed.js';
import type { ActionMessage, Day, PlannedOrder, ProductPlan } from './planning-world.rules.js';

/** Tables that a plan is written to, as the staging tables have them. */
export const PLAN_TABLES = ['orders', 'plans', 'messages'] as const;
export type PlanTable = (typeof PLAN_TABLES)[number];

const dates = new Map<Day, string>();

function dateText(day: Day): string {
  const known = dates.get(day);
  if (known) return known;
  const text = dateOfDay(day);
  dates.set(day, text);
  return text;
}

/** A plan as rows for `COPY … FROM STDIN`. Names of demands and supplies are ours: they need no escapes. */
export function planRows(plan: ProductPlan): Record<PlanTable, string> {
  return {
    orders: plan.orders.map((order) => orderRow(plan, order)).join(''),
    plans: isEmpty(plan) ? '' : planRow(plan),
    messages: plan.messages.map((message) => messageRow(plan.productId, message)).join(''),
  };
}

function isEmpty(plan: ProductPlan): boolean {
  return plan.demands.length === 0 && plan.supplies.length === 0;
}

function orderRow(plan: ProductPlan, order: PlannedOrder): string {
  const [kind, id] = sourceOf(plan, order);
  return row([
    String(order.productId),
    String(order.lot),
    order.type,
    fixedText(order.quantity),
    fixedText(order.receipt),
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
function sourceOf(plan: ProductPlan, order: PlannedOrder): [string, string] {
  const supply = plan.supplies.findIndex(({ ref }) => ref === order.ref);
  const peg = plan.pegs.find((each) => each.supply === supply);
  if (!peg) return ['safety_stock', NULL];
  const { kind, ref } = plan.demands[peg.demand]!;
  const [, id, ...more] = ref.split(':');
  return [kind, id && more.length === 0 ? id : NULL];
}

function planRow(plan: ProductPlan): string {
  return row([
    String(plan.productId),
    array(plan.demands.map(({ kind }) => kind)),
    array(plan.demands.map(({ ref }) => ref)),
    array(plan.demands.map(({ day }) => dateText(day))),
    quantities(plan.demands.map(({ quantity }) => quantity)),
    array(plan.supplies.map(({ kind }) => kind)),
    array(plan.supplies.map(({ ref }) => ref)),
    array(plan.supplies.map(({ day }) => dateText(day))),
    quantities(plan.supplies.map(({ quantity }) => quantity)),
    // Arrays of SQL begin at 1.
    array(plan.pegs.map(({ demand }) => demand + 1)),
    array(plan.pegs.map(({ supply }) => supply + 1)),
    quantities(plan.pegs.map(({ quantity }) => quantity)),
    array(plan.componentIds),
  ]);
}

function messageRow(productId: number, message: ActionMessage): string {
  return row([
    String(productId),
    message.ref,
    message.action,
    dateText(message.day),
    message.toDay === null ? NULL : dateText(message.toDay),
    fixedText(message.quantity),
    message.byQuantity === null ? NULL : fixedText(message.byQuantity),
  ]);
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
