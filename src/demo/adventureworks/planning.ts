import { setTimeout } from 'node:timers/promises';
import { addCalendarDays } from '../../kernel/business-day.js';
import type { RestClient } from '../rest-client.js';
import type { Source } from './source.js';

const EACH = 100;
const WANTED_IN_DAYS = 60;
const REFERENCE = '100 of each bicycle';

interface Run {
  id: number;
  status: string;
  [figure: string]: unknown;
}

interface PlannedOrder {
  order_type: string;
  sku: string;
  product_name: string;
  quantity: string;
  unit: string;
  start_date: string;
  due_date: string;
  reason: string;
}

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Orders so many of every bicycle that is made, and plans what to make and buy for that. */
export async function planBicycles(rest: RestClient, source: Source, today: string): Promise<void> {
  const skus = bicycles(source);
  await orderBicycles(rest, skus, addCalendarDays(today, WANTED_IN_DAYS));
  say(`\nPlanning ${EACH} of each of ${skus.length} bicycles, wanted in ${WANTED_IN_DAYS} days`);
  const run = await planned(rest);
  say(
    `  ${String(run['components_analyzed'])} products planned in ${String(run['plan_ms'])} ms: ` +
      `${String(run['orders_processed'])} planned orders, ${String(run['shortages_found'])} late, ` +
      `${String(run['messages_found'])} messages`,
  );
  const again = await planned(rest);
  say(
    `  once more: ${String(again['planned_orders_created'])} new, ${String(again['orders_changed'])} changed`,
  );
  const orders = await rest.get<{ data: PlannedOrder[] }>(
    '/mrp/planned-orders?status=planned&sort=start_date&limit=5',
  );
  for (const order of orders.data) {
    say(`  ${order.start_date} ${order.sku} ${order.product_name}: ${order.reason}`);
  }
}

/** Bicycles of the catalogue that have a bill of materials without an end. */
function bicycles(source: Source): string[] {
  const bikes = new Set(
    source.subcategories
      .filter((row) => row['name']!.endsWith('Bikes'))
      .map((row) => row['product_subcategory_id']),
  );
  const made = new Set(
    source.bomLines.filter((row) => !row['end_date']).map((row) => row['product_assembly_id']),
  );
  return source.products
    .filter((row) => bikes.has(row['product_subcategory_id']) && made.has(row['product_id']))
    .map((row) => row['product_number']!)
    .sort();
}

/** One confirmed order with a line for each bicycle; the one of an earlier demonstration is kept. */
async function orderBicycles(rest: RestClient, skus: readonly string[], day: string): Promise<void> {
  const known = await rest.get<{ data: { status: string; customer_reference: string | null }[] }>(
    '/sales-orders?status=confirmed&limit=200',
  );
  if (known.data.some((order) => order.customer_reference === REFERENCE)) return;
  const lines: { product_id: number; quantity: number; unit_price: string; requested_date: string }[] = [];
  for (const sku of skus) {
    const page = await rest.get<{ data: { id: number; sku: string; selling_price: string | null }[] }>(
      `/products?search=${sku}`,
    );
    const product = page.data.find((each) => each.sku === sku)!;
    const price = product.selling_price ?? '0';
    lines.push({ product_id: product.id, quantity: EACH, unit_price: price, requested_date: day });
  }
  const customer = await rest.post<{ id: number }>('/customers', { company_name: 'Bicycle dealers' });
  const order = await rest.post<{ id: number }>('/sales-orders', {
    customer_id: customer.id,
    customer_reference: REFERENCE,
    lines,
  });
  await rest.post(`/sales-orders/${order.id}/confirm`);
}

async function planned(rest: RestClient): Promise<Run> {
  let run = await rest.post<Run>('/mrp/runs', { horizon_days: WANTED_IN_DAYS + 30 });
  while (run.status === 'queued' || run.status === 'running') {
    await setTimeout(20);
    run = await rest.get<Run>(`/mrp/runs/${run.id}`);
  }
  if (run.status !== 'completed') throw new Error(`The plan was not made: ${JSON.stringify(run)}`);
  return run;
}
