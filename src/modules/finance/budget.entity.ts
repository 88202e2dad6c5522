import {
  Check,
  Column,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `budgets`. */
@Check(
  'ck_budgets_alert_threshold',
  '((alert_threshold >= (0)::numeric) AND (alert_threshold <= (1000)::numeric))',
)
@Check('ck_budgets_allocated_amount', '(allocated_amount > (0)::numeric)')
@Check('ck_budgets_days', '(period_end >= period_start)')
@Check('ck_budgets_forecast_amount', '(forecast_amount >= (0)::numeric)')
@Check('ck_budgets_notes', '(char_length(notes) <= 4000)')
@Check('ck_budgets_period', `(period = ANY (ARRAY['month'::text, 'quarter'::text, 'year'::text]))`)
@Check('ck_budgets_spent_amount', '(spent_amount >= (0)::numeric)')
@Check(
  'ck_budgets_status',
  `(status = ANY (ARRAY['under'::text, 'on_track'::text, 'over'::text, 'critical'::text]))`,
)
@Check('ck_budgets_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_budgets_organization_id' })
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_budgets_product_id',
  onDelete: 'CASCADE',
})
@Unique('uq_budgets_product_id_period', ['organization_id', 'product_id', 'period', 'period_start'])
@Index('budgets_client_id_period_start_idx', ['organization_id', 'period_start', 'id'])
@Index('budgets_product_id_idx', ['organization_id', 'product_id'])
@Entity({ name: 'budgets' })
export class BudgetEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_budgets' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_budgets',
  })
  id: number;

  @Column({ type: 'bigint', nullable: true })
  product_id: number | null;

  @Column({ type: 'text' })
  period: string;

  @Column({ type: 'date' })
  period_start: string;

  /** Its last day. */
  @Column({ type: 'date' })
  period_end: string;

  @Column({ type: 'numeric', precision: 20, scale: 6 })
  allocated_amount: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  spent_amount: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  forecast_amount: Decimal | null;

  @Column({
    type: 'numeric',
    precision: 20,
    scale: 6,
    generatedType: 'STORED',
    asExpression: '(allocated_amount - spent_amount)',
  })
  variance: Decimal;

  @Column({
    type: 'text',
    generatedType: 'STORED',
    asExpression: `CASE
    WHEN (spent_amount > (allocated_amount * 1.2)) THEN 'critical'::text
    WHEN (spent_amount > allocated_amount) THEN 'over'::text
    WHEN (spent_amount > (allocated_amount * 0.9)) THEN 'on_track'::text
    ELSE 'under'::text
END`,
  })
  status: string;

  @Column({ type: 'numeric', precision: 9, scale: 6, nullable: true })
  alert_threshold: Decimal | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
