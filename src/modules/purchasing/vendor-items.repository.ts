import type { Page } from '../../kernel/page.js';
import { type ListOptions, type Tx, VersionedTable } from '../../platform/database/index.js';
import { PurchasingErrors } from './purchasing.errors.js';
import type { PriceBreak } from './vendor-item.rules.js';
import { VendorItemEntity } from './vendor-item.entity.js';

export const vendorItemsTable = new VersionedTable<VendorItemEntity>(VendorItemEntity, {
  notFound: PurchasingErrors.vendorItemNotFound,
  sorts: ['id'],
});

export type VendorItemView = VendorItemEntity & { prices: PriceBreak[] };

/** Prices of items, by item, in one statement. */
async function readPrices(tx: Tx, itemIds: readonly number[]): Promise<Map<number, PriceBreak[]>> {
  const rows = await tx.query<PriceBreak & { vendor_item_id: number }>(
    `SELECT vendor_item_id, min_quantity, unit_price, valid_from, valid_to FROM vendor_item_prices
      WHERE organization_id = $1 AND vendor_item_id = ANY ($2::bigint[])
      ORDER BY vendor_item_id, min_quantity, valid_from NULLS FIRST`,
    [tx.organizationId, itemIds],
  );
  const prices = new Map<number, PriceBreak[]>(itemIds.map((id) => [id, []]));
  for (const { vendor_item_id: id, ...price } of rows) prices.get(id)!.push(price);
  return prices;
}

async function withPrices(tx: Tx, items: readonly VendorItemEntity[]): Promise<VendorItemView[]> {
  const prices = await readPrices(
    tx,
    items.map((item) => item.id),
  );
  return items.map((item) => ({ ...item, prices: prices.get(item.id)! }));
}

export async function getVendorItem(tx: Tx, id: number): Promise<VendorItemView> {
  const [item] = await withPrices(tx, [await vendorItemsTable.get(tx, id)]);
  return item!;
}

export async function listVendorItems(tx: Tx, options: ListOptions): Promise<Page<VendorItemView>> {
  const page = await vendorItemsTable.list(tx, options);
  return { ...page, data: await withPrices(tx, page.data) };
}

/** The active items of one vendor for the given products, with prices, by product. Two statements. */
export async function itemsOfVendor(
  tx: Tx,
  vendorId: number,
  productIds: readonly number[],
): Promise<Map<number, VendorItemView>> {
  const items = await itemsOf(
    tx,
    productIds.map((productId) => ({ vendorId, productId })),
  );
  return new Map(items.map((item) => [item.product_id, item]));
}

/** The active items of pairs of vendor and product, with prices. Two statements. */
export async function itemsOf(
  tx: Tx,
  pairs: readonly { vendorId: number; productId: number }[],
): Promise<VendorItemView[]> {
  const items = await tx.query<VendorItemEntity>(
    `SELECT * FROM vendor_items
      WHERE organization_id = $1 AND is_active
        AND (vendor_id, product_id) IN (SELECT * FROM unnest($2::bigint[], $3::bigint[]))`,
    [tx.organizationId, pairs.map((pair) => pair.vendorId), pairs.map((pair) => pair.productId)],
  );
  return withPrices(tx, items);
}

/** Puts prices in place of those that an item has. */
export async function replacePrices(tx: Tx, itemId: number, prices: readonly PriceBreak[]): Promise<void> {
  await tx.execute('DELETE FROM vendor_item_prices WHERE organization_id = $1 AND vendor_item_id = $2', [
    tx.organizationId,
    itemId,
  ]);
  await insertPrices(
    tx,
    prices.map((price) => ({ ...price, itemId })),
  );
}

export async function insertPrices(
  tx: Tx,
  prices: readonly (PriceBreak & { itemId: number })[],
): Promise<void> {
  if (prices.length === 0) return;
  await tx.execute(
    `INSERT INTO vendor_item_prices (organization_id, vendor_item_id, min_quantity, unit_price, valid_from, valid_to)
     SELECT $1, * FROM unnest($2::bigint[], $3::numeric[], $4::numeric[], $5::date[], $6::date[])`,
    [
      tx.organizationId,
      prices.map((price) => price.itemId),
      prices.map((price) => price.min_quantity.toFixed()),
      prices.map((price) => price.unit_price.toFixed()),
      prices.map((price) => price.valid_from),
      prices.map((price) => price.valid_to),
    ],
  );
}

/**
 * Makes an item the only preferred one of its product. The product's row is the lock, so that two who prefer at the
 * same time do so one after the other.
 */
export async function preferOnly(tx: Tx, itemId: number, productId: number): Promise<void> {
  await tx.query('SELECT FROM products WHERE organization_id = $1 AND id = $2 FOR NO KEY UPDATE', [
    tx.organizationId,
    productId,
  ]);
  await tx.execute(
    `UPDATE vendor_items SET is_preferred = false, version = version + 1, updated_at = now()
      WHERE organization_id = $1 AND product_id = $2 AND id <> $3 AND is_preferred`,
    [tx.organizationId, productId, itemId],
  );
}
