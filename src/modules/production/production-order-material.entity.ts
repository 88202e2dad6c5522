import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `production_order_materials`. */
@Check('ck_production_order_materials_actual_quantity_used', '(actual_quantity_used >= (0)::numeric)')
@Check('ck_production_order_materials_original_quantity', '(original_quantity >= (0)::numeric)')
@Check('ck_production_order_materials_planned_quantity', '(planned_quantity >= (0)::numeric)')
@Check(
  'ck_production_order_materials_reason',
  '((char_length(reason) >= 1) AND (char_length(reason) <= 1000))',
)
@ForeignKey('BomLineEntity', ['organization_id', 'bom_line_id'], ['organization_id', 'id'], {
  name: 'fk_production_order_materials_bom_line_id',
  onDelete: 'SET NULL',
})
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_production_order_materials_created_by',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_production_order_materials_organization_id',
})
@ForeignKey('ProductEntity', ['organization_id', 'original_product_id'], ['organization_id', 'id'], {
  name: 'fk_production_order_materials_original_product_id',
})
@ForeignKey('ProductionOrderEntity', ['organization_id', 'production_order_id'], ['organization_id', 'id'], {
  name: 'fk_production_order_materials_production_order_id',
  onDelete: 'CASCADE',
})
@ForeignKey('ProductEntity', ['organization_id', 'substitute_product_id'], ['organization_id', 'id'], {
  name: 'fk_production_order_materials_substitute_product_id',
})
@Index('ix_production_order_materials_bom_line_id', ['organization_id', 'bom_line_id'])
@Index('ix_production_order_materials_created_by', ['organization_id', 'created_by'])
@Index('ix_production_order_materials_original_product_id', ['organization_id', 'original_product_id'])
@Index('ix_production_order_materials_production_order_id', ['organization_id', 'production_order_id'])
@Index('ix_production_order_materials_substitute_product_id', ['organization_id', 'substitute_product_id'])
@Entity({ name: 'production_order_materials' })
export class ProductionOrderMaterialEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_production_order_materials',
  })
  id: number;

  @Column({ type: 'bigint' })
  production_order_id: number;

  @Column({ type: 'bigint', nullable: true })
  bom_line_id: number | null;

  @Column({ type: 'bigint' })
  original_product_id: number;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  original_quantity: Decimal;

  @Column({ type: 'bigint' })
  substitute_product_id: number;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  planned_quantity: Decimal;

  @Column({ type: 'numeric', precision: 20, scale: 9, nullable: true })
  actual_quantity_used: Decimal | null;

  @Column({ type: 'text' })
  reason: string;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_production_order_materials' })
  organization_id: number;
}
