import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { BusinessTime } from '../settings/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { findOrCreateLots } from './lots.repository.js';
import { type FieldProblem, placeProblem, readPlaces, refuseProblems } from './places.repository.js';
import { StockLedger } from './stock-ledger.js';
import type { StocktakeEntity } from './stocktake.entity.js';
import { isBeyond, statusAfterCount, type StocktakeItemStatus } from './stocktake.rules.js';
import {
  findOrAddItems,
  type FoundPlace,
  type LockedItem,
  lockItems,
  setItemStatuses,
  writeCounts,
} from './stocktake-items.repository.js';
import { listStocktakeItems, shareStocktake, type StocktakeItemView } from './stocktakes.repository.js';
import { countsBlindly } from './stocktakes.service.js';

/** One counted line: of the list by its id, or any place of the warehouse. */
export interface CountLine {
  item_id?: number;
  product_id?: number;
  location_id?: number;
  lot_id?: number | null;
  lot_number?: string | null;
  quantity: Decimal;
  notes?: string | null;
}

/** Counting: once, again where it is too far off, and accepting what stays off. */
@Injectable()
export class CountStocktakeService {
  constructor(
    private readonly transactions: Transactions,
    private readonly ledger: StockLedger,
    private readonly businessTime: BusinessTime,
  ) {}

  /** Writes counts of up to a thousand lines, all of them or none. */
  count(principal: Principal, id: number, lines: readonly CountLine[]): Promise<StocktakeItemView[]> {
    return this.transactions.run(principal, async (tx) => {
      const stocktake = await shareStocktake(tx, id);
      const ids = await this.itemIds(tx, stocktake, lines);
      const items = await lockItems(tx, id, ids);
      refuseProblems(ids.flatMap((itemId, index) => itemProblem(items, ids, itemId, index)));
      const tolerance = { percent: stocktake.tolerance_percent, quantity: stocktake.tolerance_quantity };
      await writeCounts(
        tx,
        lines.map(({ quantity, notes }, index) => {
          const item = items.get(ids[index]!)!;
          const status = statusAfterCount(item.counts, isBeyond(item.expected_quantity, quantity, tolerance));
          return { itemId: item.id, round: item.counts + 1, quantity, status, notes: notes ?? null };
        }),
      );
      return this.view(tx, principal, stocktake, ids);
    });
  }

  /** Asks for another count of lines that were counted. */
  recount(principal: Principal, id: number, itemIds: readonly number[]): Promise<StocktakeItemView[]> {
    return this.setStatus(principal, id, itemIds, ['counted', 'accepted', 'recount'], 'recount');
  }

  /** Accepts what was counted although it is too far off. */
  accept(principal: Principal, id: number, itemIds: readonly number[]): Promise<StocktakeItemView[]> {
    return this.setStatus(principal, id, itemIds, ['recount', 'accepted'], 'accepted');
  }

  private setStatus(
    principal: Principal,
    id: number,
    itemIds: readonly number[],
    from: readonly StocktakeItemStatus[],
    status: 'recount' | 'accepted',
  ): Promise<StocktakeItemView[]> {
    return this.transactions.run(principal, async (tx) => {
      const stocktake = await shareStocktake(tx, id);
      const items = await lockItems(tx, id, itemIds);
      const definition =
        status === 'recount' ? InventoryErrors.stocktakeItemNotCounted : InventoryErrors.stocktakeItemNotOff;
      refuseProblems(
        itemIds.flatMap((itemId, index): FieldProblem[] => {
          const pointer = `/item_ids/${index}`;
          const item = items.get(itemId);
          if (!item) return [{ definition: InventoryErrors.unknownStocktakeItem, pointer }];
          return from.includes(item.status) ? [] : [{ definition, pointer }];
        }),
      );
      await setItemStatuses(
        tx,
        [...items.keys()].map((itemId) => ({ id: itemId, status })),
      );
      return this.view(tx, principal, stocktake, itemIds);
    });
  }

  /** The lines that the request names, by id or by place; places that are not on the list are added to it. */
  private async itemIds(tx: Tx, stocktake: StocktakeEntity, lines: readonly CountLine[]): Promise<number[]> {
    const ids = lines.map((line) => line.item_id);
    const places = lines
      .map((line, index) => ({ line, index }))
      .filter(({ line }) => line.item_id === undefined);
    if (places.length === 0) return ids as number[];
    refuseProblems(places.flatMap(({ line, index }) => nameProblem(line, index)));
    const found = await this.resolvePlaces(tx, stocktake, places);
    const added = await findOrAddItems(tx, stocktake.id, uniquePlaces(found));
    const byPlace = new Map(uniquePlaces(found).map((place, position) => [keyOf(place), added[position]!]));
    places.forEach(({ index }, position) => (ids[index] = byPlace.get(keyOf(found[position]!))));
    return ids as number[];
  }

  private async resolvePlaces(
    tx: Tx,
    stocktake: StocktakeEntity,
    places: readonly { line: CountLine; index: number }[],
  ): Promise<FoundPlace[]> {
    const requests = places.map(({ line }) => ({
      productId: line.product_id!,
      locationId: line.location_id!,
      lotId: line.lot_id ?? null,
      lotNumber: line.lot_id ? null : (line.lot_number ?? null),
    }));
    await this.ledger.lock(tx, [...new Set(requests.map((request) => request.productId))]);
    const facts = await readPlaces(tx, requests);
    const problems = requests.map((request, position) =>
      placeProblem(request, facts[position]!, `/lines/${places[position]!.index}`, stocktake.warehouse_id),
    );
    refuseProblems(problems.filter((problem) => problem !== null));
    const newLots = requests.filter(
      ({ lotNumber }, position) => lotNumber && facts[position]!.lot_id === null,
    );
    const receivedDate = await this.businessTime.today(tx);
    const lotIds = await findOrCreateLots(
      tx,
      newLots.map(({ productId, lotNumber }) => ({ productId, lotNumber: lotNumber!, receivedDate })),
    );
    return requests.map((request, position) => {
      const made = newLots.indexOf(request);
      return {
        productId: request.productId,
        locationId: request.locationId,
        lotId: made < 0 ? facts[position]!.lot_id : lotIds[made]!,
        expected: facts[position]!.on_hand_quantity,
      };
    });
  }

  private async view(
    tx: Tx,
    principal: Principal,
    stocktake: StocktakeEntity,
    ids: readonly number[],
  ): Promise<StocktakeItemView[]> {
    const filter = { ids, limit: ids.length };
    return (await listStocktakeItems(tx, stocktake, filter, countsBlindly(principal))).data;
  }
}

/** A line is named by its id, or by product and location. */
function nameProblem(line: CountLine, index: number): FieldProblem[] {
  if (line.product_id !== undefined && line.location_id !== undefined) return [];
  return [{ definition: InventoryErrors.countWithoutPlace, pointer: `/lines/${index}` }];
}

function itemProblem(
  items: ReadonlyMap<number, LockedItem>,
  ids: readonly number[],
  itemId: number,
  index: number,
): FieldProblem[] {
  const pointer = `/lines/${index}`;
  if (!items.has(itemId))
    return [{ definition: InventoryErrors.unknownStocktakeItem, pointer: `${pointer}/item_id` }];
  return ids.indexOf(itemId) === index ? [] : [{ definition: InventoryErrors.placeTwice, pointer }];
}

function keyOf(place: FoundPlace): string {
  return `${place.productId}/${place.locationId}/${place.lotId ?? '-'}`;
}

function uniquePlaces(places: readonly FoundPlace[]): FoundPlace[] {
  return [...new Map(places.map((place) => [keyOf(place), place])).values()];
}
