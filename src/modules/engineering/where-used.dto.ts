import { Decimal } from '../../kernel/decimal.js';
import { LIMITS } from '../../kernel/limits.js';
import { BooleanField, DecimalOut, EnumField, IntegerField, TextField } from '../../platform/http/index.js';

export class WhereUsedQuery {
  @EnumField(['single', 'all'], { optional: true, description: '`single` when left out.' })
  levels?: string;

  @BooleanField({ optional: true, description: 'Versions that are not active as well.' })
  include_inactive?: boolean;

  @BooleanField({ optional: true, description: 'BOMs that have it as an alternate as well.' })
  include_alternates?: boolean;

  @IntegerField({ optional: true, min: 1, max: LIMITS.pageRowsMax, example: LIMITS.pageRowsDefault })
  limit?: number;

  @TextField({ optional: true, max: 2_000, description: 'Cursor from `page.next` of the page before.' })
  cursor?: string;
}

export class WhereUsedResponse {
  /** 1 for what the product goes straight into. @example 1 */
  level: number;
  /** What contains it. @example 1 */
  product_id: number;
  /** @example BRACKET-01 */
  sku: string;
  /** @example Bracket */
  name: string;
  /** `bom`, `alternate` or `routing`. @example bom */
  source: string;
  bom_id: number | null;
  routing_id: number | null;
  /** Of the BOM or routing. @example 1 */
  structure_version: number;
  is_active: boolean;
  /** The last line on the way: of the BOM, the alternate or the material of the routing. @example 1 */
  line_id: number;
  /** What the line names. @example 2 */
  component_id: number;
  @DecimalOut({ example: '4', description: 'As the line says it.' })
  quantity: Decimal;
  /** @example EA */
  line_unit: string;
  /** `unit`, `batch` or `order`. @example unit */
  quantity_basis: string;
  @DecimalOut({
    nullable: true,
    example: '8',
    description:
      'Of the product asked for in one piece of this one, along the way, without scrap; null when an order takes it once.',
  })
  quantity_per: Decimal | null;
  /** Stock unit of the product asked for. @example EA */
  unit: string;
  /** From the product asked for up to this one. */
  path: number[];
  path_skus: string[];
}
