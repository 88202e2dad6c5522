import { groupBy } from '../../kernel/group-by.js';
import { Injectable } from '@nestjs/common';
import { type Decimal, ONE, roundQuantity, ZERO } from '../../kernel/decimal.js';
import type { UnitTable } from '../../kernel/unit-of-measure.js';
import type { Tx } from '../../platform/database/index.js';
import { productStock } from '../inventory/index.js';
import { ProductReader, type ProductSummary, Units } from '../products/index.js';
import {
  type Candidate,
  chooseAlternate,
  chooseTogether,
  type ChosenCandidate,
  type SharedNeed,
} from './alternate-choice.rules.js';
import type { ShareLine } from './alternate-shares.rules.js';
import { stockQuantity } from './alternate.rules.js';
import { type PrimaryLine, readLinesWithAlternates } from './alternates.repository.js';
import type { BomAlternateComponentEntity } from './bom-alternate-component.entity.js';
import { priceOf } from './structure.rules.js';

/** So much of a BOM line's component is needed, in its stock unit. */
export interface ComponentNeed {
  lineId: number;
  quantity: Decimal;
}

/** What lines that share the stock need, in the order in which they take it. */
export interface SharedNeeds {
  needs: readonly ComponentNeed[];
  /** What else takes from the stock, before the lines choose: product and quantity. */
  taken: readonly { productId: number; quantity: Decimal }[];
  /** The alternates that lines have already: product by line id. */
  kept: ReadonlyMap<number, number>;
}

interface Facts {
  products: ReadonlyMap<number, ProductSummary>;
  units: UnitTable;
  available: ReadonlyMap<number, Decimal>;
  date: string;
}

/** Says for BOM lines what to take: the component or one of its alternates. */
@Injectable()
export class AlternateChoices {
  constructor(
    private readonly products: ProductReader,
    private readonly units: Units,
  ) {}

  /**
   * For each line the primary and its alternates, one of them chosen: by line id. A constant number of statements,
   * however many lines. Each need looks at the stock by itself; what one takes is not gone for the others.
   */
  async choose(
    tx: Tx,
    needs: readonly ComponentNeed[],
    date: string,
  ): Promise<Map<number, ChosenCandidate[]>> {
    const lines = await this.candidates(tx, needs, [], date);
    return new Map(
      lines.map(({ lineId, primary, alternates }) => [lineId, chooseAlternate(primary, alternates)]),
    );
  }

  /** The same for the lines of one order: stock that one of them takes is not there for the others. */
  async chooseTogether(
    tx: Tx,
    { needs, taken, kept }: SharedNeeds,
    date: string,
  ): Promise<Map<number, ChosenCandidate[]>> {
    const lines = await this.candidates(tx, needs, taken, date);
    const shared = lines.map(({ lineId, primary, alternates }): SharedNeed => {
      return { primary, alternates, keptProductId: kept.get(lineId) ?? null };
    });
    const chosen = chooseTogether(shared);
    return new Map(lines.map(({ lineId }, index) => [lineId, chosen[index]!]));
  }

  /** What each line may take, and what its need comes to in that; nothing is chosen. */
  async offers(tx: Tx, needs: readonly ComponentNeed[], date: string): Promise<ShareLine[]> {
    return this.candidates(tx, needs, [], date);
  }

  /** In the order of the needs; without lines that somebody has just taken away. */
  private async candidates(
    tx: Tx,
    needs: readonly ComponentNeed[],
    taken: SharedNeeds['taken'],
    date: string,
  ): Promise<ShareLine[]> {
    const { lines, alternates } = await readLinesWithAlternates(
      tx,
      needs.map(({ lineId }) => lineId),
    );
    const ids = [
      ...new Set([
        ...lines.map((line) => line.component_id),
        ...alternates.map((alternate) => alternate.alternate_item_id),
      ]),
    ];
    const products = await this.products.getMany(tx, ids);
    const units = await this.units.table(tx, ids);
    const stock = await productStock(tx, ids);
    const available = new Map(stock.map((row) => [row.product_id, row.available_quantity]));
    for (const { productId, quantity } of taken) {
      const free = available.get(productId);
      if (free) available.set(productId, free.minus(roundQuantity(quantity)));
    }
    const facts: Facts = { products, units, available, date };
    const byLine = groupBy(alternates, (alternate) => alternate.primary_component_id);
    const known = new Map(lines.map((line) => [line.line_id, line]));
    return needs.flatMap(({ lineId, quantity }) => {
      const line = known.get(lineId);
      if (!line) return [];
      const others = byLine.get(lineId) ?? [];
      return {
        lineId,
        primary: primaryOf(line, quantity, facts),
        alternates: others.map((alternate) => alternateOf(alternate, line, quantity, facts)),
      };
    });
  }
}

type Line = Pick<PrimaryLine, 'component_id' | 'quantity' | 'unit'>;

function primaryOf(line: Line, needed: Decimal, facts: Facts): Candidate {
  const product = facts.products.get(line.component_id)!;
  return {
    ...productPart(product, needed, facts),
    alternateId: null,
    rank: 0,
    isPreferred: false,
    leadTimeDays: product.lead_time_days ?? 0,
    minOrderQuantity: product.min_order_qty ?? ZERO,
    unusable: null,
  };
}

function alternateOf(
  alternate: BomAlternateComponentEntity,
  line: Line,
  needed: Decimal,
  facts: Facts,
): Candidate {
  const product = facts.products.get(alternate.alternate_item_id)!;
  const ratio = ratioOf(alternate, line, facts);
  return {
    ...productPart(product, ratio ? needed.times(ratio.to).dividedBy(ratio.from) : ZERO, facts),
    alternateId: alternate.id,
    rank: alternate.preference_rank,
    isPreferred: alternate.is_preferred,
    leadTimeDays: alternate.lead_time_days,
    minOrderQuantity: alternate.min_order_quantity,
    unusable: unusable(alternate, product, ratio !== null, facts.date),
  };
}

function productPart(product: ProductSummary, required: Decimal, { available }: Facts) {
  return {
    productId: product.id,
    sku: product.sku,
    unit: product.unit,
    required,
    available: available.get(product.id) ?? ZERO,
    unitCost: priceOf(product)?.cost ?? null,
  };
}

/** `to` of the alternate stand for `from` of the primary, both in stock units. A line of 0 needs nothing of either. */
function ratioOf(
  alternate: BomAlternateComponentEntity,
  line: Line,
  { products, units }: Facts,
): { from: Decimal; to: Decimal } | null {
  const [primary, other] = [products.get(line.component_id)!, products.get(alternate.alternate_item_id)!];
  const from = stockQuantity({ ...line, productId: primary.id, stockUnit: primary.unit }, units);
  const to = stockQuantity(
    {
      productId: other.id,
      stockUnit: other.unit,
      quantity: alternate.quantity_required,
      unit: alternate.unit,
    },
    units,
  );
  if (!from || !to) return null;
  return from.isZero() ? { from: ONE, to: ZERO } : { from, to };
}

function unusable(
  alternate: BomAlternateComponentEntity,
  product: ProductSummary,
  isConvertible: boolean,
  date: string,
): string | null {
  const { effective_from: from, effective_to: to } = alternate;
  if ((from && date < from) || (to && date >= to)) return `it is not valid on ${date}`;
  if (!product.is_active) return 'the product is not active';
  return isConvertible ? null : 'its unit cannot be converted any more';
}
