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

/** Row of `stock_transfers`. */
@Check('ck_stock_transfers_ends', '(from_location_id <> to_location_id)')
@Check('ck_stock_transfers_notes', '(char_length(notes) <= 4000)')
@Check('ck_stock_transfers_reason', '(char_length(reason) <= 500)')
@Check(
  'ck_stock_transfers_status',
  `(status = ANY (ARRAY['draft'::text, 'in_transit'::text, 'received'::text, 'cancelled'::text]))`,
)
@Check(
  'ck_stock_transfers_transfer_number',
  '((char_length(transfer_number) >= 1) AND (char_length(transfer_number) <= 50))',
)
@Check(
  'ck_stock_transfers_transit',
  `((status <> ALL (ARRAY['in_transit'::text, 'received'::text])) OR ((transit_location_id IS NOT NULL) AND (shipped_at IS NOT NULL)))`,
)
@Check('ck_stock_transfers_version', '(version >= 1)')
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_stock_transfers_created_by',
})
@ForeignKey('InventoryLocationEntity', ['organization_id', 'from_location_id'], ['organization_id', 'id'], {
  name: 'fk_stock_transfers_from_location_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_stock_transfers_organization_id' })
@ForeignKey('UserEntity', ['organization_id', 'shipped_by'], ['organization_id', 'id'], {
  name: 'fk_stock_transfers_shipped_by',
})
@ForeignKey('InventoryLocationEntity', ['organization_id', 'to_location_id'], ['organization_id', 'id'], {
  name: 'fk_stock_transfers_to_location_id',
})
@ForeignKey(
  'InventoryLocationEntity',
  ['organization_id', 'transit_location_id'],
  ['organization_id', 'id'],
  { name: 'fk_stock_transfers_transit_location_id' },
)
@Unique('uq_stock_transfers_transfer_number', ['organization_id', 'transfer_number'])
@Index('ix_stock_transfers_created_by', ['organization_id', 'created_by'])
@Index('ix_stock_transfers_from_location_id', ['organization_id', 'from_location_id'])
@Index('ix_stock_transfers_shipped_by', ['organization_id', 'shipped_by'])
@Index('ix_stock_transfers_status', ['organization_id', 'status', 'id'])
@Index('ix_stock_transfers_to_location_id', ['organization_id', 'to_location_id'])
@Index('ix_stock_transfers_transit_location_id', ['organization_id', 'transit_location_id'])
@Entity({ name: 'stock_transfers' })
export class StockTransferEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_stock_transfers' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_stock_transfers',
  })
  id: number;

  @Column({ type: 'text' })
  transfer_number: string;

  @Column({ type: 'bigint' })
  from_location_id: number;

  @Column({ type: 'bigint' })
  to_location_id: number;

  @Column({ type: 'bigint', nullable: true })
  transit_location_id: number | null;

  @Column({ type: 'text', default: 'draft' })
  status: string;

  @Column({ type: 'date', nullable: true })
  expected_date: string | null;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'text', nullable: true })
  reason: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  shipped_at: Date | null;

  @Column({ type: 'bigint', nullable: true })
  shipped_by: number | null;

  @Column({ type: 'timestamptz', nullable: true })
  closed_at: Date | null;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
