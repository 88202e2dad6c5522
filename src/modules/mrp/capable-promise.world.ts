import { dayNumber } from '../../kernel/business-day.js';
import { DomainError } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Tx } from '../../platform/database/index.js';
import type { Calendar } from '../settings/index.js';
import { MrpErrors } from './mrp.errors.js';
import { type PlanTerms, readSources } from './net-change.query.js';
import { refusePlanning, requireWorkingDays } from './refuse-planning.js';
import type { SourceRow } from './planning-cells.js';
import { PlanningInput } from './planning-input.js';
import { PLANNING_SOURCES, type PlanningSource } from './planning-source.query.js';
import type { PlanningWorld } from './planning-world.rules.js';

/** How a product is got, without what is needed of it or on its way. */
const SOURCES: readonly PlanningSource[] = [
  'products',
  'boms',
  'operations',
  'bomLines',
  'operationMaterials',
  'offers',
  'prices',
];
const [BOM_COMPONENT, ROUTING_COMPONENT] = [1, 2];

/** A product with everything that it is made of, at any depth: one round trip a level. */
export async function readWorldBelow(
  tx: Tx,
  terms: PlanTerms,
  calendar: Calendar,
  productId: number,
): Promise<PlanningWorld> {
  const date = terms.planning_date;
  const rows = await readSources(tx, ['units', 'conversions'], date, []);
  const known = new Set([productId]);
  for (let open = [productId]; open.length > 0;) {
    const level = await readSources(tx, SOURCES, date, open);
    for (const [source, added] of level) rows.set(source, [...(rows.get(source) ?? []), ...added]);
    open = [...componentsIn(level)].filter((id) => !known.has(id));
    for (const id of open) known.add(id);
    if (known.size > LIMITS.netChangeProductsMax) throw new DomainError(MrpErrors.pathTooLarge);
  }
  const today = dayNumber(date);
  const settings = {
    today,
    horizonEnd: today + terms.planning_horizon_days - 1,
    expediteWindowDays: terms.expedite_window_days,
    toleranceDays: terms.tolerance_days,
  };
  const input = new PlanningInput(settings, requireWorkingDays(calendar.workingTime(), today));
  return readInto(input, rows);
}

function componentsIn(rows: ReadonlyMap<PlanningSource, readonly SourceRow[]>): Set<number> {
  return new Set([
    ...(rows.get('bomLines') ?? []).map((row) => Number(row[BOM_COMPONENT])),
    ...(rows.get('operationMaterials') ?? []).map((row) => Number(row[ROUTING_COMPONENT])),
  ]);
}

function readInto(
  input: PlanningInput,
  rows: ReadonlyMap<PlanningSource, readonly SourceRow[]>,
): PlanningWorld {
  try {
    for (const source of PLANNING_SOURCES) for (const row of rows.get(source) ?? []) input.read(source, row);
    return input.world();
  } catch (error) {
    return refusePlanning(error);
  }
}
