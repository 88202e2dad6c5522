import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Row of `warehouses`. */
@Check('ck_warehouses_address', '(char_length(address) <= 1000)')
@Check('ck_warehouses_code', '((char_length(code) >= 1) AND (char_length(code) <= 50))')
@Check('ck_warehouses_description', '(char_length(description) <= 4000)')
@Check('ck_warehouses_name', '((char_length(name) >= 1) AND (char_length(name) <= 200))')
@Check('ck_warehouses_version', '(version >= 1)')
@ForeignKey('InventoryLocationEntity', ['organization_id', 'location_id'], ['organization_id', 'id'], {
  name: 'fk_warehouses_location_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_warehouses_organization_id' })
@Unique('uq_warehouses_code', ['organization_id', 'code'])
@Unique('uq_warehouses_location_id', ['organization_id', 'location_id'])
@Entity({ name: 'warehouses' })
export class WarehouseEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_warehouses' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_warehouses',
  })
  id: number;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', nullable: true })
  address: string | null;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'bigint' })
  location_id: number;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
