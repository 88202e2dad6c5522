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

/** Row of `quote_lines`. */
@Check('ck_quote_lines_description', '(char_length(description) <= 1000)')
@Check(
  'ck_quote_lines_discount_percent',
  '((discount_percent >= (0)::numeric) AND (discount_percent <= (100)::numeric))',
)
@Check('ck_quote_lines_line_number', '(line_number > 0)')
@Check('ck_quote_lines_line_total', '(line_total >= (0)::numeric)')
@Check('ck_quote_lines_notes', '(char_length(notes) <= 10000)')
@Check('ck_quote_lines_quantity', '(quantity > (0)::numeric)')
@Check('ck_quote_lines_tax_rate', '((tax_rate >= (0)::numeric) AND (tax_rate <= (100)::numeric))')
@Check('ck_quote_lines_unit_price', '(unit_price >= (0)::numeric)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_quote_lines_organization_id' })
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_quote_lines_product_id',
})
@ForeignKey('QuoteEntity', ['organization_id', 'quote_id'], ['organization_id', 'id'], {
  name: 'fk_quote_lines_quote_id',
  onDelete: 'CASCADE',
})
@Unique('uq_quote_lines_quote_id_line_number', ['organization_id', 'quote_id', 'line_number'])
@Index('ix_quote_lines_product_id', ['organization_id', 'product_id'])
@Entity({ name: 'quote_lines' })
export class QuoteLineEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_quote_lines',
  })
  id: number;

  @Column({ type: 'bigint' })
  quote_id: number;

  @Column({ type: 'integer' })
  line_number: number;

  @Column({ type: 'bigint', nullable: true })
  product_id: number | null;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  unit_price: Decimal;

  @Column({ type: 'numeric', precision: 9, scale: 6, default: 0 })
  discount_percent: Decimal;

  @Column({ type: 'numeric', precision: 9, scale: 6, default: 0 })
  tax_rate: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  line_total: Decimal;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_quote_lines' })
  organization_id: number;
}
