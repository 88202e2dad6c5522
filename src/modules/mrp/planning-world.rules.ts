import { dayNumber } from '../../kernel/business-day.js';
import type { Fixed, FixedRatio } from '../../kernel/fixed.js';
import type { Day, WorkingDays } from './working-days.rules.js';

export type { Day };

/** What planning is told; quantities are 10⁻⁹ of the stock unit of the product they stand at. */
export interface PlanningWorld {
  settings: PlanningSettings;
  calendar: WorkingDays;
  products: ReadonlyMap<number, PlanningProduct>;
}

export interface PlanningSettings {
  today: Day;
  /** Last day on which demand counts. */
  horizonEnd: Day;
  /** How many calendar days after a need an open order may come and still be counted on, since it can be expedited. */
  expediteWindowDays: number;
  /** Open orders may be so many calendar days off without a word. */
  toleranceDays: number;
}

/** Terms of a run or of a plan, as they are stored. */
interface StoredTerms {
  planning_date: string;
  planning_horizon_days: number;
  expedite_window_days: number;
  tolerance_days: number;
}

export function settingsOf(terms: StoredTerms): PlanningSettings {
  const today = dayNumber(terms.planning_date);
  return {
    today,
    horizonEnd: today + terms.planning_horizon_days - 1,
    expediteWindowDays: terms.expedite_window_days,
    toleranceDays: terms.tolerance_days,
  };
}

export const PLANNING_METHODS = ['mrp', 'reorder_point', 'none'] as const;
export type PlanningMethod = (typeof PLANNING_METHODS)[number];

export const LOT_SIZING_RULES = ['lot_for_lot', 'fixed_quantity', 'period', 'economic'] as const;
export type LotSizingRule = (typeof LOT_SIZING_RULES)[number];

export interface PlanningProduct {
  id: number;
  method: PlanningMethod;
  /** Never stocked: what it consists of takes its place. */
  isPhantom: boolean;
  /** Kept in pieces: an order is over whole ones. */
  isCountable: boolean;
  /** In places and lots that may be used. */
  onHand: Fixed;
  /** Stock that should always be there: safety stock, or the reorder point. */
  safetyStock: Fixed;
  /** Working days that supply should be there before it is needed. */
  safetyLeadDays: number;
  /** Working days from today within which nothing new is planned. */
  planningFenceDays: number;
  lotSizing: LotSizing;
  /** Working days to buy or make any quantity; null where vendor or routing say. */
  leadDays: number | null;
  /** How it is made; null for what is bought. */
  make: MakeSource | null;
  vendors: VendorOffer[];
  demands: Demand[];
  receipts: Receipt[];
}

export interface LotSizing {
  rule: LotSizingRule;
  /** Of one order: the fixed quantity, the economic one, or what a reorder point orders; 0 when nothing is said. */
  quantity: Fixed;
  periodDays: number;
  /** 0 means none, for all three. */
  minimum: Fixed;
  multiple: Fixed;
  maximum: Fixed;
  /** Of placing one order, and of keeping one stock unit for a year; null where nobody has said. */
  orderCost: number | null;
  holdingCost: number | null;
}

export interface MakeSource {
  routingId: number | null;
  operations: PlannedWork[];
  /** Good pieces of what is started, over all operations; above 0 and at most 1. */
  yield: FixedRatio;
  /** Versions with their days; a routing that takes material is one version for ever. */
  versions: StructureVersion[];
}

export interface StructureVersion {
  bomId: number | null;
  /** Inclusive; null is open. */
  from: Day | null;
  /** Exclusive; null is open. */
  to: Day | null;
  lines: ComponentLine[];
  byProducts: ByProductLine[];
}

export interface ComponentLine {
  componentId: number;
  from: Day | null;
  to: Day | null;
  /** What the quantity is for: each piece, each cycle of so many pieces, or the order. */
  per: 'piece' | 'cycle' | 'order';
  piecesPerCycle: Fixed;
  /** Units of the line for one piece, cycle or order, scrap included. */
  factor: FixedRatio;
  /** Added once, in 10⁻⁹ units of the line. */
  setup: Fixed;
  /** In 10⁻⁹ units of the line; 0 for none. */
  roundingMultiple: Fixed;
  /** Stock units of the component that one unit of the line is. */
  toStock: FixedRatio;
  /** Index of the operation that uses it; 0 without operations. */
  operation: number;
  /** What may stand in for the component; left out when nothing may, or nobody has asked for it. */
  alternates?: LineAlternates;
}

export interface LineAlternates {
  lineId: number;
  choices: readonly AlternateLine[];
}

/** What may stand in for the component of a line. */
export interface AlternateLine {
  id: number;
  productId: number;
  from: Day | null;
  to: Day | null;
  /** Stock units of it that stand for one stock unit of the component. */
  ratio: FixedRatio;
  isPreferred: boolean;
  rank: number;
  /** Of one stock unit; null without a price. */
  unitCost: Fixed | null;
  leadDays: number;
  minimum: Fixed;
}

export interface ByProductLine {
  productId: number;
  /** Stock units of the by-product for one piece of the product. */
  factor: FixedRatio;
}

/** Minutes of one operation. */
export interface PlannedWork {
  workCenterId: number;
  sequence: number;
  setupMinutes: number;
  runMinutes: number;
  waitMinutes: number;
  moveMinutes: number;
  piecesPerCycle: number;
  /** Index of the operation that it waits for; -1 for none. */
  predecessor: number;
  /** Pieces that go on together; 0 when it does not overlap. */
  overlapPieces: number;
}

export interface VendorOffer {
  vendorId: number;
  isPreferred: boolean;
  leadDays: number | null;
  /** Stock units that one purchase unit is. */
  conversion: FixedRatio;
  /** Sold in whole purchase units. */
  isCountable: boolean;
  /** In purchase units; 0 means none. */
  minimum: Fixed;
  multiple: Fixed;
  maximum: Fixed;
  prices: VendorPrice[];
}

/** Price of one purchase unit from a quantity on; both days are inclusive. */
export interface VendorPrice {
  fromQuantity: Fixed;
  price: Fixed;
  validFrom: Day | null;
  validTo: Day | null;
}

/** Kinds of demand in the order in which they are served on one day. */
export const DEMAND_KINDS = [
  'sales_order_line',
  'production_material',
  'planned_order',
  'forecast',
  'safety_stock',
] as const;
export type DemandKind = (typeof DEMAND_KINDS)[number];

export interface Demand {
  kind: DemandKind;
  /** Names what needs it, uniquely: `sales_order_line:17`, `planned_order:4711:20600:1`. */
  ref: string;
  day: Day;
  quantity: Fixed;
  /** How much of it something else may stand in for; of a planned order that is made. */
  parts?: ReplaceablePart[];
}

/** Part of a demand that comes from a line with alternates, those of the day on which the order starts. */
export interface ReplaceablePart {
  lineId: number;
  quantity: Fixed;
  choices: readonly AlternateLine[];
}

/** Kinds of supply in the order in which they are used on one day. */
export const SUPPLY_KINDS = [
  'stock',
  'purchase_order_line',
  'production_order',
  'by_product',
  'firm_planned_order',
  'planned_order',
] as const;
export type SupplyKind = (typeof SUPPLY_KINDS)[number];

/** Supply that is on its way or decided. */
export interface Receipt {
  kind: Exclude<SupplyKind, 'stock' | 'planned_order'>;
  ref: string;
  day: Day;
  quantity: Fixed;
  /** Of a firm planned order that is made: what it takes on the way. */
  order?: { quantity: Fixed; startDay: Day };
}

export interface PlannedOrder {
  ref: string;
  productId: number;
  type: 'purchase' | 'production';
  /** Counts the orders of one product and day from 1. */
  lot: number;
  /** To be bought or started. */
  quantity: Fixed;
  /** What comes of it. */
  receipt: Fixed;
  startDay: Day;
  dueDay: Day;
  /** When it should be there. */
  needDay: Day;
  vendorId: number | null;
  /** Of one purchase unit. */
  unitPrice: Fixed | null;
  bomId: number | null;
  routingId: number | null;
}

export interface Supply {
  kind: SupplyKind;
  ref: string;
  day: Day;
  quantity: Fixed;
}

/** So much of a demand comes from a supply; indexes into the plan's lists. */
export interface Peg {
  demand: number;
  supply: number;
  quantity: Fixed;
}

export const ACTIONS = [
  'release',
  'expedite',
  'defer',
  'cancel',
  'increase',
  'decrease',
  'past_due',
] as const;
export type Action = (typeof ACTIONS)[number];

/** What a planner should do about a supply. */
export interface ActionMessage {
  action: Action;
  ref: string;
  /** The day it has, and the day it should have. */
  day: Day;
  toDay: Day | null;
  /** The quantity it has, and by how much it should be more or less. */
  quantity: Fixed;
  byQuantity: Fixed | null;
}

/** The plan of one product. Demands and supplies stand in the order in which they are used. */
export interface ProductPlan {
  productId: number;
  demands: Demand[];
  supplies: Supply[];
  pegs: Peg[];
  orders: PlannedOrder[];
  messages: ActionMessage[];
  /** Low-level code. */
  level: number;
  /** Products that its orders take from or bring something to. */
  componentIds: number[];
  /** Products that stand in for it in what is planned. */
  alternateIds: number[];
}
