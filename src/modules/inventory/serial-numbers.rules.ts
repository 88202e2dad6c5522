export const SERIAL_STATUSES = [
  'manufactured',
  'in_stock',
  'sold',
  'shipped',
  'returned',
  'scrapped',
] as const;
export type SerialStatus = (typeof SERIAL_STATUSES)[number];

const TRANSITIONS: Readonly<Record<SerialStatus, readonly SerialStatus[]>> = {
  manufactured: ['in_stock', 'sold', 'shipped', 'scrapped'],
  in_stock: ['sold', 'shipped', 'scrapped'],
  sold: ['in_stock', 'shipped'],
  shipped: ['returned'],
  returned: ['in_stock', 'scrapped'],
  scrapped: [],
};

export function serialCanBecome(from: SerialStatus, to: SerialStatus): boolean {
  return TRANSITIONS[from].includes(to);
}

export function nextSerialStatuses(from: SerialStatus): readonly SerialStatus[] {
  return TRANSITIONS[from];
}

export interface SerialPattern {
  prefix: string;
  suffix: string;
  padding: number;
}

/** The serial number for a number: `SN-`, 42 and six digits are `SN-000042`. Longer numbers are not cut. */
export function formatSerial(pattern: SerialPattern, number: number): string {
  return `${pattern.prefix}${String(number).padStart(pattern.padding, '0')}${pattern.suffix}`;
}

const PATTERN = /^([^{}]*)\{(0*)n\}([^{}]*)$/;

/** Reads `SN-{000000n}-A`: what is before and after, and how many digits the number has at least; null is no pattern. */
export function parsePattern(text: string): SerialPattern | null {
  const match = PATTERN.exec(text);
  if (!match) return null;
  const zeros = match[2]!.length;
  return { prefix: match[1]!, suffix: match[3]!, padding: zeros === 0 ? 0 : zeros + 1 };
}
