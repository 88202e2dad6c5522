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

/** Row of `inventory_locations`. */
@Check('ck_inventory_locations_code', '((char_length(code) >= 1) AND (char_length(code) <= 50))')
@Check('ck_inventory_locations_name', '((char_length(name) >= 1) AND (char_length(name) <= 200))')
@Check('ck_inventory_locations_parent', '(parent_id <> id)')
@Check(
  'ck_inventory_locations_type',
  `(type = ANY (ARRAY['warehouse'::text, 'zone'::text, 'shelf'::text, 'bin'::text, 'dock'::text, 'production'::text, 'quarantine'::text, 'transit'::text, 'other'::text]))`,
)
@Check('ck_inventory_locations_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_inventory_locations_organization_id',
})
@ForeignKey('InventoryLocationEntity', ['organization_id', 'parent_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_locations_parent_id',
})
@ForeignKey('WarehouseEntity', ['organization_id', 'warehouse_id'], ['organization_id', 'id'], {
  name: 'fk_inventory_locations_warehouse_id',
})
@Unique('uq_inventory_locations_code', ['organization_id', 'code'])
@Index('ix_inventory_locations_parent_id', ['organization_id', 'parent_id'])
@Index('ix_inventory_locations_warehouse_id', ['organization_id', 'warehouse_id'])
@Index('uq_inventory_locations_default', ['organization_id', 'is_default'], {
  unique: true,
  where: 'is_default',
})
@Entity({ name: 'inventory_locations' })
export class InventoryLocationEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_inventory_locations',
  })
  id: number;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', default: 'warehouse' })
  type: string;

  @Column({ type: 'bigint', nullable: true })
  parent_id: number | null;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'boolean', default: false })
  is_default: boolean;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_inventory_locations' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'bigint', nullable: true })
  warehouse_id: number | null;
}
