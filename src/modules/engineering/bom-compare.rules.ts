import { groupBy } from '../../kernel/group-by.js';
import { Decimal } from '../../kernel/decimal.js';

/** A line of one of two BOMs, brought to what both have in common: stock units for one piece. */
export interface ComparableLine {
  lineId: number;
  componentId: number;
  effectiveFrom: string | null;
  effectiveTo: string | null;
  /** What is compared, by name, in the order in which it is told. */
  values: Readonly<Record<string, Decimal | string | boolean | null>>;
}

export interface FieldChange {
  field: string;
  from: string | null;
  to: string | null;
}

export interface ChangedLine<Line> {
  from: Line;
  to: Line;
  fields: FieldChange[];
}

export interface ComparedLines<Line> {
  added: Line[];
  removed: Line[];
  changed: ChangedLine<Line>[];
  unchanged: number;
}

/**
 * What one BOM has more, less and otherwise than another. Lines of a component belong together by their period, and then
 * in the order of time; a component never stands twice on one day.
 */
export function compareLines<Line extends ComparableLine>(
  from: readonly Line[],
  to: readonly Line[],
): ComparedLines<Line> {
  const result: ComparedLines<Line> = { added: [], removed: [], changed: [], unchanged: 0 };
  const [before, after] = [from, to].map((lines) => groupBy(lines, (line) => line.componentId)) as [
    Map<number, Line[]>,
    Map<number, Line[]>,
  ];
  for (const componentId of new Set([...before.keys(), ...after.keys()])) {
    const { pairs, left, added } = pair(before.get(componentId) ?? [], after.get(componentId) ?? []);
    result.removed.push(...left);
    result.added.push(...added);
    for (const [one, other] of pairs) {
      const fields = changedFields(one.values, other.values);
      if (fields.length > 0) result.changed.push({ from: one, to: other, fields });
      else result.unchanged += 1;
    }
  }
  return result;
}

function pair<Line extends ComparableLine>(from: readonly Line[], to: readonly Line[]) {
  const pairs: [Line, Line][] = [];
  const open = [...to].sort(inTime);
  const left: Line[] = [];
  for (const line of [...from].sort(inTime)) {
    const same = open.findIndex((other) => periodOf(other) === periodOf(line));
    if (same < 0) left.push(line);
    else pairs.push([line, open.splice(same, 1)[0]!]);
  }
  const common = Math.min(left.length, open.length);
  for (let index = 0; index < common; index += 1) pairs.push([left[index]!, open[index]!]);
  return { pairs, left: left.slice(common), added: open.slice(common) };
}

/** The fields of which the values differ, as text. */
export function changedFields(from: ComparableLine['values'], to: ComparableLine['values']): FieldChange[] {
  return Object.keys(from).flatMap((field) => {
    const [before, after] = [textOf(from[field] ?? null), textOf(to[field] ?? null)];
    return before === after ? [] : [{ field, from: before, to: after }];
  });
}

function textOf(value: Decimal | string | boolean | null): string | null {
  if (value === null) return null;
  return value instanceof Decimal ? value.toFixed() : String(value);
}

function periodOf({ effectiveFrom, effectiveTo }: ComparableLine): string {
  return `${effectiveFrom ?? ''}/${effectiveTo ?? ''}`;
}

function inTime(a: ComparableLine, b: ComparableLine): number {
  return (a.effectiveFrom ?? '').localeCompare(b.effectiveFrom ?? '') || a.lineId - b.lineId;
}
