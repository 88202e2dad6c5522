import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type Decimal, decimal, ONE } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { type Fixed, fixedText } from '../../kernel/fixed.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, Transactions, type Tx } from '../../platform/database/index.js';
import { ProductReader, ProductWriter } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import { type CostKind, mapKinds } from './cost-kinds.rules.js';
import {
  insertRollUps,
  insertRun,
  listRollUps,
  listRuns,
  readRun,
  type RollUpEntry,
  type RollUpRunView,
  type RollUpView,
  tryLockRollUps,
} from './cost-roll-ups.repository.js';
import { EngineeringErrors } from './engineering.errors.js';
import { type MassCosts, type MassStructure, rollUpMany, storedCost } from './mass-cost.rules.js';
import { type MassSelection, readSelectedProducts } from './mass-structure.query.js';
import { StructureLoader } from './structure-loader.js';
import type { CostBasis } from './structure.rules.js';

export interface MassRollUpRequest {
  product_ids?: number[];
  category_ids?: number[];
  basis?: string;
  quantity?: Decimal;
  date?: string;
  allow_missing_prices?: boolean;
  preview?: boolean;
  limit?: number;
}

/** Of each statement: a large structure is read in one. */
const LONG = { statementTimeoutMs: 60_000 };
/** So many products are written with one statement; between two, others get their turn. */
const PRODUCTS_AT_ONCE = 2_500;

interface Terms {
  basis: CostBasis;
  lot_quantity: Decimal;
  structure_date: string;
}

interface Target {
  productId: number;
  sku: string;
  unitCost: Decimal;
  kinds: Record<CostKind, Fixed>;
  previous: Decimal | null;
}

/**
 * Rolls up the cost of many products at once. Everything is read in a constant number of statements and reckoned in
 * memory, components before what they go into; the costs are written set-based.
 */
@Injectable()
export class CostRollUpsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly writer: ProductWriter,
    private readonly loader: StructureLoader,
    private readonly businessTime: BusinessTime,
  ) {}

  rollUp(principal: Principal, request: MassRollUpRequest) {
    return this.transactions.run(principal, (tx) => this.rollUpIn(tx, request), LONG);
  }

  runs(principal: Principal, options: ListOptions): Promise<Page<RollUpRunView>> {
    return this.transactions.read(principal, (tx) => listRuns(tx, options));
  }

  run(principal: Principal, id: number): Promise<RollUpRunView> {
    return this.transactions.read(principal, (tx) => readRun(tx, id));
  }

  lines(principal: Principal, runId: number, options: ListOptions): Promise<Page<RollUpView>> {
    return this.transactions.read(principal, async (tx) => {
      await readRun(tx, runId);
      return listRollUps(tx, { run_id: runId }, options);
    });
  }

  history(principal: Principal, productId: number, options: ListOptions): Promise<Page<RollUpView>> {
    return this.transactions.read(principal, async (tx) => {
      await this.products.get(tx, productId);
      return listRollUps(tx, { product_id: productId }, options);
    });
  }

  private async rollUpIn(tx: Tx, request: MassRollUpRequest) {
    const { preview = false, allow_missing_prices: allowMissing = false } = request;
    const terms: Terms = {
      basis: (request.basis as CostBasis | undefined) ?? 'current',
      lot_quantity: request.quantity ?? ONE,
      structure_date: request.date ?? (await this.businessTime.today(tx)),
    };
    if (!preview && !(await tryLockRollUps(tx))) throw new DomainError(EngineeringErrors.rollUpRunning);
    const selection = await this.select(tx, request);
    const structure = await this.loader.loadMany(tx, selection, terms.structure_date);
    const found = await patiently(rollUpMany(structure, terms.lot_quantity, terms.basis));
    await this.loader.refuseCycle(tx, found);
    if (found.notConvertible) throw this.loader.notConvertible(structure, found.notConvertible);
    const targets = targetsOf(structure, found, selection);
    const missing = missingOf(structure, found, targets);
    if (missing.length > 0 && !preview && !allowMissing) {
      throw new DomainError(EngineeringErrors.priceMissing, { extra: named(missing) });
    }
    const changed = targets.filter(({ unitCost, previous }) => !previous?.equals(unitCost));
    const written = preview ? changed : await this.write(tx, changed);
    const run = {
      ...terms,
      scope: selection ? 'selection' : 'all',
      allow_missing_prices: allowMissing,
      products_updated: written.length,
      products_unchanged: targets.length - written.length,
      missing_prices: missing.length,
    };
    const id = preview ? null : await record(tx, run, terms, written);
    const lines = written.slice(0, request.limit ?? LIMITS.pageRowsDefault);
    return { run_id: id, preview, ...run, ...named(missing), lines: lines.map(lineOf) };
  }

  /** Null is everything that is made. */
  private async select(tx: Tx, request: MassRollUpRequest): Promise<MassSelection> {
    const { product_ids: productIds, category_ids: categoryIds } = request;
    if (!productIds && !categoryIds) return null;
    await this.products.requireMany(tx, productIds ?? [], (index) => `/product_ids/${index}`);
    await this.products.requireCategories(tx, categoryIds ?? [], (index) => `/category_ids/${index}`);
    return readSelectedProducts(tx, productIds ?? [], categoryIds ?? []);
  }

  /** In the order of their ids, so that two writers lock products and stock alike. */
  private async write(tx: Tx, changed: readonly Target[]): Promise<Target[]> {
    const written: Target[] = [];
    for (let start = 0; start < changed.length; start += PRODUCTS_AT_ONCE) {
      const part = changed.slice(start, start + PRODUCTS_AT_ONCE);
      const costs = new Map(part.map(({ productId, unitCost }) => [productId, unitCost]));
      const before = await this.writer.setStandardCosts(tx, costs);
      for (const target of part) {
        const previous = before.get(target.productId);
        if (previous !== undefined) written.push({ ...target, previous });
      }
      await setImmediate();
    }
    return written;
  }
}

async function record(
  tx: Tx,
  run: Parameters<typeof insertRun>[1],
  terms: Terms,
  written: readonly Target[],
): Promise<number> {
  const { id } = await insertRun(tx, run);
  for (let start = 0; start < written.length; start += PRODUCTS_AT_ONCE) {
    await insertRollUps(tx, id, terms, written.slice(start, start + PRODUCTS_AT_ONCE).map(entryOf));
    await setImmediate();
  }
  return id;
}

function entryOf({ productId, unitCost, kinds, previous }: Target): RollUpEntry {
  return {
    productId,
    previous: previous?.toFixed() ?? null,
    unitCost: unitCost.toFixed(),
    ...mapKinds((kind) => fixedText(kinds[kind])),
  };
}

const fixedDecimal = (value: Fixed) => decimal(fixedText(value));

/** Lets others have their turn wherever the rules pause. */
async function patiently<T>(steps: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

function targetsOf(structure: MassStructure, found: MassCosts, selection: MassSelection): Target[] {
  const ids = selection ?? [...found.costs.keys()].sort((a, b) => a - b);
  return ids.flatMap((productId) => {
    const cost = found.costs.get(productId);
    const product = structure.products.get(productId);
    // Of everything, what is no longer made or sold keeps the cost that it had.
    if (!cost || !product || (!selection && !product.is_active)) return [];
    const { total, kinds } = storedCost(cost);
    return [
      { productId, sku: product.sku, unitCost: fixedDecimal(total), kinds, previous: product.standard_cost },
    ];
  });
}

function missingOf(structure: MassStructure, found: MassCosts, targets: readonly Target[]) {
  const ids = found.missingFor(targets.map(({ productId }) => productId));
  return ids.map((id) => ({ product_id: id, sku: structure.products.get(id)!.sku }));
}

/** By name as far as anybody reads them. */
const named = (missing: readonly { product_id: number; sku: string }[]) => ({
  missing_prices: missing.slice(0, LIMITS.documentLinesMax),
  missing_prices_count: missing.length,
});

function lineOf({ productId, sku, unitCost, kinds, previous }: Target) {
  return {
    product_id: productId,
    sku,
    previous_standard_cost: previous,
    unit_cost: unitCost,
    change: previous && unitCost.minus(previous),
    breakdown: mapKinds((kind) => fixedDecimal(kinds[kind])),
  };
}
