import type { Decimal } from '../../kernel/decimal.js';
import {
  CodeField,
  DateField,
  DecimalOut,
  EnumField,
  IdField,
  QuantityField,
  SearchQuery,
  TextField,
  UnitPriceField,
} from '../../platform/http/index.js';
import { SETTABLE_STATUSES, SPOOL_STATUSES } from './spool.states.js';

const nullable = { optional: true, nullable: true } as const;

export class CreateSpoolRequest {
  @CodeField({
    optional: true,
    description: 'Unique; made from the id when left out.',
    example: 'PLA-BLACK-0001',
  })
  spool_number?: string;

  @IdField()
  product_id: number;

  @QuantityField({ optional: true, positive: true, example: '1', description: 'Material without the spool.' })
  net_weight_kg?: Decimal;

  @QuantityField({
    optional: true,
    positive: true,
    example: '1.246',
    description: 'With the spool; needs the tare.',
  })
  gross_weight_kg?: Decimal;

  @QuantityField({ optional: true, example: '0.246', description: 'The empty spool.' })
  tare_weight_kg?: Decimal;

  @IdField({ optional: true, description: 'The default location when left out.' })
  location_id?: number;

  @CodeField({
    optional: true,
    description:
      'For products tracked by lots; the spool number when left out. A new number makes a new lot.',
    example: 'LOT-7',
  })
  lot_number?: string;

  @TextField({ ...nullable, max: 100 })
  supplier_lot_number?: string | null;

  @UnitPriceField({ optional: true, example: '20', description: 'The present average when left out.' })
  cost_per_kg?: Decimal;

  @DateField({ optional: true, description: 'Business day; today when left out.' })
  received_date?: string;

  @DateField(nullable)
  expiry_date?: string | null;

  @TextField(nullable)
  notes?: string | null;
}

export class UpdateSpoolRequest {
  @IdField({ optional: true, description: 'The stock moves along.' })
  location_id?: number;

  @EnumField(SETTABLE_STATUSES, { optional: true })
  status?: string;

  @DateField(nullable)
  expiry_date?: string | null;

  @QuantityField({ ...nullable, example: '0.246' })
  tare_weight_kg?: Decimal | null;

  @IdField({ ...nullable, description: 'Printer that the spool is loaded on.' })
  printer_id?: number | null;

  @TextField({ ...nullable, max: 100 })
  supplier_lot_number?: string | null;

  @TextField(nullable)
  notes?: string | null;
}

export class WeighSpoolRequest {
  @QuantityField({ optional: true, example: '0.846', description: 'With the spool; needs its tare.' })
  gross_weight_kg?: Decimal;

  @QuantityField({ optional: true, example: '0.6' })
  net_weight_kg?: Decimal;

  @TextField(nullable)
  notes?: string | null;
}

export class AdjustSpoolRequest {
  @QuantityField({ min: -1_000_000, example: '-0.05', description: 'Up or down.' })
  weight_change_kg: Decimal;

  @TextField({ max: 500, min: 1, example: 'Tangled end cut off' })
  reason: string;

  @TextField(nullable)
  notes?: string | null;
}

export class ConsumeSpoolRequest {
  @QuantityField({ positive: true, example: '0.05' })
  weight_kg: Decimal;

  @TextField(nullable)
  notes?: string | null;
}

export class SpoolListQuery extends SearchQuery {
  @IdField({ optional: true })
  product_id?: number;

  @EnumField(SPOOL_STATUSES, { optional: true })
  status?: string;

  @IdField({ optional: true })
  location_id?: number;

  @IdField({ optional: true })
  material_lot_id?: number;

  @IdField({ optional: true })
  printer_id?: number;
}

export class SpoolResponse {
  /** @example 1 */
  id: number;
  /** @example PLA-BLACK-0001 */
  spool_number: string;
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK */
  sku: string;
  /** @example PLA black */
  product_name: string;
  material_lot_id: number | null;
  lot_number: string | null;
  supplier_lot_number: string | null;
  location_id: number | null;
  location_code: string | null;
  printer_id: number | null;
  purchase_order_line_id: number | null;
  @DecimalOut({ example: '1' })
  initial_weight_kg: Decimal;
  @DecimalOut({ example: '0.95' })
  current_weight_kg: Decimal;
  @DecimalOut({ nullable: true, example: '0.246' })
  tare_weight_kg: Decimal | null;
  @DecimalOut({ nullable: true, example: '318.519', description: 'Null without density and diameter.' })
  remaining_length_m: Decimal | null;
  /** @example active */
  status: string;
  /** @example 2026-03-31 */
  received_date: string | null;
  expiry_date: string | null;
  notes: string | null;
  created_at: Date;
  updated_at: Date;
  /** @example 1 */
  version: number;
}

export class SpoolMovementResponse {
  /** @example 1 */
  id: number;
  /** created, consumed, weighed, adjusted, scrapped or returned. @example weighed */
  kind: string;
  @DecimalOut({ example: '-0.05' })
  weight_change_kg: Decimal;
  inventory_transaction_id: number | null;
  production_order_id: number | null;
  notes: string | null;
  created_by: number | null;
  created_at: Date;
}
