import { DomainError, type FieldError } from '../../kernel/domain-error.js';
import { MrpErrors } from './mrp.errors.js';
import { canDecide, type Decision, type PlannedOrderStatus } from './planned-order.states.js';
import type { ReleasedOrder } from './release-orders.rules.js';

interface DecidedOrder {
  id: number;
  status: PlannedOrderStatus;
  what_if_run_id: number | null;
  purchase_order_id: number | null;
  po_number: string | null;
  production_order_id: number | null;
  production_order_code: string | null;
}

/** What stands against a decision on one order; null when nothing does. */
function objection(decision: Decision, order: DecidedOrder) {
  if (order.what_if_run_id !== null) return MrpErrors.whatIfOrder;
  if (canDecide(decision, order.status)) return null;
  return order.status === 'released' ? MrpErrors.alreadyReleased : MrpErrors.wrongOrderStatus;
}

/** Refuses the decision when it cannot be taken on this order, with the document that exists where there is one. */
export function requireAllowed(decision: Decision, order: DecidedOrder): void {
  const definition = objection(decision, order);
  if (!definition) return;
  throw new DomainError(definition, { detail: sentence(order), extra: { documents: documentsOf([order]) } });
}

/** The orders in the sequence of the ids, or all refusals of them at once, each at its place. */
export function requireAllAllowed<Order extends DecidedOrder>(
  decision: Decision,
  ids: readonly number[],
  orders: ReadonlyMap<number, Order>,
): Order[] {
  const found: Order[] = [];
  const refused: Order[] = [];
  const errors: FieldError[] = [];
  let definition = null;
  for (const [index, id] of ids.entries()) {
    const order = orders.get(id);
    const reason = order ? objection(decision, order) : MrpErrors.unknownPlannedOrder;
    if (order) (reason ? refused : found).push(order);
    if (!reason) continue;
    definition ??= reason;
    const detail = order ? sentence(order) : `There is no planned order ${id}.`;
    errors.push({ pointer: `/ids/${index}`, code: reason.code, detail });
  }
  if (definition) throw new DomainError(definition, { errors, extra: { documents: documentsOf(refused) } });
  return found;
}

function sentence(order: DecidedOrder): string {
  if (order.what_if_run_id !== null) return MrpErrors.whatIfOrder.title;
  const document = order.po_number ?? order.production_order_code;
  return `Planned order ${order.id} is ${order.status}${document ? ` as ${document}` : ''}.`;
}

/** What the orders have become already. */
function documentsOf(orders: readonly DecidedOrder[]) {
  return orders.map(({ id, status, ...order }) => ({
    planned_order_id: id,
    order_status: status,
    purchase_order_id: order.purchase_order_id,
    po_number: order.po_number,
    production_order_id: order.production_order_id,
    production_order_code: order.production_order_code,
  }));
}

/** Refuses purchases of nobody, all of them at once. */
export function requireVendors(ids: readonly number[], orders: readonly ReleasedOrder[]): void {
  const errors = orders
    .filter((order) => order.order_type === 'purchase' && order.vendor_id === null)
    .map(({ id }) => ({
      pointer: `/ids/${ids.indexOf(id)}`,
      code: MrpErrors.vendorNeeded.code,
      detail: MrpErrors.vendorNeeded.title,
    }));
  if (errors.length > 0) throw new DomainError(MrpErrors.vendorNeeded, { errors });
}

const LINE = /^\/lines\/(\d+)\b/;

/**
 * A refusal of the document that orders should become, told of the orders: what is wrong with a line is wrong with the
 * order of that line, everything else with all of them.
 */
export function toldOfOrders(
  refusal: DomainError,
  ids: readonly number[],
  orders: readonly { id: number }[],
): DomainError {
  const { errors, detail, extra } = refusal.details;
  const at = ({ id }: { id: number }) => `/ids/${ids.indexOf(id)}`;
  const own: FieldError = { pointer: '', code: refusal.code, detail: refusal.message };
  const told = (errors ?? [own]).flatMap((error) => {
    const [, line] = LINE.exec(error.pointer) ?? [];
    const meant = line === undefined ? orders : [orders[Number(line)]!];
    return meant.map((order) => ({ ...error, pointer: at(order) }));
  });
  return new DomainError(refusal.definition, { detail, extra, errors: told });
}
