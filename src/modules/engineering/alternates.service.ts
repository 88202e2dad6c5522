import { Injectable } from '@nestjs/common';
import { type Decimal, ONE, roundAmount, roundQuantity, ZERO } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { type ListOptions, staleVersion, Transactions, type Tx } from '../../platform/database/index.js';
import { ProductReader, Units } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import { AlternateChoices } from './alternate-choices.js';
import { alternateFault, type AlternateInput, costDifference } from './alternate.rules.js';
import { alternates, preferNone, type PrimaryLine, readPrimaryLine } from './alternates.repository.js';
import type { BomAlternateComponentEntity } from './bom-alternate-component.entity.js';
import { EngineeringErrors } from './engineering.errors.js';
import { StructureCheck } from './structure-check.js';
import { StructureLoader } from './structure-loader.js';
import { lockStructures } from './structure.query.js';
import { priceOf, requiredQuantity } from './structure.rules.js';

export interface AlternateValues {
  quantity_required?: Decimal;
  unit?: string;
  preference_rank?: number;
  is_preferred?: boolean;
  min_order_quantity?: Decimal;
  lead_time_days?: number;
  effective_from?: string | null;
  effective_to?: string | null;
  notes?: string | null;
}

export type NewAlternateValues = AlternateValues & { alternate_item_id: number; quantity_required: Decimal };

export type AlternateView = Omit<BomAlternateComponentEntity, 'unit_cost' | 'cost_difference'> & {
  sku: string;
  name: string;
  stock_unit: string;
  unit_cost: Decimal | null;
  cost_difference: Decimal | null;
};

/** What may stand in for the component of a BOM line. */
@Injectable()
export class AlternatesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly units: Units,
    private readonly structureCheck: StructureCheck,
    private readonly loader: StructureLoader,
    private readonly choices: AlternateChoices,
    private readonly businessTime: BusinessTime,
  ) {}

  list(
    principal: Principal,
    bomId: number,
    lineId: number,
    options: ListOptions,
  ): Promise<Page<AlternateView>> {
    return this.transactions.read(principal, async (tx) => {
      const line = await readPrimaryLine(tx, bomId, lineId);
      const page = await alternates.list(tx, { ...options, where: { primary_component_id: lineId } });
      return { ...page, data: await this.view(tx, line, page.data) };
    });
  }

  get(principal: Principal, bomId: number, lineId: number, id: number): Promise<AlternateView> {
    return this.transactions.read(principal, async (tx) => {
      const line = await readPrimaryLine(tx, bomId, lineId);
      return this.viewOne(tx, line, await findAlternate(tx, line, id));
    });
  }

  create(
    principal: Principal,
    bomId: number,
    lineId: number,
    values: NewAlternateValues,
  ): Promise<AlternateView> {
    return this.transactions.run(principal, async (tx) => {
      await lockStructures(tx);
      const line = await readPrimaryLine(tx, bomId, lineId);
      const { alternate_item_id: productId } = values;
      const pointer = '/alternate_item_id';
      const product = (await this.products.requireMany(tx, [productId], () => pointer)).get(productId)!;
      const input = { effective_from: null, effective_to: null, unit: product.unit, ...values };
      await this.refuseFaulty(tx, line, input);
      if (values.is_preferred) await preferNone(tx, lineId, null);
      const row = await alternates.insert(tx, { ...input, primary_component_id: lineId });
      await this.structureCheck.check(
        tx,
        [line.product_id],
        { bomIds: [bomId], routingIds: [] },
        (componentId) => (componentId === productId ? pointer : undefined),
      );
      return this.keepCost(tx, line, row);
    });
  }

  update(
    principal: Principal,
    bomId: number,
    lineId: number,
    id: number,
    version: number,
    values: AlternateValues,
  ): Promise<AlternateView> {
    return this.transactions.run(principal, async (tx) => {
      await lockStructures(tx);
      const line = await readPrimaryLine(tx, bomId, lineId);
      const before = await findAlternate(tx, line, id);
      if (before.version !== version) throw staleVersion(before.version);
      await this.refuseFaulty(tx, line, { ...before, ...values });
      if (values.is_preferred) await preferNone(tx, lineId, id);
      return this.keepCost(tx, line, await alternates.update(tx, id, version, { ...values }));
    });
  }

  remove(principal: Principal, bomId: number, lineId: number, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, async (tx) => {
      const line = await readPrimaryLine(tx, bomId, lineId);
      await findAlternate(tx, line, id);
      await alternates.remove(tx, id, version);
    });
  }

  /** What to take of the line for so many pieces of the BOM's product. */
  choice(
    principal: Principal,
    bomId: number,
    lineId: number,
    request: { quantity?: Decimal; date?: string },
  ) {
    return this.transactions.read(principal, async (tx) => {
      const line = await readPrimaryLine(tx, bomId, lineId);
      const date = request.date ?? (await this.businessTime.today(tx));
      const quantity = request.quantity ?? ONE;
      const needed = await this.neededOf(tx, line, quantity, date);
      const chosen = (await this.choices.choose(tx, [{ lineId, quantity: needed }], date)).get(lineId)!;
      const taken = chosen.find(({ isChosen }) => isChosen)!;
      return {
        bom_id: bomId,
        line_id: lineId,
        quantity,
        date,
        chosen_product_id: taken.productId,
        chosen_alternate_id: taken.alternateId,
        candidates: chosen.map((candidate) => ({
          product_id: candidate.productId,
          sku: candidate.sku,
          alternate_id: candidate.alternateId,
          is_chosen: candidate.isChosen,
          required_quantity: roundQuantity(candidate.required),
          available_quantity: candidate.available,
          unit: candidate.unit,
          unit_cost: candidate.unitCost,
          total_cost: candidate.unitCost && roundAmount(candidate.required.times(candidate.unitCost)),
          preference_rank: candidate.alternateId === null ? null : candidate.rank,
          is_preferred: candidate.isPreferred,
          lead_time_days: candidate.leadTimeDays,
          min_order_quantity: candidate.minOrderQuantity,
          reason: candidate.reason,
        })),
      };
    });
  }

  private async neededOf(tx: Tx, line: PrimaryLine, quantity: Decimal, date: string): Promise<Decimal> {
    const head = { bomId: line.bom_id, routingId: null };
    const { lines } = await this.loader.load(tx, line.product_id, head, date, 'single');
    const own = (lines.get(line.product_id) ?? []).find(({ lineId }) => lineId === line.line_id);
    if (!own) throw new DomainError(EngineeringErrors.lineNotEffective, { extra: { date } });
    return requiredQuantity(own, quantity);
  }

  private async refuseFaulty(tx: Tx, line: PrimaryLine, input: AlternateInput): Promise<void> {
    const product = await this.products.get(tx, input.alternate_item_id);
    const units = await this.units.table(tx, [product.id]);
    const found = alternateFault(input, line, product, units);
    if (!found) return;
    const definition = EngineeringErrors[found.fault];
    throw fieldRefusal(definition, `/${found.field}`, definition.title);
  }

  /** Writes what the alternate costs now into its row. */
  private async keepCost(
    tx: Tx,
    line: PrimaryLine,
    row: BomAlternateComponentEntity,
  ): Promise<AlternateView> {
    const view = await this.viewOne(tx, line, row);
    await tx.execute(
      `UPDATE bom_alternate_components SET unit_cost = $3, cost_difference = $4
        WHERE organization_id = $1 AND id = $2`,
      [tx.organizationId, row.id, view.unit_cost ?? ZERO, view.cost_difference ?? ZERO],
    );
    return view;
  }

  private async viewOne(tx: Tx, line: PrimaryLine, row: BomAlternateComponentEntity): Promise<AlternateView> {
    return (await this.view(tx, line, [row]))[0]!;
  }

  /** With the prices of now. */
  private async view(
    tx: Tx,
    line: PrimaryLine,
    rows: readonly BomAlternateComponentEntity[],
  ): Promise<AlternateView[]> {
    const ids = [line.component_id, ...rows.map((row) => row.alternate_item_id)];
    const products = await this.products.getMany(tx, ids);
    const units = await this.units.table(tx, ids);
    const priced = (productId: number, quantity: Decimal, unit: string) => {
      const product = products.get(productId)!;
      const unitCost = priceOf(product)?.cost ?? null;
      return { productId, stockUnit: product.unit, quantity, unit, unitCost };
    };
    const primary = priced(line.component_id, line.quantity, line.unit);
    return rows.map((row) => {
      const alternate = priced(row.alternate_item_id, row.quantity_required, row.unit);
      const { sku, name } = products.get(row.alternate_item_id)!;
      const difference = costDifference(primary, alternate, units);
      return {
        ...row,
        sku,
        name,
        stock_unit: alternate.stockUnit,
        unit_cost: alternate.unitCost,
        cost_difference: difference && roundQuantity(difference),
      };
    });
  }
}

/** The alternate when it is one of the line, else 404. */
async function findAlternate(tx: Tx, line: PrimaryLine, id: number): Promise<BomAlternateComponentEntity> {
  const row = await alternates.find(tx, id);
  if (row?.primary_component_id === line.line_id) return row;
  throw new DomainError(EngineeringErrors.alternateNotFound, { extra: { id } });
}
