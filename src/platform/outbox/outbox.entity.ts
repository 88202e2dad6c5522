import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Row of `outbox`. */
@Check(
  'ck_outbox_aggregate_type',
  '((char_length(aggregate_type) >= 1) AND (char_length(aggregate_type) <= 100))',
)
@Check('ck_outbox_event_type', '((char_length(event_type) >= 1) AND (char_length(event_type) <= 100))')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_outbox_organization_id' })
@Index('ix_outbox_pending', ['organization_id', 'id'], { where: '(published_at IS NULL)' })
@Entity({ name: 'outbox' })
export class OutboxEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_outbox' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_outbox',
  })
  id: number;

  @Column({ type: 'text' })
  event_type: string;

  @Column({ type: 'text' })
  aggregate_type: string;

  @Column({ type: 'bigint' })
  aggregate_id: number;

  @Column({ type: 'jsonb', default: {} })
  payload: Record<string, unknown>;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', nullable: true })
  published_at: Date | null;
}
