import { Injectable } from '@nestjs/common';
import { type Decimal, ONE, roundQuantity, ZERO } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { productStock } from '../inventory/index.js';
import { ProductReader, type ProductSummary } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import { EngineeringErrors } from './engineering.errors.js';
import { StructureLoader } from './structure-loader.js';
import { readActiveHead } from './structure.query.js';
import {
  type Demand,
  type Demands,
  demandsOf,
  explosionTree,
  quantityPerPiece,
  type Structure,
  type StructureProduct,
  type TreeRow,
} from './structure.rules.js';

export interface ExplosionRequest {
  product_id: number;
  quantity?: Decimal;
  date?: string;
  levels?: string;
  summarized?: boolean;
}

export interface ExplosionRow {
  level: number;
  path: number[];
  component_id: number;
  sku: string;
  name: string;
  quantity_per: Decimal;
  scrap_factor: Decimal;
  total_quantity: Decimal;
  unit: string;
  source: string;
  procurement_type: string;
  is_phantom: boolean;
  is_cost_only: boolean;
  is_optional: boolean;
  consume_stage: string | null;
  operation_sequence: number | null;
  effective_from: string | null;
  effective_to: string | null;
}

export interface ExplosionTotal {
  component_id: number;
  sku: string;
  name: string;
  total_quantity: Decimal;
  cost_only_quantity: Decimal;
  unit: string;
  procurement_type: string;
  is_phantom: boolean;
  on_hand_quantity: Decimal;
  available_quantity: Decimal;
  shortage_quantity: Decimal;
}

export interface Explosion {
  product_id: number;
  sku: string;
  quantity: Decimal;
  unit: string;
  date: string;
  rows: ExplosionRow[] | null;
  totals: ExplosionTotal[] | null;
}

/** What a quantity of a product consists of, as a tree or as totals; a constant number of statements. */
@Injectable()
export class ExplosionService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly loader: StructureLoader,
    private readonly businessTime: BusinessTime,
  ) {}

  explode(principal: Principal, request: ExplosionRequest): Promise<Explosion> {
    const { product_id: productId, quantity = ONE, levels = 'all', summarized = false } = request;
    return this.transactions.read(principal, async (tx) => {
      const product = await this.products.get(tx, productId);
      const date = request.date ?? (await this.businessTime.today(tx));
      const head = await readActiveHead(tx, productId);
      const structure = await this.loader.load(
        tx,
        productId,
        head,
        date,
        levels === 'all' ? 'all' : 'single',
      );
      const demands = demandsOf(structure, productId, quantity);
      await this.loader.refuseCycle(tx, demands);
      return {
        ...headerOf(product, quantity, date),
        rows: summarized ? null : treeOf(structure, demands, productId),
        totals: summarized ? await totalsOf(tx, structure, demands, productId) : null,
      };
    });
  }
}

function headerOf(product: ProductSummary, quantity: Decimal, date: string) {
  return { product_id: product.id, sku: product.sku, quantity, unit: product.unit, date };
}

function treeOf(structure: Structure, demands: Demands, productId: number): ExplosionRow[] {
  const rows = explosionTree(structure, demands, productId, LIMITS.explosionRowsMax);
  if (!rows) {
    const detail = `The tree has more than ${LIMITS.explosionRowsMax} rows; ask for its totals.`;
    throw new DomainError(EngineeringErrors.tooManyRows, { detail });
  }
  return rows.map((row) => rowOf(row, structure.products.get(row.line.componentId)!));
}

function rowOf({ level, path, line, totalQuantity }: TreeRow, component: StructureProduct): ExplosionRow {
  return {
    level,
    path,
    component_id: component.id,
    sku: component.sku,
    name: component.name,
    quantity_per: roundQuantity(quantityPerPiece(line)),
    scrap_factor: line.scrapPercent,
    total_quantity: roundQuantity(totalQuantity),
    unit: component.unit,
    source: line.source,
    procurement_type: component.procurement_type,
    is_phantom: component.stocking_policy === 'phantom',
    is_cost_only: line.isCostOnly,
    is_optional: line.isOptional,
    consume_stage: line.consumeStage,
    operation_sequence: line.operationSequence,
    effective_from: line.effectiveFrom,
    effective_to: line.effectiveTo,
  };
}

async function totalsOf(
  tx: Tx,
  structure: Structure,
  demands: Demands,
  productId: number,
): Promise<ExplosionTotal[]> {
  const ids = demands.order.filter((id) => id !== productId);
  const stock = new Map((await productStock(tx, ids)).map((row) => [row.product_id, row]));
  return ids.map((id) => {
    const component = structure.products.get(id)!;
    const { on_hand_quantity: onHand = ZERO, available_quantity: available = ZERO } = stock.get(id) ?? {};
    return totalOf(component, demands.of.get(id)!, onHand, available);
  });
}

function totalOf(
  component: StructureProduct,
  demand: Demand,
  onHand: Decimal,
  available: Decimal,
): ExplosionTotal {
  const needed = roundQuantity(demand.stock);
  const isPhantom = component.stocking_policy === 'phantom';
  const short = needed.minus(available);
  return {
    component_id: component.id,
    sku: component.sku,
    name: component.name,
    total_quantity: needed,
    cost_only_quantity: roundQuantity(demand.costOnly),
    unit: component.unit,
    procurement_type: component.procurement_type,
    is_phantom: isPhantom,
    on_hand_quantity: onHand,
    available_quantity: available,
    // A phantom is never stocked: what it consists of is short in its place.
    shortage_quantity: isPhantom || !short.greaterThan(0) || needed.isZero() ? ZERO : short,
  };
}
