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

/** Row of `purchase_order_lines`. */
@Check('ck_purchase_order_lines_description', '(char_length(description) <= 1000)')
@Check('ck_purchase_order_lines_line_number', '(line_number > 0)')
@Check('ck_purchase_order_lines_line_total', '(line_total >= (0)::numeric)')
@Check('ck_purchase_order_lines_notes', '(char_length(notes) <= 10000)')
@Check('ck_purchase_order_lines_purchase_conversion', '(purchase_conversion > (0)::numeric)')
@Check('ck_purchase_order_lines_purchase_unit', '(char_length(purchase_unit) <= 20)')
@Check('ck_purchase_order_lines_quantity_ordered', '(quantity_ordered > (0)::numeric)')
@Check('ck_purchase_order_lines_quantity_received', '(quantity_received >= (0)::numeric)')
@Check('ck_purchase_order_lines_quantity_rejected', '(quantity_rejected >= (0)::numeric)')
@Check('ck_purchase_order_lines_unit_cost', '(unit_cost >= (0)::numeric)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_purchase_order_lines_organization_id',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_purchase_order_lines_product_id',
})
@ForeignKey('PurchaseOrderEntity', ['organization_id', 'purchase_order_id'], ['organization_id', 'id'], {
  name: 'fk_purchase_order_lines_purchase_order_id',
  onDelete: 'CASCADE',
})
@Unique('uq_purchase_order_lines_purchase_order_id_line_number', [
  'organization_id',
  'purchase_order_id',
  'line_number',
])
@Index('ix_purchase_order_lines_product_id', ['organization_id', 'product_id'])
@Entity({ name: 'purchase_order_lines' })
export class PurchaseOrderLineEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_purchase_order_lines',
  })
  id: number;

  @Column({ type: 'bigint' })
  purchase_order_id: number;

  @Column({ type: 'integer' })
  line_number: number;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity_ordered: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  quantity_received: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 0 })
  quantity_rejected: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  unit_cost: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 6, default: 0 })
  line_total: Decimal;

  @Column({ type: 'date', nullable: true })
  expected_date: string | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @Column({ type: 'text', nullable: true })
  purchase_unit: string | null;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_purchase_order_lines' })
  organization_id: number;

  @Column({ type: 'numeric', precision: 20, scale: 9, default: 1 })
  purchase_conversion: Decimal;
}
