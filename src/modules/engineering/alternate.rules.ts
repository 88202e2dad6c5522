import { type Decimal } from '../../kernel/decimal.js';
import { applyRatio, type UnitTable } from '../../kernel/unit-of-measure.js';
import { type LineComponent, materialFault } from './bom.rules.js';

/** So much of a product in some unit, and what one stock unit of it costs. */
export interface PricedMaterial {
  productId: number;
  stockUnit: string;
  quantity: Decimal;
  unit: string;
  unitCost: Decimal | null;
}

/** The quantity in the product's stock unit, not rounded; null when nobody knows the conversion. */
export function stockQuantity(
  { productId, stockUnit, quantity, unit }: Omit<PricedMaterial, 'unitCost'>,
  units: UnitTable,
): Decimal | null {
  const ratio = units.ratio(unit, stockUnit, productId);
  return ratio && applyRatio(quantity, ratio);
}

/** What the alternate costs more than the primary, both with their quantities. Null while one has no price. */
export function costDifference(
  primary: PricedMaterial,
  alternate: PricedMaterial,
  units: UnitTable,
): Decimal | null {
  const [from, to] = [costOf(primary, units), costOf(alternate, units)];
  return from && to && to.minus(from);
}

function costOf(material: PricedMaterial, units: UnitTable): Decimal | null {
  const quantity = stockQuantity(material, units);
  return quantity && material.unitCost && quantity.times(material.unitCost);
}

export type AlternateFault =
  'alternateIsPrimary' | 'emptyEffectivity' | 'unitNotConvertible' | 'serviceTakesNoStock';

export interface AlternateInput {
  alternate_item_id: number;
  unit: string;
  effective_from: string | null;
  effective_to: string | null;
}

/** The first thing that is wrong with an alternate, and where. */
export function alternateFault(
  input: AlternateInput,
  line: { component_id: number; is_cost_only: boolean },
  product: LineComponent,
  units: UnitTable,
): { fault: AlternateFault; field: string } | null {
  if (input.alternate_item_id === line.component_id) {
    return { fault: 'alternateIsPrimary', field: 'alternate_item_id' };
  }
  const { effective_from: from, effective_to: to } = input;
  if (from && to && to <= from) return { fault: 'emptyEffectivity', field: 'effective_to' };
  const material = {
    component_id: input.alternate_item_id,
    unit: input.unit,
    is_cost_only: line.is_cost_only,
  };
  const found = materialFault(material, product, units);
  if (!found) return null;
  const isUnit = found.fault === 'unitNotConvertible';
  return isUnit
    ? { fault: 'unitNotConvertible', field: 'unit' }
    : { fault: 'serviceTakesNoStock', field: 'alternate_item_id' };
}
