import { Injectable } from '@nestjs/common';
import { type Decimal, ONE, roundAmount, roundQuantity, ZERO } from '../../kernel/decimal.js';
import { applyRatio, type UnitTable } from '../../kernel/unit-of-measure.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { Units } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import { changedFields, type ComparableLine, compareLines } from './bom-compare.rules.js';
import { type BomLineView, type BomView, readBom } from './boms.repository.js';
import { VersionCosts } from './version-costs.js';

export interface CompareRequest {
  quantity?: Decimal;
  date?: string;
}

interface Side {
  bom: BomView;
  lines: (ComparableLine & { view: BomLineView; quantityPer: Decimal; cost: Decimal })[];
  unitCost: Decimal;
  totalCost: Decimal;
  missing: { product_id: number; sku: string }[];
}

/** What two BOMs, or two versions of one, have in common and what not. */
@Injectable()
export class CompareBomsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly units: Units,
    private readonly costs: VersionCosts,
    private readonly businessTime: BusinessTime,
  ) {}

  compare(principal: Principal, fromId: number, toId: number, request: CompareRequest) {
    const { quantity = ONE } = request;
    return this.transactions.read(principal, async (tx) => {
      const date = request.date ?? (await this.businessTime.today(tx));
      const boms = [await readBom(tx, fromId), await readBom(tx, toId)] as const;
      const ids = boms.flatMap(({ lines }) => lines.map((line) => line.component_id));
      const units = await this.units.table(tx, ids);
      const from = await this.side(tx, boms[0], units, date, quantity);
      const to = await this.side(tx, boms[1], units, date, quantity);
      return viewOf(from, to, date, quantity);
    });
  }

  private async side(tx: Tx, bom: BomView, units: UnitTable, date: string, quantity: Decimal): Promise<Side> {
    const { cost, structure } = await this.costs.of(tx, bom, date, quantity);
    const costOf = new Map(
      cost.components.flatMap((item) => (item.line.source === 'bom' ? [[item.line.lineId, item.cost]] : [])),
    );
    const missing = cost.missing.map((id) => ({ product_id: id, sku: structure.products.get(id)!.sku }));
    return {
      bom,
      lines: bom.lines.map((line) => comparable(bom, line, units, costOf.get(line.id) ?? ZERO)),
      unitCost: cost.unitCost,
      totalCost: cost.unitCost.times(quantity).plus(cost.orderMaterialCost),
      missing,
    };
  }
}

function comparable(bom: BomView, line: BomLineView, units: UnitTable, cost: Decimal): Side['lines'][number] {
  const ratio = units.ratio(line.unit, line.stock_unit, line.component_id);
  const inStock = (amount: Decimal) => (ratio ? applyRatio(amount, ratio) : amount);
  const quantityPer = roundQuantity(inStock(line.quantity).dividedBy(bom.output_quantity));
  return {
    lineId: line.id,
    componentId: line.component_id,
    effectiveFrom: line.effective_from,
    effectiveTo: line.effective_to,
    values: {
      quantity_per: quantityPer,
      unit: line.unit,
      scrap_factor: line.scrap_factor,
      setup_quantity: roundQuantity(inStock(line.setup_quantity)),
      rounding_multiple: line.rounding_multiple && roundQuantity(inStock(line.rounding_multiple)),
      consume_stage: line.consume_stage,
      is_cost_only: line.is_cost_only,
      is_optional: line.is_optional,
      effective_from: line.effective_from,
      effective_to: line.effective_to,
      notes: line.notes,
    },
    view: line,
    quantityPer,
    cost,
  };
}

function viewOf(from: Side, to: Side, date: string, quantity: Decimal) {
  const { added, removed, changed, unchanged } = compareLines(from.lines, to.lines);
  const missing = new Map([...from.missing, ...to.missing].map((item) => [item.product_id, item]));
  return {
    date,
    quantity,
    from: headOf(from),
    to: headOf(to),
    header: changedFields(headerOf(from.bom), headerOf(to.bom)),
    added: added.map((line) => lineOf(line, line.cost)),
    removed: removed.map((line) => lineOf(line, line.cost.negated())),
    changed: changed.map((change) => ({
      component_id: change.to.componentId,
      sku: change.to.view.sku,
      component_name: change.to.view.component_name,
      stock_unit: change.to.view.stock_unit,
      from_line_id: change.from.lineId,
      to_line_id: change.to.lineId,
      fields: change.fields,
      cost_delta: roundAmount(change.to.cost.minus(change.from.cost)),
    })),
    unchanged_count: unchanged,
    unit_cost_delta: roundQuantity(to.unitCost.minus(from.unitCost)),
    total_cost_delta: roundAmount(to.totalCost.minus(from.totalCost)),
    missing_prices: [...missing.values()],
  };
}

function headOf({ bom, unitCost, totalCost }: Side) {
  return {
    bom_id: bom.id,
    product_id: bom.product_id,
    sku: bom.sku,
    bom_version: bom.bom_version,
    is_active: bom.is_active,
    output_quantity: bom.output_quantity,
    unit_cost: roundQuantity(unitCost),
    total_cost: roundAmount(totalCost),
  };
}

/** By-products are few, and told as one text. */
function headerOf({ code, name, revision, output_quantity, notes, ...bom }: BomView) {
  const { effective_from, effective_to, allows_repeated_lines } = bom;
  const by_products = bom.by_products
    .map((one) => `${one.quantity.toFixed()} ${one.unit} ${one.sku} (${one.cost_share_percent.toFixed()} %)`)
    .join(', ');
  return {
    code,
    name,
    revision,
    output_quantity,
    effective_from,
    effective_to,
    allows_repeated_lines,
    by_products,
    notes,
  };
}

function lineOf(line: Side['lines'][number], delta: Decimal) {
  return {
    line_id: line.lineId,
    component_id: line.componentId,
    sku: line.view.sku,
    component_name: line.view.component_name,
    quantity: line.view.quantity,
    unit: line.view.unit,
    quantity_per: line.quantityPer,
    stock_unit: line.view.stock_unit,
    cost_delta: roundAmount(delta),
  };
}
