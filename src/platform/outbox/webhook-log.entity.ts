import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Row of `webhook_log`. */
@Check('ck_webhook_log_attempt', '(attempt >= 1)')
@Check('ck_webhook_log_duration_ms', '(duration_ms >= 0)')
@Check('ck_webhook_log_error', '(char_length(error) <= 4000)')
@Check('ck_webhook_log_event_type', '((char_length(event_type) >= 1) AND (char_length(event_type) <= 100))')
@Check('ck_webhook_log_response_body', '(char_length(response_body) <= 10000)')
@Check('ck_webhook_log_response_status', '((response_status >= 100) AND (response_status <= 599))')
@Check('ck_webhook_log_url', '((char_length(url) >= 1) AND (char_length(url) <= 2000))')
@ForeignKey('EventLogEntity', ['organization_id', 'event_log_id'], ['organization_id', 'id'], {
  name: 'fk_webhook_log_event_log_id',
  onDelete: 'SET NULL',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_webhook_log_organization_id' })
@Index('ix_webhook_log_called_at', ['organization_id', 'called_at'])
@Index('ix_webhook_log_event_log_id', ['organization_id', 'event_log_id'])
@Entity({ name: 'webhook_log' })
export class WebhookLogEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_webhook_log',
  })
  id: number;

  @Column({ type: 'bigint', nullable: true })
  event_log_id: number | null;

  @Column({ type: 'text' })
  event_type: string;

  @Column({ type: 'text' })
  url: string;

  @Column({ type: 'jsonb', nullable: true })
  request_body: Record<string, unknown> | null;

  @Column({ type: 'integer', nullable: true })
  response_status: number | null;

  @Column({ type: 'text', nullable: true })
  response_body: string | null;

  @Column({ type: 'text', nullable: true })
  error: string | null;

  @Column({ type: 'integer', default: 1 })
  attempt: number;

  @Column({ type: 'integer', nullable: true })
  duration_ms: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  called_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_webhook_log' })
  organization_id: number;
}
