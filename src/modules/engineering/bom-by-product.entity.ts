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

/** Row of `bom_by_products`: what comes out beside the product. */
@Check(
  'ck_bom_by_products_cost_share_percent',
  '((cost_share_percent >= (0)::numeric) AND (cost_share_percent <= (100)::numeric))',
)
@Check('ck_bom_by_products_notes', '(char_length(notes) <= 10000)')
@Check('ck_bom_by_products_quantity', '(quantity > (0)::numeric)')
@Check('ck_bom_by_products_sequence', '(sequence >= 0)')
@Check('ck_bom_by_products_unit', '((char_length(unit) >= 1) AND (char_length(unit) <= 20))')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_bom_by_products_organization_id',
})
@ForeignKey('BomEntity', ['organization_id', 'bom_id'], ['organization_id', 'id'], {
  name: 'fk_bom_by_products_bom_id',
  onDelete: 'CASCADE',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_bom_by_products_product_id',
})
@Unique('uq_bom_by_products_bom_id_product_id', ['organization_id', 'bom_id', 'product_id'])
@Index('ix_bom_by_products_product_id', ['organization_id', 'product_id'])
@Entity({ name: 'bom_by_products' })
export class BomByProductEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_bom_by_products' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_bom_by_products',
  })
  id: number;

  @Column({ type: 'bigint' })
  bom_id: number;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'integer', default: 10 })
  sequence: number;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity: Decimal;

  @Column({ type: 'text' })
  unit: string;

  @Column({ type: 'numeric', precision: 9, scale: 6, default: 0 })
  cost_share_percent: Decimal;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;
}
