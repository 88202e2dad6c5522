import { groupBy } from '../../kernel/group-by.js';
import { type Decimal, ZERO } from '../../kernel/decimal.js';
import type { UnitTable } from '../../kernel/unit-of-measure.js';

/** A line as it is asked for; what is left out takes its default. */
export interface BomLineInput {
  component_id: number;
  quantity: Decimal;
  unit?: string | null;
  consume_stage?: string | null;
  is_cost_only?: boolean | null;
  is_optional?: boolean | null;
  scrap_factor?: Decimal | null;
  setup_quantity?: Decimal | null;
  rounding_multiple?: Decimal | null;
  effective_from?: string | null;
  effective_to?: string | null;
  notes?: string | null;
}

/** A line as it is stored. */
export interface BomLineValues {
  component_id: number;
  quantity: Decimal;
  unit: string;
  consume_stage: string;
  is_cost_only: boolean;
  is_optional: boolean;
  scrap_factor: Decimal;
  setup_quantity: Decimal;
  /** What is taken is a multiple of this, in the line's unit; null takes what is needed. */
  rounding_multiple: Decimal | null;
  effective_from: string | null;
  effective_to: string | null;
  notes: string | null;
}

/** One row of a BOM file, by business keys. */
export type BomImportLine = Omit<BomLineInput, 'component_id'> & {
  product_sku: string;
  component_sku: string;
  /** Pieces that the lines make; 1 when left out. */
  output_quantity?: Decimal | null;
};

/** What the rules need to know of a component. */
export interface LineComponent {
  unit: string;
  item_type: string;
}

export type LineFault = 'componentTwice' | 'emptyEffectivity' | 'unitNotConvertible' | 'serviceTakesNoStock';

export interface FoundLineFault {
  index: number;
  fault: LineFault;
  field: 'component_id' | 'effective_to' | 'unit' | 'is_cost_only';
}

export interface DecidedLines {
  values: BomLineValues[];
  faults: FoundLineFault[];
}

/** Fills in defaults and finds everything that is wrong. Every component is known by now. */
export function decideBomLines(
  inputs: readonly BomLineInput[],
  components: ReadonlyMap<number, LineComponent>,
  units: UnitTable,
  allowsRepeatedLines = false,
): DecidedLines {
  const values = inputs.map((input) => withDefaults(input, components.get(input.component_id)!));
  const faults: FoundLineFault[] = [];
  values.forEach((line, index) => {
    const component = components.get(line.component_id)!;
    if (line.effective_from && line.effective_to && line.effective_to <= line.effective_from) {
      faults.push({ index, fault: 'emptyEffectivity', field: 'effective_to' });
    }
    const own = materialFault(line, component, units);
    if (own) faults.push({ index, ...own });
  });
  for (const index of allowsRepeatedLines ? [] : repeatedLines(values)) {
    faults.push({ index, fault: 'componentTwice', field: 'component_id' });
  }
  return { values, faults };
}

/** What can be wrong with any material, of a BOM or of an operation. */
export function materialFault(
  material: { component_id: number; unit: string; is_cost_only: boolean },
  component: LineComponent,
  units: UnitTable,
): Pick<FoundLineFault, 'fault' | 'field'> | null {
  if (component.item_type === 'service' && !material.is_cost_only) {
    return { fault: 'serviceTakesNoStock', field: 'is_cost_only' };
  }
  const ratio = units.ratio(material.unit, component.unit, material.component_id);
  return ratio ? null : { fault: 'unitNotConvertible', field: 'unit' };
}

function withDefaults(input: BomLineInput, component: LineComponent): BomLineValues {
  return {
    component_id: input.component_id,
    quantity: input.quantity,
    unit: input.unit ?? component.unit,
    consume_stage: input.consume_stage ?? 'production',
    is_cost_only: input.is_cost_only ?? component.item_type === 'service',
    is_optional: input.is_optional ?? false,
    scrap_factor: input.scrap_factor ?? ZERO,
    setup_quantity: input.setup_quantity ?? ZERO,
    rounding_multiple: input.rounding_multiple ?? null,
    effective_from: input.effective_from ?? null,
    effective_to: input.effective_to ?? null,
    notes: input.notes ?? null,
  };
}

type RepeatableLine = Pick<BomLineValues, 'component_id' | 'effective_from' | 'effective_to'>;

/** Lines whose component stands in an earlier period too. From is inclusive, to exclusive. */
export function repeatedLines(lines: readonly RepeatableLine[]): number[] {
  const byComponent = groupBy(lines.keys(), (index) => lines[index]!.component_id);
  const found: number[] = [];
  for (const indexes of byComponent.values()) {
    const inTime = [...indexes].sort((a, b) => compareFrom(lines[a]!, lines[b]!));
    let openUntil: string | null | undefined;
    for (const index of inTime) {
      const { effective_from: from, effective_to: to } = lines[index]!;
      const free = openUntil === undefined || (openUntil !== null && from !== null && from >= openUntil);
      if (!free) found.push(index);
      if (openUntil !== null && (openUntil === undefined || to === null || to > openUntil)) openUntil = to;
    }
  }
  return found.sort((a, b) => a - b);
}

function compareFrom(a: RepeatableLine, b: RepeatableLine): number {
  return (a.effective_from ?? '').localeCompare(b.effective_from ?? '');
}

/** Whether two BOMs have the same lines, in whatever order. */
export function sameLines(present: readonly BomLineValues[], wanted: readonly BomLineValues[]): boolean {
  if (present.length !== wanted.length) return false;
  const told = present.map(tell).sort();
  return wanted
    .map(tell)
    .sort()
    .every((text, index) => text === told[index]);
}

function tell(line: BomLineValues): string {
  return JSON.stringify([
    line.component_id,
    line.quantity,
    line.unit,
    line.consume_stage,
    line.is_cost_only,
    line.is_optional,
    line.scrap_factor,
    line.setup_quantity,
    line.rounding_multiple,
    line.effective_from,
    line.effective_to,
    line.notes,
  ]);
}
