import { type Decimal, roundQuantity, ZERO } from '../../kernel/decimal.js';
import type { UnitTable } from '../../kernel/unit-of-measure.js';
import { type InventoryCosts, NO_INVENTORY_COSTS } from './product-costs.rules.js';
import {
  PLANNED_AS_NEEDED,
  type PlanningFault,
  planningFaults,
  type PlanningValues,
} from './product-planning.rules.js';
import { type PurchaseFault, purchaseConversion } from './units.rules.js';

export const ITEM_TYPES = ['finished_good', 'component', 'material', 'supply', 'service'] as const;
export const PROCUREMENT_TYPES = ['make', 'buy', 'make_or_buy'] as const;
export const STOCKING_POLICIES = ['make_to_stock', 'make_to_order', 'phantom'] as const;
export const COST_METHODS = ['average', 'standard', 'fifo', 'lot'] as const;

/** What people decide about a product. Average and last cost are the ledger's. Every cost is per stock unit. */
export interface ProductValues extends PlanningValues, InventoryCosts {
  sku: string;
  name: string;
  description: string | null;
  unit: string;
  item_type: string;
  procurement_type: string;
  stocking_policy: string;
  category_id: number | null;
  material_type_id: number | null;
  color_id: number | null;
  preferred_vendor_id: number | null;
  cost_method: string;
  standard_cost: Decimal | null;
  selling_price: Decimal | null;
  purchase_uom: string;
  purchase_conversion: Decimal;
  lead_time_days: number | null;
  safety_stock: Decimal;
  reorder_point: Decimal | null;
  reorder_qty: Decimal | null;
  min_order_qty: Decimal | null;
  order_multiple: Decimal | null;
  weight_kg: Decimal | null;
  shelf_life_days: number | null;
  open_life_days: number | null;
  barcode: string | null;
  image_url: string | null;
  track_lots: boolean;
  track_serials: boolean;
  is_active: boolean;
}

/** A product as it stands; those from before purchase units may have none. */
export type PresentProduct = Omit<ProductValues, 'purchase_uom' | 'purchase_conversion'> & {
  id: number;
  purchase_uom: string | null;
  purchase_conversion: Decimal | null;
};

/** What a request says; undefined leaves as it is. */
export type ProductInput = { [K in keyof ProductValues]?: ProductValues[K] | undefined } & {
  /** As people know the price: 20 per KG of something that is kept in grams. */
  standard_cost_per_purchase_unit?: Decimal | null;
};

export type ProductFault =
  | PurchaseFault
  | PlanningFault
  | 'nameRequired'
  | 'unknownUnit'
  | 'inactiveUnit'
  | 'twoCosts'
  | 'figureNeeded'
  | 'serviceTracked'
  | 'standardCostNeeded'
  | 'lotTrackingNeeded';

export interface FoundFault {
  fault: ProductFault;
  field: keyof ProductInput;
}

export interface KnownUnits {
  table: UnitTable;
  active: ReadonlySet<string>;
}

const EMPTY: Omit<ProductValues, 'sku' | 'name' | 'unit' | 'purchase_uom' | 'purchase_conversion'> = {
  description: null,
  item_type: 'finished_good',
  procurement_type: 'buy',
  stocking_policy: 'make_to_stock',
  category_id: null,
  material_type_id: null,
  color_id: null,
  preferred_vendor_id: null,
  cost_method: 'average',
  standard_cost: null,
  selling_price: null,
  lead_time_days: null,
  safety_stock: ZERO,
  reorder_point: null,
  reorder_qty: null,
  min_order_qty: null,
  order_multiple: null,
  weight_kg: null,
  shelf_life_days: null,
  open_life_days: null,
  barcode: null,
  image_url: null,
  track_lots: false,
  track_serials: false,
  is_active: true,
  ...PLANNED_AS_NEEDED,
  ...NO_INVENTORY_COSTS,
};

const COLUMNS = [
  'sku',
  'name',
  'unit',
  'purchase_uom',
  ...(Object.keys(EMPTY) as (keyof typeof EMPTY)[]),
] as const;

/** Figures that mean something else in another stock unit. */
const PER_STOCK_UNIT = [
  'standard_cost',
  'selling_price',
  'safety_stock',
  'reorder_point',
  'reorder_qty',
  'min_order_qty',
  'order_multiple',
  'lot_quantity',
  'max_order_qty',
  'weight_kg',
] as const satisfies readonly (keyof ProductValues)[];

/** What a product is to be after a request, or everything that is wrong with the request. */
export function decideProduct(
  present: PresentProduct | null,
  input: ProductInput,
  units: KnownUnits,
): { values: ProductValues } | { faults: FoundFault[] } {
  const { standard_cost_per_purchase_unit: costPerPurchaseUnit, ...columns } = input;
  const chosen = withDefaults(present, defined(columns));
  const faults: FoundFault[] = [];
  if (!chosen.name) faults.push({ fault: 'nameRequired', field: 'name' });
  for (const field of ['track_lots', 'track_serials'] as const) {
    if (chosen.item_type === 'service' && chosen[field]) faults.push({ fault: 'serviceTracked', field });
  }
  faults.push(...unitFaults(present, chosen, units), ...figureFaults(present, input, chosen.unit));
  faults.push(...planningFaults(chosen));
  const conversion = conversionOf(present, input, chosen, units.table);
  if (typeof conversion === 'string') faults.push({ fault: conversion, field: 'purchase_conversion' });
  if (columns.standard_cost !== undefined && costPerPurchaseUnit !== undefined) {
    faults.push({ fault: 'twoCosts', field: 'standard_cost_per_purchase_unit' });
  }
  if (faults.length > 0 || typeof conversion === 'string') return { faults };
  const values = { ...chosen, purchase_conversion: conversion };
  if (costPerPurchaseUnit !== undefined) {
    values.standard_cost = costPerPurchaseUnit && costPerStockUnit(costPerPurchaseUnit, conversion);
  }
  const costing = costingFault(values);
  return costing ? { faults: [costing] } : { values };
}

/** A standard cost method needs the standard, and cost by lot needs lots. */
function costingFault(values: ProductValues): FoundFault | null {
  if (values.cost_method === 'standard' && values.standard_cost === null) {
    return { fault: 'standardCostNeeded', field: 'standard_cost' };
  }
  if (values.cost_method === 'lot' && !values.track_lots) {
    return { fault: 'lotTrackingNeeded', field: 'track_lots' };
  }
  return null;
}

/** 20 per KG of something kept in grams (1 KG = 1000 G) is 0.02 per gram. */
export function costPerStockUnit(costPerPurchaseUnit: Decimal, conversion: Decimal): Decimal {
  return roundQuantity(costPerPurchaseUnit.dividedBy(conversion));
}

export function costPerPurchaseUnit(cost: Decimal | null, conversion: Decimal | null): Decimal | null {
  return cost && roundQuantity(conversion ? cost.times(conversion) : cost);
}

/** The changes that a history of movements forbids: what was moved was counted in this unit and tracked this way. */
export function changesFixedByHistory(
  present: PresentProduct,
  values: ProductValues,
): (keyof ProductValues)[] {
  const changed = (['unit', 'track_lots', 'track_serials'] as const).filter(
    (field) => present[field] !== values[field],
  );
  const becomesService = values.item_type === 'service' && present.item_type !== 'service';
  return becomesService ? [...changed, 'item_type'] : changed;
}

function defined<T extends object>(input: T): T {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as T;
}

type Chosen = Omit<ProductValues, 'purchase_conversion'>;

function withDefaults(present: PresentProduct | null, given: ProductInput): Chosen {
  if (present) {
    const before = Object.fromEntries(COLUMNS.map((column) => [column, present[column]]));
    const unit = given.unit ?? present.unit;
    // What was bought in its stock unit goes on so when the stock unit changes.
    const boughtInStockUnit = present.purchase_uom === null || present.purchase_uom === present.unit;
    const purchaseUnit = boughtInStockUnit ? unit : present.purchase_uom;
    return { ...before, purchase_uom: purchaseUnit, ...given } as Chosen;
  }
  const itemType = given.item_type ?? EMPTY.item_type;
  const unit = given.unit ?? (itemType === 'material' ? 'G' : 'EA');
  const purchaseUnit = itemType === 'material' && unit === 'G' ? 'KG' : unit;
  const procurement = itemType === 'finished_good' ? 'make' : EMPTY.procurement_type;
  return {
    ...EMPTY,
    procurement_type: procurement,
    unit,
    purchase_uom: purchaseUnit,
    ...given,
  } as Chosen;
}

function unitFaults(present: PresentProduct | null, chosen: Chosen, units: KnownUnits): FoundFault[] {
  const faults: FoundFault[] = [];
  for (const field of ['unit', 'purchase_uom'] as const) {
    if (!units.table.has(chosen[field])) faults.push({ fault: 'unknownUnit', field });
    else if (present?.[field] !== chosen[field] && !units.active.has(chosen[field])) {
      faults.push({ fault: 'inactiveUnit', field });
    }
  }
  return faults;
}

/** A figure of the old unit would silently mean another amount in the new one. */
function figureFaults(present: PresentProduct | null, input: ProductInput, unit: string): FoundFault[] {
  if (!present || present.unit === unit) return [];
  const costGiven = input.standard_cost_per_purchase_unit !== undefined;
  return PER_STOCK_UNIT.filter((field) => {
    const figure = present[field];
    const given = input[field] !== undefined || (field === 'standard_cost' && costGiven);
    return figure !== null && !figure.isZero() && !given;
  }).map((field) => ({ fault: 'figureNeeded', field }));
}

/** A conversion stays while both its units stay; else it is what was given or what the units say. */
function conversionOf(
  present: PresentProduct | null,
  input: ProductInput,
  chosen: Chosen,
  table: UnitTable,
): Decimal | PurchaseFault {
  const sameUnits = present?.unit === chosen.unit && present.purchase_uom === chosen.purchase_uom;
  const given = input.purchase_conversion ?? (sameUnits ? present.purchase_conversion : null);
  const purchase = { unit: chosen.unit, purchaseUnit: chosen.purchase_uom, given };
  return purchaseConversion(table, present ? { ...purchase, productId: present.id } : purchase);
}
