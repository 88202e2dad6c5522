import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Row of `event_log`. */
@Check('ck_event_log_entity_type', '((char_length(entity_type) >= 1) AND (char_length(entity_type) <= 100))')
@Check('ck_event_log_event_type', '((char_length(event_type) >= 1) AND (char_length(event_type) <= 100))')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_event_log_organization_id' })
@ForeignKey('UserEntity', ['organization_id', 'user_id'], ['organization_id', 'id'], {
  name: 'fk_event_log_user_id',
})
@Index('ix_event_log_entity_type_entity_id', ['organization_id', 'entity_type', 'entity_id'])
@Index('ix_event_log_occurred_at', ['organization_id', 'occurred_at'])
@Index('ix_event_log_user_id', ['organization_id', 'user_id'])
@Entity({ name: 'event_log' })
export class EventLogEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_event_log',
  })
  id: number;

  @Column({ type: 'text' })
  event_type: string;

  @Column({ type: 'text' })
  entity_type: string;

  @Column({ type: 'bigint', nullable: true })
  entity_id: number | null;

  @Column({ type: 'bigint', nullable: true })
  user_id: number | null;

  @Column({ type: 'jsonb', default: {} })
  payload: Record<string, unknown>;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  occurred_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_event_log' })
  organization_id: number;
}
