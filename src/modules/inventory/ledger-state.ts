import { type Decimal, roundQuantity, ZERO } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { InventoryErrors } from './inventory.errors.js';
import type {
  BalanceState,
  LedgerRow,
  LockedProduct,
  ProductChange,
  ReservationChange,
} from './ledger.repository.js';
import {
  addToValuation,
  averageCost,
  type Balance,
  candidates,
  freeOf,
  type OpenReservation,
  pick,
  placeKey,
  type Pick,
  type Valuation,
  valueOfInbound,
  valueOfOutbound,
} from './ledger.rules.js';
import type { Movement, Reference } from './movement.js';

type ReservationState = OpenReservation & { productId: number; reference: Reference };

/** Stock, values and reservations of the locked products while movements are applied to them, one after the other. */
export class LedgerState {
  private readonly balances = new Map<string, BalanceState>();
  private readonly valuations = new Map<number, Valuation>();
  private readonly lastCosts = new Map<number, Decimal>();
  private readonly averageChanged = new Set<number>();
  private readonly changedBalances = new Set<BalanceState>();
  private readonly changedReservations = new Set<ReservationState>();

  constructor(
    private readonly products: ReadonlyMap<number, LockedProduct>,
    balances: readonly BalanceState[],
    private readonly reservations: readonly ReservationState[],
  ) {
    for (const balance of balances) {
      const key = placeKey(balance);
      // A place comes twice when it is a target that holds stock already: once with its stock, once without.
      const known = this.balances.get(key);
      if (!known || known.onHand.isZero()) this.balances.set(key, { ...balance });
    }
    for (const product of products.values()) {
      this.valuations.set(product.id, {
        quantity: product.quantity,
        value: product.total_value,
        fallbackCost: product.average_cost ?? product.last_cost ?? product.standard_cost ?? ZERO,
      });
    }
  }

  /** Applies one movement; gives the ledger rows that it becomes. Refuses without changing anything that is written. */
  apply(movement: Movement, index: number): { row: LedgerRow; index: number }[] {
    const rows = movement.from ? this.leave(movement) : [this.arrive(movement)];
    return rows.map((row) => ({ row, index }));
  }

  /** Everything that is to be written beside the movements. */
  changes(): { balances: Balance[]; products: ProductChange[]; reservations: ReservationChange[] } {
    return {
      balances: [...this.changedBalances],
      products: [...this.valuations].map(([productId, valuation]) => ({
        productId,
        quantity: valuation.quantity,
        value: valuation.value,
        averageCost: this.averageChanged.has(productId) ? averageCost(valuation) : null,
        lastCost: this.lastCosts.get(productId) ?? null,
      })),
      reservations: [...this.changedReservations].map(({ id, open }) => ({ id, open })),
    };
  }

  private arrive(movement: Movement): LedgerRow {
    const { locationId, lotId = null } = movement.to!;
    const valuation = this.valuations.get(movement.productId)!;
    const value = valueOfInbound(valuation, movement);
    this.valuations.set(movement.productId, addToValuation(valuation, movement.quantity, value));
    this.put(movement.productId, locationId, lotId, movement.quantity);
    const cost = movement.quantity.isZero() ? ZERO : roundQuantity(value.dividedBy(movement.quantity));
    if (movement.unitCost || movement.totalCost) {
      this.averageChanged.add(movement.productId);
      if (movement.type === 'receipt') this.lastCosts.set(movement.productId, cost);
    }
    return this.row(movement, movement.quantity, { from: null, to: locationId, lotId, value, cost });
  }

  private leave(movement: Movement): LedgerRow[] {
    const picks = this.pick(movement);
    const rows: LedgerRow[] = [];
    for (const { balance, quantity } of mergeByBalance(picks)) {
      this.take(balance, quantity);
      const lotId = balance.lotId;
      const to = movement.to?.locationId ?? null;
      if (to !== null) this.put(movement.productId, to, lotId, quantity, balance);
      const { value, cost } =
        to === null ? this.valueLeaving(movement, quantity) : this.valueMoving(movement, quantity);
      rows.push(this.row(movement, quantity, { from: balance.locationId, to, lotId, value, cost }));
    }
    return rows;
  }

  private pick(movement: Movement): Pick<BalanceState>[] {
    const source = movement.from!;
    const product = this.products.get(movement.productId)!;
    const all = [...this.balances.values()].filter((balance) => balance.productId === movement.productId);
    const elsewhere = movement.to
      ? all.filter((balance) => balance.locationId !== movement.to!.locationId)
      : all;
    const from = candidates(elsewhere, source, movement.type, movement.date);
    const own = source.reservedFor ? this.ownReservations(movement.productId, source.reservedFor) : [];
    const { picks, missing } = pick(movement.quantity, from, own);
    if (missing.greaterThan(0)) throw shortage(movement, product, elsewhere, from, missing);
    for (const { reservation, quantity, balance } of picks) {
      if (!reservation) continue;
      reservation.open = reservation.open.minus(quantity);
      this.changedReservations.add(reservation as ReservationState);
      balance.allocated = balance.allocated.minus(quantity);
    }
    return picks;
  }

  private ownReservations(productId: number, reference: Reference): ReservationState[] {
    return this.reservations.filter(
      (reservation) =>
        reservation.productId === productId &&
        reservation.reference.type === reference.type &&
        reservation.reference.id === reference.id &&
        reservation.open.greaterThan(0),
    );
  }

  private valueLeaving(movement: Movement, quantity: Decimal): { value: Decimal; cost: Decimal } {
    const valuation = this.valuations.get(movement.productId)!;
    const value = valueOfOutbound(valuation, quantity, movement.totalCost);
    this.valuations.set(movement.productId, addToValuation(valuation, quantity.negated(), value.negated()));
    return { value, cost: roundQuantity(value.dividedBy(quantity)) };
  }

  /** A transfer carries its value unchanged: nothing enters and nothing leaves. */
  private valueMoving(movement: Movement, quantity: Decimal): { value: Decimal; cost: Decimal } {
    const valuation = this.valuations.get(movement.productId)!;
    return { value: valueOfOutbound(valuation, quantity), cost: averageCost(valuation) };
  }

  private take(balance: BalanceState, quantity: Decimal): void {
    balance.onHand = balance.onHand.minus(quantity);
    this.changedBalances.add(balance);
  }

  private put(
    productId: number,
    locationId: number,
    lotId: number | null,
    quantity: Decimal,
    origin?: BalanceState,
  ): void {
    const key = placeKey({ productId, locationId, lotId });
    let balance = this.balances.get(key);
    if (!balance) {
      // A transfer arrives in the lot that was picked; its target is known by location only.
      const place = [...this.balances.values()].find((known) => known.locationId === locationId);
      const locationType = place?.locationType ?? 'other';
      balance = {
        ...(origin ?? EMPTY_PLACE),
        locationType,
        productId,
        locationId,
        lotId,
        onHand: ZERO,
        allocated: ZERO,
      };
      this.balances.set(key, balance);
    }
    balance.onHand = balance.onHand.plus(quantity);
    this.changedBalances.add(balance);
  }

  private row(
    movement: Movement,
    quantity: Decimal,
    ends: { from: number | null; to: number | null; lotId: number | null; value: Decimal; cost: Decimal },
  ): LedgerRow {
    return {
      productId: movement.productId,
      type: movement.type,
      fromLocationId: ends.from,
      toLocationId: ends.to,
      lotId: ends.lotId,
      lotNumber: this.lotNumber(ends.lotId),
      serialNumber: movement.serialNumber ?? null,
      quantity,
      unit: this.products.get(movement.productId)!.unit,
      costPerUnit: ends.cost,
      totalCost: ends.value,
      reference: movement.reference ?? null,
      reason: movement.reason ?? null,
      notes: movement.notes ?? null,
      reversalOf: movement.reversalOf ?? null,
      date: movement.date,
    };
  }

  private lotNumber(lotId: number | null): string | null {
    if (lotId === null) return null;
    for (const balance of this.balances.values())
      if (balance.lotId === lotId && balance.lotNumber) return balance.lotNumber;
    return null;
  }
}

const EMPTY_PLACE: Omit<BalanceState, 'productId' | 'locationId' | 'lotId' | 'onHand' | 'allocated'> = {
  locationType: 'other',
  locationActive: true,
  lotProductId: null,
  lotStatus: null,
  lotNumber: null,
  lotExpiresOn: null,
  lotReceivedOn: null,
};

/** What was picked from one balance, reserved and free, is one row of the ledger. */
function mergeByBalance(
  picks: readonly Pick<BalanceState>[],
): { balance: BalanceState; quantity: Decimal }[] {
  const merged = new Map<BalanceState, Decimal>();
  for (const { balance, quantity } of picks)
    merged.set(balance, (merged.get(balance) ?? ZERO).plus(quantity));
  return [...merged].map(([balance, quantity]) => ({ balance, quantity }));
}

/** 409 with what is there: on hand, free, and whether it is stock or freedom that is missing. */
function shortage(
  movement: Movement,
  product: LockedProduct,
  all: readonly BalanceState[],
  usable: readonly Balance[],
  missing: Decimal,
): DomainError {
  const onHand = total(usable, (balance) => balance.onHand);
  const free = total(usable, freeOf);
  const { locationId, lotId } = movement.from!;
  const atPlace = all.filter(
    (balance) =>
      (locationId === undefined || balance.locationId === locationId) &&
      (lotId === undefined || balance.lotId === lotId),
  );
  const present = total(atPlace, (balance) => balance.onHand);
  const definition = onHand.greaterThanOrEqualTo(movement.quantity)
    ? InventoryErrors.notAvailable
    : present.greaterThanOrEqualTo(movement.quantity)
      ? InventoryErrors.lotBlocked
      : InventoryErrors.insufficientStock;
  const available = movement.quantity.minus(missing);
  const detail = `${product.sku}: ${movement.quantity} ${product.unit} asked for, ${available} ${product.unit} available.`;
  return new DomainError(definition, {
    detail,
    errors: [{ pointer: movement.pointer ?? '/quantity', code: definition.code, detail }],
    extra: {
      product_id: product.id,
      requested: movement.quantity,
      available,
      on_hand: onHand,
      free,
      unit: product.unit,
    },
  });
}

function total<T>(items: readonly T[], amount: (item: T) => Decimal): Decimal {
  return items.reduce((sum, item) => sum.plus(amount(item)), ZERO);
}
