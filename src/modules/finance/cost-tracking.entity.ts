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

/** Row of `cost_tracking`: a month of a product. */
@Check('ck_cost_tracking_eoq_quantity', '(eoq_quantity >= (0)::numeric)')
@Check('ck_cost_tracking_orders_count', '(orders_count >= 0)')
@Check('ck_cost_tracking_period', '(EXTRACT(day FROM period) = (1)::numeric)')
@Check('ck_cost_tracking_units_ordered', '(units_ordered >= (0)::numeric)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_cost_tracking_organization_id' })
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_cost_tracking_product_id',
  onDelete: 'CASCADE',
})
@Unique('cost_tracking_client_id_product_id_period_key', ['organization_id', 'product_id', 'period'])
@Index('cost_tracking_period_idx', ['organization_id', 'period', 'id'])
@Entity({ name: 'cost_tracking' })
export class CostTrackingEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_cost_tracking' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_cost_tracking',
  })
  id: number;

  @Column({ type: 'bigint' })
  product_id: number;

  /** Its first day. */
  @Column({ type: 'date' })
  period: string;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  units_ordered: Decimal;

  @Column({ type: 'integer', default: 0 })
  orders_count: number;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  purchase_cost: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  holding_cost: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  ordering_cost: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  shortage_cost: Decimal;

  @Column({
    type: 'numeric',
    precision: 20,
    scale: 6,
    generatedType: 'STORED',
    asExpression: '(((purchase_cost + holding_cost) + ordering_cost) + shortage_cost)',
  })
  total_cost: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  eoq_quantity: Decimal | null;

  @Column({ type: 'numeric', precision: 20, scale: 6, nullable: true })
  eoq_savings: Decimal | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  calculated_at: Date;
}
