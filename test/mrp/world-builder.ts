import { FIXED_ONE, type Fixed, fixedText, toFixedPoint } from '../../src/kernel/fixed.js';
import { Planner } from '../../src/modules/mrp/planner.rules.js';
import type {
  ComponentLine,
  Demand,
  LotSizing,
  MakeSource,
  PlanningProduct,
  PlanningSettings,
  ProductPlan,
  Receipt,
  StructureVersion,
  VendorOffer,
} from '../../src/modules/mrp/planning-world.rules.js';
import { workingDaysOf } from '../../src/modules/mrp/working-days.rules.js';

/** A Monday; the examples count days from here, and every day is worked. */
export const TODAY = 20_631;
const ONE_TO_ONE = { numerator: 1n, denominator: 1n };

export const quantity = (value: number | string): Fixed => toFixedPoint(`${value}`);

const NO_RULES: LotSizing = {
  rule: 'lot_for_lot',
  quantity: 0n,
  periodDays: 1,
  minimum: 0n,
  multiple: 0n,
  maximum: 0n,
  orderCost: null,
  holdingCost: null,
};

export interface Told extends Partial<Omit<PlanningProduct, 'lotSizing' | 'onHand' | 'safetyStock'>> {
  id: number;
  onHand?: number;
  safetyStock?: number;
  lotSizing?: Partial<LotSizing>;
}

export function product({ id, onHand = 0, safetyStock = 0, lotSizing = {}, ...rest }: Told): PlanningProduct {
  return {
    id,
    method: 'mrp',
    isPhantom: false,
    isCountable: false,
    onHand: quantity(onHand),
    safetyStock: quantity(safetyStock),
    safetyLeadDays: 0,
    planningFenceDays: 0,
    lotSizing: { ...NO_RULES, ...lotSizing },
    leadDays: 0,
    make: null,
    vendors: [],
    demands: [],
    receipts: [],
    ...rest,
  };
}

export function takes(componentId: number, each: number, values: Partial<ComponentLine> = {}): ComponentLine {
  return {
    componentId,
    from: null,
    to: null,
    per: 'piece',
    piecesPerCycle: FIXED_ONE,
    factor: { numerator: quantity(each), denominator: FIXED_ONE },
    setup: 0n,
    roundingMultiple: 0n,
    toStock: ONE_TO_ONE,
    operation: 0,
    ...values,
  };
}

export function madeOf(lines: ComponentLine[], values: Partial<StructureVersion> = {}): MakeSource {
  const version = { bomId: 1, from: null, to: null, lines, byProducts: [], ...values };
  return { routingId: null, operations: [], yield: ONE_TO_ONE, versions: [version] };
}

let named = 0;

/** Sold `days` days from today. */
export function sale(days: number, sold: number): Demand {
  named += 1;
  return {
    kind: 'sales_order_line',
    ref: `sales_order_line:${named}`,
    day: TODAY + days,
    quantity: quantity(sold),
  };
}

export function purchase(days: number, ordered: number): Receipt {
  named += 1;
  const ref = `purchase_order_line:${named}`;
  return { kind: 'purchase_order_line', ref, day: TODAY + days, quantity: quantity(ordered) };
}

export function offer(vendorId: number, values: Partial<VendorOffer> = {}): VendorOffer {
  return {
    vendorId,
    isPreferred: false,
    leadDays: null,
    conversion: ONE_TO_ONE,
    isCountable: false,
    minimum: 0n,
    multiple: 0n,
    maximum: 0n,
    prices: [],
    ...values,
  };
}

export function plansOf(
  products: readonly PlanningProduct[],
  settings: Partial<PlanningSettings> = {},
): Map<number, ProductPlan> {
  const time = { weekdays: [1, 2, 3, 4, 5, 6, 7], holidays: [], minutesPerDay: 480 };
  const planner = new Planner({
    settings: { today: TODAY, horizonEnd: TODAY + 90, expediteWindowDays: 0, toleranceDays: 0, ...settings },
    calendar: workingDaysOf(time, TODAY),
    products: new Map(products.map((one) => [one.id, one])),
  });
  return new Map(
    planner
      .order()
      .map((product) => planner.plan(product))
      .map((plan) => [plan.productId, plan]),
  );
}

/** `[start, due, quantity]` of each planned order of a product, days counted from today. */
export function ordersOf(plans: ReadonlyMap<number, ProductPlan>, id: number): [number, number, string][] {
  return plans
    .get(id)!
    .orders.map((order) => [order.startDay - TODAY, order.dueDay - TODAY, fixedText(order.quantity)]);
}

/** What is there at the end of each of the days, when all comes as planned. */
export function projectedOf(plan: ProductPlan, days: readonly number[]): number[] {
  return days.map((day) => {
    const here = plan.supplies.filter((supply) => supply.day <= TODAY + day);
    const gone = plan.demands.filter((one) => one.kind !== 'safety_stock' && one.day <= TODAY + day);
    const sum = (list: readonly { quantity: Fixed }[]) =>
      list.reduce((total, one) => total + one.quantity, 0n);
    return Number(fixedText(sum(here) - sum(gone)));
  });
}
