import { dateOfDay } from '../../kernel/business-day.js';
import { DomainError } from '../../kernel/domain-error.js';
import { fixedText } from '../../kernel/fixed.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Tx } from '../../platform/database/index.js';
import { inTurns } from '../../platform/threads/in-turns.js';
import type { Calendar } from '../settings/index.js';
import { MrpErrors } from './mrp.errors.js';
import {
  type PlanTerms,
  readFirmProducts,
  readLevels,
  readOrderKeys,
  readSources,
  readStoredPlans,
  type StoredPlan,
} from './net-change.query.js';
import { readMadeOrders, readSequence } from './net-change-alternates.query.js';
import { broughtByOthers, firmOrderIds, neededByOthers, orderedBy, standsInFor } from './net-change.rules.js';
import { type MadeOrder, Planner, type PlanningSequence } from './planner.rules.js';
import type { SourceRow } from './planning-cells.js';
import { addRows, otherProductsOf, type SourceRows } from './source-rows.js';
import { PlanningInput } from './planning-input.js';
import { LIVE_PLAN } from './plan-store.repository.js';
import { type AlternateGroups, NO_GROUPS } from './product-links.rules.js';
import { PLANNING_SOURCES, type PlanningSource, planningSources } from './planning-source.query.js';
import {
  type Demand,
  type PlanningSettings,
  type PlanningWorld,
  type ProductPlan,
  type Receipt,
  settingsOf,
} from './planning-world.rules.js';
import { type WorkingDays, workingDaysOf } from './working-days.rules.js';

const UNIT_SOURCES: readonly PlanningSource[] = ['units', 'conversions'];
const STRUCTURE_SOURCES: readonly PlanningSource[] = [
  'boms',
  'operations',
  'alternates',
  'bomLines',
  'byProducts',
  'operationMaterials',
];
const OWN_SOURCES = PLANNING_SOURCES.filter(
  (source) => source !== 'products' && !UNIT_SOURCES.includes(source),
);
const [ID, PHANTOM] = [0, 4];
/** Levels of components, and as many again of by-products. */
const LEVELS_MAX = 20 * LIMITS.bomDepthMax;

/** Products of one level that are read together. */
const PRODUCTS_AT_ONCE = 1_000;
/** After so many the event loop comes to its turn. */
const PRODUCTS_A_TURN = 25;

/** Which plan is made anew, and how much of it. */
export interface NetChangeOptions {
  planId: number;
  /** Whether all that lies below is planned anew, and not only what has other needs. */
  isDeep: boolean;
  /** Told how many products are planned and how many are known to wait; may throw to end it. */
  onProgress: (planned: number, waiting: number) => Promise<void>;
}

const ONLY_CHANGES: NetChangeOptions = {
  planId: LIVE_PLAN,
  isDeep: false,
  onProgress: () => Promise.resolve(),
};

/** What one product's plan hands to others. */
interface HandedDown {
  demands: ReadonlyMap<number, Demand[]>;
  byProducts: ReadonlyMap<number, Receipt[]>;
}

/** Some products as they are now, and as they were planned. */
interface ReadProducts {
  ids: ReadonlySet<number>;
  stored: ReadonlyMap<number, StoredPlan>;
  /** Null where it does not matter whether orders are the same. */
  orderKeys: ReadonlyMap<number, string> | null;
  firmProducts: ReadonlyMap<number, number>;
  takers: readonly number[];
  world: PlanningWorld;
}

/** What orders of products take that are not planned anew, as it was before anything stood in for it. */
interface TakenByOthers {
  productIds: ReadonlySet<number>;
  demands: ReadonlyMap<number, Demand[]>;
}

/**
 * Plans some products anew and, level by level, those below whose needs are different then. What the plans of all other
 * products need and bring is taken from the plan as it was written, so the answer is that of a whole run.
 */
export class NetChangePlan {
  private readonly settings: PlanningSettings;
  private readonly workingDays: WorkingDays;
  private levels = new Map<number, number>();
  private groups: AlternateGroups = NO_GROUPS;
  private readonly waiting = new Set<number>();
  /** Products whose components are planned anew although their orders are the same. */
  private readonly forced = new Set<number>();
  private readonly handedDown = new Map<number, HandedDown>();
  /** Which products have handed something down to a product. */
  private readonly givers = new Map<number, Set<number>>();
  private readonly plans = new Map<number, ProductPlan>();
  /** How often a product has been planned. */
  private readonly rounds = new Map<number, number>();
  private units: SourceRows | null = null;
  /** What was read of the products that are touched themselves. */
  private ahead: ReadProducts | null = null;

  constructor(
    private readonly tx: Tx,
    private readonly terms: PlanTerms,
    calendar: Calendar,
    private readonly options: NetChangeOptions = ONLY_CHANGES,
  ) {
    this.settings = settingsOf(terms);
    this.workingDays = workingDaysOf(calendar.workingTime(), this.settings.today);
  }

  /** Plans the products and what follows; gives the plans that were made, in the order of their products. */
  async planAnew(productIds: readonly number[], forced: ReadonlySet<number>): Promise<ProductPlan[]> {
    for (const id of forced) this.forced.add(id);
    const ids = this.terms.use_alternates ? await this.withStandIns(productIds) : productIds;
    // What is touched is known from the beginning, on whichever levels it is. With alternates it depends on what is planned.
    if (!this.terms.use_alternates && ids.length <= PRODUCTS_AT_ONCE) this.ahead = await this.read(ids);
    await this.learnLevels(ids);
    for (const id of ids) this.queue(id);
    while (this.waiting.size > 0) {
      await this.planLevel();
      await this.options.onProgress(this.plans.size, this.waiting.size);
    }
    return [...this.plans.values()].sort((one, other) => one.productId - other.productId);
  }

  /** Learns what is planned at once; answers the products with those that they stand in for now. */
  private async withStandIns(productIds: readonly number[]): Promise<number[]> {
    const sequence = await readSequence(this.tx);
    if (sequence) {
      this.levels = new Map(sequence.levels);
      this.groups = sequence.groups;
    }
    const stored = await readStoredPlans(this.tx, this.options.planId, productIds);
    const shortOf = [...stored.values()].flatMap((plan) => standsInFor(plan.demand_refs));
    return [...new Set([...productIds, ...shortOf])];
  }

  /** What is planned at once waits at once. */
  private queue(productId: number): void {
    for (const id of this.groups.get(productId) ?? [productId]) this.waiting.add(id);
  }

  private async learnLevels(productIds: readonly number[]): Promise<void> {
    const unknown = productIds.filter((id) => !this.levels.has(id));
    if (unknown.length === 0) return;
    for (const [id, level] of await readLevels(this.tx, this.options.planId, unknown))
      this.levels.set(id, level);
  }

  private levelOf(productId: number): number {
    return this.levels.get(productId) ?? 0;
  }

  private async planLevel(): Promise<void> {
    const level = Math.min(...[...this.waiting].map((id) => this.levelOf(id)));
    // Deeper than every structure may be is only a circle of components, which would be gone round for ever.
    if (level > LEVELS_MAX) throw new DomainError(MrpErrors.tooMuchChanged);
    const batch = this.nextOf(level);
    for (const id of batch) {
      this.waiting.delete(id);
      this.levels.set(id, level);
      this.countRound(id);
    }
    if (this.plans.size + batch.length > LIMITS.netChangeProductsMax) {
      throw new DomainError(MrpErrors.tooMuchChanged);
    }
    const isReadAhead = this.ahead && batch.every((id) => this.ahead!.ids.has(id));
    const read = isReadAhead ? this.ahead! : await this.read(batch);
    await this.queueBelow(await this.planBatch(batch, level, read), level);
  }

  /** Plans products of one level; answers those whose orders may be different, with what is or was below them. */
  private async planBatch(
    batch: readonly number[],
    level: number,
    { stored, orderKeys, firmProducts, takers, world }: ReadProducts,
  ): Promise<Map<number, number[]>> {
    for (const id of phantomsOf(world)) if (!this.levels.has(id)) this.levels.set(id, level + 1);
    const sequence = { levels: this.levels, groups: this.groups };
    const planner = new Planner(world, sequence);
    const taken = await this.takenBy(takers, world, sequence);
    for await (const id of inTurns(batch, PRODUCTS_A_TURN)) {
      planner.addFromOutside(id, ...this.fromOthers(id, stored.get(id), firmProducts, taken));
    }
    const changed = new Map<number, number[]>();
    for await (const id of inTurns(batch, PRODUCTS_A_TURN)) {
      const product = world.products.get(id);
      if (!product) continue;
      const before = stored.get(id);
      const plan = planner.plan(product);
      this.plans.set(id, plan);
      this.handDown(id, planner.takeHandedDown());
      // What a phantom hands down are its demands, and not the orders that it never has.
      const isSame =
        orderKeys !== null &&
        !product.isPhantom &&
        !this.forced.has(id) &&
        orderKeyOf(plan) === (orderKeys.get(id) ?? '');
      if (!isSame) changed.set(id, [...plan.componentIds, ...(before?.component_ids ?? [])]);
      // What stood in for it and is not planned with it any more, whichever of the two comes first.
      for (const other of before?.alternate_ids ?? []) if (!this.plans.has(other)) this.queue(other);
    }
    return changed;
  }

  private async read(productIds: readonly number[]): Promise<ReadProducts> {
    const [stored, orderKeys, rows] = await this.tx.together([
      () => readStoredPlans(this.tx, this.options.planId, productIds),
      () => (this.options.isDeep ? Promise.resolve(null) : readOrderKeys(this.tx, productIds)),
      () => this.readOwn(productIds),
    ]);
    for (const [id, { low_level_code: level }] of stored)
      if (!this.levels.has(id)) this.levels.set(id, level);
    const refs = [...stored.values()].flatMap((plan) => [...plan.demand_refs, ...plan.supply_refs]);
    const firmProducts = await readFirmProducts(this.tx, firmOrderIds(refs));
    const takers = await this.takersOf(productIds, stored, firmProducts);
    const world = (await this.readInput(rows, productIds, takers)).world();
    await this.learnLevels(phantomsOf(world));
    return { ids: new Set(productIds), stored, orderKeys, firmProducts, takers, world };
  }

  /** The next products of a level; what is planned at once stays together. */
  private nextOf(level: number): number[] {
    const batch = new Set<number>();
    for (const id of this.waiting) {
      if (this.levelOf(id) !== level) continue;
      for (const other of this.groups.get(id) ?? [id]) if (this.waiting.has(other)) batch.add(other);
      if (batch.size >= PRODUCTS_AT_ONCE) break;
    }
    return [...batch];
  }

  /** Where all that lies below is planned anew, a product that comes again and again lies below itself. */
  private countRound(productId: number): void {
    const rounds = (this.rounds.get(productId) ?? 0) + 1;
    this.rounds.set(productId, rounds);
    if (this.options.isDeep && rounds > LIMITS.bomDepthMax) throw new DomainError(MrpErrors.tooMuchChanged);
  }

  /**
   * Products whose orders take some that are planned at once, or were: what is needed of these has to be known as it was
   * before anything stood in for it.
   */
  private async takersOf(
    batch: readonly number[],
    stored: ReadonlyMap<number, StoredPlan>,
    firmProducts: ReadonlyMap<number, number>,
  ): Promise<number[]> {
    const plans = batch.flatMap((id) => {
      const plan = stored.get(id);
      return plan && (this.groups.has(id) || plan.alternate_ids.length > 0) ? [plan] : [];
    });
    const apart = plans.flatMap((plan) => plan.alternate_ids).filter((id) => !stored.has(id));
    const others =
      apart.length > 0
        ? await readStoredPlans(this.tx, this.options.planId, apart)
        : new Map<number, StoredPlan>();
    const refs = [...plans, ...others.values()].flatMap((plan) => plan.demand_refs);
    const takers = new Set(orderedBy(refs, firmProducts));
    return [...takers].filter((id) => !this.plans.has(id) && !batch.includes(id));
  }

  private async takenBy(
    takers: readonly number[],
    world: PlanningWorld,
    sequence: PlanningSequence,
  ): Promise<TakenByOthers> {
    const handing = new Planner(world, sequence);
    const orders =
      takers.length > 0
        ? await readMadeOrders(this.tx, this.options.planId, takers)
        : new Map<number, MadeOrder[]>();
    for (const [id, own] of orders) handing.handDown(world.products.get(id)!, own);
    return { productIds: new Set(takers), demands: handing.takeHandedDown().demands };
  }

  private handDown(productId: number, handed: HandedDown): void {
    this.handedDown.set(productId, handed);
    for (const below of [...handed.demands.keys(), ...handed.byProducts.keys()]) {
      const givers = this.givers.get(below);
      if (givers) givers.add(productId);
      else this.givers.set(below, new Set([productId]));
    }
  }

  /** Products below whose needs may be different now; each is planned after what it is below of. */
  private async queueBelow(changed: ReadonlyMap<number, readonly number[]>, level: number): Promise<void> {
    const below = new Set([...changed.values()].flat());
    await this.learnLevels([...below]);
    for (const id of below) {
      this.queue(id);
      if (this.levels.has(id) && this.levelOf(id) > level) continue;
      // A new link leads up: what lies below it moves down, too.
      for (const moved of this.groups.get(id) ?? [id]) {
        this.levels.set(moved, level + 1);
        this.forced.add(moved);
      }
    }
  }

  /** What others need and bring: of those that were planned anew as they are now, of all others as they were written. */
  private fromOthers(
    productId: number,
    stored: StoredPlan | undefined,
    firmProducts: ReadonlyMap<number, number>,
    taken: TakenByOthers,
  ): [Demand[], Receipt[]] {
    const isOld = (parentId: number) => !this.plans.has(parentId);
    const isKept = (parentId: number) => isOld(parentId) && !taken.productIds.has(parentId);
    const demands = stored ? neededByOthers(stored, firmProducts, isKept) : [];
    const receipts = stored ? broughtByOthers(stored, firmProducts, isOld) : [];
    const handed = [...(this.givers.get(productId) ?? [])].map((giver) => this.handedDown.get(giver)!);
    return [
      [
        ...demands,
        ...(taken.demands.get(productId) ?? []),
        ...handed.flatMap((each) => each.demands.get(productId) ?? []),
      ],
      [...receipts, ...handed.flatMap((each) => each.byProducts.get(productId) ?? [])],
    ];
  }

  /** What the products themselves say, and the units, which are read once. */
  private async readOwn(productIds: readonly number[]): Promise<SourceRows> {
    const sources = [...(this.units ? [] : UNIT_SOURCES), ...this.sourcesAmong(OWN_SOURCES)];
    const rows = await readSources(this.tx, sources, this.terms.planning_date, productIds);
    this.units ??= new Map(UNIT_SOURCES.map((source) => [source, rows.get(source)!]));
    return new Map([...this.units, ...rows]);
  }

  /** What planning is made from: the own rows of the products, and with them everything that these lead to. */
  private async readInput(
    rows: SourceRows,
    productIds: readonly number[],
    takers: readonly number[],
  ): Promise<PlanningInput> {
    if (takers.length > 0) {
      const sources = [...this.sourcesAmong(STRUCTURE_SOURCES), 'firmOrders' as const];
      addRows(rows, await readSources(this.tx, sources, this.terms.planning_date, takers));
    }
    const known = new Map<number, SourceRow>();
    // Whether a by-product comes back to its product is seen by everything below.
    const isDeep = rows.get('byProducts')!.length > 0;
    const whole = new Set([...productIds, ...takers]);
    let open = [...new Set([...whole, ...otherProductsOf(rows)])];
    while (open.length > 0) {
      const read = await readSources(this.tx, ['products'], this.terms.planning_date, open);
      for (const row of read.get('products')!) known.set(Number(row[ID]), row);
      const unfolded = open.filter((id) => (isDeep || known.get(id)?.[PHANTOM] === 't') && !whole.has(id));
      open = unfolded.length > 0 ? await this.readStructures(rows, unfolded, known) : [];
    }
    const input = new PlanningInput(this.settings, this.workingDays);
    for (const source of PLANNING_SOURCES) {
      const read = source === 'products' ? [...known.values()] : rows.get(source);
      for (const row of read ?? []) input.read(source, row);
    }
    return input;
  }

  private sourcesAmong(sources: readonly PlanningSource[]): PlanningSource[] {
    const read = planningSources(this.terms);
    return sources.filter((source) => read.includes(source));
  }

  /** Adds the structures of more products; answers the products in them that are not known yet. */
  private async readStructures(
    rows: SourceRows,
    productIds: readonly number[],
    known: ReadonlyMap<number, SourceRow>,
  ): Promise<number[]> {
    const sources = this.sourcesAmong(STRUCTURE_SOURCES);
    const more = await readSources(this.tx, sources, this.terms.planning_date, productIds);
    addRows(rows, more);
    return otherProductsOf(more).filter((id) => !known.has(id));
  }
}

/** What is replaced by what it consists of, level by level; of all others the level is learned when they are to be planned. */
function phantomsOf({ products }: PlanningWorld): number[] {
  return [...products.values()].filter(({ isPhantom }) => isPhantom).map(({ id }) => id);
}

/** As `readOrderKeys` has it. */
function orderKeyOf(plan: ProductPlan): string {
  return [...plan.orders]
    .sort((one, other) => one.dueDay - other.dueDay || one.lot - other.lot)
    .map(({ dueDay, lot, quantity, startDay }) =>
      [dateOfDay(dueDay), lot, fixedText(quantity), dateOfDay(startDay)].join(':'),
    )
    .join();
}
