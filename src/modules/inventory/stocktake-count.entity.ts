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

/** Row of `stocktake_counts`. */
@Check('ck_stocktake_counts_notes', '(char_length(notes) <= 4000)')
@Check('ck_stocktake_counts_quantity', '(quantity >= (0)::numeric)')
@Check('ck_stocktake_counts_round', '(round >= 1)')
@ForeignKey('UserEntity', ['organization_id', 'counted_by'], ['organization_id', 'id'], {
  name: 'fk_stocktake_counts_counted_by',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_stocktake_counts_organization_id',
})
@ForeignKey('StocktakeItemEntity', ['organization_id', 'stocktake_item_id'], ['organization_id', 'id'], {
  name: 'fk_stocktake_counts_stocktake_item_id',
  onDelete: 'CASCADE',
})
@Unique('uq_stocktake_counts_round', ['organization_id', 'stocktake_item_id', 'round'])
@Index('ix_stocktake_counts_counted_by', ['organization_id', 'counted_by'])
@Entity({ name: 'stocktake_counts' })
export class StocktakeCountEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_stocktake_counts' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_stocktake_counts',
  })
  id: number;

  @Column({ type: 'bigint' })
  stocktake_item_id: number;

  @Column({ type: 'integer' })
  round: number;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity: Decimal;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'bigint', nullable: true })
  counted_by: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  counted_at: Date;
}
