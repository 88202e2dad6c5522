import type { Decimal } from '../../kernel/decimal.js';
import { AmountField, DecimalOut, PercentField } from '../../platform/http/index.js';
import { ProductPlanningFields, ProductPlanningResponse } from './product-planning.dto.js';

/** What ordering and holding a product cost, beside how it is planned; part of creating and of changing it. */
export class ProductCostFields extends ProductPlanningFields {
  @AmountField({ optional: true, nullable: true, description: 'Of one order, whatever its quantity.' })
  reorder_cost?: Decimal | null;

  @PercentField({
    optional: true,
    nullable: true,
    max: 10,
    description: 'Part of its value that stock costs in a year: 0.25 is a quarter.',
    example: '0.25',
  })
  holding_cost_rate?: Decimal | null;
}

export class ProductCostFieldsResponse extends ProductPlanningResponse {
  @DecimalOut({
    nullable: true,
    example: '0.019',
    description: 'Cost by the costing method, per stock unit.',
  })
  unit_cost: Decimal | null;
  @DecimalOut({ nullable: true, example: '29.90', description: 'The selling price.' })
  unit_price: Decimal | null;
  @DecimalOut({ nullable: true, example: '25', description: 'Of one order.' })
  reorder_cost: Decimal | null;
  @DecimalOut({ nullable: true, example: '0.25', description: 'Of its value, in a year.' })
  holding_cost_rate: Decimal | null;
  last_cost_update: Date | null;
  /** @example manual */
  cost_source: string | null;
}
