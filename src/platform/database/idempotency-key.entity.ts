import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Row of `idempotency_keys`. */
@Check(
  'ck_idempotency_keys_credential',
  '((char_length(credential) >= 1) AND (char_length(credential) <= 200))',
)
@Check(
  'ck_idempotency_keys_idempotency_key',
  '((char_length(idempotency_key) >= 1) AND (char_length(idempotency_key) <= 255))',
)
@Check('ck_idempotency_keys_method', '((char_length(method) >= 1) AND (char_length(method) <= 10))')
@Check('ck_idempotency_keys_path', '((char_length(path) >= 1) AND (char_length(path) <= 500))')
@Check(
  'ck_idempotency_keys_request_hash',
  '((char_length(request_hash) >= 1) AND (char_length(request_hash) <= 128))',
)
@Check('ck_idempotency_keys_response_status', '((response_status >= 100) AND (response_status <= 599))')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_idempotency_keys_organization_id',
})
@Index('ix_idempotency_keys_expires_at', ['organization_id', 'expires_at'])
@Entity({ name: 'idempotency_keys' })
export class IdempotencyKeyEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_idempotency_keys' })
  organization_id: number;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_idempotency_keys' })
  credential: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_idempotency_keys' })
  method: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_idempotency_keys' })
  path: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_idempotency_keys' })
  idempotency_key: string;

  @Column({ type: 'text' })
  request_hash: string;

  @Column({ type: 'integer', nullable: true })
  response_status: number | null;

  @Column({ type: 'jsonb', nullable: true })
  response_body: Record<string, unknown> | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz' })
  expires_at: Date;
}
