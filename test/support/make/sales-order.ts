import type { TestApp } from '../app.js';
import { makeCustomer } from './customer.js';

export interface MadeOrderLine {
  id: number;
  product_id: number;
  allocated_quantity: string;
  shipped_quantity: string;
}

export interface MadeOrder {
  id: number;
  order_number: string;
  customer_id: number;
  status: string;
  version: number;
  lines: MadeOrderLine[];
}

/** A draft of one piece at 10 for each product, unless told otherwise. */
export async function makeSalesOrder(
  app: TestApp,
  lines: readonly ({ product_id: number } & Record<string, unknown>)[],
  values: Record<string, unknown> = {},
): Promise<MadeOrder> {
  const body = {
    customer_id: values['customer_id'] ?? (await makeCustomer(app)).id,
    lines: lines.map((line) => ({ quantity: 1, unit_price: 10, ...line })),
    ...values,
  };
  return (await app.as('manager').post('/sales-orders').send(body).expect(201)).body as MadeOrder;
}

/** The same, confirmed. */
export async function makeConfirmedOrder(...args: Parameters<typeof makeSalesOrder>): Promise<MadeOrder> {
  const order = await makeSalesOrder(...args);
  return (await args[0].as('manager').post(`/sales-orders/${order.id}/confirm`).expect(200))
    .body as MadeOrder;
}
