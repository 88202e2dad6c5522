import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Row of `mrp_runs`: one computation of the plan. */
@Check(
  'ck_mrp_runs_category_ids',
  '((cardinality(category_ids) >= 1) AND (cardinality(category_ids) <= 1000))',
)
@Check('ck_mrp_runs_components_analyzed', '(components_analyzed >= 0)')
@Check('ck_mrp_runs_error_code', '((char_length(error_code) >= 1) AND (char_length(error_code) <= 100))')
@Check('ck_mrp_runs_error_message', '(char_length(error_message) <= 10000)')
@Check('ck_mrp_runs_expedite_window_days', '((expedite_window_days >= 0) AND (expedite_window_days <= 3650))')
@Check('ck_mrp_runs_kind', `(kind = ANY (ARRAY['live'::text, 'what_if'::text]))`)
@Check('ck_mrp_runs_messages_found', '(messages_found >= 0)')
@Check('ck_mrp_runs_orders_changed', '(orders_changed >= 0)')
@Check('ck_mrp_runs_orders_processed', '(orders_processed >= 0)')
@Check('ck_mrp_runs_orders_removed', '(orders_removed >= 0)')
@Check(
  'ck_mrp_runs_phase',
  `(phase = ANY (ARRAY['queued'::text, 'reading'::text, 'planning'::text, 'writing'::text, 'done'::text]))`,
)
@Check('ck_mrp_runs_plan_ms', '(plan_ms >= 0)')
@Check('ck_mrp_runs_planned_orders_created', '(planned_orders_created >= 0)')
@Check(
  'ck_mrp_runs_planning_horizon_days',
  '((planning_horizon_days >= 1) AND (planning_horizon_days <= 3650))',
)
@Check('ck_mrp_runs_product_ids', '((cardinality(product_ids) >= 1) AND (cardinality(product_ids) <= 1000))')
@Check('ck_mrp_runs_progress_percent', '((progress_percent >= 0) AND (progress_percent <= 100))')
@Check('ck_mrp_runs_read_ms', '(read_ms >= 0)')
@Check('ck_mrp_runs_shortages_found', '(shortages_found >= 0)')
@Check(
  'ck_mrp_runs_status',
  `(status = ANY (ARRAY['queued'::text, 'running'::text, 'completed'::text, 'failed'::text, 'cancelled'::text]))`,
)
@Check('ck_mrp_runs_tolerance_days', '((tolerance_days >= 0) AND (tolerance_days <= 365))')
@Check('ck_mrp_runs_write_ms', '(write_ms >= 0)')
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_mrp_runs_created_by',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_mrp_runs_organization_id' })
@Index('ix_mrp_runs_created_by', ['organization_id', 'created_by'])
@Index('uq_mrp_runs_live', ['organization_id'], {
  unique: true,
  where: `((kind = 'live'::text) AND (status = ANY (ARRAY['queued'::text, 'running'::text])))`,
})
@Entity({ name: 'mrp_runs' })
export class MrpRunEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_mrp_runs' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_mrp_runs',
  })
  id: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  run_date: Date;

  @Column({ type: 'integer', default: 30 })
  planning_horizon_days: number;

  @Column({ type: 'integer', default: 0 })
  orders_processed: number;

  @Column({ type: 'integer', default: 0 })
  components_analyzed: number;

  @Column({ type: 'integer', default: 0 })
  shortages_found: number;

  @Column({ type: 'integer', default: 0 })
  planned_orders_created: number;

  @Column({ type: 'text', default: 'running' })
  status: string;

  @Column({ type: 'text', nullable: true })
  error_message: string | null;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  completed_at: Date | null;

  @Column({ type: 'text', default: 'live' })
  kind: string;

  @Column({ type: 'date', nullable: true })
  planning_date: string | null;

  @Column({ type: 'integer', default: 90 })
  expedite_window_days: number;

  @Column({ type: 'integer', default: 0 })
  tolerance_days: number;

  @Column({ type: 'boolean', default: false })
  use_alternates: boolean;

  @Column({ type: 'text', default: 'queued' })
  phase: string;

  @Column({ type: 'smallint', default: 0 })
  progress_percent: number;

  @Column({ type: 'boolean', default: false })
  cancel_requested: boolean;

  @Column({ type: 'timestamptz', nullable: true })
  started_at: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  heartbeat_at: Date | null;

  @Column({ type: 'integer', default: 0 })
  orders_changed: number;

  @Column({ type: 'integer', default: 0 })
  orders_removed: number;

  @Column({ type: 'integer', default: 0 })
  messages_found: number;

  @Column({ type: 'integer', nullable: true })
  read_ms: number | null;

  @Column({ type: 'integer', nullable: true })
  plan_ms: number | null;

  @Column({ type: 'integer', nullable: true })
  write_ms: number | null;

  @Column({ type: 'bigint', array: true, nullable: true })
  product_ids: number[] | null;

  @Column({ type: 'bigint', array: true, nullable: true })
  category_ids: number[] | null;

  @Column({ type: 'text', nullable: true })
  error_code: string | null;
}
