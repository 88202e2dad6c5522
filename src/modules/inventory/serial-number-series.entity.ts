import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Row of `serial_number_series`. */
@Check('ck_serial_number_series_next_number', '(next_number >= 0)')
@Check('ck_serial_number_series_prefix', '(char_length(prefix) <= 60)')
@Check('ck_serial_number_series_suffix', '(char_length(suffix) <= 20)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_serial_number_series_organization_id',
})
@ForeignKey('ProductEntity', ['organization_id', 'product_id'], ['organization_id', 'id'], {
  name: 'fk_serial_number_series_product_id',
  onDelete: 'CASCADE',
})
@Unique('uq_serial_number_series_product_id', ['organization_id', 'product_id', 'prefix', 'suffix'])
@Entity({ name: 'serial_number_series' })
export class SerialNumberSeriesEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_serial_number_series' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_serial_number_series',
  })
  id: number;

  @Column({ type: 'bigint' })
  product_id: number;

  @Column({ type: 'text' })
  prefix: string;

  @Column({ type: 'text' })
  suffix: string;

  @Column({ type: 'bigint' })
  next_number: number;
}
