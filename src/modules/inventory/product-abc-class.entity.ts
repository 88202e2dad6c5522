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

/** Row of `product_abc_classes`. */
@Check('ck_product_abc_classes_abc_class', `(abc_class = ANY (ARRAY['A'::text, 'B'::text, 'C'::text]))`)
@Check('ck_product_abc_classes_annual_value', '(annual_value >= (0)::numeric)')
@Check(
  'ck_product_abc_classes_cumulative_percent',
  '((cumulative_percent >= (0)::numeric) AND (cumulative_percent <= (100)::numeric))',
)
@Check('ck_product_abc_classes_position', '("position" >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_product_abc_classes_organization_id',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_product_abc_classes_product_id',
  onDelete: 'CASCADE',
})
@Unique('uq_product_abc_classes_product_id', ['organization_id', 'product_id'])
@Index('ix_product_abc_classes_abc_class', ['organization_id', 'abc_class', 'product_id'])
@Entity({ name: 'product_abc_classes' })
export class ProductAbcClassEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_product_abc_classes' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_product_abc_classes',
  })
  id: number;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'text' })
  abc_class: string;

  @Column({ type: 'integer' })
  position: number;

  @Column({ type: 'numeric', precision: 20, scale: 6 })
  annual_value: Decimal;

  @Column({ type: 'numeric', precision: 9, scale: 6 })
  cumulative_percent: Decimal;

  @Column({ type: 'date' })
  classified_on: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
