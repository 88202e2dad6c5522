import { addToGroup } from '../../kernel/group-by.js';
/** What is known of a line that is there, in its place. */
export interface PresentLine {
  id: number;
  component_id: number;
}

/**
 * Which present line each wanted one goes on as: the first free one of the same component, null for a new line. What
 * hangs on a line, its alternates, stays with it.
 */
export function keptLineIds(
  present: readonly PresentLine[],
  wanted: readonly { component_id: number }[],
): (number | null)[] {
  const free = new Map<number, number[]>();
  for (const { id, component_id: componentId } of present) addToGroup(free, componentId, id);
  return wanted.map((line) => free.get(line.component_id)?.shift() ?? null);
}
