import { addToGroup } from '../../kernel/group-by.js';
import { actionMessages } from './action-messages.rules.js';
import { alternateGroups } from './alternate-groups.rules.js';
import { makeTimes } from './lead-days.rules.js';
import { isFedBack, lowLevelCodes } from './low-level-codes.rules.js';
import { piecesOf, planOrders } from './netting.rules.js';
import { inNameOf } from './planning-refused.rules.js';
import { inDemandOrder, inSupplyOrder, pegInOrder } from './pegging.rules.js';
import type { AlternateGroups, LinkedProducts } from './product-links.rules.js';
import { type Needed, standIn, type StandIns } from './stand-in.rules.js';
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
import {
  byProductQuantity,
  type ProductLevels,
  type Requirement,
  requirementsOf,
  versionOn,
} from './requirements.rules.js';

/** A plan before it is known what it takes of others. */
type BarePlan = Omit<ProductPlan, 'componentIds' | 'alternateIds' | 'level'>;

/** What is planned at once, and in which order. */
export interface PlanningSequence {
  levels: ReadonlyMap<number, number>;
  groups: AlternateGroups;
}

export function sequenceOf({ products }: { products: LinkedProducts }): PlanningSequence {
  const groups = alternateGroups(products);
  return { levels: lowLevelCodes(products, groups), groups };
}

/** An order, as far as it says what is taken for it. */
export type MadeOrder = Pick<PlannedOrder, 'ref' | 'quantity' | 'receipt' | 'startDay' | 'dueDay'>;

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
  private readonly productLevels: ProductLevels;
  private dependent = new Map<number, Demand[]>();
  private byProducts = new Map<number, Receipt[]>();
  private readonly outside = new Map<
    number,
    { demands: readonly Demand[]; byProducts: readonly Receipt[] }
  >();
  private readonly fedBack = new Map<string, boolean>();
  private readonly standIns = new Map<number, StandIns>();

  /** Low-level codes and groups are found unless they are known. */
  constructor(
    private readonly world: PlanningWorld,
    private readonly sequence: PlanningSequence = sequenceOf(world),
  ) {
    this.productLevels = { products: world.products, levelOf: (id) => this.levelOf(id) };
  }

  levelOf(productId: number): number {
    return this.sequence.levels.get(productId)!;
  }

  /** Products in the order in which they are planned. */
  order(): PlanningProduct[] {
    return [...this.world.products.values()].sort(
      (one, other) => this.levelOf(one.id) - this.levelOf(other.id) || one.id - other.id,
    );
  }

  /** Plans one product; everything above it and its group has been planned. */
  plan(product: PlanningProduct): ProductPlan {
    const { demands, alternateIds } = this.standInsOf(product);
    const receipts = this.receiptsOf(product);
    const isReplaced = product.isPhantom && product.make !== null;
    const orders = isReplaced
      ? []
      : inNameOf(product.id, () => planOrders(product, demands, receipts, this.world));
    const plan = isReplaced
      ? replaced(product, demands)
      : pegged(product, demands, receipts, orders, this.world);
    const componentIds = product.make
      ? this.require(
          product.id,
          product.make,
          makingsOf(plan.orders, product, demands, this.world.settings.today),
        )
      : [];
    this.dependent.delete(product.id);
    this.byProducts.delete(product.id);
    return { ...plan, level: this.levelOf(product.id), componentIds, alternateIds };
  }

  /** Says what products that are not planned here need of it and bring to it. */
  addFromOutside(productId: number, demands: readonly Demand[], byProducts: readonly Receipt[]): void {
    this.outside.set(productId, { demands, byProducts });
  }

  /** Hands down what orders take that are planned already. */
  handDown(product: PlanningProduct, orders: readonly MadeOrder[]): void {
    const { today } = this.world.settings;
    if (product.make) this.require(product.id, product.make, makingsOf(orders, product, [], today));
  }

  /** Takes away what has been handed down to products that are not planned here. */
  takeHandedDown(): { demands: ReadonlyMap<number, Demand[]>; byProducts: ReadonlyMap<number, Receipt[]> } {
    const handed = { demands: this.dependent, byProducts: this.byProducts };
    this.dependent = new Map();
    this.byProducts = new Map();
    return handed;
  }

  private demandsOf(product: PlanningProduct): Demand[] {
    const { horizonEnd } = this.world.settings;
    const all = [
      ...product.demands,
      ...(this.outside.get(product.id)?.demands ?? []),
      ...(this.dependent.get(product.id) ?? []),
    ];
    return inDemandOrder(all.filter((demand) => demand.day <= horizonEnd));
  }

  private receiptsOf(product: PlanningProduct): Receipt[] {
    return [
      ...product.receipts,
      ...(this.outside.get(product.id)?.byProducts ?? []),
      ...(this.byProducts.get(product.id) ?? []),
    ];
  }

  /** What is needed of it after all that others of its group stand in for, or that it stands in for. */
  private standInsOf(product: PlanningProduct): StandIns {
    const group = this.sequence.groups.get(product.id);
    if (!group) return { demands: this.demandsOf(product), alternateIds: [] };
    if (!this.standIns.has(product.id)) {
      const members = group.map((id): Needed => {
        const member = this.world.products.get(id)!;
        return { product: member, demands: this.demandsOf(member), receipts: this.receiptsOf(member) };
      });
      for (const [id, found] of standIn(members, this.world.settings)) this.standIns.set(id, found);
    }
    return this.standIns.get(product.id)!;
  }

  /** Hands what is made down to its components and by-products; answers which these are. */
  private require(productId: number, make: MakeSource, makings: readonly Making[]): number[] {
    const componentIds = new Set<number>();
    for (const making of makings) {
      const days = this.operationDaysOf(make, making);
      for (const requirement of this.requirementsOf(make, making)) {
        componentIds.add(requirement.componentId);
        this.need(requirement, making, days[requirement.operation] ?? days[0]!);
      }
      if (making.receipt !== null) this.deliverByProducts(productId, make, making, making.receipt);
    }
    for (const { byProducts } of make.versions)
      for (const line of byProducts) componentIds.add(line.productId);
    return [...componentIds].sort((one, other) => one - other);
  }

  private requirementsOf(make: MakeSource, making: Making): Requirement[] {
    return requirementsOf(this.productLevels, make, making.quantity, making.startDay);
  }

  /** When each operation begins; without operations when the order does. */
  private operationDaysOf(make: MakeSource, making: Making): Day[] {
    const { calendar, settings } = this.world;
    const { operationDays } =
      making.receipt === null
        ? { operationDays: [] }
        : makeTimes({ leadDays: null }, make, piecesOf(making.quantity), calendar.minutesPerDay);
    const after = operationDays.length === 0 ? [0] : operationDays;
    return after.map((days) =>
      Math.max(Math.min(calendar.add(making.startDay, days), making.dueDay), settings.today),
    );
  }

  /** One demand for a component and day, though several operations need it. */
  private need({ componentId, quantity, part }: Requirement, making: Making, day: Day): void {
    const { kind, ref } = making;
    const demands = this.dependent.get(componentId) ?? [];
    if (demands.length === 0) this.dependent.set(componentId, demands);
    let demand = sameDemand(demands, ref, day);
    if (demand) demand.quantity += quantity;
    else demands.push((demand = { kind, ref, day, quantity }));
    // What a phantom is needed for by itself is not made by an order, which could take something else.
    if (part && making.receipt !== null) (demand.parts ??= []).push(part);
  }

  private deliverByProducts(productId: number, make: MakeSource, making: Making, receipt: bigint): void {
    for (const line of versionOn(make, making.startDay)?.byProducts ?? []) {
      const quantity = byProductQuantity(line, receipt);
      if (quantity <= 0n || this.isFedBack(productId, line.productId)) continue;
      addToGroup(this.byProducts, line.productId, {
        kind: 'by_product',
        ref: `by_product:${making.ref}`,
        day: making.dueDay,
        quantity,
      });
    }
  }

  private isFedBack(productId: number, byProductId: number): boolean {
    const key = `${productId}:${byProductId}`;
    const known =
      this.fedBack.get(key) ?? isFedBack(this.world.products, productId, byProductId, this.sequence.groups);
    this.fedBack.set(key, known);
    return known;
  }
}

/** The last demands are those of the same order. */
function sameDemand(demands: readonly Demand[], ref: string, day: Day): Demand | undefined {
  for (let index = demands.length - 1; index >= 0 && demands[index]!.ref === ref; index -= 1) {
    if (demands[index]!.day === day) return demands[index];
  }
  return undefined;
}

/** A phantom has no supply of its own: its demands go on as they are. */
function replaced(product: PlanningProduct, demands: readonly Demand[]): BarePlan {
  return {
    productId: product.id,
    demands: [...demands],
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
): BarePlan {
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
    demands: [...shortfall, ...demands, ...buffer],
    supplies: inSupplyOrder([...stock, ...arrivals, ...planned]),
  };
  const plan = { ...ordered, pegs: pegInOrder(ordered.demands, ordered.supplies), orders };
  return {
    productId: product.id,
    ...plan,
    messages: actionMessages(receipts, plan, settings, largestOf(product)),
  };
}

/** What one order brings at most: what is made loses its scrap on the way. */
function largestOf({ lotSizing, make }: PlanningProduct): bigint | null {
  if (lotSizing.maximum === 0n) return null;
  return make ? (lotSizing.maximum * make.yield.numerator) / make.yield.denominator : lotSizing.maximum;
}

/** What takes material: planned and firm orders, or each demand for a phantom. */
function makingsOf(
  orders: readonly MadeOrder[],
  product: PlanningProduct,
  demands: readonly Demand[],
  today: Day,
): Making[] {
  if (product.isPhantom) {
    return demands.map(({ kind, ref, day, quantity }) => {
      const needed = Math.max(day, today);
      // Says by way of which phantom, so that what it needs can be told from what is needed itself.
      return { kind, ref: `${ref}@${product.id}`, quantity, receipt: null, startDay: needed, dueDay: needed };
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
  return [...orders.map((order) => ({ kind, ...order }) as const), ...firm];
}
