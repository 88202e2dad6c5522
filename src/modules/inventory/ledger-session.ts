import { DomainError, type ErrorDefinition } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import { writeLayers, writeLotValues } from './cost-layers.repository.js';
import { InventoryErrors } from './inventory.errors.js';
import type { ProductHistory } from './ledger-rows.js';
import { type DraftRow, LedgerState } from './ledger-state.js';
import {
  type BalanceState,
  type LockedProduct,
  readBalances,
  readReservations,
  type TargetPlace,
  writeLedger,
} from './ledger.repository.js';
import { placeKey } from './ledger.rules.js';
import type { Movement } from './movement.js';

/** Reads what the locked products' stock is, for movements that are to be put into their histories. */
export async function readState(
  tx: Tx,
  movements: readonly Movement[],
  histories: ReadonlyMap<number, ProductHistory>,
  places: readonly TargetPlace[] = [],
): Promise<LedgerState> {
  const balances = await readBalances(
    tx,
    [...histories.keys()],
    [...places, ...movements.flatMap(placesNamed), ...[...histories.values()].flatMap(placesOf)],
  );
  checkPlaces(movements, histories, balances);
  const references = movements.flatMap((movement) => movement.from?.reservedFor ?? []);
  const reservations = references.length > 0 ? await readReservations(tx, references) : [];
  return new LedgerState(histories, balances, reservations);
}

/** Where it arrives; and where it is held, which may be a place that never had any. */
function placesNamed({ productId, from, to, hold }: Movement): TargetPlace[] {
  const locationId = to?.locationId ?? hold?.locationId;
  if (locationId === undefined) return [];
  return [{ productId, locationId, lotId: (to ?? from)?.lotId ?? null }];
}

/** Places that have held stock since; they may be empty by now. */
function placesOf({ product, later }: ProductHistory): TargetPlace[] {
  return later.flatMap(({ row, lotId }) =>
    [row.fromLocationId, row.toLocationId].flatMap((locationId) =>
      locationId === null ? [] : [{ productId: product.id, locationId, lotId }],
    ),
  );
}

/** Now, in milliseconds: after everything that is known of a locked product, whatever the clocks of two processes say. */
export function nowOf(tx: Tx, product: LockedProduct): number {
  return Math.max(tx.now.getTime(), product.last_effective_at?.getTime() ?? 0);
}

/** A row that was written. */
export type SavedRow = DraftRow & { id: number };

/** Writes what a state has become; gives its rows with their ids. */
export async function save(tx: Tx, state: LedgerState): Promise<SavedRow[]> {
  const { rows, changes } = state.settle();
  const ids = await writeLedger(tx, { rows: rows.map(({ row }) => row), ...changes });
  if (changes.fifo.length > 0) await writeLayers(tx, changes.fifo, (key) => (key < 0 ? ids[-1 - key]! : key));
  await writeLotValues(tx, changes.lots);
  return rows.map((draft, position) => ({ ...draft, id: ids[position]! }));
}

/** What arrives, or is held, needs a location of ours and, for a product tracked by lots, a lot of that product. */
function checkPlaces(
  movements: readonly Movement[],
  histories: ReadonlyMap<number, ProductHistory>,
  balances: readonly BalanceState[],
): void {
  const places = new Map(balances.map((balance) => [placeKey(balance), balance]));
  for (const movement of movements) {
    const [named] = placesNamed(movement);
    if (!named) continue;
    const { product } = histories.get(movement.productId)!;
    // A transfer that is picked takes its lots along.
    const carriesLot = movement.to !== undefined && movement.from !== undefined && named.lotId === null;
    if (product.track_lots && named.lotId === null && !carriesLot) {
      throw refuse(InventoryErrors.lotRequired, `${movement.path ?? ''}/lot_number`, {
        product_id: product.id,
      });
    }
    if (!product.track_lots && named.lotId !== null) {
      throw refuse(InventoryErrors.lotNotTracked, `${movement.path ?? ''}/lot_id`, {
        product_id: product.id,
      });
    }
    checkPlace(movement, named, places.get(placeKey(named)));
  }
}

function checkPlace(movement: Movement, named: TargetPlace, place: BalanceState | undefined): void {
  const path = movement.path ?? '';
  if (!place) {
    throw refuse(InventoryErrors.unknownLocation, `${path}/location_id`, { location_id: named.locationId });
  }
  // An empty place that is closed may still be found empty.
  if (movement.to && !place.locationActive && !movement.counted?.isZero()) {
    throw refuse(InventoryErrors.locationInactive, `${path}/location_id`, {});
  }
  if (named.lotId === null || place.lotProductId === movement.productId) return;
  const unknown = place.lotProductId === null;
  throw refuse(
    unknown ? InventoryErrors.unknownLot : InventoryErrors.lotOfOtherProduct,
    `${path}/lot_id`,
    {},
  );
}

export function refuse(
  definition: ErrorDefinition,
  pointer: string,
  extra: Record<string, unknown>,
): DomainError {
  return new DomainError(definition, {
    errors: [{ pointer, code: definition.code, detail: definition.title }],
    extra,
  });
}
