import type { Decimal } from '../../kernel/decimal.js';
import type { Day, WorkingDays } from './working-days.rules.js';

/** Part of what an order needs: of one product on one day. */
export interface PathNeed {
  productId: number;
  day: Day;
  quantity: Decimal;
  /** Pegged to nothing. */
  missing: Decimal;
  pegs: { key: string; quantity: Decimal }[];
}

/** A supply with what it waits for; the line itself is one as well. */
export interface PathNode {
  key: string;
  productId: number;
  ref: string;
  startDay: Day | null;
  /** When it is there as planned. */
  day: Day;
  needs: PathNeed[];
}

/** A supply that determines when what is above it is there. */
export interface PathStep {
  node: PathNode;
  quantity: Decimal;
  neededDay: Day;
  /** When it can be there; null when never. */
  expectedDay: Day | null;
}

/** The need that holds an order up, and the supply that it waits for; no supply when some is pegged to nothing. */
interface Critical {
  need: PathNeed;
  peg: { key: string; quantity: Decimal } | null;
  day: Day | null;
}

const NEVER = Number.POSITIVE_INFINITY;

function finite(day: Day): Day | null {
  return day === NEVER ? null : day;
}

/**
 * When each supply can be there if everything below it comes as planned: an order that waits for a component is late by as
 * many working days as that comes after it is needed. Nothing waits for itself: such a circle is cut.
 */
export class ForwardPass {
  private readonly expected = new Map<string, Day>();
  private readonly open = new Set<string>();

  constructor(
    private readonly nodes: ReadonlyMap<string, PathNode>,
    private readonly calendar: WorkingDays,
  ) {}

  /** When the needs of the topmost node are there, and the way down that determines it. */
  path(top: PathNode): { expectedDay: Day | null; steps: PathStep[] } {
    const steps: PathStep[] = [];
    const passed = new Set([top.key]);
    let critical = this.criticalOf(top);
    const expectedDay = critical?.day ?? null;
    while (critical?.peg && !passed.has(critical.peg.key)) {
      const node = this.nodes.get(critical.peg.key)!;
      passed.add(node.key);
      steps.push({
        node,
        quantity: critical.peg.quantity,
        neededDay: critical.need.day,
        expectedDay: critical.day,
      });
      critical = this.criticalOf(node);
    }
    return { expectedDay, steps };
  }

  /** The need that comes latest after its day, or else with the least time to spare. */
  private criticalOf(node: PathNode): Critical | null {
    let worst: { need: PathNeed; peg: PathNeed['pegs'][number] | null; late: number; day: number } | null =
      null;
    for (const need of node.needs) {
      const candidates = need.pegs.map((peg) => ({ peg, day: this.dayOf(peg.key) }));
      const last = candidates.reduce<(typeof candidates)[number] | null>(
        (latest, one) => (latest === null || one.day > latest.day ? one : latest),
        null,
      );
      const isMissing = need.missing.greaterThan(0);
      const day = isMissing ? NEVER : (last?.day ?? need.day);
      const peg = isMissing ? null : (last?.peg ?? null);
      const late = day - need.day;
      if (worst === null || late > worst.late) worst = { need, peg, late, day };
    }
    return worst && { need: worst.need, peg: worst.peg, day: finite(worst.day) };
  }

  private dayOf(key: string): Day {
    const known = this.expected.get(key);
    if (known !== undefined) return known;
    const node = this.nodes.get(key)!;
    if (this.open.has(key)) return node.day;
    this.open.add(key);
    let delay = 0;
    for (const need of node.needs) {
      let day = need.missing.greaterThan(0) ? NEVER : need.day;
      for (const peg of need.pegs) day = Math.max(day, this.dayOf(peg.key));
      delay = Math.max(delay, day === NEVER ? NEVER : this.calendar.between(need.day, day));
    }
    this.open.delete(key);
    const expected = delay === NEVER ? NEVER : this.calendar.add(node.day, delay);
    this.expected.set(key, expected);
    return expected;
  }
}
