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

/** Row of `shipments`. */
@Check('ck_shipments_carrier', '(char_length(carrier) <= 100)')
@Check('ck_shipments_destination_address_line1', '(char_length(destination_address_line1) <= 255)')
@Check('ck_shipments_destination_address_line2', '(char_length(destination_address_line2) <= 255)')
@Check('ck_shipments_destination_city', '(char_length(destination_city) <= 100)')
@Check('ck_shipments_destination_country', '(char_length(destination_country) <= 100)')
@Check('ck_shipments_destination_name', '(char_length(destination_name) <= 200)')
@Check('ck_shipments_destination_state', '(char_length(destination_state) <= 100)')
@Check('ck_shipments_destination_zip', '(char_length(destination_zip) <= 20)')
@Check('ck_shipments_notes', '(char_length(notes) <= 10000)')
@Check('ck_shipments_package_count', '(package_count >= 1)')
@Check('ck_shipments_service_level', '(char_length(service_level) <= 100)')
@Check(
  'ck_shipments_shipment_number',
  '((char_length(shipment_number) >= 1) AND (char_length(shipment_number) <= 50))',
)
@Check(
  'ck_shipments_status',
  `(status = ANY (ARRAY['pending'::text, 'label_created'::text, 'picked_up'::text, 'in_transit'::text, 'out_for_delivery'::text, 'delivered'::text, 'exception'::text, 'cancelled'::text]))`,
)
@Check('ck_shipments_tracking', '((tracking_number IS NULL) OR (carrier IS NOT NULL))')
@Check('ck_shipments_tracking_number', '(char_length(tracking_number) <= 200)')
@Check('ck_shipments_tracking_url', '(char_length(tracking_url) <= 2000)')
@Check('ck_shipments_version', '(version >= 1)')
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_shipments_created_by',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_shipments_organization_id' })
@ForeignKey('SalesOrderEntity', ['organization_id', 'sales_order_id'], ['organization_id', 'id'], {
  name: 'fk_shipments_sales_order_id',
})
@Unique('uq_shipments_shipment_number', ['organization_id', 'shipment_number'])
@Index('ix_shipments_created_by', ['organization_id', 'created_by'])
@Index('ix_shipments_sales_order_id', ['organization_id', 'sales_order_id'])
@Index('ix_shipments_status_created_at', ['organization_id', 'status', 'created_at'])
@Index('uq_shipments_tracking', ['organization_id', 'carrier', 'tracking_number'], {
  unique: true,
  where: '(tracking_number IS NOT NULL)',
})
@Entity({ name: 'shipments' })
export class ShipmentEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_shipments' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_shipments',
  })
  id: number;

  @Column({ type: 'text' })
  shipment_number: string;

  @Column({ type: 'bigint' })
  sales_order_id: number;

  @Column({ type: 'text', default: 'pending' })
  status: string;

  @Column({ type: 'text', nullable: true })
  carrier: string | null;

  @Column({ type: 'text', nullable: true })
  service_level: string | null;

  @Column({ type: 'text', nullable: true })
  tracking_number: string | null;

  @Column({ type: 'text', nullable: true })
  tracking_url: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  shipped_at: Date | null;

  @Column({ type: 'date', nullable: true })
  estimated_delivery: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  delivered_at: Date | null;

  @Column({ type: 'text', nullable: true })
  destination_name: string | null;

  @Column({ type: 'text', nullable: true })
  destination_address_line1: string | null;

  @Column({ type: 'text', nullable: true })
  destination_address_line2: string | null;

  @Column({ type: 'text', nullable: true })
  destination_city: string | null;

  @Column({ type: 'text', nullable: true })
  destination_state: string | null;

  @Column({ type: 'text', nullable: true })
  destination_zip: string | null;

  @Column({ type: 'text', nullable: true })
  destination_country: string | null;

  @Column({ type: 'integer', default: 1 })
  package_count: number;

  @Column({ type: 'text', nullable: true })
  notes: string | null;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
