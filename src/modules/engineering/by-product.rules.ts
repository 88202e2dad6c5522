import { type Decimal, sum, ZERO } from '../../kernel/decimal.js';
import type { UnitTable } from '../../kernel/unit-of-measure.js';
import type { LineComponent } from './bom.rules.js';

/** What comes out beside the product, as it is asked for. */
export interface ByProductInput {
  product_id: number;
  quantity: Decimal;
  unit?: string | null;
  cost_share_percent?: Decimal | null;
  notes?: string | null;
}

/** A by-product as it is stored: for the output quantity of the BOM, with its per cent of the cost. */
export interface ByProductValues {
  product_id: number;
  quantity: Decimal;
  unit: string;
  cost_share_percent: Decimal;
  notes: string | null;
}

export interface FoundByProductFault {
  fault:
    | 'byProductTwice'
    | 'byProductOfItself'
    | 'byProductIsService'
    | 'unitNotConvertible'
    | 'costShareTooLarge';
  index: number;
  field: 'product_id' | 'unit' | 'cost_share_percent';
}

/** Fills in defaults and finds everything that is wrong. Every product is known by now. */
export function decideByProducts(
  inputs: readonly ByProductInput[],
  outputId: number,
  products: ReadonlyMap<number, LineComponent>,
  units: UnitTable,
): { values: ByProductValues[]; faults: FoundByProductFault[] } {
  const faults: FoundByProductFault[] = [];
  const seen = new Set<number>();
  const values = inputs.map((input, index) => {
    const product = products.get(input.product_id)!;
    const fault = (kind: FoundByProductFault['fault'], field: FoundByProductFault['field'] = 'product_id') =>
      faults.push({ fault: kind, index, field });
    if (input.product_id === outputId) fault('byProductOfItself');
    if (seen.has(input.product_id)) fault('byProductTwice');
    if (product.item_type === 'service') fault('byProductIsService');
    seen.add(input.product_id);
    const unit = input.unit ?? product.unit;
    if (!units.ratio(unit, product.unit, input.product_id)) fault('unitNotConvertible', 'unit');
    return {
      product_id: input.product_id,
      quantity: input.quantity,
      unit,
      cost_share_percent: input.cost_share_percent ?? ZERO,
      notes: input.notes ?? null,
    };
  });
  if (sum(values.map((value) => value.cost_share_percent)).greaterThan(100)) {
    faults.push({ fault: 'costShareTooLarge', index: values.length - 1, field: 'cost_share_percent' });
  }
  return { values, faults };
}
