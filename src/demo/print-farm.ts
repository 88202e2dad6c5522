import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { RestClient } from './rest-client.js';

interface Made {
  id: number;
}

/**
 * A small print farm to look at and to try things on: filament and parts, a routing, stock, a vendor with an open purchase
 * order, a customer with a confirmed order, and the production order that makes it. Made through the REST API.
 */
export async function makePrintFarm(
  app: NestFastifyApplication,
  email: string,
  password: string,
): Promise<void> {
  const rest = new RestClient(app);
  await rest.signIn(email, password);
  const { filament, screw, box, bracket } = await makeProducts(rest);
  await makeRouting(rest, bracket, { filament, screw, box });
  await stockUp(rest, screw, box);
  await buyFilament(rest, filament);
  await sellBrackets(rest, bracket);
}

async function makeProducts(rest: RestClient) {
  const product = async (body: object) => (await rest.post<Made>('/products', body)).id;
  return {
    filament: await product({
      sku: 'PLA-BLACK',
      name: 'PLA filament, black, 1.75 mm',
      item_type: 'material',
      track_lots: true,
      standard_cost_per_purchase_unit: '20',
      lead_time_days: 5,
      safety_stock: '2000',
    }),
    screw: await product({
      sku: 'SCREW-M3X10',
      name: 'Screw M3 × 10',
      item_type: 'component',
      standard_cost: '0.04',
    }),
    box: await product({
      sku: 'BOX-S',
      name: 'Shipping box, small',
      item_type: 'supply',
      standard_cost: '0.30',
    }),
    bracket: await product({
      sku: 'BRACKET-01',
      name: 'Wall bracket, black',
      item_type: 'finished_good',
      procurement_type: 'make',
      selling_price: '12.50',
    }),
  };
}

async function makeRouting(
  rest: RestClient,
  bracket: number,
  parts: Record<'filament' | 'screw' | 'box', number>,
) {
  const center = async (code: string, name: string, rates: object) =>
    (await rest.post<Made>('/work-centers', { code, name, ...rates })).id;
  const print = await center('PRINT', 'Printers', {
    center_type: 'machine',
    machine_rate_per_hour: '2',
    overhead_rate_per_hour: '1',
  });
  const assemble = await center('ASSEMBLE', 'Assembly bench', {
    center_type: 'labor',
    labor_rate_per_hour: '24',
  });
  const resource = await rest.post<Made>('/resources', {
    code: 'PRINTER-1',
    name: 'Printer 1',
    work_center_id: print,
    maintenance_interval_days: 90,
  });
  await rest.post('/printers', {
    code: 'PRINTER-1',
    name: 'Printer 1',
    model: 'MK4',
    work_center_id: print,
    resource_id: resource.id,
  });
  await rest.post('/routings', {
    product_id: bracket,
    operations: [
      {
        sequence: 10,
        work_center_id: print,
        operation_code: 'PRINT',
        operation_name: 'Print',
        setup_time_minutes: '10',
        run_time_minutes: '45',
        materials: [
          { component_id: parts.filament, quantity: '85', quantity_per: 'unit', scrap_factor: '3' },
        ],
      },
      {
        sequence: 20,
        work_center_id: assemble,
        operation_code: 'ASSEMBLE',
        operation_name: 'Assemble and pack',
        setup_time_minutes: '0',
        run_time_minutes: '4',
        materials: [
          { component_id: parts.screw, quantity: '4', quantity_per: 'unit' },
          { component_id: parts.box, quantity: '1', quantity_per: 'order' },
        ],
      },
    ],
  });
}

async function stockUp(rest: RestClient, screw: number, box: number): Promise<void> {
  await rest.post('/inventory/receipts', {
    product_id: screw,
    quantity: '500',
    unit_cost: '0.04',
    reason: 'Demo data',
  });
  await rest.post('/inventory/receipts', {
    product_id: box,
    quantity: '40',
    unit_cost: '0.30',
    reason: 'Demo data',
  });
}

/** Five kilograms are ordered, two have come, on two spools. */
async function buyFilament(rest: RestClient, filament: number): Promise<void> {
  const vendor = await rest.post<Made>('/vendors', {
    code: 'FILAMENTS',
    name: 'Filament Wholesale',
    lead_time_days: 5,
  });
  await rest.post('/vendor-items', {
    vendor_id: vendor.id,
    product_id: filament,
    purchase_unit: 'KG',
    purchase_conversion: '1000',
    min_order_qty: '1',
    is_preferred: true,
    prices: [
      { min_quantity: '1', unit_price: '21.90' },
      { min_quantity: '5', unit_price: '19.50' },
    ],
  });
  const order = await rest.post<{ id: number; lines: Made[] }>('/purchase-orders', {
    vendor_id: vendor.id,
    shipping_cost: '6.00',
    lines: [{ product_id: filament, quantity_ordered: '5' }],
  });
  await rest.post(`/purchase-orders/${order.id}/order`);
  await rest.post(`/purchase-orders/${order.id}/receipts`, {
    lines: [
      { line_id: order.lines[0]!.id, quantity_accepted: '2', lot_number: 'PLA-2026-A', spool_count: 2 },
    ],
  });
}

async function sellBrackets(rest: RestClient, bracket: number): Promise<void> {
  const customer = await rest.post<Made>('/customers', {
    company_name: 'Corner Shop Fittings',
    email: 'orders@example.com',
  });
  const order = await rest.post<{ id: number; lines: Made[] }>('/sales-orders', {
    customer_id: customer.id,
    tax_rate: '8.25',
    lines: [{ product_id: bracket, quantity: '10' }],
  });
  await rest.post(`/sales-orders/${order.id}/confirm`);
  await rest.post('/production-orders', {
    product_id: bracket,
    quantity: '10',
    sales_order_line_id: order.lines[0]!.id,
  });
}
