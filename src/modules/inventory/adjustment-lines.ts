import type { Tx } from '../../platform/database/index.js';
import { InventoryErrors } from './inventory.errors.js';
import {
  type FieldProblem,
  type PlaceFacts,
  placeProblem,
  readPlaces,
  refuseProblems,
} from './places.repository.js';
import { type AdjustmentType, allowsChange } from './stock-adjustment.rules.js';
import type { NewAdjustmentLine } from './stock-adjustments.repository.js';

/** Checks every line and tells everything that is wrong at once; gives what is known of the lines' places. */
export async function checkAdjustmentLines(
  tx: Tx,
  type: AdjustmentType,
  warehouseId: number | null | undefined,
  lines: readonly NewAdjustmentLine[],
): Promise<PlaceFacts[]> {
  const facts = await readPlaces(tx, lines);
  const seen = new Set<string>();
  const problems = lines.flatMap((line, index) => {
    const pointer = `/lines/${index}`;
    const wrong = placeProblem(line, facts[index]!, pointer, warehouseId);
    if (wrong) return [wrong];
    const key = [line.productId, line.locationId, facts[index]!.lot_id ?? line.lotNumber ?? ''].join('/');
    const twice = seen.has(key);
    seen.add(key);
    if (twice) return [{ definition: InventoryErrors.placeTwice, pointer }];
    return changeProblem(type, line, pointer);
  });
  refuseProblems(problems);
  return facts;
}

function changeProblem(type: AdjustmentType, line: NewAdjustmentLine, pointer: string): FieldProblem[] {
  if (line.entry === 'after') return [];
  if (line.quantity.isZero())
    return [{ definition: InventoryErrors.zeroChange, pointer: `${pointer}/quantity_change` }];
  if (allowsChange(type, line.quantity)) return [];
  return [{ definition: InventoryErrors.wrongDirection, pointer: `${pointer}/quantity_change` }];
}
