import { type Decimal, minimum, roundAmount, ZERO } from '../../kernel/decimal.js';
import { receiptValue, shareOf } from './report.rules.js';

/** Material that went into an order, at what it costs by now. */
export interface Consumed {
  kind: 'consumed';
  movementId: number;
  productId: number;
  quantity: Decimal;
  value: Decimal;
  /** What of `value` was corrected just now. */
  change: Decimal;
}

/** Material that came back, at the average of what this order had consumed. */
export interface Returned {
  kind: 'returned';
  movementId: number;
  productId: number;
  quantity: Decimal;
}

/** Pieces that went into stock, with what they were valued by. */
export interface Received {
  kind: 'received';
  movementId: number;
  /** Good pieces of the product that it is about. */
  pieces: Decimal;
  /** Of a by-product, which comes before its product: its per cent of the cost. Null for the product, which takes the rest. */
  sharePercent: Decimal | null;
  /** Pieces that the cost in work belonged to; those received when they took all of it. */
  quantityInWork: Decimal;
  costInWork: Decimal;
  value: Decimal;
}

/** What happened to the cost of an order, in the order in which it was entered; its labor is in `costInWork`. */
export type CostEvent = Consumed | Returned | Received;

/** What a movement of an order is worth more. */
export interface ValueChange {
  movementId: number;
  change: Decimal;
}

export interface FollowedCost {
  /** What the order's material costs more. */
  material: Decimal;
  returns: ValueChange[];
  receipts: (ValueChange & { costInWork: Decimal; value: Decimal })[];
}

/** What is out of one component in an order: consumed and not returned. */
export class MaterialOut {
  quantity = ZERO;
  value = ZERO;

  add(quantity: Decimal, value: Decimal): void {
    this.quantity = this.quantity.plus(quantity);
    this.value = this.value.plus(value);
  }

  /** Takes back a quantity at the average of what is out; the last of it takes what is left. */
  takeBack(quantity: Decimal): Decimal {
    const value = this.valueOf(quantity);
    this.add(quantity.negated(), value.negated());
    return value;
  }

  valueOf(quantity: Decimal): Decimal {
    if (quantity.greaterThanOrEqualTo(this.quantity)) return this.value;
    return roundAmount(this.value.times(quantity).dividedBy(this.quantity));
  }
}

/**
 * Enters the life of an order anew after its consumptions were corrected: returns and receipts get the value that they
 * would have got, had the material cost this at once. What receipts do not take stays in work for those after them.
 */
export function followCost(events: readonly CostEvent[]): FollowedCost {
  const followed: FollowedCost = { material: ZERO, returns: [], receipts: [] };
  const before = new Outs();
  const after = new Outs();
  // What is in work beyond what the events so far were valued by.
  let gained = ZERO;
  // What the by-products of the pieces to come have been given, and of that what they gained.
  let besides = NOTHING;
  const gain = (change: Decimal) => {
    gained = gained.plus(change);
    followed.material = followed.material.plus(change);
  };
  for (const event of events) {
    const { movementId } = event;
    if (event.kind === 'consumed') {
      const { quantity } = event;
      before.of(event).add(quantity, event.value.minus(event.change));
      after.of(event).add(quantity, event.value);
      gain(event.change);
    } else if (event.kind === 'returned') {
      const { quantity } = event;
      const change = after.of(event).takeBack(quantity).minus(before.of(event).takeBack(quantity));
      if (!change.isZero()) followed.returns.push({ movementId, change });
      gain(change.negated());
    } else {
      const costInWork = event.costInWork.plus(gained);
      const value = gained.isZero() ? event.value : valueOf(event, costInWork, besides.given);
      const change = value.minus(event.value);
      if (!gained.isZero()) followed.receipts.push({ movementId, change, costInWork, value });
      besides = { given: besides.given.plus(value), gained: besides.gained.plus(change) };
      if (event.sharePercent !== null) continue;
      gained = gained.minus(besides.gained);
      besides = NOTHING;
    }
  }
  return followed;
}

const NOTHING = { given: ZERO, gained: ZERO };

function valueOf(event: Received, costInWork: Decimal, given: Decimal): Decimal {
  const total = receiptValue(costInWork, event.pieces, event.quantityInWork);
  const left = total.minus(given);
  return event.sharePercent === null ? left : minimum(left, shareOf(total, event.sharePercent));
}

/** What is out of each component. */
class Outs {
  private readonly byProduct = new Map<number, MaterialOut>();

  of({ productId }: { productId: number }): MaterialOut {
    let out = this.byProduct.get(productId);
    if (!out) this.byProduct.set(productId, (out = new MaterialOut()));
    return out;
  }
}
