import { Decimal, minimum, roundQuantity, sum, ZERO } from '../../src/kernel/decimal.js';
import {
  type AlternateLine,
  type Day,
  DEMAND_KINDS,
  type PlanningProduct,
  type PlanningSettings,
} from '../../src/modules/mrp/planning-world.rules.js';
import { fromToday, inOrder, type SlowDemand, type SlowReceipt } from './reference-pegs.js';
import { amount, overRatio, timesRatio } from './reference-structure.js';

type Demands = Map<number, SlowDemand[]>;
type Receipts = ReadonlyMap<number, readonly SlowReceipt[]>;

/** What one order needs of a product on one day, and how much of it is short. */
interface Need {
  product: PlanningProduct;
  ref: string;
  day: Day;
  short: Decimal;
  lines: SlowDemand[];
}

/**
 * Takes what is short of a product of what may stand in for it. Who needs it first is served first; of an alternate there
 * is as much as nobody else needs on the day or later, less the safety stock. The demands are changed as if people had
 * entered them like that.
 */
export function slowStandIn(
  settings: PlanningSettings,
  group: readonly PlanningProduct[],
  demands: Demands,
  receipts: Receipts,
): void {
  const before = new Map([...demands].map(([id, list]) => [id, list.map((demand) => ({ ...demand }))]));
  const taken: { productId: number; quantity: Decimal }[] = [];
  const freeOn = (id: number, day: Day): Decimal => {
    const product = group.find((one) => one.id === id);
    if (!product) return ZERO;
    const [wanted, coming] = [before.get(id)!, receipts.get(id)!];
    const days = [...wanted, ...coming].map((each) => fromToday(settings, each.day));
    const least = [day, ...days.filter((later) => later > day)].map((at) =>
      amount(product.onHand)
        .plus(sum(coming.filter((each) => fromToday(settings, each.day) <= at).map((each) => each.quantity)))
        .minus(
          sum(wanted.filter((each) => fromToday(settings, each.day) <= at).map((each) => each.quantity)),
        ),
    );
    const gone = sum(taken.filter((each) => each.productId === id).map((each) => each.quantity));
    const free = minimum(least[0]!, ...least)
      .minus(keeps(product))
      .minus(gone);
    return free.isNegative() ? ZERO : free;
  };
  const needs = group.flatMap((product) =>
    needsOf(settings, product, demands.get(product.id)!, receipts.get(product.id)!),
  );
  needs.sort(
    (one, other) =>
      one.day - other.day ||
      Number(one.ref > other.ref) - Number(one.ref < other.ref) ||
      one.product.id - other.product.id,
  );
  for (const need of needs) {
    let { short } = need;
    for (const id of [...new Set(need.lines.map((demand) => demand.line!.id))].sort((a, b) => a - b)) {
      const own = need.lines.filter((demand) => demand.line!.id === id);
      let open = minimum(short, sum(own.map((demand) => demand.quantity)));
      let choices = own[0]!.line!.choices.filter((choice) => choice.productId !== need.product.id);
      while (open.greaterThan(0) && choices.length > 0) {
        const offers = choices.map((choice) => offerOf(choice, open, freeOn(choice.productId, need.day)));
        const best = offers.sort(byPreference)[0]!;
        choices = choices.filter((choice) => choice !== best.choice);
        if (best.quantity.isZero()) continue;
        taken.push({ productId: best.choice.productId, quantity: best.quantity });
        lessen(own, best.primary);
        const { day } = own[0]!;
        const ref = `${need.ref}@${need.product.id}`;
        demands
          .get(best.choice.productId)!
          .push({ kind: 'planned_order', ref, day, quantity: best.quantity });
        open = open.minus(best.primary);
        short = short.minus(best.primary);
      }
    }
  }
  for (const { id } of group) {
    demands.set(
      id,
      demands.get(id)!.filter((demand) => !demand.line || demand.quantity.greaterThan(0)),
    );
  }
}

/** Stock that has to stay, so that nobody orders. */
function keeps({ safetyStock, method, lotSizing }: PlanningProduct): Decimal {
  const isReordered = method === 'reorder_point' && safetyStock > 0n && lotSizing.quantity > 0n;
  return amount(safetyStock).plus(isReordered ? '0.000000001' : 0);
}

/** What is short of each order's need when what was short before has been ordered, all in the order of serving. */
function needsOf(
  settings: PlanningSettings,
  product: PlanningProduct,
  demands: readonly SlowDemand[],
  receipts: readonly SlowReceipt[],
): Need[] {
  const comingBy = (day: Day) =>
    amount(product.onHand).plus(
      sum(
        receipts.filter((each) => each.day <= day + settings.expediteWindowDays).map((each) => each.quantity),
      ),
    );
  const today = comingBy(settings.today);
  let ordered = today.isNegative() ? today.negated() : ZERO;
  let served = ZERO;
  const needs: Need[] = [];
  const open = [...demands].sort(inOrder(DEMAND_KINDS));
  while (open.length > 0) {
    const { kind, ref, day: wanted } = open[0]!;
    const same = open.filter((each) => each.kind === kind && each.ref === ref && each.day === wanted);
    open.splice(0, same.length);
    const day = fromToday(settings, wanted);
    served = served.plus(sum(same.map((each) => each.quantity)));
    const short = served.minus(comingBy(day)).minus(ordered);
    if (!short.greaterThan(0)) continue;
    ordered = ordered.plus(short);
    const lines = same.filter((each) => each.line);
    if (lines.length > 0) needs.push({ product, ref, day, short, lines });
  }
  return needs;
}

/** Takes so much away from the needs of a line. */
function lessen(demands: readonly SlowDemand[], quantity: Decimal): void {
  let left = quantity;
  for (const demand of demands) {
    const less = minimum(left, demand.quantity);
    demand.quantity = demand.quantity.minus(less);
    left = left.minus(less);
  }
}

interface Offer {
  choice: AlternateLine;
  primary: Decimal;
  quantity: Decimal;
  isEnough: boolean;
  cost: Decimal | null;
}

function offerOf(choice: AlternateLine, open: Decimal, free: Decimal): Offer {
  const most = overRatio(free, choice.ratio).toDecimalPlaces(9, Decimal.ROUND_DOWN);
  const quantity = timesRatio(minimum(open, most), choice.ratio).toDecimalPlaces(9, Decimal.ROUND_UP);
  const each = choice.unitCost === null ? null : amount(choice.unitCost);
  return {
    choice,
    primary: minimum(open, roundQuantity(overRatio(quantity, choice.ratio))),
    quantity,
    isEnough: most.greaterThanOrEqualTo(open),
    cost:
      each && each.times(choice.ratio.numerator.toString()).dividedBy(choice.ratio.denominator.toString()),
  };
}

function byPreference(one: Offer, other: Offer): number {
  const [a, b] = [one.choice, other.choice];
  if (a.isPreferred !== b.isPreferred) return a.isPreferred ? -1 : 1;
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (one.isEnough !== other.isEnough) return one.isEnough ? -1 : 1;
  if ((one.cost === null) !== (other.cost === null)) return one.cost === null ? 1 : -1;
  const byCost = one.cost && other.cost ? one.cost.comparedTo(other.cost) : 0;
  return byCost || a.leadDays - b.leadDays || Number(a.minimum - b.minimum) || a.id - b.id;
}
