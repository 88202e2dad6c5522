import type { Decimal } from '../../kernel/decimal.js';
import { LIMITS } from '../../kernel/limits.js';
import {
  CodeField,
  DateField,
  DecimalOut,
  IdField,
  IntegerField,
  LinesField,
  QuantityField,
  TextField,
} from '../../platform/http/index.js';

const nullable = { optional: true, nullable: true } as const;

export class ReceivedSpoolRequest {
  @CodeField({
    optional: true,
    description: 'Made from order and line when left out.',
    example: 'PLA-BLACK-0001',
  })
  spool_number?: string;

  @QuantityField({ optional: true, positive: true, example: '1', description: 'Material without the spool.' })
  net_weight_kg?: Decimal;

  @QuantityField({
    optional: true,
    positive: true,
    example: '1.246',
    description: 'With the spool; needs the tare.',
  })
  gross_weight_kg?: Decimal;

  @QuantityField({ optional: true, example: '0.246' })
  tare_weight_kg?: Decimal;
}

export class ReceiptLineRequest {
  @IdField({ description: 'Line of the order.' })
  line_id: number;

  @QuantityField({ example: '2', description: 'In purchase units; enters the stock.' })
  quantity_accepted: Decimal;

  @QuantityField({
    optional: true,
    example: '0',
    description: 'In purchase units; came, but does not enter the stock.',
  })
  quantity_rejected?: Decimal;

  @QuantityField({
    optional: true,
    example: '2',
    description: 'When given, the sum of accepted and rejected.',
  })
  quantity_received?: Decimal;

  @IdField({ optional: true, description: 'The receipt’s location when left out.' })
  location_id?: number;

  @CodeField({
    optional: true,
    description: 'For products tracked by lots; order and line when left out.',
    example: 'LOT-7',
  })
  lot_number?: string;

  @TextField({ ...nullable, max: 100 })
  vendor_lot_number?: string | null;

  @DateField({ ...nullable, description: 'By shelf life when left out.' })
  expiration_date?: string | null;

  @LinesField(() => ReceivedSpoolRequest, {
    optional: true,
    max: LIMITS.spoolsPerReceiptMax,
    description: 'Together exactly what was accepted.',
  })
  spools?: ReceivedSpoolRequest[];

  @IntegerField({
    optional: true,
    min: 1,
    max: LIMITS.spoolsPerReceiptMax,
    example: 2,
    description: 'So many spools of equal weight, instead.',
  })
  spool_count?: number;
}

export class CreateReceiptRequest {
  @DateField({ optional: true, description: 'Business day; today when left out.' })
  received_date?: string;

  @IdField({ optional: true, description: 'The default location when left out.' })
  location_id?: number;

  @TextField(nullable)
  notes?: string | null;

  @LinesField(() => ReceiptLineRequest)
  lines: ReceiptLineRequest[];
}

export class ReceiptSpoolResponse {
  /** @example 1 */
  id: number;
  /** @example PO-2026-0001-L1-001 */
  spool_number: string;
}

export class ReceiptLineResponse {
  /** @example 1 */
  id: number;
  /** @example 1 */
  line_id: number;
  /** @example 1 */
  line_number: number;
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK */
  sku: string;
  @DecimalOut({ example: '2' })
  quantity_accepted: Decimal;
  @DecimalOut({ example: '0' })
  quantity_rejected: Decimal;
  /** @example KG */
  purchase_unit: string;
  @DecimalOut({ example: '2000', description: 'What entered the stock.' })
  stock_quantity: Decimal;
  /** @example G */
  stock_unit: string;
  @DecimalOut({
    example: '0.02249',
    description: 'Per stock unit, in the company’s currency, with shipping.',
  })
  unit_cost: Decimal;
  @DecimalOut({ example: '5', description: 'Share of the shipping cost, in the currency of the order.' })
  landed_cost: Decimal;
  lot_id: number | null;
  lot_number: string | null;
  location_id: number | null;
  inventory_transaction_id: number | null;
  spools: ReceiptSpoolResponse[];
}

export class ReceiptResponse {
  /** @example 1 */
  id: number;
  /** @example RC-2026-0001 */
  receipt_number: string;
  /** @example 1 */
  purchase_order_id: number;
  /** @example PO-2026-0001 */
  po_number: string;
  /** @example 2026-03-31 */
  received_date: string;
  notes: string | null;
  created_by: number | null;
  created_at: Date;
  lines: ReceiptLineResponse[];
}
