import type { SourceRow } from './planning-cells.js';
import type { PlanningSource } from './planning-source.query.js';

/** What was read of each source. */
export type SourceRows = Map<PlanningSource, SourceRow[]>;

/** Where the rows of a source name another product. */
const OTHER_PRODUCT: Partial<Record<PlanningSource, number>> = {
  alternates: 2,
  bomLines: 1,
  byProducts: 1,
  operationMaterials: 2,
};

export function addRows(rows: SourceRows, more: SourceRows): void {
  for (const [source, added] of more) {
    const present = rows.get(source);
    if (!present) rows.set(source, [...added]);
    else for (const row of added) present.push(row);
  }
}

/** Products that the rows of structures name. */
export function otherProductsOf(rows: SourceRows): number[] {
  const ids = new Set<number>();
  for (const [source, column] of Object.entries(OTHER_PRODUCT)) {
    for (const row of rows.get(source as PlanningSource) ?? []) ids.add(Number(row[column]));
  }
  return [...ids];
}
