import { DomainError } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Tx } from '../../platform/database/index.js';
import type { Calendar } from '../settings/index.js';
import { MrpErrors } from './mrp.errors.js';
import { type PlanTerms, readSources } from './net-change.query.js';
import { refusePlanning, requireWorkingDays } from './refuse-planning.js';
import { addRows, otherProductsOf, type SourceRows } from './source-rows.js';
import { PlanningInput } from './planning-input.js';
import { PLANNING_SOURCES, type PlanningSource } from './planning-source.query.js';
import { type PlanningWorld, settingsOf } from './planning-world.rules.js';

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
    addRows(rows, level);
    open = otherProductsOf(level).filter((id) => !known.has(id));
    for (const id of open) known.add(id);
    if (known.size > LIMITS.netChangeProductsMax) throw new DomainError(MrpErrors.pathTooLarge);
  }
  const settings = settingsOf(terms);
  const input = new PlanningInput(settings, requireWorkingDays(calendar.workingTime(), settings.today));
  return readInto(input, rows);
}

function readInto(input: PlanningInput, rows: SourceRows): PlanningWorld {
  try {
    for (const source of PLANNING_SOURCES) for (const row of rows.get(source) ?? []) input.read(source, row);
    return input.world();
  } catch (error) {
    return refusePlanning(error);
  }
}
