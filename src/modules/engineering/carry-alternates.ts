import { groupBy } from '../../kernel/group-by.js';
import type { Tx } from '../../platform/database/index.js';
import { copyAlternates } from './alternates.repository.js';
import { readBomLineIds } from './bom-lines.repository.js';
import { keptLineIds } from './kept-lines.rules.js';

/**
 * Gives new versions the alternates of old ones, by id of the old one: between lines of the same component, in their order.
 * `became` says what a component of the old versions is called in the new ones. Two statements, however many versions.
 */
export async function carryAlternates(
  tx: Tx,
  newIds: ReadonlyMap<number, number>,
  became: (componentId: number) => number = (componentId) => componentId,
): Promise<void> {
  if (newIds.size === 0) return;
  const rows = await readBomLineIds(tx, [...newIds.keys(), ...newIds.values()]);
  const byBom = groupBy(rows, (row) => row.bom_id);
  await copyAlternates(
    tx,
    [...newIds].flatMap(([fromBomId, toBomId]) => {
      const from = byBom.get(fromBomId) ?? [];
      const to = byBom.get(toBomId) ?? [];
      const present = from.map(({ id, component_id: componentId }) => ({
        id,
        component_id: became(componentId),
      }));
      return keptLineIds(present, to).flatMap((fromLineId, index) =>
        fromLineId === null ? [] : [{ fromLineId, toLineId: to[index]!.id }],
      );
    }),
  );
}
