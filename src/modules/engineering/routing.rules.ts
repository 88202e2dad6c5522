import { type Decimal, ONE, sum, ZERO } from '../../kernel/decimal.js';
import type { UnitTable } from '../../kernel/unit-of-measure.js';
import { type LineComponent, type LineFault, materialFault } from './bom.rules.js';

/** A material of an operation as it is asked for. */
export interface OperationMaterialInput {
  component_id: number;
  quantity: Decimal;
  quantity_per?: string;
  unit?: string | null;
  scrap_factor?: Decimal;
  is_cost_only?: boolean;
  is_optional?: boolean;
  notes?: string | null;
}

/** A work center that the operation may go to instead, the best one first. Without times it takes the operation's. */
export interface AlternateInput {
  work_center_id: number;
  run_time_factor?: Decimal | null;
  setup_time_minutes?: Decimal | null;
  run_time_minutes?: Decimal | null;
}

export interface DocumentInput {
  name: string;
  url: string;
  kind?: string;
}

export const DOCUMENT_KINDS = [
  'instruction',
  'drawing',
  'model',
  'program',
  'photo',
  'video',
  'other',
] as const;

/** An operation as it is asked for. */
export interface OperationInput {
  sequence: number;
  work_center_id: number;
  operation_code?: string | null;
  operation_name: string;
  description?: string | null;
  setup_time_minutes?: Decimal;
  run_time_minutes?: Decimal;
  wait_time_minutes?: Decimal;
  move_time_minutes?: Decimal;
  units_per_cycle?: Decimal;
  scrap_rate_percent?: Decimal;
  labor_rate_override?: Decimal | null;
  machine_rate_override?: Decimal | null;
  predecessor_sequence?: number | null;
  can_overlap?: boolean;
  overlap_quantity?: Decimal | null;
  instructions?: string | null;
  alternates?: readonly AlternateInput[];
  documents?: readonly DocumentInput[];
  materials?: readonly OperationMaterialInput[];
}

export interface OperationMaterialValues {
  component_id: number;
  quantity: Decimal;
  quantity_per: string;
  unit: string;
  scrap_factor: Decimal;
  is_cost_only: boolean;
  is_optional: boolean;
  notes: string | null;
}

export interface AlternateValues {
  work_center_id: number;
  rank: number;
  run_time_factor: Decimal | null;
  setup_time_minutes: Decimal | null;
  run_time_minutes: Decimal | null;
}

export type DocumentValues = Required<DocumentInput>;

export interface OperationValues {
  sequence: number;
  work_center_id: number;
  operation_code: string | null;
  operation_name: string;
  description: string | null;
  setup_time_minutes: Decimal;
  run_time_minutes: Decimal;
  wait_time_minutes: Decimal;
  move_time_minutes: Decimal;
  units_per_cycle: Decimal;
  scrap_rate_percent: Decimal;
  labor_rate_override: Decimal | null;
  machine_rate_override: Decimal | null;
  predecessor_sequence: number | null;
  can_overlap: boolean;
  overlap_quantity: Decimal | null;
  instructions: string | null;
  alternates: AlternateValues[];
  documents: DocumentValues[];
  materials: OperationMaterialValues[];
}

type AlternateFault = 'alternateCenterIsPrimary' | 'alternateCenterTwice' | 'twoRunTimes';

export interface FoundOperationFault {
  fault:
    | LineFault
    | AlternateFault
    | 'sequenceNotRising'
    | 'predecessorNotEarlier'
    | 'unknownWorkCenter'
    | 'overlapNotAllowed';
  /** JSON pointer below `/operations`. */
  pointer: string;
}

export interface KnownForRouting {
  components: ReadonlyMap<number, LineComponent>;
  units: UnitTable;
  activeWorkCenterIds: ReadonlySet<number>;
}

/** Fills in defaults and finds everything that is wrong. Every component is known by now. */
export function decideOperations(
  inputs: readonly OperationInput[],
  known: KnownForRouting,
): { values: OperationValues[]; faults: FoundOperationFault[] } {
  const faults: FoundOperationFault[] = [];
  const earlier = new Set<number>();
  let last = -1;
  const values = inputs.map((input, index) => {
    const at = `/${index}`;
    if (input.sequence <= last) faults.push({ fault: 'sequenceNotRising', pointer: `${at}/sequence` });
    if (!known.activeWorkCenterIds.has(input.work_center_id)) {
      faults.push({ fault: 'unknownWorkCenter', pointer: `${at}/work_center_id` });
    }
    const { predecessor_sequence: predecessor = null } = input;
    if (predecessor !== null && !earlier.has(predecessor)) {
      faults.push({ fault: 'predecessorNotEarlier', pointer: `${at}/predecessor_sequence` });
    }
    if (input.overlap_quantity && !input.can_overlap) {
      faults.push({ fault: 'overlapNotAllowed', pointer: `${at}/overlap_quantity` });
    }
    faults.push(...alternateFaults(input, known, at));
    earlier.add(input.sequence);
    last = Math.max(last, input.sequence);
    const materials = (input.materials ?? []).map((material, place) => {
      const component = known.components.get(material.component_id)!;
      const decided = materialWithDefaults(material, component);
      const found = materialFault(decided, component, known.units);
      if (found) faults.push({ fault: found.fault, pointer: `${at}/materials/${place}/${found.field}` });
      return decided;
    });
    return { ...operationWithDefaults(input), materials };
  });
  return { values, faults };
}

function alternateFaults(
  { work_center_id: primary, alternates = [] }: OperationInput,
  known: KnownForRouting,
  at: string,
): FoundOperationFault[] {
  const seen = new Set<number>();
  return alternates.flatMap((alternate, place) => {
    const { work_center_id: id, run_time_factor: factor, run_time_minutes: minutes } = alternate;
    const pointer = `${at}/alternates/${place}/work_center_id`;
    const faults: FoundOperationFault[] = [];
    if (!known.activeWorkCenterIds.has(id)) faults.push({ fault: 'unknownWorkCenter', pointer });
    if (id === primary) faults.push({ fault: 'alternateCenterIsPrimary', pointer });
    if (seen.has(id)) faults.push({ fault: 'alternateCenterTwice', pointer });
    seen.add(id);
    if (factor && minutes) {
      faults.push({ fault: 'twoRunTimes', pointer: `${at}/alternates/${place}/run_time_factor` });
    }
    return faults;
  });
}

function operationWithDefaults(input: OperationInput): Omit<OperationValues, 'materials'> {
  return {
    sequence: input.sequence,
    work_center_id: input.work_center_id,
    operation_code: input.operation_code ?? null,
    operation_name: input.operation_name,
    description: input.description ?? null,
    setup_time_minutes: input.setup_time_minutes ?? ZERO,
    run_time_minutes: input.run_time_minutes ?? ZERO,
    wait_time_minutes: input.wait_time_minutes ?? ZERO,
    move_time_minutes: input.move_time_minutes ?? ZERO,
    units_per_cycle: input.units_per_cycle ?? ONE,
    scrap_rate_percent: input.scrap_rate_percent ?? ZERO,
    labor_rate_override: input.labor_rate_override ?? null,
    machine_rate_override: input.machine_rate_override ?? null,
    predecessor_sequence: input.predecessor_sequence ?? null,
    can_overlap: input.can_overlap ?? false,
    overlap_quantity: input.overlap_quantity ?? null,
    instructions: input.instructions ?? null,
    alternates: (input.alternates ?? []).map((alternate, index) => ({
      work_center_id: alternate.work_center_id,
      rank: index + 1,
      run_time_factor: alternate.run_time_factor ?? null,
      setup_time_minutes: alternate.setup_time_minutes ?? null,
      run_time_minutes: alternate.run_time_minutes ?? null,
    })),
    documents: (input.documents ?? []).map(({ name, url, kind = 'instruction' }) => ({ name, url, kind })),
  };
}

function materialWithDefaults(
  input: OperationMaterialInput,
  component: LineComponent,
): OperationMaterialValues {
  return {
    component_id: input.component_id,
    quantity: input.quantity,
    quantity_per: input.quantity_per ?? 'unit',
    unit: input.unit ?? component.unit,
    scrap_factor: input.scrap_factor ?? ZERO,
    is_cost_only: input.is_cost_only ?? component.item_type === 'service',
    is_optional: input.is_optional ?? false,
    notes: input.notes ?? null,
  };
}

/** Times of a routing: set-up once an order, run per piece in full cycles. */
export function routingTotals(
  operations: readonly Pick<OperationValues, 'setup_time_minutes' | 'run_time_minutes' | 'units_per_cycle'>[],
): { setupMinutes: Decimal; runMinutesPerPiece: Decimal } {
  return {
    setupMinutes: sum(operations.map((operation) => operation.setup_time_minutes)),
    runMinutesPerPiece: sum(
      operations.map((operation) => operation.run_time_minutes.dividedBy(operation.units_per_cycle)),
    ),
  };
}
