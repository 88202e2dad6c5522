import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { Decimal } from '../../kernel/decimal.js';

/** Row of `production_lot_consumptions`. */
@Check('ck_production_lot_consumptions_quantity_consumed', '(quantity_consumed > (0)::numeric)')
@ForeignKey('BomLineEntity', ['organization_id', 'bom_line_id'], ['organization_id', 'id'], {
  name: 'fk_production_lot_consumptions_bom_line_id',
  onDelete: 'SET NULL',
})
@ForeignKey('MaterialLotEntity', ['organization_id', 'material_lot_id'], ['organization_id', 'id'], {
  name: 'fk_production_lot_consumptions_material_lot_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_production_lot_consumptions_organization_id',
})
@ForeignKey('ProductionOrderEntity', ['organization_id', 'production_order_id'], ['organization_id', 'id'], {
  name: 'fk_production_lot_consumptions_production_order_id',
})
@ForeignKey('SerialNumberEntity', ['organization_id', 'serial_number_id'], ['organization_id', 'id'], {
  name: 'fk_production_lot_consumptions_serial_number_id',
})
@Index('ix_production_lot_consumptions_bom_line_id', ['organization_id', 'bom_line_id'])
@Index('ix_production_lot_consumptions_material_lot_id', ['organization_id', 'material_lot_id'])
@Index('ix_production_lot_consumptions_production_order_id', ['organization_id', 'production_order_id'])
@Index('ix_production_lot_consumptions_serial_number_id', ['organization_id', 'serial_number_id'])
@Entity({ name: 'production_lot_consumptions' })
export class ProductionLotConsumptionEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_production_lot_consumptions',
  })
  id: number;

  @Column({ type: 'bigint' })
  production_order_id: number;

  @Column({ type: 'bigint' })
  material_lot_id: number;

  @Column({ type: 'bigint', nullable: true })
  serial_number_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  bom_line_id: number | null;

  @Column({ type: 'numeric', precision: 20, scale: 9 })
  quantity_consumed: Decimal;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  consumed_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_production_lot_consumptions' })
  organization_id: number;
}
