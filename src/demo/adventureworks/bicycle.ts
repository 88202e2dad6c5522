import { Decimal, decimal, sum, ZERO } from '../../kernel/decimal.js';
import type { RestClient } from '../rest-client.js';

const ORDERED = 10;
const SCRAPPED = 1;

interface Item {
  id: number;
  sku: string;
  name: string;
  unit: string;
  procurement_type: string;
  standard_cost: string | null;
}

interface Line {
  component_id: number;
  quantity: Decimal;
}

interface Buy {
  item: Item;
  quantity: Decimal;
}

interface Offer {
  vendor_id: number;
  purchase_conversion: string;
  min_order_qty: string | null;
  /** Set where no vendor has a price for it. */
  unit_cost?: string;
}

interface OrderLine {
  product_id: number;
  quantity_ordered: string;
  unit_cost?: string;
}

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Makes bicycles from an order for them to their shipment, over the REST API. */
export class BicycleStory {
  private readonly free = new Map<number, Decimal>();
  private readonly items = new Map<number, Item>();
  private readonly toMake: { item: Item; quantity: Decimal }[] = [];
  private readonly toBuy = new Map<number, Buy>();

  constructor(
    private readonly rest: RestClient,
    private readonly workCenterId: number,
    private readonly receivingId: number,
  ) {}

  async tell(sku: string): Promise<void> {
    const bicycle = await this.bySku(sku);
    say(`\n${ORDERED} × ${bicycle.name} (${bicycle.sku})`);
    await this.need(bicycle, decimal(ORDERED), true);
    say(`Short: ${this.toBuy.size} parts to buy, ${this.toMake.length - 1} assemblies to make first.`);
    for (const { item, quantity } of this.toBuy.values())
      say(`  buy ${quantity} ${item.unit} ${item.sku} ${item.name}`);
    await this.buy();
    // What is needed deepest down was found last and is made first.
    for (const { item, quantity } of this.toMake.slice(1).reverse()) await this.make(item, quantity, 0);
    await this.make(bicycle, decimal(ORDERED), SCRAPPED);
    await this.ship(bicycle, ORDERED - SCRAPPED);
  }

  /** Nets one need against free stock; what is short is made, with all that it needs, or bought. */
  private async need(item: Item, quantity: Decimal, fresh = false): Promise<void> {
    const free = fresh ? ZERO : await this.freeStock(item.id);
    const short = Decimal.max(ZERO, quantity.minus(free));
    this.free.set(item.id, free.minus(quantity.minus(short)));
    if (short.isZero()) return;
    const lines = item.procurement_type === 'make' ? await this.bomLines(item, short) : [];
    if (lines.length === 0) {
      const before = this.toBuy.get(item.id)?.quantity ?? ZERO;
      this.toBuy.set(item.id, { item, quantity: before.plus(short) });
      return;
    }
    this.toMake.push({ item, quantity: short });
    for (const line of lines) await this.need(await this.byId(line.component_id), line.quantity);
  }

  private async buy(): Promise<void> {
    const byVendor = new Map<number, OrderLine[]>();
    for (const { item, quantity } of this.toBuy.values()) {
      const offer = await this.offerFor(item);
      const units = quantity.dividedBy(offer.purchase_conversion).ceil();
      const least = Decimal.max(units, offer.min_order_qty ?? 0);
      byVendor.set(offer.vendor_id, [
        ...(byVendor.get(offer.vendor_id) ?? []),
        { product_id: item.id, quantity_ordered: least.toFixed(), unit_cost: offer.unit_cost },
      ]);
    }
    for (const [vendorId, lines] of byVendor) await this.buyFrom(vendorId, lines);
    say(`Bought and received ${this.toBuy.size} parts from ${byVendor.size} vendors.`);
  }

  private async buyFrom(vendorId: number, lines: OrderLine[]): Promise<void> {
    const order = await this.rest.post<{ id: number; lines: { id: number; quantity_ordered: string }[] }>(
      '/purchase-orders',
      {
        vendor_id: vendorId,
        ignore_order_rules: true,
        lines,
      },
    );
    await this.rest.post(`/purchase-orders/${order.id}/order`);
    await this.rest.post(`/purchase-orders/${order.id}/receipts`, {
      location_id: this.receivingId,
      lines: order.lines.map((line) => ({ line_id: line.id, quantity_accepted: line.quantity_ordered })),
    });
  }

  private async make(item: Item, quantity: Decimal, bad: number): Promise<void> {
    const order = await this.rest.post<{ id: number; code: string }>('/production-orders', {
      product_id: item.id,
      quantity: quantity.toFixed(),
      work_center_id: this.workCenterId,
    });
    await this.rest.post(`/production-orders/${order.id}/release`);
    const scrap =
      bad === 0
        ? {}
        : { quantity_bad: bad, scrap_reason_id: await this.scrapReason(), scrap_notes: 'Frame scratched' };
    const made = await this.rest.post<{
      quantity_completed: string;
      actual_total_cost: string;
      status: string;
    }>(`/production-orders/${order.id}/complete`, { quantity_good: quantity.minus(bad).toFixed(), ...scrap });
    await this.rest.post(`/production-orders/${order.id}/close`);
    say(
      `Made ${made.quantity_completed} ${item.sku} on ${order.code} (${made.status}) for ${made.actual_total_cost}.`,
    );
  }

  private async ship(bicycle: Item, quantity: number): Promise<void> {
    const customer = await this.rest.post<{ id: number }>('/customers', { company_name: 'Riverside Cycles' });
    const order = await this.rest.post<{ id: number; order_number: string }>('/sales-orders', {
      customer_id: customer.id,
      lines: [{ product_id: bicycle.id, quantity: String(quantity) }],
    });
    await this.rest.post(`/sales-orders/${order.id}/confirm`);
    const shipment = await this.rest.post<{ shipment_number: string; items: { quantity: string }[] }>(
      `/sales-orders/${order.id}/shipments`,
      { carrier: 'UPS' },
    );
    const shipped = sum(shipment.items.map((item) => decimal(item.quantity)));
    say(`Shipped ${shipped} ${bicycle.sku} with ${shipment.shipment_number} for ${order.order_number}.`);
  }

  private async freeStock(productId: number): Promise<Decimal> {
    const known = this.free.get(productId);
    if (known) return known;
    const stock = await this.rest.get<{ available_quantity: string }>(
      `/inventory/products/${productId}/stock`,
    );
    return decimal(stock.available_quantity);
  }

  private async bomLines(item: Item, quantity: Decimal): Promise<Line[]> {
    const query = `product_id=${item.id}&quantity=${quantity}&levels=single`;
    const { rows } = await this.rest.get<{ rows: { component_id: number; total_quantity: string }[] }>(
      `/boms/explosion?${query}`,
    );
    return rows.map((row) => ({ component_id: row.component_id, quantity: decimal(row.total_quantity) }));
  }

  private async offerFor(item: Item): Promise<Offer> {
    const page = await this.rest.get<{ data: Offer[] }>(`/vendor-items?product_id=${item.id}&limit=1`);
    if (page.data[0]) return page.data[0];
    // Some parts are bought from nobody in the files: the first vendor takes the order, at the standard cost.
    const vendors = await this.rest.get<{ data: { id: number }[] }>('/vendors?is_active=true&limit=1');
    return {
      vendor_id: vendors.data[0]!.id,
      purchase_conversion: '1',
      min_order_qty: null,
      unit_cost: item.standard_cost ?? '0',
    };
  }

  private async scrapReason(): Promise<number> {
    const reasons = await this.rest.get<{ data: { id: number }[] }>('/scrap-reasons?limit=1');
    return reasons.data[0]!.id;
  }

  private async bySku(sku: string): Promise<Item> {
    const page = await this.rest.get<{ data: Item[] }>(`/products?search=${encodeURIComponent(sku)}`);
    const item = page.data.find((candidate) => candidate.sku === sku);
    if (!item) throw new Error(`There is no product ${sku}.`);
    return item;
  }

  private async byId(id: number): Promise<Item> {
    const known = this.items.get(id);
    if (known) return known;
    const item = await this.rest.get<Item>(`/products/${id}`);
    this.items.set(id, item);
    return item;
  }
}
