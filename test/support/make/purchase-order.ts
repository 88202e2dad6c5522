import type { TestApp } from '../app.js';

let made = 0;

export interface MadeVendor {
  id: number;
  code: string;
  version: number;
}

export async function makeVendor(app: TestApp, values: Record<string, unknown> = {}): Promise<MadeVendor> {
  made += 1;
  const body = { code: `V-${process.pid}-${made}`, name: `Vendor ${made}`, ...values };
  const answer = await app.as('manager').post('/vendors').send(body).expect(201);
  return answer.body as MadeVendor;
}

export interface MadeOrder {
  id: number;
  po_number: string;
  vendor_id: number;
  status: string;
  version: number;
  landed_cost_allocated: string;
  lines: {
    id: number;
    product_id: number;
    line_number: number;
    quantity_received: string;
    quantity_rejected: string;
    quantity_open: string;
  }[];
}

/** A draft of a vendor of its own, unless told otherwise. */
export async function makeDraft(
  app: TestApp,
  lines: Record<string, unknown>[],
  header: Record<string, unknown> = {},
): Promise<MadeOrder> {
  const vendorId = header['vendor_id'] ?? (await makeVendor(app)).id;
  const body = { vendor_id: vendorId, lines, ...header };
  const answer = await app.as('manager').post('/purchase-orders').send(body).expect(201);
  return answer.body as MadeOrder;
}

/** An order that is placed and waits for its goods. */
export async function makeOrder(
  app: TestApp,
  lines: Record<string, unknown>[],
  header: Record<string, unknown> = {},
): Promise<MadeOrder> {
  const draft = await makeDraft(app, lines, header);
  const answer = await app.as('manager').post(`/purchase-orders/${draft.id}/order`).expect(200);
  return answer.body as MadeOrder;
}

export async function readOrder(app: TestApp, id: number): Promise<MadeOrder> {
  return (await app.as('operator').get(`/purchase-orders/${id}`).expect(200)).body as MadeOrder;
}
