import { type Decimal, decimal, minimum, ZERO } from '../../src/kernel/decimal.js';

/** Something that was entered: where, when, how much. `seq` is the order of entering. */
export interface Entry {
  seq: number;
  at: number;
  kind: 'in' | 'out' | 'move' | 'count' | 'undo';
  place: number;
  target?: number;
  lot: number | null;
  quantity: Decimal;
  /** Value that a document gave; null is the cost of the stock. */
  value: Decimal | null;
  /** What documents have added since. */
  added?: Decimal;
  undoes?: number;
}

export type Method = 'average' | 'standard' | 'fifo' | 'lot';

export interface Page {
  /** Value of each entry, by the order of entering. */
  costs: Map<number, Decimal>;
  /** After each entry in the order of happening. */
  moments: { at: number; stock: Map<string, Decimal>; quantity: Decimal; value: Decimal }[];
}

interface Lot {
  source: number;
  quantity: Decimal;
  value: Decimal;
}

/**
 * A storekeeper who, whenever something is entered, writes the whole book anew from its first page, in the order in which
 * things happened. Slow and obvious; says null when somewhere in the book there would be less than nothing.
 */
export class Storekeeper {
  constructor(
    private readonly method: Method,
    private readonly standard: Decimal,
  ) {}

  write(entries: readonly Entry[]): Page | null {
    const ordered = [...entries].sort((a, b) => a.at - b.at || a.seq - b.seq);
    const stock = new Map<string, Decimal>();
    const done = new Map<number, { change: Decimal; value: Decimal }>();
    const shelf = new Shelf(this.method, this.standard);
    const moments: Page['moments'] = [];
    for (const entry of ordered) {
      const key = `${entry.place}/${entry.lot ?? '-'}`;
      const here = stock.get(key) ?? ZERO;
      let change = this.changeOf(entry, here, done);
      if (entry.kind === 'move') {
        const there = `${entry.target}/${entry.lot ?? '-'}`;
        const { quantity } = entry;
        stock.set(key, here.minus(quantity));
        stock.set(there, (stock.get(there) ?? ZERO).plus(quantity));
        done.set(entry.seq, { change: quantity, value: shelf.carried(quantity, entry.lot) });
        change = ZERO;
      } else {
        stock.set(key, here.plus(change));
        const told = entry.kind === 'undo' ? done.get(entry.undoes!)!.value : entry.value;
        done.set(entry.seq, { change, value: shelf.book(entry, change, told) });
      }
      if (stock.get(key)!.isNegative()) return null;
      moments.push({ at: entry.at, stock: new Map(stock), quantity: shelf.quantity, value: shelf.value });
    }
    return { costs: new Map([...done].map(([seq, { value }]) => [seq, value])), moments };
  }

  private changeOf(entry: Entry, here: Decimal, done: ReadonlyMap<number, { change: Decimal }>): Decimal {
    switch (entry.kind) {
      case 'in':
        return entry.quantity;
      case 'out':
        return entry.quantity.negated();
      case 'count':
        return entry.quantity.minus(here);
      case 'undo':
        return done.get(entry.undoes!)!.change.negated();
      case 'move':
        return ZERO;
    }
  }
}

/** Value of all stock of the product, as one heap of what came in. */
class Shelf {
  private heap: (Lot & { lot: number | null })[] = [];
  private last: Decimal;

  constructor(
    private readonly method: Method,
    private readonly standard: Decimal,
  ) {
    this.last = standard;
  }

  get quantity(): Decimal {
    return this.heap.reduce((total, one) => total.plus(one.quantity), ZERO);
  }

  get value(): Decimal {
    return this.heap.reduce((total, one) => total.plus(one.value), ZERO);
  }

  carried(quantity: Decimal, lot: number | null): Decimal {
    if (this.method === 'standard') return round6(quantity.times(this.standard));
    const pool = this.pool(lot);
    if (pool.quantity.equals(quantity)) return pool.value;
    return round6(quantity.times(pool.value).dividedBy(pool.quantity));
  }

  book(entry: Entry, change: Decimal, told: Decimal | null): Decimal {
    if (change.isZero()) return ZERO;
    return change.isPositive() ? this.put(entry, change, told) : this.take(entry, change.negated(), told);
  }

  private pool(lot: number | null): { quantity: Decimal; value: Decimal } {
    const own = this.method === 'lot' ? this.heap.filter((one) => one.lot === lot) : this.heap;
    return {
      quantity: own.reduce((total, one) => total.plus(one.quantity), ZERO),
      value: own.reduce((total, one) => total.plus(one.value), ZERO),
    };
  }

  private unitCost(lot: number | null): Decimal {
    const pool = this.pool(lot);
    if (!pool.quantity.isZero()) return pool.value.dividedBy(pool.quantity).toDecimalPlaces(9);
    const { quantity, value } = this;
    return quantity.isZero() ? this.last : value.dividedBy(quantity).toDecimalPlaces(9);
  }

  private put(entry: Entry, quantity: Decimal, told: Decimal | null): Decimal {
    const before = this.value;
    const own = told ?? round6(quantity.times(this.unitCost(entry.lot)));
    const value = own.plus(entry.added ?? ZERO);
    this.heap.push({ source: entry.seq, lot: entry.lot, quantity, value });
    if (this.method === 'standard') this.revalue();
    return this.value.minus(before);
  }

  private take(entry: Entry, quantity: Decimal, told: Decimal | null): Decimal {
    const before = this.value;
    if (quantity.equals(this.quantity)) this.last = before.dividedBy(quantity).toDecimalPlaces(9);
    if (this.method === 'fifo') this.takeOldest(entry, quantity);
    else this.takeAverage(entry.lot, quantity, told);
    this.heap = this.heap.filter((one) => !one.quantity.isZero());
    if (this.method === 'standard') this.revalue();
    return before.minus(this.value);
  }

  private takeOldest(entry: Entry, quantity: Decimal): void {
    const own = this.heap.filter((one) => one.source === entry.undoes);
    let left = quantity;
    for (const one of [...own, ...this.heap]) {
      const taken = minimum(left, one.quantity);
      if (taken.isZero()) continue;
      const value = taken.equals(one.quantity)
        ? one.value
        : round6(one.value.times(taken).dividedBy(one.quantity));
      one.quantity = one.quantity.minus(taken);
      one.value = one.value.minus(value);
      left = left.minus(taken);
    }
  }

  /** One pool: everything in it is thrown together and what is left is one piece. */
  private takeAverage(lot: number | null, quantity: Decimal, told: Decimal | null): void {
    const pool = this.pool(lot);
    const all = quantity.equals(pool.quantity);
    const part = round6(pool.value.times(quantity).dividedBy(pool.quantity));
    // A reversal takes what it brought unless that leaves nothing for the rest.
    const value = all ? pool.value : told?.lessThan(pool.value) ? told : part;
    this.heap = this.heap.filter((one) => this.method === 'lot' && one.lot !== lot);
    this.heap.push({
      source: -1,
      lot,
      quantity: pool.quantity.minus(quantity),
      value: pool.value.minus(value),
    });
  }

  private revalue(): void {
    const { quantity } = this;
    this.heap = [{ source: -1, lot: null, quantity, value: round6(quantity.times(this.standard)) }];
  }
}

function round6(value: Decimal): Decimal {
  return decimal(value).toDecimalPlaces(6);
}
