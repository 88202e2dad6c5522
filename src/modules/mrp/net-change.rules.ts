import { dayNumber } from '../../kernel/business-day.js';
import { toFixedPoint } from '../../kernel/fixed.js';
import type { Demand, DemandKind, Receipt } from './planning-world.rules.js';

const PLANNED = 'planned_order:';
const FIRM = 'firm_planned_order:';
const BY_PRODUCT = 'by_product:';
const STAND_IN = /^(?:firm_)?planned_order:[^@]*@/;

/** Ids of the firm planned orders that stand among what is needed or brought. */
export function firmOrderIds(refs: readonly string[]): number[] {
  return refs.filter((ref) => ref.includes(FIRM)).flatMap((ref) => idAfter(ref, FIRM) ?? []);
}

/** Whether a demand is of a product that stands in for another one. It is found anew when that one is planned. */
export function isStandIn(ref: string): boolean {
  return ref.includes('@') && STAND_IN.test(ref);
}

/** Products that are short of something that stands in for them, by the names of its demands. */
export function standsInFor(refs: readonly string[]): number[] {
  return refs.filter(isStandIn).map((ref) => Number(ref.slice(ref.lastIndexOf('@') + 1)));
}

/** The products whose orders need something, whatever stands in for what. */
export function orderedBy(refs: readonly string[], firmProducts: ReadonlyMap<number, number>): number[] {
  return refs.flatMap((ref) => {
    const name = isStandIn(ref) ? ref.split('@', 1)[0]! : ref;
    return name.includes('@') || name.startsWith(BY_PRODUCT) ? [] : (parentOf(name, firmProducts) ?? []);
  });
}

/** The product whose plan a name comes from; null for documents, and for firm orders that are gone. */
export function parentOf(ref: string, firmProducts: ReadonlyMap<number, number>): number | null {
  const phantom = ref.lastIndexOf('@');
  if (phantom >= 0) return Number(ref.slice(phantom + 1));
  const planned = idAfter(ref, PLANNED);
  if (planned !== null) return planned;
  const firm = idAfter(ref, FIRM);
  return firm === null ? null : (firmProducts.get(firm) ?? null);
}

/** What the plans of such other products need of a product, by its stored plan. */
export function neededByOthers(
  stored: {
    demand_refs: readonly string[];
    demand_dates: readonly string[];
    demand_quantities: readonly string[];
  },
  firmProducts: ReadonlyMap<number, number>,
  isWanted: (parentId: number) => boolean,
): Demand[] {
  const demands: Demand[] = [];
  for (const [index, ref] of stored.demand_refs.entries()) {
    const parentId = isStandIn(ref) ? null : parentOf(ref, firmProducts);
    if (parentId === null || !isWanted(parentId)) continue;
    const day = dayNumber(stored.demand_dates[index]!);
    demands.push({ kind: kindOf(ref), ref, day, quantity: toFixedPoint(stored.demand_quantities[index]!) });
  }
  return demands;
}

/** Firm orders need as planned ones do; what comes by way of a phantom is named after what the phantom is for. */
function kindOf(ref: string): DemandKind {
  if (ref.startsWith(PLANNED) || ref.startsWith(FIRM)) return 'planned_order';
  return ref.slice(0, ref.indexOf(':')) as DemandKind;
}

/** What the plans of such other products bring of a product as a by-product, by its stored plan. */
export function broughtByOthers(
  stored: {
    supply_refs: readonly string[];
    supply_dates: readonly string[];
    supply_quantities: readonly string[];
  },
  firmProducts: ReadonlyMap<number, number>,
  isWanted: (parentId: number) => boolean,
): Receipt[] {
  return stored.supply_refs.flatMap((ref, index) => {
    const parentId = ref.startsWith(BY_PRODUCT) ? parentOf(ref, firmProducts) : null;
    if (parentId === null || !isWanted(parentId)) return [];
    const day = dayNumber(stored.supply_dates[index]!);
    return [{ kind: 'by_product', ref, day, quantity: toFixedPoint(stored.supply_quantities[index]!) }];
  });
}

/** The id that follows the kind in a name, of an order or what it brings as a by-product; null in names of other kinds. */
function idAfter(ref: string, kind: string): number | null {
  const start = ref.startsWith(BY_PRODUCT) ? BY_PRODUCT.length : 0;
  return ref.startsWith(kind, start) ? Number.parseInt(ref.slice(start + kind.length), 10) : null;
}
