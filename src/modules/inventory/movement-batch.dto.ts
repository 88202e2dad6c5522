import { Decimal } from '../../kernel/decimal.js';
import {
  BooleanField,
  CodeField,
  DateField,
  EnumField,
  IdField,
  InstantField,
  LinesField,
  QuantityField,
  TextField,
  UnitPriceField,
} from '../../platform/http/index.js';
import { HAND_KINDS, type HandKind } from './hand-movements.js';
import { MovementResponse } from './stock-movements.dto.js';

export class BatchLine {
  @EnumField(HAND_KINDS, { example: 'issue' })
  kind: HandKind;

  @IdField({ example: 1 })
  product_id: number;

  @QuantityField({
    min: -99_999_999_999,
    example: '5',
    description:
      'What is received, issued or transferred; of an adjustment the change (not zero); of a count what is there.',
  })
  quantity: Decimal;

  @TextField({ optional: true, max: 20, description: 'Unit of the quantity; the stock unit when left out.' })
  unit?: string;

  @IdField({
    optional: true,
    description: 'Where it arrives, leaves or is counted; of a transfer where it comes from.',
  })
  location_id?: number;

  @IdField({ optional: true, description: 'Of a transfer: where it goes.' })
  to_location_id?: number;

  @IdField({ optional: true })
  lot_id?: number;

  @CodeField({
    optional: true,
    max: 100,
    description: 'Of a receipt or adjustment of a product tracked by lots.',
  })
  lot_number?: string;

  @DateField({ optional: true, nullable: true, description: 'Of a lot that is new.' })
  expiration_date?: string | null;

  @UnitPriceField({ optional: true, description: 'Cost per unit of what enters.' })
  unit_cost?: Decimal;

  @DateField({ optional: true })
  transaction_date?: string;

  @InstantField({ optional: true })
  occurred_at?: string;

  @TextField({ optional: true, nullable: true, max: 500 })
  reason?: string | null;

  @TextField({ optional: true, nullable: true })
  notes?: string | null;
}

export class MovementBatchRequest {
  @LinesField(() => BatchLine)
  lines: BatchLine[];

  @BooleanField({
    optional: true,
    description:
      'True (the default): all lines or none. False: each line by itself; the answer says what became of it.',
  })
  atomic?: boolean;
}

export class BatchLineError {
  /** @example inventory.insufficient_stock */
  code: string;
  /** @example There is not enough stock. */
  detail: string;
  /** @example /lines/0/quantity */
  pointer: string | null;
}

export class BatchLineResponse {
  /** Position in the request. @example 0 */
  line: number;
  /** `posted` or `refused`. @example posted */
  outcome: string;
  movements: MovementResponse[];
  error: BatchLineError | null;
}

export class MovementBatchResponse {
  /** @example 1 */
  posted: number;
  /** @example 0 */
  refused: number;
  lines: BatchLineResponse[];
}
