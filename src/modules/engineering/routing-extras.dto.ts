import { Decimal } from '../../kernel/decimal.js';
import {
  AmountField,
  DecimalOut,
  EnumField,
  IdField,
  NameField,
  QuantityField,
  TextField,
} from '../../platform/http/index.js';
import { DOCUMENT_KINDS } from './routing.rules.js';

const optional = { optional: true, nullable: true } as const;

export class OperationAlternateRequest {
  @IdField()
  work_center_id: number;

  @QuantityField({
    ...optional,
    positive: true,
    max: 100,
    scale: 6,
    example: '1.25',
    description: 'Of the operation’s run time; 1 when neither factor nor run time are given.',
  })
  run_time_factor?: Decimal | null;

  @AmountField({ ...optional, example: '10', description: 'Instead of the operation’s.' })
  setup_time_minutes?: Decimal | null;

  @AmountField({ ...optional, example: '30', description: 'Per cycle, instead of the operation’s.' })
  run_time_minutes?: Decimal | null;
}

export class DocumentRequest {
  @NameField({ example: 'Assembly drawing' })
  name: string;

  @TextField({
    max: 2_000,
    min: 1,
    pattern: /^https?:\/\/[^\s/?#]\S*$/i,
    example: 'https://files.example.com/bracket-01.pdf',
    description: 'A link, http or https; nothing is fetched from it.',
  })
  url: string;

  @EnumField(DOCUMENT_KINDS, { optional: true, description: '`instruction` when left out.' })
  kind?: string;
}

export class OperationAlternateResponse {
  /** @example 1 */
  id: number;
  /** @example 2 */
  work_center_id: number;
  /** @example PRINT-2 */
  work_center_code: string;
  /** 1 is the best one. @example 1 */
  rank: number;
  @DecimalOut({ nullable: true, example: '1.25' })
  run_time_factor: Decimal | null;
  @DecimalOut({ nullable: true, example: '10' })
  setup_time_minutes: Decimal | null;
  @DecimalOut({ nullable: true, example: '30' })
  run_time_minutes: Decimal | null;
  @DecimalOut({ example: '0.75', description: 'What one piece costs more there, set-up aside.' })
  run_cost_difference: Decimal;
}

export class DocumentResponse {
  /** @example 1 */
  id: number;
  /** @example Assembly drawing */
  name: string;
  /** @example https://files.example.com/bracket-01.pdf */
  url: string;
  /** @example drawing */
  kind: string;
}
