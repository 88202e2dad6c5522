import { actionMessages } from './action-messages.rules.js';
import { makeTimes } from './lead-days.rules.js';
import { isFedBack, lowLevelCodes } from './low-level-codes.rules.js';
import { piecesOf, planOrders } from './netting.rules.js';
import { inDemandOrder, inSupplyOrder, pegInOrder } from './pegging.rules.js';
import type {
  Day,
  Demand,
  DemandKind,
  MakeSource,
  PlannedOrder,
  PlanningProduct,
  PlanningWorld,
  ProductPlan,
  Receipt,
  Supply,
} from './planning-world.rules.js';
import { byProductQuantity, requirementsOf, versionOn } from './requirements.rules.js';

/** Something that is going to be made: a planned order, a firm one, or the demand for a phantom. */
interface Making {
  kind: DemandKind;
  ref: string;
  quantity: bigint;
  /** Null for a phantom, of which nothing comes out by itself. */
  receipt: bigint | null;
  startDay: Day;
  dueDay: Day;
}

/**
 * Plans every product, level by level: each after all that may need it, so that its requirements are complete when it is
 * netted. The plans come one by one, in that order.
 */
export class Planner {
  private readonly levels: ReadonlyMap<number, number>;
  private readonly dependent = new Map<number, Demand[]>();
  private readonly byProducts = new Map<number, Receipt[]>();
  private readonly fedBack = new Map<string, boolean>();

  constructor(private readonly world: PlanningWorld) {
    this.levels = lowLevelCodes(world.products);
  }

  levelOf(productId: number): number {
    return this.levels.get(productId)!;
  }

  /** Products in the order in which they are planned. */
  order(): PlanningProduct[] {
    return [...this.world.products.values()].sort(
      (one, other) => this.levelOf(one.id) - this.levelOf(other.id) || one.id - other.id,
    );
  }

  *plans(): Generator<ProductPlan> {
    for (const product of this.order()) yield this.plan(product);
  }

  /** Plans one product; everything above it has been planned. */
  plan(product: PlanningProduct): ProductPlan {
    const demands = this.demandsOf(product);
    const receipts = [...product.receipts, ...(this.byProducts.get(product.id) ?? [])];
    const isReplaced = product.isPhantom && product.make !== null;
    const orders = isReplaced ? [] : planOrders(product, demands, receipts, this.world);
    const plan = isReplaced
      ? replaced(product, demands)
      : pegged(product, demands, receipts, orders, this.world);
    const componentIds = product.make
      ? this.require(product.id, product.make, makingsOf(plan, product, demands, this.world.settings.today))
      : [];
    this.dependent.delete(product.id);
    return { ...plan, componentIds };
  }

  private demandsOf(product: PlanningProduct): Demand[] {
    const { horizonEnd } = this.world.settings;
    const all = [...product.demands, ...(this.dependent.get(product.id) ?? [])];
    return all.filter((demand) => demand.day <= horizonEnd);
  }

  /** Hands what is made down to its components and by-products; answers the components. */
  private require(productId: number, make: MakeSource, makings: readonly Making[]): number[] {
    const componentIds = new Set<number>();
    for (const making of makings) {
      for (const demand of this.requirementsOf(make, making)) {
        componentIds.add(demand.componentId);
        push(this.dependent, demand.componentId, demand);
      }
      if (making.receipt !== null) this.deliverByProducts(productId, make, making, making.receipt);
    }
    return [...componentIds].sort((one, other) => one - other);
  }

  /** One demand for a component and day, though several operations need it. */
  private requirementsOf(make: MakeSource, making: Making): (Demand & { componentId: number })[] {
    const { calendar, settings, products } = this.world;
    const levels = { products, levelOf: (id: number) => this.levelOf(id) };
    const { operationDays } =
      making.receipt === null
        ? { operationDays: [] }
        : makeTimes({ leadDays: null }, make, piecesOf(making.quantity), calendar.minutesPerDay);
    const demands = new Map<string, Demand & { componentId: number }>();
    for (const { componentId, operation, quantity } of requirementsOf(
      levels,
      make,
      making.quantity,
      making.startDay,
    )) {
      const begins = calendar.add(making.startDay, operationDays[operation] ?? 0);
      const day = Math.max(Math.min(begins, making.dueDay), settings.today);
      const key = `${componentId}:${day}`;
      const same = demands.get(key);
      if (same) same.quantity += quantity;
      else demands.set(key, { kind: making.kind, ref: making.ref, day, quantity, componentId });
    }
    return [...demands.values()];
  }

  private deliverByProducts(productId: number, make: MakeSource, making: Making, receipt: bigint): void {
    for (const line of versionOn(make, making.startDay)?.byProducts ?? []) {
      const quantity = byProductQuantity(line, receipt);
      if (quantity <= 0n || this.isFedBack(productId, line.productId)) continue;
      push(this.byProducts, line.productId, {
        kind: 'by_product',
        ref: `by_product:${making.ref}`,
        day: making.dueDay,
        quantity,
      });
    }
  }

  private isFedBack(productId: number, byProductId: number): boolean {
    const key = `${productId}:${byProductId}`;
    const known = this.fedBack.get(key) ?? isFedBack(this.world.products, productId, byProductId);
    this.fedBack.set(key, known);
    return known;
  }
}

function push<Value>(map: Map<number, Value[]>, key: number, value: Value): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

/** A phantom has no supply of its own: its demands go on as they are. */
function replaced(product: PlanningProduct, demands: readonly Demand[]): Omit<ProductPlan, 'componentIds'> {
  return {
    productId: product.id,
    demands: inDemandOrder(demands),
    supplies: [],
    pegs: [],
    orders: [],
    messages: [],
  };
}

function pegged(
  product: PlanningProduct,
  demands: readonly Demand[],
  receipts: readonly Receipt[],
  orders: PlannedOrder[],
  { settings }: PlanningWorld,
): Omit<ProductPlan, 'componentIds'> {
  const buffer: Demand[] =
    product.safetyStock > 0n
      ? [{ kind: 'safety_stock', ref: 'safety_stock', day: settings.today, quantity: product.safetyStock }]
      : [];
  const shortfall: Demand[] =
    product.onHand < 0n
      ? [
          {
            kind: 'production_material',
            ref: 'negative_stock',
            day: settings.today,
            quantity: -product.onHand,
          },
        ]
      : [];
  const stock: Supply[] =
    product.onHand > 0n
      ? [{ kind: 'stock', ref: 'stock', day: settings.today, quantity: product.onHand }]
      : [];
  const arrivals = receipts.map(({ kind, ref, day, quantity }): Supply => ({
    kind,
    ref,
    day: Math.max(day, settings.today),
    quantity,
  }));
  const planned = orders.map(({ ref, dueDay, receipt }): Supply => ({
    kind: 'planned_order',
    ref,
    day: dueDay,
    quantity: receipt,
  }));
  const ordered = {
    // What stock is below zero has been taken already: the first supply fills that up.
    demands: [...shortfall, ...inDemandOrder([...demands, ...buffer])],
    supplies: inSupplyOrder([...stock, ...arrivals, ...planned]),
  };
  const plan = { ...ordered, pegs: pegInOrder(ordered.demands, ordered.supplies), orders };
  return { productId: product.id, ...plan, messages: actionMessages(receipts, plan, settings) };
}

/** What takes material: planned and firm orders, or each demand for a phantom. */
function makingsOf(
  plan: Omit<ProductPlan, 'componentIds'>,
  product: PlanningProduct,
  demands: readonly Demand[],
  today: Day,
): Making[] {
  if (product.isPhantom) {
    return demands.map(({ kind, ref, day, quantity }) => {
      const needed = Math.max(day, today);
      return { kind, ref, quantity, receipt: null, startDay: needed, dueDay: needed };
    });
  }
  const kind = 'planned_order';
  const firm = product.receipts.flatMap(({ ref, quantity, day, order }) =>
    order
      ? [
          {
            kind,
            ref,
            quantity: order.quantity,
            receipt: quantity,
            startDay: order.startDay,
            dueDay: day,
          } as const,
        ]
      : [],
  );
  return [...plan.orders.map((order) => ({ kind, ...order }) as const), ...firm];
}
