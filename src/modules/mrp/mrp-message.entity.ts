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

/** Row of `mrp_messages`: what to do about one supply of a plan. */
@Check(
  'ck_mrp_messages_action',
  `(action = ANY (ARRAY['release'::text, 'expedite'::text, 'defer'::text, 'cancel'::text, 'increase'::text, 'decrease'::text, 'past_due'::text]))`,
)
@Check('ck_mrp_messages_change_quantity', '(change_quantity > (0)::numeric)')
@Check('ck_mrp_messages_quantity', '(quantity >= (0)::numeric)')
@Check('ck_mrp_messages_supply_ref', '(char_length(supply_ref) <= 100)')
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_mrp_messages_product_id',
  onDelete: 'CASCADE',
})
@ForeignKey('MrpRunEntity', ['organization_id', 'what_if_run_id'], ['organization_id', 'id'], {
  name: 'fk_mrp_messages_what_if_run_id',
  onDelete: 'CASCADE',
})
@Index('ix_mrp_messages_product_id', ['organization_id', 'product_id'])
@Index('ix_mrp_messages_what_if_run_id', ['organization_id', 'what_if_run_id'], {
  where: '(what_if_run_id IS NOT NULL)',
})
@Unique('uq_mrp_messages_key', ['organization_id', 'plan_id', 'product_id', 'supply_ref', 'action'])
@Entity({ name: 'mrp_messages' })
export class MrpMessageEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_mrp_messages' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_mrp_messages',
  })
  id: number;

  @Column({ type: 'bigint' })
  plan_id: number;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'text' })
  supply_ref: string;

  @Column({ type: 'text' })
  action: string;

  @Column({ type: 'date' })
  supply_date: string;

  @Column({ type: 'date', nullable: true })
  new_date: string | null;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  change_quantity: Decimal | null;

  @Column({
    type: 'bigint',
    nullable: true,
    generatedType: 'STORED',
    asExpression: 'NULLIF(plan_id, 0)',
    insert: false,
    update: false,
  })
  what_if_run_id: number | null;
}
