import type { Decimal } from '../../kernel/decimal.js';
import {
  AmountField,
  DecimalOut,
  IntegerField,
  QuantityField,
  UnitPriceField,
} from '../../platform/http/index.js';

export class EconomicOrderQuery {
  @QuantityField({
    optional: true,
    description: 'Instead of what was used in the last year.',
    example: '10000',
  })
  demand_per_year?: Decimal;

  @AmountField({ optional: true, description: 'Of one order, instead of the product’s.', example: '100' })
  order_cost?: Decimal;

  @UnitPriceField({
    optional: true,
    description: 'Of one unit for a year, instead of cost × rate.',
    example: '5',
  })
  holding_cost?: Decimal;

  @QuantityField({
    optional: true,
    positive: true,
    description: 'What is ordered at once now.',
    example: '1000',
  })
  present_lot?: Decimal;
}

export class RecommendationQuery {
  @IntegerField({ optional: true, min: 1, max: 200, description: '50 unless told.', example: 50 })
  limit?: number;

  @AmountField({
    optional: true,
    description: 'Savings in a year above this; 0 unless told.',
    example: '100',
  })
  saving_min?: Decimal;
}

export class EconomicOrderResponse {
  /** @example 1 */
  product_id: number;
  /** @example PLA-BLACK-175 */
  sku: string;
  name: string;
  /** @example G */
  unit: string;
  @DecimalOut({ example: '10000' })
  demand_per_year: Decimal;
  @DecimalOut({ example: '100' })
  order_cost: Decimal;
  @DecimalOut({ example: '5' })
  holding_cost_per_unit: Decimal;
  @DecimalOut({ nullable: true, example: '20' })
  unit_cost: Decimal | null;
  @DecimalOut({ nullable: true, example: '1000', description: 'What is ordered at once now.' })
  present_lot: Decimal | null;
  @DecimalOut({ example: '632.455532034' })
  economic_order_quantity: Decimal;
  @DecimalOut({ example: '15.811388301' })
  orders_per_year: Decimal;
  @DecimalOut({ example: '203162.27766', description: 'Goods, orders and holding.' })
  yearly_cost: Decimal;
  @DecimalOut({ nullable: true, example: '203500' })
  present_yearly_cost: Decimal | null;
  @DecimalOut({ nullable: true, example: '337.72234' })
  saving: Decimal | null;
}
