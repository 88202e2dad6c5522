import { Injectable } from '@nestjs/common';
import { type Decimal, ONE, roundQuantity } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import { decodeCursor, encodeCursor, type Page } from '../../kernel/page.js';
import { applyRatio, type UnitTable } from '../../kernel/unit-of-measure.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { PageErrors } from '../../platform/http/index.js';
import { ProductReader, type ProductSummary, Units } from '../products/index.js';
import { EngineeringErrors } from './engineering.errors.js';
import { readUseDetails, readUses, readUsesAbove, type UseRow } from './where-used.query.js';
import { type Use, type UseKey, type UseSource, waysUp } from './where-used.rules.js';

export interface WhereUsedRequest {
  levels?: string;
  include_inactive?: boolean;
  include_alternates?: boolean;
  limit?: number;
  cursor?: string;
}

/** What a product goes into, on one level or on all; a constant number of statements. */
@Injectable()
export class WhereUsedService {
  constructor(
    private readonly transactions: Transactions,
    private readonly products: ProductReader,
    private readonly units: Units,
  ) {}

  whereUsed(principal: Principal, productId: number, request: WhereUsedRequest) {
    const { levels = 'single', limit = LIMITS.pageRowsDefault } = request;
    const sort = `where_used_${levels}`;
    return this.transactions.read(principal, async (tx) => {
      await this.products.get(tx, productId);
      const after = request.cursor ? keysOf(request.cursor, sort) : [];
      const filter = {
        includeInactive: request.include_inactive ?? false,
        includeAlternates: request.include_alternates ?? false,
      };
      const ways =
        levels === 'all'
          ? await allWays(tx, productId, filter, after, limit + 1)
          : (await readUses(tx, productId, filter, after[0] ?? null, limit + 1)).map((row) => [useOf(row)]);
      const data = await this.view(tx, productId, ways.slice(0, limit));
      const last = ways.length > limit ? ways[limit - 1]! : null;
      const values = last?.map(({ source, lineId }) => `${source}:${lineId}`);
      const next = values ? encodeCursor({ sort, values }) : null;
      return { data, page: { next, has_more: next !== null } } satisfies Page<unknown>;
    });
  }

  private async view(tx: Tx, productId: number, ways: readonly Use[][]) {
    const ids = [...new Set([productId, ...ways.flatMap((way) => way.map(({ parentId }) => parentId))])];
    const products = await this.products.getMany(tx, ids);
    const units = await this.units.table(tx, ids);
    const { unit } = products.get(productId)!;
    const details = await readUseDetails(tx, ways.flat());
    return ways.map((way) => {
      const rows = way.map(({ source, lineId }) => details.get(`${source}:${lineId}`)!);
      const row = rows.at(-1)!;
      const product = products.get(row.product_id)!;
      const path = [productId, ...way.map(({ parentId }) => parentId)];
      const quantity = quantityAlong(rows, products, units);
      return {
        level: way.length,
        product_id: product.id,
        sku: product.sku,
        name: product.name,
        source: row.source,
        bom_id: row.bom_id,
        routing_id: row.routing_id,
        structure_version: row.structure_version,
        is_active: row.is_active,
        line_id: row.line_id,
        component_id: row.component_id,
        quantity: row.quantity,
        line_unit: row.unit,
        quantity_basis: row.quantity_per,
        quantity_per: quantity && roundQuantity(quantity),
        unit,
        path,
        path_skus: path.map((id) => products.get(id)!.sku),
      };
    });
  }
}

async function allWays(
  tx: Tx,
  productId: number,
  filter: { includeInactive: boolean; includeAlternates: boolean },
  after: readonly UseKey[],
  limit: number,
): Promise<Use[][]> {
  const rows = await readUsesAbove(tx, productId, filter, LIMITS.explosionRowsMax + 1);
  if (rows.length > LIMITS.explosionRowsMax) throw new DomainError(EngineeringErrors.tooManyRows);
  return waysUp(rows.map(useOf), productId, after, limit, LIMITS.bomDepthMax);
}

function useOf(row: Pick<UseRow, 'source' | 'line_id' | 'product_id' | 'component_id'>): Use {
  return {
    source: row.source,
    lineId: row.line_id,
    parentId: row.product_id,
    componentId: row.component_id,
  };
}

/** Stock units of the product in one piece at the end of the way, without scrap; null where it is not by the piece. */
function quantityAlong(
  way: readonly UseRow[],
  products: ReadonlyMap<number, ProductSummary>,
  units: UnitTable,
): Decimal | null {
  let total: Decimal = ONE;
  for (const row of way) {
    const ratio = units.ratio(row.unit, products.get(row.component_id)!.unit, row.component_id);
    if (!ratio || row.quantity_per === 'order') return null;
    const pieces = row.quantity_per === 'batch' ? row.units_per_cycle : row.output_quantity;
    total = applyRatio(total.times(row.quantity), ratio).dividedBy(pieces);
  }
  return total;
}

/** The way that a cursor stands for, when it is one of ours. */
function keysOf(text: string, sort: string): UseKey[] {
  const cursor = decodeCursor(text);
  const keys = (cursor?.sort === sort ? cursor.values : []).map((value) =>
    /^(alternate|bom|routing):([1-9]\d{0,15})$/.exec(String(value)),
  );
  const isOurs = keys.length > 0 && (keys.length === 1 || sort.endsWith('all')) && !keys.includes(null);
  if (!isOurs) throw new DomainError(PageErrors.badCursor);
  return keys.map((key) => ({ source: key![1] as UseSource, lineId: Number(key![2]) }));
}
