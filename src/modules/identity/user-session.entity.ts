import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Row of `user_sessions`. */
@Check('ck_user_sessions_ip_address', '(char_length(ip_address) <= 100)')
@Check('ck_user_sessions_revoked_reason', '(char_length(revoked_reason) <= 200)')
@Check('ck_user_sessions_user_agent', '(char_length(user_agent) <= 1000)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_user_sessions_organization_id' })
@ForeignKey('UserEntity', ['organization_id', 'user_id'], ['organization_id', 'id'], {
  name: 'fk_user_sessions_user_id',
  onDelete: 'CASCADE',
})
@Index('ix_user_sessions_expires_at', ['organization_id', 'expires_at'])
@Index('ix_user_sessions_user_id', ['organization_id', 'user_id'])
@Entity({ name: 'user_sessions' })
export class UserSessionEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_user_sessions' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_user_sessions',
  })
  id: number;

  @Column({ type: 'bigint' })
  user_id: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  last_used_at: Date;

  @Column({ type: 'timestamptz' })
  expires_at: Date;

  @Column({ type: 'text', nullable: true })
  ip_address: string | null;

  @Column({ type: 'text', nullable: true })
  user_agent: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  revoked_at: Date | null;

  @Column({ type: 'text', nullable: true })
  revoked_reason: string | null;
}
