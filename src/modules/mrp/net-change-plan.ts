import { dateOfDay, dayNumber } from '../../kernel/business-day.js';
import { DomainError } from '../../kernel/domain-error.js';
import { fixedText } from '../../kernel/fixed.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Tx } from '../../platform/database/index.js';
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
import { broughtByOthers, firmOrderIds, neededByOthers } from './net-change.rules.js';
import { Planner } from './planner.rules.js';
import { PlanningInput, type SourceRow } from './planning-input.js';
import { LIVE_PLAN } from './plan-store.repository.js';
import { PLANNING_SOURCES, type PlanningSource } from './planning-source.query.js';
import type { Demand, PlanningSettings, ProductPlan, Receipt } from './planning-world.rules.js';
import { type WorkingDays, workingDaysOf } from './working-days.rules.js';

const UNIT_SOURCES: readonly PlanningSource[] = ['units', 'conversions'];
const STRUCTURE_SOURCES: readonly PlanningSource[] = [
  'boms',
  'operations',
  'bomLines',
  'byProducts',
  'operationMaterials',
];
const OWN_SOURCES = PLANNING_SOURCES.filter(
  (source) => source !== 'products' && !UNIT_SOURCES.includes(source),
);
/** Where the rows of a source name another product. */
const OTHER_PRODUCT: Partial<Record<PlanningSource, number>> = {
  bomLines: 1,
  byProducts: 1,
  operationMaterials: 2,
};
const [ID, PHANTOM] = [0, 4];
/** Levels of components, and as many again of by-products. */
const LEVELS_MAX = 20 * LIMITS.bomDepthMax;

/** Products of one level that are planned together, so that the event loop comes to its turn in between. */
const PRODUCTS_AT_ONCE = 1_000;

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

/**
 * Plans some products anew and, level by level, those below whose needs are different then. What the plans of all other
 * products need and bring is taken from the plan as it was written, so the answer is that of a whole run.
 */
export class NetChangePlan {
  private readonly settings: PlanningSettings;
  private readonly workingDays: WorkingDays;
  private readonly levels = new Map<number, number>();
  private readonly waiting = new Set<number>();
  /** Products whose components are planned anew although their orders are the same. */
  private readonly forced = new Set<number>();
  private readonly handedDown = new Map<number, HandedDown>();
  /** Which products have handed something down to a product. */
  private readonly givers = new Map<number, Set<number>>();
  private readonly plans = new Map<number, ProductPlan>();
  /** How often a product has been planned. */
  private readonly rounds = new Map<number, number>();
  private units: Map<PlanningSource, SourceRow[]> | null = null;

  constructor(
    private readonly tx: Tx,
    private readonly terms: PlanTerms,
    calendar: Calendar,
    private readonly options: NetChangeOptions = ONLY_CHANGES,
  ) {
    const today = dayNumber(terms.planning_date);
    this.settings = {
      today,
      horizonEnd: today + terms.planning_horizon_days - 1,
      expediteWindowDays: terms.expedite_window_days,
      toleranceDays: terms.tolerance_days,
    };
    this.workingDays = workingDaysOf(calendar.workingTime(), today);
  }

  /** Plans the products and what follows; gives the plans that were made, in the order of their products. */
  async planAnew(productIds: readonly number[], forced: ReadonlySet<number>): Promise<ProductPlan[]> {
    for (const id of forced) this.forced.add(id);
    await this.learnLevels(productIds);
    for (const id of productIds) this.waiting.add(id);
    while (this.waiting.size > 0) {
      await this.planLevel();
      await this.options.onProgress(this.plans.size, this.waiting.size);
    }
    return [...this.plans.values()].sort((one, other) => one.productId - other.productId);
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
    const batch = [...this.waiting].filter((id) => this.levelOf(id) === level).slice(0, PRODUCTS_AT_ONCE);
    for (const id of batch) {
      this.waiting.delete(id);
      this.levels.set(id, level);
      this.countRound(id);
    }
    if (this.plans.size + batch.length > LIMITS.netChangeProductsMax) {
      throw new DomainError(MrpErrors.tooMuchChanged);
    }
    const input = await this.readInput(batch);
    const stored = await readStoredPlans(this.tx, this.options.planId, batch);
    const orderKeys = this.options.isDeep ? null : await readOrderKeys(this.tx, batch);
    const refs = [...stored.values()].flatMap((plan) => [...plan.demand_refs, ...plan.supply_refs]);
    const firmProducts = await readFirmProducts(this.tx, firmOrderIds(refs));
    const world = input.world();
    await this.learnLevels([...world.products.keys()]);
    for (const id of world.products.keys()) if (!this.levels.has(id)) this.levels.set(id, level + 1);
    const planner = new Planner(world, this.levels);
    const changed = new Map<number, number[]>();
    for (const id of batch) {
      const product = world.products.get(id);
      if (!product) continue;
      const before = stored.get(id);
      planner.addFromOutside(id, ...this.fromOthers(id, before, firmProducts));
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
    }
    await this.queueBelow(changed, level);
  }

  /** Where all that lies below is planned anew, a product that comes again and again lies below itself. */
  private countRound(productId: number): void {
    const rounds = (this.rounds.get(productId) ?? 0) + 1;
    this.rounds.set(productId, rounds);
    if (this.options.isDeep && rounds > LIMITS.bomDepthMax) throw new DomainError(MrpErrors.tooMuchChanged);
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
      this.waiting.add(id);
      if (this.levels.has(id) && this.levelOf(id) > level) continue;
      // A new link leads up: what lies below it moves down, too.
      this.levels.set(id, level + 1);
      this.forced.add(id);
    }
  }

  /** What others need and bring: of those that were planned anew as they are now, of all others as they were written. */
  private fromOthers(
    productId: number,
    stored: StoredPlan | undefined,
    firmProducts: ReadonlyMap<number, number>,
  ): [Demand[], Receipt[]] {
    const isOld = ({ parentId }: { parentId: number }) => !this.plans.has(parentId);
    const demands = stored ? neededByOthers(stored, firmProducts).filter(isOld) : [];
    const receipts = stored ? broughtByOthers(stored, firmProducts).filter(isOld) : [];
    const handed = [...(this.givers.get(productId) ?? [])].map((giver) => this.handedDown.get(giver)!);
    return [
      [...demands.map(({ item }) => item), ...handed.flatMap((each) => each.demands.get(productId) ?? [])],
      [
        ...receipts.map(({ item }) => item),
        ...handed.flatMap((each) => each.byProducts.get(productId) ?? []),
      ],
    ];
  }

  private async readInput(productIds: readonly number[]): Promise<PlanningInput> {
    this.units ??= await readSources(this.tx, UNIT_SOURCES, this.terms.planning_date, []);
    const rows = await readSources(this.tx, OWN_SOURCES, this.terms.planning_date, productIds);
    const known = new Map<number, SourceRow>();
    // Whether a by-product comes back to its product is seen by everything below.
    const isDeep = rows.get('byProducts')!.length > 0;
    let open = [...new Set([...productIds, ...otherProductsOf(rows)])];
    while (open.length > 0) {
      const read = await readSources(this.tx, ['products'], this.terms.planning_date, open);
      for (const row of read.get('products')!) known.set(Number(row[ID]), row);
      const unfolded = open.filter(
        (id) => (isDeep || known.get(id)?.[PHANTOM] === 't') && !productIds.includes(id),
      );
      open = unfolded.length > 0 ? await this.readStructures(rows, unfolded, known) : [];
    }
    const input = new PlanningInput(this.settings, this.workingDays);
    for (const source of PLANNING_SOURCES) {
      const own = source === 'products' ? [...known.values()] : (this.units.get(source) ?? rows.get(source)!);
      for (const row of own) input.read(source, row);
    }
    return input;
  }

  /** Adds the structures of more products; answers the products in them that are not known yet. */
  private async readStructures(
    rows: Map<PlanningSource, SourceRow[]>,
    productIds: readonly number[],
    known: ReadonlyMap<number, SourceRow>,
  ): Promise<number[]> {
    const more = await readSources(this.tx, STRUCTURE_SOURCES, this.terms.planning_date, productIds);
    for (const [source, added] of more) rows.get(source)!.push(...added);
    return otherProductsOf(more).filter((id) => !known.has(id));
  }
}

function otherProductsOf(rows: ReadonlyMap<PlanningSource, readonly SourceRow[]>): number[] {
  const ids = new Set<number>();
  for (const [source, column] of Object.entries(OTHER_PRODUCT)) {
    for (const row of rows.get(source as PlanningSource) ?? []) ids.add(Number(row[column]));
  }
  return [...ids];
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
