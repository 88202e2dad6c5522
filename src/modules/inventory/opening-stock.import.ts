import { Injectable } from '@nestjs/common';
import { Decimal, ZERO } from '../../kernel/decimal.js';
import type { FieldError } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import { cellError, defineImport, type ImportRow, type RowOutcome } from '../../platform/imports/index.js';
import { BusinessTime } from '../settings/index.js';
import { InventoryPermissions } from './inventory.permissions.js';
import { lockProducts, readBalances } from './ledger.repository.js';
import { findOrCreateLots } from './lots.repository.js';
import type { Movement } from './movement.js';
import { readClosedThrough } from './periods.repository.js';
import { placeKey } from './ledger.rules.js';
import { StockLedger } from './stock-ledger.js';

export const OPENING_STOCK_IMPORT = defineImport({
  kind: 'opening_stock',
  title: 'Opening stock',
  uniqueBy: ['sku', 'location_code', 'lot_number'],
  permission: InventoryPermissions.adjust,
  columns: [
    { name: 'sku', type: 'text', required: true, description: 'Product.', example: 'PLA-BLACK' },
    { name: 'location_code', type: 'text', required: true, description: 'Location.', example: 'MAIN' },
    { name: 'lot_number', type: 'text', description: 'For products tracked by lots.', example: 'LOT-7' },
    {
      name: 'quantity',
      type: 'decimal',
      required: true,
      description: 'What is there, in the stock unit.',
      example: '1000',
    },
    {
      name: 'unit_cost',
      type: 'decimal',
      description: 'Per stock unit, for what is added; the average or standard cost when empty.',
      example: '0.02',
    },
    {
      name: 'date',
      type: 'date',
      description: 'Business day of the count; today when empty.',
      example: '2026-01-01',
    },
  ],
});

interface Place {
  row: ImportRow;
  productId: number;
  locationId: number;
  trackLots: boolean;
  lotNumber: string | null;
  lotId: number | null;
  quantity: Decimal;
  date: string;
}

/** Sets the stock of places to what the file says: the first time as opening, afterwards as a count. */
@Injectable()
export class OpeningStockImport {
  constructor(
    private readonly ledger: StockLedger,
    private readonly businessTime: BusinessTime,
  ) {}

  async apply(tx: Tx, rows: readonly ImportRow[]): Promise<RowOutcome[]> {
    const outcomes = new Map<ImportRow, RowOutcome>();
    const places = await this.resolve(tx, rows, outcomes);
    await nameLots(tx, places);
    const productIds = [...new Set(places.map((place) => place.productId))].sort((a, b) => a - b);
    await lockProducts(tx, productIds);
    const balances = await readBalances(tx, productIds, []);
    const onHand = new Map(balances.map((b) => [placeKey(b), b.onHand]));
    const movements: Movement[] = [];
    for (const place of places) {
      const present = onHand.get(placeKey(place));
      const isThere = place.quantity.equals(present ?? ZERO);
      outcomes.set(place.row, isThere ? 'unchanged' : present ? 'updated' : 'created');
      if (!isThere) movements.push(movementOf(place, present !== undefined));
    }
    await this.ledger.post(tx, movements.sort(byDate));
    return rows.map((row) => outcomes.get(row)!);
  }

  private async resolve(
    tx: Tx,
    rows: readonly ImportRow[],
    outcomes: Map<ImportRow, RowOutcome>,
  ): Promise<Place[]> {
    const today = await this.businessTime.today(tx);
    const closed = await readClosedThrough(tx);
    const { products, locations } = await readKeys(tx, rows);
    const places: Place[] = [];
    for (const row of rows) {
      const { sku, location_code: code, lot_number: lot, quantity, date } = row.values;
      const product = products.get(String(sku));
      const locationId = locations.get(String(code));
      const day = typeof date === 'string' ? date : today;
      const error = checkPlace({ row, product, locationId }) ?? checkDay(day, closed);
      if (error) {
        outcomes.set(row, [error]);
        continue;
      }
      places.push({
        row,
        productId: product!.id,
        locationId: locationId!,
        trackLots: product!.track_lots,
        lotNumber: lot === null ? null : String(lot),
        lotId: null,
        quantity: quantity as Decimal,
        date: day,
      });
    }
    return places;
  }
}

interface ProductKey {
  id: number;
  sku: string;
  track_lots: boolean;
  item_type: string;
}

async function readKeys(tx: Tx, rows: readonly ImportRow[]) {
  const products = await tx.query<ProductKey>(
    'SELECT id, sku, track_lots, item_type FROM products WHERE organization_id = $1 AND sku = ANY($2::text[])',
    [tx.organizationId, rows.map((row) => row.values['sku'])],
  );
  const locations = await tx.query<{ id: number; code: string }>(
    'SELECT id, code FROM inventory_locations WHERE organization_id = $1 AND is_active AND code = ANY($2::text[])',
    [tx.organizationId, rows.map((row) => row.values['location_code'])],
  );
  return {
    products: new Map(products.map((product) => [product.sku, product])),
    locations: new Map(locations.map((location) => [location.code, location.id])),
  };
}

function checkPlace(place: {
  row: ImportRow;
  product: ProductKey | undefined;
  locationId: number | undefined;
}): FieldError | null {
  const { sku, location_code: code, lot_number: lot } = place.row.values;
  if (!place.product) return cellError('sku', 'unknown_product', `There is no product "${sku}".`);
  if (place.product.item_type === 'service') return cellError('sku', 'not_stocked', `"${sku}" is a service.`);
  if (place.locationId === undefined)
    return cellError('location_code', 'unknown_location', `There is no location "${code}".`);
  if (place.product.track_lots && lot === null)
    return cellError('lot_number', 'missing', `"${sku}" is tracked by lots.`);
  if (!place.product.track_lots && lot !== null)
    return cellError('lot_number', 'not_tracked', `"${sku}" is not tracked by lots.`);
  return null;
}

function checkDay(day: string, closedThrough: string | null): FieldError | null {
  if (closedThrough === null || day > closedThrough) return null;
  return cellError('date', 'period_closed', `Everything up to ${closedThrough} is closed.`);
}

async function nameLots(tx: Tx, places: readonly Place[]): Promise<void> {
  const tracked = places.filter((place) => place.lotNumber !== null);
  const ids = await findOrCreateLots(
    tx,
    tracked.map((place) => ({
      productId: place.productId,
      lotNumber: place.lotNumber!,
      receivedDate: place.date,
    })),
  );
  tracked.forEach((place, index) => {
    place.lotId = ids[index]!;
  });
}

/** What lies there the first time is an opening at its cost; afterwards the place is counted, at the cost of its stock. */
function movementOf(place: Place, known: boolean): Movement {
  const to = { locationId: place.locationId, lotId: place.lotId };
  const unitCost = place.row.values['unit_cost'];
  const base = {
    productId: place.productId,
    date: place.date,
    reason: 'Imported opening stock',
    pointer: '/quantity',
    to,
  };
  if (known) return { ...base, type: 'count', quantity: ZERO, counted: place.quantity };
  const cost = unitCost instanceof Decimal ? { unitCost } : {};
  return { ...base, type: 'opening', quantity: place.quantity, ...cost };
}

function byDate(a: Movement, b: Movement): number {
  return a.date === b.date ? 0 : a.date < b.date ? -1 : 1;
}
