import {
  Check,
  Column,
  Entity,
  Exclusion,
  ForeignKey,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `demand_forecasts`. */
@Check('ck_demand_forecasts_notes', '(char_length(notes) <= 4000)')
@Check('ck_demand_forecasts_period', `(period = ANY (ARRAY['week'::text, 'month'::text]))`)
@Check(
  'ck_demand_forecasts_period_start',
  `CASE period WHEN 'week'::text THEN (EXTRACT(isodow FROM period_start) = (1)::numeric) ELSE (EXTRACT(day FROM period_start) = (1)::numeric) END`,
)
@Check('ck_demand_forecasts_quantity', '(quantity >= (0)::numeric)')
@Check(
  'ck_demand_forecasts_source',
  `(source = ANY (ARRAY['manual'::text, 'moving_average'::text, 'exponential_smoothing'::text, 'croston'::text]))`,
)
@Check('ck_demand_forecasts_version', '(version >= 1)')
@Exclusion(
  'ex_demand_forecasts_period',
  `USING gist (int8range(organization_id, organization_id, '[]'::text) WITH &&, int8range(product_id, product_id, '[]'::text) WITH &&, daterange(period_start, period_end) WITH &&)`,
)
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_demand_forecasts_organization_id',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_demand_forecasts_product_id',
  onDelete: 'CASCADE',
})
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_demand_forecasts_created_by',
})
@Unique('uq_demand_forecasts_product_id_period_start', ['organization_id', 'product_id', 'period_start'])
@Index('ix_demand_forecasts_period_start', ['organization_id', 'period_start', 'id'])
@Index('ix_demand_forecasts_created_by', ['organization_id', 'created_by'])
@Entity({ name: 'demand_forecasts' })
export class DemandForecastEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_demand_forecasts' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_demand_forecasts',
  })
  id: number;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'date' })
  period_start: string;

  @Column({ type: 'text' })
  period: string;

  /** The day after the last one. */
  @Column({
    type: 'date',
    generatedType: 'STORED',
    asExpression: `CASE period
    WHEN 'week'::text THEN (period_start + 7)
    ELSE ((period_start + '1 mon'::interval))::date
END`,
  })
  period_end: string;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity: Decimal;

  @Column({ type: 'text', default: 'manual' })
  source: string;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
