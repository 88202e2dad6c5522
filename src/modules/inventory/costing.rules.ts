import { Decimal, minimum, roundAmount, roundQuantity, ZERO } from '../../kernel/decimal.js';

/**
 * How a product's stock is valued. `average`: one moving average over the organization. `standard`: quantity times the
 * standard cost, whatever was paid. `fifo`: first in, first out, in layers. `lot`: a moving average inside each lot
 * (specific identification).
 */
export type CostMethod = 'average' | 'standard' | 'fifo' | 'lot';

/** Stock that enters. */
export interface Arrival {
  /** The movement; a layer of stock is known by the movement that brought it. */
  key: number;
  quantity: Decimal;
  lotId: number | null;
  /** What a document says it is worth; null takes the present cost. */
  given: Decimal | null;
  /** What documents have added to that since. */
  added: Decimal;
}

/** Stock that leaves. */
export interface Departure {
  key: number;
  quantity: Decimal;
  lotId: number | null;
  /** The value that it must take along, when it undoes another movement. */
  given: Decimal | null;
  /** The movement that brought it, when it undoes that one. */
  undoes: number | null;
}

/** Stock that came with one movement and is left, in the order of coming. */
export interface CostLayer {
  key: number;
  quantity: Decimal;
  value: Decimal;
}

/** So much of a layer went with a movement. */
export interface LayerUse {
  key: number;
  layerKey: number;
  quantity: Decimal;
  value: Decimal;
}

/** Quantity and value of the stock, and the cost per unit that is taken when there is none to go by. */
export interface Holding {
  quantity: Decimal;
  value: Decimal;
  lastUnitCost: Decimal;
}

/**
 * Value of one product's stock while movements happen to it, one after the other. Both directions give the value that
 * the movement adds or takes, never negative. No value is left without stock.
 *
 * Stock below zero (by approval) is worth less than nothing at the cost it was issued at. What arrives covers it at that
 * same cost; only the rest enters at its own. The difference to what the document says is a variance, not stock.
 */
export abstract class StockCost {
  quantity: Decimal;
  value: Decimal;
  lastUnitCost: Decimal;

  constructor(start: Holding) {
    this.quantity = start.quantity;
    this.value = start.value;
    this.lastUnitCost = start.lastUnitCost;
  }

  abstract enter(arrival: Arrival): Decimal;
  abstract leave(departure: Departure): Decimal;

  /** Value that stock carries from place to place; nothing changes. */
  carry(quantity: Decimal, _lotId: number | null): Decimal {
    return this.quantity.equals(quantity) ? this.value : roundAmount(quantity.times(this.exactUnitCost()));
  }

  /** Cost of one unit as it is now. */
  unitCost(_lotId: number | null = null): Decimal {
    return this.quantity.isZero() ? this.lastUnitCost : roundQuantity(this.exactUnitCost());
  }

  /** What an arrival is worth by itself. */
  protected told({ quantity, given, added }: Arrival): Decimal {
    return (given ?? roundAmount(quantity.times(this.unitCost()))).plus(added);
  }

  protected exactUnitCost(): Decimal {
    return this.quantity.isZero() ? this.lastUnitCost : this.value.dividedBy(this.quantity);
  }

  protected add(quantity: Decimal, value: Decimal): void {
    const after = this.quantity.plus(quantity);
    if (after.isZero()) this.lastUnitCost = this.unitCost();
    this.quantity = after;
    this.value = this.value.plus(value);
  }
}

/** One pool with one average. */
export class AverageCost extends StockCost {
  enter(arrival: Arrival): Decimal {
    const value = valueEntering(this, arrival.quantity, this.told(arrival));
    this.add(arrival.quantity, value);
    return value;
  }

  leave({ quantity, given }: Departure): Decimal {
    const value = valueLeaving(this, quantity, given);
    this.add(quantity.negated(), value.negated());
    return value;
  }
}

/** Stock is worth quantity × standard, at every moment; a movement's value is the difference that it makes. */
export class StandardCost extends StockCost {
  constructor(
    start: Holding,
    public standard: Decimal,
  ) {
    super(start);
  }

  enter({ quantity }: Arrival): Decimal {
    return this.become(this.quantity.plus(quantity));
  }

  leave({ quantity }: Departure): Decimal {
    return this.become(this.quantity.minus(quantity)).negated();
  }

  /** A new standard from now on; gives what the stock gains, or loses when negative. */
  revalue(standard: Decimal): Decimal {
    this.standard = standard;
    return this.become(this.quantity);
  }

  override carry(quantity: Decimal): Decimal {
    return roundAmount(quantity.times(this.standard));
  }

  override unitCost(): Decimal {
    return this.standard;
  }

  private become(quantity: Decimal): Decimal {
    const value = roundAmount(quantity.times(this.standard));
    const change = value.minus(this.value);
    this.quantity = quantity;
    this.value = value;
    return change;
  }
}

/** Layers in the order of coming; the oldest goes first. */
export class FifoCost extends StockCost {
  readonly uses: LayerUse[] = [];
  /** Layers by their movement, also those that are used up, oldest first. */
  readonly layers: Map<number, CostLayer>;
  private readonly changed: Set<number>;

  /** @param restored the layers are as they were once, so each is other than it stands now */
  constructor(start: Holding, layers: readonly CostLayer[], restored = false) {
    super(start);
    this.layers = new Map(layers.map((layer) => [layer.key, { ...layer }]));
    this.changed = new Set(restored ? this.layers.keys() : []);
  }

  enter(arrival: Arrival): Decimal {
    const { key, quantity } = arrival;
    const told = this.told(arrival);
    const covered = coveredBy(this, quantity);
    const value = valueEntering(this, quantity, told);
    const rest = quantity.minus(covered);
    if (rest.greaterThan(0)) {
      const restValue = covered.isZero() ? value : roundAmount(told.times(rest).dividedBy(quantity));
      this.layers.set(key, { key, quantity: rest, value: restValue });
      this.changed.add(key);
    }
    this.add(quantity, value);
    return value;
  }

  leave({ key, quantity, undoes }: Departure): Decimal {
    const unitCost = this.exactUnitCost();
    let left = quantity;
    let value = ZERO;
    const own = undoes === null ? undefined : this.layers.get(undoes);
    for (const layer of own ? [own, ...this.layers.values()] : this.layers.values()) {
      if (left.isZero()) break;
      if (layer.quantity.isZero()) continue;
      const taken = minimum(left, layer.quantity);
      const takenValue = partOf(layer, taken);
      layer.quantity = layer.quantity.minus(taken);
      layer.value = layer.value.minus(takenValue);
      left = left.minus(taken);
      value = value.plus(takenValue);
      this.changed.add(layer.key);
      this.uses.push({ key, layerKey: layer.key, quantity: taken, value: takenValue });
    }
    value = value.plus(roundAmount(left.times(unitCost)));
    this.add(quantity.negated(), value.negated());
    return value;
  }

  /** Layers that are new or other than they were. */
  changedLayers(): CostLayer[] {
    return [...this.changed].map((key) => this.layers.get(key)!);
  }
}

/** A pool with an average of its own for each lot. */
export class LotCost extends StockCost {
  readonly lots: Map<number, AverageCost>;

  constructor(start: Holding, lots: ReadonlyMap<number, { quantity: Decimal; value: Decimal }>) {
    super(start);
    this.lots = new Map(
      [...lots].map(([lotId, lot]) => [lotId, new AverageCost({ ...lot, lastUnitCost: start.lastUnitCost })]),
    );
  }

  enter(arrival: Arrival): Decimal {
    const value = this.lot(arrival.lotId).enter(arrival);
    this.add(arrival.quantity, value);
    return value;
  }

  leave(departure: Departure): Decimal {
    const value = this.lot(departure.lotId).leave(departure);
    this.add(departure.quantity.negated(), value.negated());
    return value;
  }

  override carry(quantity: Decimal, lotId: number | null): Decimal {
    return this.lot(lotId).carry(quantity, lotId);
  }

  override unitCost(lotId: number | null = null): Decimal {
    return lotId === null ? super.unitCost() : this.lot(lotId).unitCost();
  }

  /** A lot without stock costs what the product costs on average. */
  private lot(lotId: number | null): AverageCost {
    const known = this.lots.get(lotId!);
    if (known && !known.quantity.isZero()) return known;
    const lot = known ?? new AverageCost({ quantity: ZERO, value: ZERO, lastUnitCost: ZERO });
    lot.lastUnitCost = super.unitCost();
    this.lots.set(lotId!, lot);
    return lot;
  }
}

/** How much of an arrival only covers what was issued before it was there. */
function coveredBy(stock: Holding, quantity: Decimal): Decimal {
  return stock.quantity.isNegative() ? minimum(quantity, stock.quantity.negated()) : ZERO;
}

function valueEntering(stock: Holding, quantity: Decimal, told: Decimal): Decimal {
  const covered = coveredBy(stock, quantity);
  if (covered.isZero()) return told;
  const rest = roundAmount(told.times(quantity.minus(covered)).dividedBy(quantity));
  return partOf(stock, covered.negated()).negated().plus(rest);
}

/**
 * The last piece takes all the value that is left, so that rounding never leaves value without stock. What goes beyond
 * the stock goes at the cost of its last unit. A reversal takes what its movement brought; where this would leave nothing
 * for the pieces that stay, because cheaper ones have come and dearer ones gone, it takes their average like everybody.
 */
function valueLeaving(stock: StockCost, quantity: Decimal, told: Decimal | null): Decimal {
  if (quantity.equals(stock.quantity)) return stock.value;
  if (quantity.lessThan(stock.quantity)) {
    return told?.lessThan(stock.value) ? told : partOf(stock, quantity);
  }
  const beyond = stock.quantity.isNegative() ? quantity : quantity.minus(stock.quantity);
  const there = stock.quantity.isNegative() ? ZERO : stock.value;
  const unitCost = stock.quantity.isZero() ? stock.lastUnitCost : stock.value.dividedBy(stock.quantity);
  return there.plus(roundAmount(beyond.times(unitCost)));
}

function partOf(of: { quantity: Decimal; value: Decimal }, quantity: Decimal): Decimal {
  return quantity.equals(of.quantity)
    ? of.value
    : roundAmount(of.value.times(quantity).dividedBy(of.quantity));
}
