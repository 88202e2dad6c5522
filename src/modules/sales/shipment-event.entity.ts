import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Row of `shipment_events`. */
@Check('ck_shipment_events_description', '(char_length(description) <= 1000)')
@Check('ck_shipment_events_location', '(char_length(location) <= 255)')
@Check(
  'ck_shipment_events_status',
  `(status = ANY (ARRAY['pending'::text, 'label_created'::text, 'picked_up'::text, 'in_transit'::text, 'out_for_delivery'::text, 'delivered'::text, 'exception'::text, 'cancelled'::text]))`,
)
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_shipment_events_organization_id' })
@ForeignKey('ShipmentEntity', ['organization_id', 'shipment_id'], ['organization_id', 'id'], {
  name: 'fk_shipment_events_shipment_id',
  onDelete: 'CASCADE',
})
@Index('ix_shipment_events_shipment_id', ['organization_id', 'shipment_id'])
@Entity({ name: 'shipment_events' })
export class ShipmentEventEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_shipment_events' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_shipment_events',
  })
  id: number;

  @Column({ type: 'bigint' })
  shipment_id: number;

  @Column({ type: 'text' })
  status: string;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'text', nullable: true })
  location: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  event_time: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;
}
