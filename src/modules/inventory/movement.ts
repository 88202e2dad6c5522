import type { Decimal } from '../../kernel/decimal.js';

export const MOVEMENT_TYPES = [
  'receipt',
  'issue',
  'consumption',
  'production',
  'transfer',
  'adjustment',
  'scrap',
  'shipment',
  'return',
  'count',
  'revaluation',
  'reversal',
  'opening',
] as const;
export type MovementType = (typeof MOVEMENT_TYPES)[number];

/** The document behind a movement or reservation. */
export interface Reference {
  type: string;
  id: number;
}

/** Where stock arrives: one location, and one lot when the product is tracked by lots. */
export interface Target {
  locationId: number;
  lotId?: number | null;
}

/**
 * Where stock leaves. What is left open is picked: reserved stock of `reservedFor` first, then free stock, lots that
 * expire first before others (FEFO), older ones before newer (FIFO).
 */
export interface Source {
  locationId?: number;
  lotId?: number | null;
  /** Stock reserved for this document may be taken, and its reservation shrinks with it. */
  reservedFor?: Reference;
}

/**
 * One movement to post, always in the product's stock unit and always positive. `from` alone leaves the company, `to`
 * alone enters it, both move inside it.
 */
export interface Movement {
  type: MovementType;
  productId: number;
  quantity: Decimal;
  from?: Source;
  to?: Target;
  /** Cost per stock unit of what enters; the present average when left out. */
  unitCost?: Decimal;
  /** Value of what enters, when it is known more exactly than by unit. */
  totalCost?: Decimal;
  /** Business day, `YYYY-MM-DD`. Today is now; a past day is its end, after everything that is known of it. */
  date: string;
  /** The instant, when it is known better than by day; it lies on `date`. */
  occurredAt?: Date;
  /** For a count: what is there at `to`. The ledger finds the difference as of that moment. */
  counted?: Decimal;
  /** Holds the movement for approval at this place when there is not enough stock for it. */
  hold?: { reason: string; locationId: number };
  reference?: Reference;
  reason?: string | null;
  notes?: string | null;
  serialNumber?: string | null;
  /** The movement that this one undoes. */
  reversalOf?: number;
  /** Where the caller finds the movement in its request (`/lines/3`), for refusals; the request itself unless told. */
  path?: string;
  /** Where the caller finds the quantity in its request, for the refusal. */
  pointer?: string;
  /** The same for the date; `/transaction_date` unless told. */
  datePointer?: string;
}

/** One row of the ledger, as posted. A movement that was picked from several lots or places gives several rows. */
export interface PostedMovement {
  id: number;
  /** Index of the movement in the call. */
  index: number;
  type: MovementType;
  productId: number;
  quantity: Decimal;
  fromLocationId: number | null;
  toLocationId: number | null;
  lotId: number | null;
  costPerUnit: Decimal;
  totalCost: Decimal;
  /** It waits for approval and has moved nothing. */
  held: boolean;
}
