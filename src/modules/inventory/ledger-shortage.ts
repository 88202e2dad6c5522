import type { Decimal } from '../../kernel/decimal.js';
import { sum } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { InventoryErrors } from './inventory.errors.js';
import type { BalanceState, LockedProduct } from './ledger.repository.js';
import { freeOf } from './ledger.rules.js';
import type { Movement } from './movement.js';
import type { LaterShortage } from './product-timeline.rules.js';

/**
 * 409 with what is there: on hand, free, and whether it is stock or freedom that is missing. `all` is what lies where the
 * movement looks, `usable` what of it may be used.
 */
export function shortage(
  movement: Movement,
  product: LockedProduct,
  all: readonly BalanceState[],
  usable: readonly BalanceState[],
  available: Decimal,
): DomainError {
  const onHand = sum(usable.map((balance) => balance.onHand));
  const { locationId, lotId } = movement.from ?? {};
  const atPlace = all.filter(
    (balance) =>
      (locationId === undefined || balance.locationId === locationId) &&
      (lotId === undefined || balance.lotId === lotId),
  );
  const present = sum(atPlace.map((balance) => balance.onHand));
  const definition = onHand.greaterThanOrEqualTo(movement.quantity)
    ? InventoryErrors.notAvailable
    : present.greaterThanOrEqualTo(movement.quantity)
      ? InventoryErrors.lotBlocked
      : InventoryErrors.insufficientStock;
  const detail = `${product.sku}: ${movement.quantity} ${product.unit} asked for, ${available} ${product.unit} available.`;
  return new DomainError(definition, {
    detail,
    errors: [{ pointer: movement.pointer ?? '/quantity', code: definition.code, detail }],
    extra: {
      product_id: product.id,
      requested: movement.quantity,
      available,
      on_hand: onHand,
      free: sum(usable.map(freeOf)),
      unit: product.unit,
    },
  });
}

/** 409 with the first later moment that an earlier movement would leave short. */
export function laterShortage(
  movement: Movement,
  product: LockedProduct,
  { at, onHand }: LaterShortage,
  locationId: number | undefined,
): DomainError {
  const definition = InventoryErrors.laterShortage;
  const when = new Date(at).toISOString();
  const detail = `${product.sku}: at ${when} there would be ${onHand} ${product.unit}.`;
  return new DomainError(definition, {
    detail,
    errors: [{ pointer: movement.pointer ?? '/quantity', code: definition.code, detail }],
    extra: { product_id: product.id, location_id: locationId, short_at: when, on_hand: onHand },
  });
}
