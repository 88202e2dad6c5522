import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Row of `lot_events`. */
@Check('ck_lot_events_event', `(event = ANY (ARRAY['opened'::text, 'status'::text, 'expiration'::text]))`)
@Check('ck_lot_events_reason', '(char_length(reason) <= 1000)')
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_lot_events_created_by',
})
@ForeignKey('MaterialLotEntity', ['organization_id', 'lot_id'], ['organization_id', 'id'], {
  name: 'fk_lot_events_lot_id',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_lot_events_organization_id' })
@Index('ix_lot_events_created_by', ['organization_id', 'created_by'])
@Index('ix_lot_events_lot_id', ['organization_id', 'lot_id', 'id'])
@Entity({ name: 'lot_events' })
export class LotEventEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_lot_events' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_lot_events',
  })
  id: number;

  @Column({ type: 'bigint' })
  lot_id: number;

  @Column({ type: 'text' })
  event: string;

  @Column({ type: 'text', nullable: true })
  from_status: string | null;

  @Column({ type: 'text', nullable: true })
  to_status: string | null;

  @Column({ type: 'date', nullable: true })
  from_expiration_date: string | null;

  @Column({ type: 'date', nullable: true })
  to_expiration_date: string | null;

  @Column({ type: 'text', nullable: true })
  reason: string | null;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;
}
