import { dayNumber } from '../../kernel/business-day.js';
import { toFixedPoint } from '../../kernel/fixed.js';
import type { Demand, DemandKind, Receipt } from './planning-world.rules.js';

/** A demand or supply that comes from the plan of another product, and of which. */
interface FromParent<Item> {
  parentId: number;
  item: Item;
}

const PLANNED = 'planned_order';
const FIRM = 'firm_planned_order';
const BY_PRODUCT = 'by_product:';
const STAND_IN = /^(?:firm_)?planned_order:[^@]*@/;

/** Ids of the firm planned orders that stand among what is needed or brought. */
export function firmOrderIds(refs: readonly string[]): number[] {
  return refs.flatMap((ref) => {
    const [kind, id] = withoutPrefix(ref).split(':');
    return kind === FIRM ? [Number.parseInt(id!, 10)] : [];
  });
}

/** Whether a demand is of a product that stands in for another one. It is found anew when that one is planned. */
export function isStandIn(ref: string): boolean {
  return STAND_IN.test(ref);
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
  const [kind, id] = withoutPrefix(ref).split(':');
  if (kind === PLANNED) return Number(id);
  return kind === FIRM ? (firmProducts.get(Number(id)) ?? null) : null;
}

/** What other products' plans need of a product, by its stored plan. */
export function neededByOthers(
  stored: { demand_refs: readonly string[]; demand_dates: readonly string[]; demand_quantities: string },
  firmProducts: ReadonlyMap<number, number>,
): FromParent<Demand>[] {
  const quantities = stored.demand_quantities.split(',');
  return stored.demand_refs.flatMap((ref, index) => {
    const parentId = isStandIn(ref) ? null : parentOf(ref, firmProducts);
    if (parentId === null) return [];
    const kind = ref.startsWith(FIRM) ? PLANNED : (ref.split(':', 1)[0] as DemandKind);
    const day = dayNumber(stored.demand_dates[index]!);
    return [{ parentId, item: { kind, ref, day, quantity: toFixedPoint(quantities[index]!) } }];
  });
}

/** What other products' plans bring of a product as a by-product, by its stored plan. */
export function broughtByOthers(
  stored: { supply_refs: readonly string[]; supply_dates: readonly string[]; supply_quantities: string },
  firmProducts: ReadonlyMap<number, number>,
): FromParent<Receipt>[] {
  const quantities = stored.supply_quantities.split(',');
  return stored.supply_refs.flatMap((ref, index) => {
    const parentId = ref.startsWith(BY_PRODUCT) ? parentOf(ref, firmProducts) : null;
    if (parentId === null) return [];
    const day = dayNumber(stored.supply_dates[index]!);
    const quantity = toFixedPoint(quantities[index]!);
    return [{ parentId, item: { kind: 'by_product', ref, day, quantity } }];
  });
}

function withoutPrefix(ref: string): string {
  return ref.startsWith(BY_PRODUCT) ? ref.slice(BY_PRODUCT.length) : ref;
}
