import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Row of `serial_number_batches`. */
@Check('ck_serial_number_batches_first_number', '(first_number >= 0)')
@Check('ck_serial_number_batches_padding', '((padding >= 0) AND (padding <= 18))')
@Check('ck_serial_number_batches_prefix', '(char_length(prefix) <= 60)')
@Check('ck_serial_number_batches_quantity', '((quantity >= 1) AND (quantity <= 10000))')
@Check('ck_serial_number_batches_suffix', '(char_length(suffix) <= 20)')
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_serial_number_batches_created_by',
})
@ForeignKey('MaterialLotEntity', ['organization_id', 'lot_id'], ['organization_id', 'id'], {
  name: 'fk_serial_number_batches_lot_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_serial_number_batches_organization_id',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_serial_number_batches_product_id',
})
@ForeignKey('ProductionOrderEntity', ['organization_id', 'production_order_id'], ['organization_id', 'id'], {
  name: 'fk_serial_number_batches_production_order_id',
})
@Index('ix_serial_number_batches_created_by', ['organization_id', 'created_by'])
@Index('ix_serial_number_batches_lot_id', ['organization_id', 'lot_id'])
@Index('ix_serial_number_batches_product_id', ['organization_id', 'product_id'])
@Index('ix_serial_number_batches_production_order_id', ['organization_id', 'production_order_id'])
@Entity({ name: 'serial_number_batches' })
export class SerialNumberBatchEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_serial_number_batches' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_serial_number_batches',
  })
  id: number;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'text' })
  prefix: string;

  @Column({ type: 'text' })
  suffix: string;

  @Column({ type: 'integer' })
  padding: number;

  @Column({ type: 'bigint' })
  first_number: number;

  @Column({ type: 'integer' })
  quantity: number;

  @Column({ type: 'bigint', nullable: true })
  lot_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  production_order_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;
}
