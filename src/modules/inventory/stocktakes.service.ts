import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import { fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { ProductReader } from '../products/index.js';
import { BusinessTime, NumberSeries } from '../settings/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { InventoryPermissions } from './inventory.permissions.js';
import { locations } from './locations.repository.js';
import type { StocktakeEntity } from './stocktake.entity.js';
import { stocktakeCanBecome, type StocktakeStatus } from './stocktake.states.js';
import {
  insertStocktakeProducts,
  listStocktakeItems,
  readStocktake,
  readStocktakeCounts,
  type StocktakeCountView,
  type StocktakeItemFilter,
  type StocktakeItemView,
  stocktakes,
  type StocktakeView,
  wrongStocktakeStatus,
} from './stocktakes.repository.js';
import { requireWarehouse } from './warehouses.repository.js';

export interface StocktakeTerms {
  scheduled_date?: string;
  is_blind?: boolean;
  tolerance_percent?: Decimal | null;
  tolerance_quantity?: Decimal | null;
  notes?: string | null;
}

export interface StocktakeValues extends StocktakeTerms {
  warehouse_id: number;
  location_id?: number | null;
  category_id?: number | null;
  abc_class?: string | null;
  product_ids?: number[];
}

/** Whoever plans counts sees what is expected, in a blind count too; whoever only counts does not. */
export function countsBlindly(principal: Principal): boolean {
  return !principal.permissions.has(InventoryPermissions.stocktakesWrite);
}

/** Stocktakes as plans and as they are read; starting, counting and completing have services of their own. */
@Injectable()
export class StocktakesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly businessTime: BusinessTime,
    private readonly series: NumberSeries,
  ) {}

  list(principal: Principal, options: ListOptions): Promise<Page<StocktakeEntity>> {
    return this.transactions.read(principal, (tx) => stocktakes.list(tx, options));
  }

  get(principal: Principal, id: number): Promise<StocktakeView> {
    return this.transactions.read(principal, (tx) => readStocktake(tx, id, countsBlindly(principal)));
  }

  items(principal: Principal, id: number, filter: StocktakeItemFilter): Promise<Page<StocktakeItemView>> {
    return this.transactions.read(principal, async (tx) =>
      listStocktakeItems(tx, await stocktakes.get(tx, id), filter, countsBlindly(principal)),
    );
  }

  counts(principal: Principal, id: number, itemId: number): Promise<StocktakeCountView[]> {
    return this.transactions.read(principal, async (tx) => {
      await stocktakes.get(tx, id);
      return readStocktakeCounts(tx, id, itemId);
    });
  }

  plan(principal: Principal, values: StocktakeValues): Promise<StocktakeView> {
    const { product_ids: productIds = [], ...header } = values;
    return this.transactions.run(principal, async (tx) => {
      await requireWarehouse(tx, values.warehouse_id);
      await this.checkScope(tx, values.warehouse_id, values);
      const stocktake = await this.insert(tx, { ...header, scope: 'stock' });
      if (productIds.length > 0) await insertStocktakeProducts(tx, stocktake.id, productIds);
      return readStocktake(tx, stocktake.id, false);
    });
  }

  /** A planned stocktake in the caller's transaction; its number is taken last. */
  async insert(
    tx: Tx,
    header: Omit<StocktakeValues, 'product_ids'> & { scope: 'stock' | 'places' },
  ): Promise<StocktakeEntity> {
    return stocktakes.insert(tx, {
      ...header,
      scheduled_date: header.scheduled_date ?? (await this.businessTime.today(tx)),
      scheduled_by: tx.principal.userId,
      stocktake_number: await this.series.next(tx, 'stocktake'),
    });
  }

  update(
    principal: Principal,
    id: number,
    version: number,
    values: Partial<Omit<StocktakeValues, 'warehouse_id'>>,
  ): Promise<StocktakeView> {
    const { product_ids: productIds, ...header } = values;
    return this.transactions.run(principal, async (tx) => {
      const before = await stocktakes.lockVersion(tx, id, version);
      if (before.status !== 'planned') throw wrongStocktakeStatus(before);
      await this.checkScope(tx, before.warehouse_id, values);
      await stocktakes.update(tx, id, version, header);
      if (productIds) await insertStocktakeProducts(tx, id, productIds);
      return readStocktake(tx, id, false);
    });
  }

  /** Gives a stocktake up; what was counted so far is kept and changes no stock. */
  cancel(principal: Principal, id: number, reason: string | null): Promise<StocktakeView> {
    return this.transactions.run(principal, async (tx) => {
      const before = await stocktakes.lock(tx, id);
      if (!stocktakeCanBecome(before.status as StocktakeStatus, 'cancelled'))
        throw wrongStocktakeStatus(before);
      await stocktakes.update(tx, id, before.version, {
        status: 'cancelled',
        cancelled_at: tx.now,
        cancellation_reason: reason,
      });
      await appendEvents(tx, [stocktakeEvent(before, 'stocktake.cancelled')]);
      return readStocktake(tx, id, false);
    });
  }

  private async checkScope(
    tx: Tx,
    warehouseId: number,
    values: Partial<Pick<StocktakeValues, 'location_id' | 'category_id' | 'product_ids'>>,
  ): Promise<void> {
    const { location_id: locationId, category_id: categoryId, product_ids: productIds } = values;
    if (locationId) {
      const location = await locations.find(tx, locationId);
      const { unknownLocation, locationElsewhere } = InventoryErrors;
      if (!location) throw fieldRefusal(unknownLocation, '/location_id', unknownLocation.title);
      if (location.warehouse_id !== warehouseId)
        throw fieldRefusal(locationElsewhere, '/location_id', locationElsewhere.title);
    }
    if (categoryId) await requireCategory(tx, categoryId);
    if (productIds) await this.products.requireMany(tx, productIds, (index) => `/product_ids/${index}`);
  }
}

/** What the world is told of a stocktake that has become something else. */
export function stocktakeEvent(stocktake: StocktakeEntity, type: string, more: Record<string, unknown> = {}) {
  const { id, stocktake_number, warehouse_id } = stocktake;
  const payload = { id, stocktake_number, warehouse_id, ...more };
  return { type, aggregateType: 'stocktake', aggregateId: id, payload };
}

/** The category that a request names, or a refusal at its field. */
export async function requireCategory(tx: Tx, id: number): Promise<void> {
  const rows = await tx.query('SELECT 1 FROM item_categories WHERE organization_id = $1 AND id = $2', [
    tx.organizationId,
    id,
  ]);
  if (rows.length > 0) return;
  throw fieldRefusal(InventoryErrors.unknownCategory, '/category_id', InventoryErrors.unknownCategory.title);
}
