import { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  QuantityField,
} from '../../platform/http/index.js';
import { COST_BASES } from './structure.rules.js';

const LOT = { optional: true, positive: true, example: '10' } as const;
const DAY = { optional: true, description: 'Effectivity is read on this day; today when left out.' } as const;

export class ExplosionQuery {
  @IdField()
  product_id: number;

  @IdField({
    optional: true,
    description: 'A version of its BOM; the one that counts on the day when left out.',
  })
  bom_id?: number;

  @QuantityField({ ...LOT, description: 'In the stock unit; 1 when left out.' })
  quantity?: Decimal;

  @DateField(DAY)
  date?: string;

  @EnumField(['single', 'all'], { optional: true, example: 'all', description: '`all` when left out.' })
  levels?: string;

  @BooleanField({ optional: true, description: 'Totals per component instead of the tree.' })
  summarized?: boolean;

  @BooleanField({
    optional: true,
    description: 'Where too little of a component is available, its best alternate stands in for it.',
  })
  use_alternates?: boolean;
}

export class AlternateOfResponse {
  /** @example 2 */
  component_id: number;
  /** @example SCREW-M3 */
  sku: string;
  /** @example It is taken: enough of it is in stock. */
  reason: string;
}

export class ExplosionRowResponse {
  /** 0 for what goes straight into the product. @example 0 */
  level: number;
  /** Component ids from the top down to this row. @example [2] */
  path: number[];
  /** @example 2 */
  component_id: number;
  /** @example SCREW-M3 */
  sku: string;
  /** @example Screw M3 */
  name: string;
  @DecimalOut({ example: '4', description: 'In one piece of what it goes into, without scrap and set-up.' })
  quantity_per: Decimal;
  @DecimalOut({ example: '5', description: 'Per cent.' })
  scrap_factor: Decimal;
  @DecimalOut({
    example: '42',
    description: 'For the whole quantity, scrap of all levels and set-up included.',
  })
  total_quantity: Decimal;
  /** Stock unit of the component. @example EA */
  unit: string;
  /** `bom` or `routing`. @example bom */
  source: string;
  /** @example buy */
  procurement_type: string;
  is_phantom: boolean;
  is_cost_only: boolean;
  is_optional: boolean;
  consume_stage: string | null;
  operation_sequence: number | null;
  @DecimalOut({ example: '40' })
  on_hand_quantity: Decimal;
  @DecimalOut({ example: '40', description: 'On hand and not reserved, held or expired.' })
  available_quantity: Decimal;
  effective_from: string | null;
  effective_to: string | null;
  /** What it stands in for; null for what the BOM asks for. */
  alternate_of: AlternateOfResponse | null;
}

export class ExplosionTotalResponse {
  /** @example 2 */
  component_id: number;
  /** @example SCREW-M3 */
  sku: string;
  /** @example Screw M3 */
  name: string;
  @DecimalOut({ example: '42', description: 'Takes stock.' })
  total_quantity: Decimal;
  @DecimalOut({ example: '0', description: 'Counts in the cost only.' })
  cost_only_quantity: Decimal;
  /** @example EA */
  unit: string;
  /** @example buy */
  procurement_type: string;
  is_phantom: boolean;
  @DecimalOut({ example: '40' })
  on_hand_quantity: Decimal;
  @DecimalOut({ example: '40' })
  available_quantity: Decimal;
  @DecimalOut({ example: '2', description: 'Needed beyond what is available; 0 for phantoms.' })
  shortage_quantity: Decimal;
}

export class ExplosionByProductResponse {
  /** @example 7 */
  product_id: number;
  /** @example PLA-REGRIND */
  sku: string;
  /** @example PLA, ground */
  name: string;
  @DecimalOut({ example: '2', description: 'Comes out beside the whole quantity.' })
  total_quantity: Decimal;
  /** @example G */
  unit: string;
  @DecimalOut({ example: '5', description: 'Per cent of the cost that it carries.' })
  cost_share_percent: Decimal;
}

export class CanBuildLimitResponse {
  /** @example 2 */
  product_id: number;
  /** @example SCREW-M3 */
  sku: string;
}

export class CanBuildResponse {
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  /** @example EA */
  unit: string;
  /** @example 2026-03-31 */
  date: string;
  @DecimalOut({
    nullable: true,
    example: '10',
    description: 'Of what is in stock; null when nothing limits it.',
  })
  quantity: Decimal | null;
  /** What is short of one more. */
  limited_by: CanBuildLimitResponse[];
  @DecimalOut({
    nullable: true,
    example: '14',
    description: 'With sub-assemblies made of what is in stock below them; null when nothing limits it.',
  })
  quantity_with_sub_assemblies: Decimal | null;
  /** What is then short of one more. */
  limited_by_below: CanBuildLimitResponse[];
}

export class ExplosionResponse {
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  @DecimalOut({ example: '10' })
  quantity: Decimal;
  /** @example EA */
  unit: string;
  /** @example 2026-03-31 */
  date: string;
  /** The version that was read; null when only a routing says what it is made of. @example 1 */
  bom_id: number | null;
  /** @example 1 */
  bom_version: number | null;
  /** The indented tree; null when totals were asked for. */
  rows: ExplosionRowResponse[] | null;
  /** Totals per component; null when the tree was asked for. */
  totals: ExplosionTotalResponse[] | null;
  /** What comes out beside the product. */
  by_products: ExplosionByProductResponse[];
}

export class CostQuery {
  @QuantityField({ ...LOT, description: 'Lot that set-ups are spread over; 1 when left out.' })
  quantity?: Decimal;

  @DateField(DAY)
  date?: string;

  @EnumField(COST_BASES, {
    optional: true,
    example: 'current',
    description:
      'Which price of what is bought comes first: its average (`current`, when left out) or its standard.',
  })
  basis?: string;
}

export class RollUpRequest extends CostQuery {
  @BooleanField({ optional: true, description: 'Write the cost although some components have no price.' })
  allow_missing_prices?: boolean;
}

export class CostByKindResponse {
  @DecimalOut({ example: '2.1' })
  material: Decimal;
  @DecimalOut({ example: '2.25' })
  labor: Decimal;
  @DecimalOut({ example: '1.5' })
  machine: Decimal;
  @DecimalOut({ example: '0.75' })
  overhead: Decimal;
  @DecimalOut({ example: '0', description: 'Services, and operations at work centers outside of the house.' })
  subcontract: Decimal;
}

export class CostByPlaceResponse {
  /** The product’s own operations, and what is bought for it. */
  this_level: CostByKindResponse;
  /** What its made components cost. */
  below: CostByKindResponse;
}

export class CostLevelResponse extends CostByKindResponse {
  /** 0 is the product itself. @example 0 */
  level: number;
  @DecimalOut({ example: '6.6' })
  unit_cost: Decimal;
}

export class ComponentCostResponse {
  /** @example 2 */
  component_id: number;
  /** @example PLA-BLACK-175 */
  sku: string;
  @DecimalOut({ example: '105', description: 'For the whole lot, in the stock unit.' })
  quantity: Decimal;
  /** @example G */
  unit: string;
  /** @example unit */
  quantity_per: string;
  @DecimalOut({ example: '0.02' })
  unit_cost: Decimal;
  @DecimalOut({ example: '2.1', description: 'For the whole lot.' })
  cost: Decimal;
  /** `rolled_up`, `average`, `standard`, `last` or `missing`. @example average */
  source: string;
  is_cost_only: boolean;
}

export class OperationCostResponse {
  /** @example 1 */
  routing_operation_id: number;
  /** @example 10 */
  sequence: number;
  operation_name: string | null;
  /** @example 1 */
  work_center_id: number;
  @DecimalOut({ example: '10' })
  setup_minutes: Decimal;
  @DecimalOut({ example: '30' })
  run_minutes: Decimal;
  @DecimalOut({ example: '2' })
  labor: Decimal;
  @DecimalOut({ example: '1.333333' })
  machine: Decimal;
  @DecimalOut({ example: '0.666667' })
  overhead: Decimal;
  @DecimalOut({ example: '0' })
  subcontract: Decimal;
}

export class MissingPriceResponse {
  /** @example 2 */
  product_id: number;
  /** @example SCREW-M3 */
  sku: string;
}

export class ProductCostResponse {
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  @DecimalOut({ example: '1' })
  quantity: Decimal;
  /** @example EA */
  unit: string;
  /** @example 2026-03-31 */
  date: string;
  /** `current` or `standard`. @example current */
  basis: string;
  /** `rolled_up` for what is made; else the price that it is bought at, or `missing`. @example rolled_up */
  source: string;
  @DecimalOut({ example: '6.6', description: 'Per stock unit, all levels.' })
  unit_cost: Decimal;
  /** The same by kind. */
  breakdown: CostByKindResponse;
  /** The same by kind and place: what the product takes itself, and what comes from below. */
  by_kind: CostByPlaceResponse;
  /** The same by level, per piece of the product; the levels add up to the unit cost. */
  levels: CostLevelResponse[];
  @DecimalOut({
    example: '0.5',
    description: 'Materials that an order takes once whatever its size, all levels; not in the unit cost.',
  })
  order_material_cost: Decimal;
  @DecimalOut({ example: '7.1', description: 'Unit cost × quantity, and the order’s own materials.' })
  total_cost: Decimal;
  /** What goes straight into the product. */
  components: ComponentCostResponse[];
  /** The product’s own operations, for the whole lot. */
  operations: OperationCostResponse[];
  /** Products without any price, counted as 0. */
  missing_prices: MissingPriceResponse[];
}

export class RollUpResponse {
  /** @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  /** `updated` or `no_change`. @example updated */
  outcome: string;
  @DecimalOut({ nullable: true, example: '6.5' })
  previous_standard_cost: Decimal | null;
  @DecimalOut({ example: '6.6' })
  standard_cost: Decimal;
  cost: ProductCostResponse;
}
