import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `cost_roll_up_runs`: one roll-up of many products. */
@Check('ck_cost_roll_up_runs_basis', `(basis = ANY (ARRAY['standard'::text, 'current'::text]))`)
@Check('ck_cost_roll_up_runs_lot_quantity', '(lot_quantity > (0)::numeric)')
@Check('ck_cost_roll_up_runs_missing_prices', '(missing_prices >= 0)')
@Check('ck_cost_roll_up_runs_products_unchanged', '(products_unchanged >= 0)')
@Check('ck_cost_roll_up_runs_products_updated', '(products_updated >= 0)')
@Check('ck_cost_roll_up_runs_scope', `(scope = ANY (ARRAY['all'::text, 'selection'::text]))`)
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_cost_roll_up_runs_created_by',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_cost_roll_up_runs_organization_id',
})
@Index('ix_cost_roll_up_runs_created_by', ['organization_id', 'created_by'])
@Entity({ name: 'cost_roll_up_runs' })
export class CostRollUpRunEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_cost_roll_up_runs' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_cost_roll_up_runs',
  })
  id: number;

  @Column({ type: 'text' })
  basis: string;

  @Column({ type: 'text' })
  scope: string;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  lot_quantity: Decimal;

  @Column({ type: 'date' })
  structure_date: string;

  @Column({ type: 'boolean' })
  allow_missing_prices: boolean;

  @Column({ type: 'integer' })
  products_updated: number;

  @Column({ type: 'integer' })
  products_unchanged: number;

  @Column({ type: 'integer' })
  missing_prices: number;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;
}
