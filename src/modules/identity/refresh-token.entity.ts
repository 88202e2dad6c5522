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

/** Row of `refresh_tokens`. */
@Check(
  'ck_refresh_tokens_token_hash',
  '((char_length(token_hash) >= 1) AND (char_length(token_hash) <= 128))',
)
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_refresh_tokens_organization_id' })
@ForeignKey('UserSessionEntity', ['organization_id', 'session_id'], ['organization_id', 'id'], {
  name: 'fk_refresh_tokens_session_id',
  onDelete: 'CASCADE',
})
@ForeignKey('UserEntity', ['organization_id', 'user_id'], ['organization_id', 'id'], {
  name: 'fk_refresh_tokens_user_id',
  onDelete: 'CASCADE',
})
@Unique('uq_refresh_tokens_token_hash', ['token_hash'])
@Index('ix_refresh_tokens_expires_at', ['organization_id', 'expires_at'])
@Index('ix_refresh_tokens_session_id', ['organization_id', 'session_id'])
@Index('ix_refresh_tokens_user_id', ['organization_id', 'user_id'])
@Entity({ name: 'refresh_tokens' })
export class RefreshTokenEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_refresh_tokens' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_refresh_tokens',
  })
  id: number;

  @Column({ type: 'bigint' })
  session_id: number;

  @Column({ type: 'bigint' })
  user_id: number;

  @Column({ type: 'text' })
  token_hash: string;

  @Column({ type: 'timestamptz' })
  expires_at: Date;

  @Column({ type: 'timestamptz', nullable: true })
  used_at: Date | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;
}
