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

/** Row of `serial_numbers`. */
@Check('ck_serial_numbers_return_reason', '(char_length(return_reason) <= 1000)')
@Check(
  'ck_serial_numbers_serial_number',
  '((char_length(serial_number) >= 1) AND (char_length(serial_number) <= 100))',
)
@Check(
  'ck_serial_numbers_status',
  `(status = ANY (ARRAY['manufactured'::text, 'in_stock'::text, 'sold'::text, 'shipped'::text, 'returned'::text, 'scrapped'::text]))`,
)
@Check('ck_serial_numbers_version', '(version >= 1)')
@ForeignKey('SerialNumberBatchEntity', ['organization_id', 'batch_id'], ['organization_id', 'id'], {
  name: 'fk_serial_numbers_batch_id',
})
@ForeignKey('MaterialLotEntity', ['organization_id', 'lot_id'], ['organization_id', 'id'], {
  name: 'fk_serial_numbers_lot_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_serial_numbers_organization_id' })
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_serial_numbers_product_id',
})
@ForeignKey('ProductionOrderEntity', ['organization_id', 'production_order_id'], ['organization_id', 'id'], {
  name: 'fk_serial_numbers_production_order_id',
})
@ForeignKey('SalesOrderLineEntity', ['organization_id', 'sales_order_line_id'], ['organization_id', 'id'], {
  name: 'fk_serial_numbers_sales_order_line_id',
})
@Unique('uq_serial_numbers_product_id_serial_number', ['organization_id', 'product_id', 'serial_number'])
@Index('ix_serial_numbers_batch_id', ['organization_id', 'batch_id'])
@Index('ix_serial_numbers_lot_id', ['organization_id', 'lot_id'])
@Index('ix_serial_numbers_production_order_id', ['organization_id', 'production_order_id'])
@Index('ix_serial_numbers_sales_order_line_id', ['organization_id', 'sales_order_line_id'])
@Entity({ name: 'serial_numbers' })
export class SerialNumberEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_serial_numbers',
  })
  id: number;

  @Column({ type: 'text' })
  serial_number: string;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'bigint', nullable: true })
  production_order_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  lot_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  sales_order_line_id: number | null;

  @Column({ type: 'text', default: 'manufactured' })
  status: string;

  @Column({ type: 'timestamptz', nullable: true })
  manufactured_at: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  shipped_at: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  returned_at: Date | null;

  @Column({ type: 'text', nullable: true })
  return_reason: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_serial_numbers' })
  organization_id: number;

  @Column({ type: 'bigint', nullable: true })
  batch_id: number | null;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
