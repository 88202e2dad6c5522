import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsInt, IsPositive } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';
import type { Decimal } from '../../kernel/decimal.js';
import { LIMITS } from '../../kernel/limits.js';
import { AmountField, EnumField, TextField } from '../../platform/http/index.js';
import { ALLOCATION_BASES, type AllocationBasis } from './landed-costs.rules.js';

export class AddLandedCostRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(LIMITS.documentLinesMax)
  @ArrayUnique()
  @IsInt({ each: true })
  @IsPositive({ each: true })
  @ApiProperty({
    type: [Number],
    minItems: 1,
    maxItems: LIMITS.documentLinesMax,
    example: [1, 2],
    description: 'Movements that brought the goods.',
  })
  movement_ids: number[];

  @AmountField({
    min: -99_999_999_999_999,
    example: '50',
    description: 'In the currency of the organization; negative takes cost away.',
  })
  amount: Decimal;

  @EnumField(ALLOCATION_BASES, { optional: true, description: '`value` when left out.' })
  allocate_by?: AllocationBasis;

  @TextField({ optional: true, nullable: true, max: 500, example: 'Freight invoice 4711' })
  reason?: string | null;
}
