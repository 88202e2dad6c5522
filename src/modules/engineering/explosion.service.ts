import { Injectable } from '@nestjs/common';
import { type Decimal, ONE, roundQuantity, ZERO } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { productStock, type ProductStockView } from '../inventory/index.js';
import { ProductReader, type ProductSummary } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import { type ChosenAlternates, NO_ALTERNATES } from './alternate-choice.rules.js';
import { AlternateStructures } from './alternate-structures.js';
import { readBomHead } from './boms.repository.js';
import { type ByProductOutput, ByProducts } from './by-products.js';
import { EngineeringErrors } from './engineering.errors.js';
import { StructureLoader } from './structure-loader.js';
import { readActiveHead, readNamedHead, type StructureHead } from './structure.query.js';
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
  bom_id?: number;
  quantity?: Decimal;
  date?: string;
  levels?: string;
  summarized?: boolean;
  use_alternates?: boolean;
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
  on_hand_quantity: Decimal;
  available_quantity: Decimal;
  effective_from: string | null;
  effective_to: string | null;
  /** What it stands in for, and why. */
  alternate_of: { component_id: number; sku: string; reason: string } | null;
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
  bom_id: number | null;
  bom_version: number | null;
  rows: ExplosionRow[] | null;
  totals: ExplosionTotal[] | null;
  by_products: ExplosionByProduct[];
}

export interface ExplosionByProduct {
  product_id: number;
  sku: string;
  name: string;
  total_quantity: Decimal;
  unit: string;
  cost_share_percent: Decimal;
}

/** What a quantity of a product consists of, as a tree or as totals; a constant number of statements. */
@Injectable()
export class ExplosionService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly byProducts: ByProducts,
    private readonly loader: StructureLoader,
    private readonly alternates: AlternateStructures,
    private readonly businessTime: BusinessTime,
  ) {}

  explode(principal: Principal, request: ExplosionRequest): Promise<Explosion> {
    const { product_id: productId, quantity = ONE, levels = 'all', summarized = false } = request;
    return this.transactions.read(principal, async (tx) => {
      const product = await this.products.get(tx, productId);
      const date = request.date ?? (await this.businessTime.today(tx));
      const head = await this.headOf(tx, request, date);
      const reach = levels === 'all' ? 'all' : 'single';
      const loaded = await this.loader.load(tx, productId, head, date, reach);
      const primary = demandsOf(loaded, productId, quantity);
      await this.loader.refuseCycle(tx, primary);
      const { structure, chosen } = request.use_alternates
        ? await this.alternates.replace(tx, loaded, primary, date)
        : { structure: loaded, chosen: NO_ALTERNATES };
      const demands = request.use_alternates ? demandsOf(structure, productId, quantity) : primary;
      const stock = await stockOf(tx, demands, productId);
      const bom = head.bomId === null ? null : await readBomHead(tx, head.bomId);
      return {
        ...headerOf(product, quantity, date),
        bom_id: head.bomId,
        bom_version: bom?.bom_version ?? null,
        rows: summarized ? null : treeOf(structure, demands, productId, stock, chosen),
        totals: summarized ? totalsOf(structure, demands, productId, stock) : null,
        by_products: bom ? (await this.byProducts.of(tx, bom.id, quantity)).map(toldByProduct) : [],
      };
    });
  }

  /** The version that is named, or the one that counts on the day. */
  private async headOf(tx: Tx, request: ExplosionRequest, date: string): Promise<StructureHead> {
    const { product_id: productId, bom_id: bomId = null } = request;
    const head = await readActiveHead(tx, productId, date);
    if (bomId === null) return head;
    const named = await readNamedHead(tx, productId, { bomId, routingId: null });
    if (named.bomId !== null) return { ...head, bomId };
    throw fieldRefusal(EngineeringErrors.unknownBom, '/bom_id', EngineeringErrors.unknownBom.title);
  }
}

function toldByProduct(output: ByProductOutput): ExplosionByProduct {
  return {
    product_id: output.productId,
    sku: output.sku,
    name: output.name,
    total_quantity: output.quantity,
    unit: output.unit,
    cost_share_percent: output.costSharePercent,
  };
}

function headerOf(product: ProductSummary, quantity: Decimal, date: string) {
  return { product_id: product.id, sku: product.sku, quantity, unit: product.unit, date };
}

function treeOf(
  structure: Structure,
  demands: Demands,
  productId: number,
  stock: Stock,
  chosen: ChosenAlternates,
): ExplosionRow[] {
  const rows = explosionTree(structure, demands, productId, LIMITS.explosionRowsMax);
  if (!rows) {
    const detail = `The tree has more than ${LIMITS.explosionRowsMax} rows; ask for its totals.`;
    throw new DomainError(EngineeringErrors.tooManyRows, { detail });
  }
  return rows.map((row) => {
    const id = row.line.componentId;
    const alternate = row.line.source === 'bom' ? chosen.get(row.line.lineId) : undefined;
    const primary = alternate && structure.products.get(alternate.primaryId)!;
    const alternate_of = primary
      ? { component_id: primary.id, sku: primary.sku, reason: alternate.reason }
      : null;
    return { ...rowOf(row, structure.products.get(id)!, stock.get(id)), alternate_of };
  });
}

function rowOf(
  { level, path, line, totalQuantity }: TreeRow,
  component: StructureProduct,
  stock: ProductStockView | undefined,
): Omit<ExplosionRow, 'alternate_of'> {
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
    on_hand_quantity: stock?.on_hand_quantity ?? ZERO,
    available_quantity: stock?.available_quantity ?? ZERO,
    effective_from: line.effectiveFrom,
    effective_to: line.effectiveTo,
  };
}

type Stock = ReadonlyMap<number, ProductStockView>;

async function stockOf(tx: Tx, { order }: Demands, productId: number): Promise<Stock> {
  const ids = order.filter((id) => id !== productId);
  return new Map((await productStock(tx, ids)).map((row) => [row.product_id, row]));
}

function totalsOf(structure: Structure, demands: Demands, productId: number, stock: Stock): ExplosionTotal[] {
  const ids = demands.order.filter((id) => id !== productId);
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
