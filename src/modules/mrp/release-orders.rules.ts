import { groupBy } from '../../kernel/group-by.js';

/** What a release needs to know of a planned order. */
export interface ReleasedOrder {
  id: number;
  order_type: string;
  vendor_id: number | null;
  start_date: string;
  due_date: string;
}

/** Purchases that become one order each: those of a vendor, or each for itself. Lines by due day. */
export function purchaseGroups<Order extends ReleasedOrder>(
  orders: readonly Order[],
  byVendor: boolean,
): { vendorId: number; orders: Order[] }[] {
  const groups = groupBy(
    orders.filter((order) => order.order_type === 'purchase'),
    (order) => (byVendor ? `vendor ${order.vendor_id}` : `order ${order.id}`),
  );
  return [...groups.values()]
    .map((group) => ({ vendorId: group[0]!.vendor_id!, orders: group.sort(inOrderOfDays) }))
    .sort((one, other) => one.vendorId - other.vendorId || one.orders[0]!.id - other.orders[0]!.id);
}

function inOrderOfDays(one: ReleasedOrder, other: ReleasedOrder): number {
  if (one.due_date !== other.due_date) return one.due_date < other.due_date ? -1 : 1;
  return one.id - other.id;
}
