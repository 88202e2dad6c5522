import { groupBy } from '../../kernel/group-by.js';
import { Injectable } from '@nestjs/common';
import { type Decimal, ONE, roundQuantity, ZERO } from '../../kernel/decimal.js';
import { DomainError, type FieldError, fieldRefusal } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { UnitTable } from '../../kernel/unit-of-measure.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { appendEvents } from '../../platform/outbox/outbox.js';
import { ProductReader, type ProductSummary, Units } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import { insertBomLines } from './bom-lines.repository.js';
import { deactivateVersions, insertBoms } from './boms.repository.js';
import { bomActivated } from './boms.service.js';
import { copyByProducts } from './by-products.repository.js';
import { carryAlternates } from './carry-alternates.js';
import { EngineeringErrors } from './engineering.errors.js';
import {
  type AffectedBom,
  lockBoms,
  readAffectedBoms,
  readKnownBomIds,
  readLinesOf,
  replaceInPlace,
  type StoredLine,
  touchBoms,
} from './mass-replace.repository.js';
import { faultsAfter, lineCost, type Replacement, replaceIn, wayDown } from './mass-replace.rules.js';
import { StructureCheck } from './structure-check.js';
import { lockStructures, readLinksAround } from './structure.query.js';
import { StructureUsage } from './structure-usage.js';
import { VersionCosts } from './version-costs.js';

export interface MassReplaceRequest {
  component_id: number;
  replacement_id: number;
  quantity_factor?: Decimal;
  unit?: string;
  bom_ids?: number[];
  preview?: boolean;
}

/** What the replacement would do to one BOM. */
interface Affected {
  bom: AffectedBom;
  isUsed: boolean;
  changes: { before: StoredLine; after: StoredLine }[];
  costDelta: Decimal | null;
}

interface Problem {
  bom_id: number;
  sku: string;
  code: string;
  detail: string;
  path?: string[];
}

interface Plan {
  wanted: Replacement;
  affected: Affected[];
  problems: Problem[];
  missing: ProductSummary[];
}

/** One component in place of another in all active BOMs, all of them or none; a constant number of statements. */
@Injectable()
export class MassReplaceService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly units: Units,
    private readonly usage: StructureUsage,
    private readonly costs: VersionCosts,
    private readonly structureCheck: StructureCheck,
    private readonly businessTime: BusinessTime,
  ) {}

  replace(principal: Principal, request: MassReplaceRequest) {
    const { preview = true } = request;
    return this.transactions.run(principal, async (tx) => {
      if (!preview) await lockStructures(tx);
      const plan = await this.plan(tx, request, !preview);
      if (preview) return viewOf(plan, new Map(), true);
      if (plan.problems.length > 0) {
        throw new DomainError(EngineeringErrors.replacementRefused, {
          extra: { problems: plan.problems.slice(0, LIMITS.importErrorsReportedMax) },
        });
      }
      return viewOf(plan, await this.apply(tx, plan), false);
    });
  }

  private async plan(tx: Tx, request: MassReplaceRequest, hold: boolean): Promise<Plan> {
    const { component_id: componentId, replacement_id: replacementId } = request;
    const { replacementIsComponent, tooManyRows } = EngineeringErrors;
    const ids = [componentId, replacementId];
    const products = await this.products.requireMany(
      tx,
      ids,
      (index) => ['/component_id', '/replacement_id'][index]!,
    );
    if (componentId === replacementId) {
      throw fieldRefusal(replacementIsComponent, '/replacement_id', replacementIsComponent.title);
    }
    if (request.bom_ids) await refuseUnknown(tx, request.bom_ids);
    const max = LIMITS.massReplaceBomsMax;
    const boms = await readAffectedBoms(tx, componentId, request.bom_ids ?? null, max + 1);
    if (boms.length > max) throw new DomainError(tooManyRows, { detail: `More than ${max} BOMs have it.` });
    const bomIds = boms.map(({ id }) => id);
    if (hold) await lockBoms(tx, bomIds);
    const wanted = {
      componentId,
      replacementId,
      factor: request.quantity_factor ?? ONE,
      unit: request.unit ?? null,
    };
    const used = await this.usage.usedBoms(tx, bomIds);
    const lines = groupBy(await readLinesOf(tx, bomIds, ids), (line) => line.bom_id);
    const units = await this.units.table(tx, ids);
    const date = await this.businessTime.today(tx);
    const prices = await this.prices(tx, products, date);
    const affected = boms.map((bom) => affectedOf(bom, lines.get(bom.id) ?? [], wanted));
    const priced = affected.map((item) => ({
      ...item,
      isUsed: used.has(item.bom.id),
      costDelta: costDelta(item, date, products, prices, units),
    }));
    return {
      wanted,
      affected: priced,
      problems: await this.problems(tx, priced, lines, wanted, products, units),
      missing: [...products.values()].filter(({ id }) => prices.get(id) === null),
    };
  }

  /** What one of each costs, rolled up where it is made; null without any price. */
  private async prices(tx: Tx, products: ReadonlyMap<number, ProductSummary>, date: string) {
    const prices = new Map<number, Decimal | null>();
    for (const id of products.keys()) prices.set(id, await this.costs.ofProduct(tx, id, date));
    return prices;
  }

  private async problems(
    tx: Tx,
    affected: readonly Affected[],
    lines: ReadonlyMap<number, StoredLine[]>,
    wanted: Replacement,
    products: ReadonlyMap<number, ProductSummary>,
    units: UnitTable,
  ): Promise<Problem[]> {
    const { replacementId } = wanted;
    const links = await readLinksAround(tx, [replacementId], { bomIds: [], routingIds: [] });
    const rings = new Map<number, number[]>();
    for (const { bom } of affected) {
      const way = wayDown(links, replacementId, bom.product_id);
      if (way) rings.set(bom.id, [bom.product_id, ...way]);
    }
    const named = await this.products.getMany(tx, [...new Set([...rings.values()].flat())]);
    return affected.flatMap(({ bom }) => {
      const { id: bomId, sku } = bom;
      const after = (lines.get(bomId) ?? []).map((line) => replaceIn(line, wanted));
      const found: Problem[] = faultsAfter(after, products, units, bom.allows_repeated_lines).map((fault) => {
        const { code, title } = EngineeringErrors[fault];
        return { bom_id: bomId, sku, code, detail: title };
      });
      const path = rings.get(bomId)?.map((id) => named.get(id)!.sku);
      const { code } = EngineeringErrors.cycle;
      if (path) found.push({ bom_id: bomId, sku, code, detail: `${path.join(' → ')}.`, path });
      return found;
    });
  }

  /** Versions that orders use get a new one, the others change where they are. Gives the new ids by the old ones. */
  private async apply(tx: Tx, { wanted, affected }: Plan): Promise<Map<number, number>> {
    const changed = affected.filter(({ isUsed }) => !isUsed);
    await replaceInPlace(
      tx,
      changed.flatMap(({ changes }) => changes.map(({ after }) => after)),
    );
    await touchBoms(
      tx,
      changed.map(({ bom }) => bom.id),
    );
    const newIds = await insertReplaced(
      tx,
      affected.filter(({ isUsed }) => isUsed).map(({ bom }) => bom),
      wanted,
    );
    const productIds = affected.map(({ bom }) => bom.product_id);
    await this.structureCheck.check(tx, productIds, { bomIds: [], routingIds: [] });
    return newIds;
  }
}

/** A BOM that is named has to be there; one without the component is left alone. */
async function refuseUnknown(tx: Tx, bomIds: readonly number[]): Promise<void> {
  const known = await readKnownBomIds(tx, bomIds);
  const { unknownBom } = EngineeringErrors;
  const errors = bomIds.flatMap((id, index): FieldError[] =>
    known.has(id)
      ? []
      : [{ pointer: `/bom_ids/${index}`, code: unknownBom.code, detail: `There is no BOM ${id}.` }],
  );
  if (errors.length > 0) throw new DomainError(unknownBom, { errors });
}

async function insertReplaced(
  tx: Tx,
  boms: readonly AffectedBom[],
  wanted: Replacement,
): Promise<Map<number, number>> {
  if (boms.length === 0) return new Map();
  await deactivateVersions(
    tx,
    boms.map((bom) => bom.id),
  );
  const versions = await insertBoms(tx, boms);
  const newIds = new Map(boms.map((bom, index) => [bom.id, versions[index]!.id]));
  const lines = await readLinesOf(tx, [...newIds.keys()], null);
  await insertBomLines(
    tx,
    lines.map((line) => ({ ...replaceIn(line, wanted), id: null, bom_id: newIds.get(line.bom_id)! })),
  );
  const { componentId, replacementId } = wanted;
  await carryAlternates(tx, newIds, (id) => (id === componentId ? replacementId : id));
  await copyByProducts(tx, newIds);
  await appendEvents(tx, versions.map(bomActivated));
  return newIds;
}

function affectedOf(bom: AffectedBom, lines: readonly StoredLine[], wanted: Replacement) {
  const own = lines.filter((line) => line.component_id === wanted.componentId);
  return { bom, changes: own.map((before) => ({ before, after: replaceIn(before, wanted) })) };
}

/** What one piece costs more by the lines of the day; null while a price or a conversion is missing. */
function costDelta(
  { bom, changes }: Pick<Affected, 'bom' | 'changes'>,
  date: string,
  products: ReadonlyMap<number, ProductSummary>,
  prices: ReadonlyMap<number, Decimal | null>,
  units: UnitTable,
): Decimal | null {
  const costOf = (line: StoredLine) => {
    const price = prices.get(line.component_id) ?? null;
    const { unit } = products.get(line.component_id)!;
    return price && lineCost(line, bom.output_quantity, unit, price, units);
  };
  let delta = ZERO;
  for (const { before, after } of changes) {
    const { effective_from: from, effective_to: to } = before;
    if ((from && date < from) || (to && date >= to)) continue;
    const [less, more] = [costOf(before), costOf(after)];
    if (!less || !more) return null;
    delta = delta.plus(more).minus(less);
  }
  return roundQuantity(delta);
}

function viewOf(plan: Plan, newIds: ReadonlyMap<number, number>, preview: boolean) {
  return {
    component_id: plan.wanted.componentId,
    replacement_id: plan.wanted.replacementId,
    quantity_factor: plan.wanted.factor,
    preview,
    boms_count: plan.affected.length,
    boms: plan.affected.map(({ bom, isUsed, changes, costDelta: delta }) => ({
      bom_id: bom.id,
      product_id: bom.product_id,
      sku: bom.sku,
      bom_version: bom.bom_version,
      action: isUsed ? 'new_version' : 'change',
      new_bom_id: newIds.get(bom.id) ?? null,
      unit_cost_delta: delta,
      lines: changes.map(({ before, after }) => ({
        line_id: before.id,
        quantity: before.quantity,
        unit: before.unit,
        new_quantity: after.quantity,
        new_unit: after.unit,
      })),
    })),
    problems: plan.problems,
    missing_prices: plan.missing.map(({ id, sku }) => ({ product_id: id, sku })),
  };
}
