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

/** Row of `users`. */
@Check(
  'ck_users_account_type',
  `(account_type = ANY (ARRAY['admin'::text, 'manager'::text, 'operator'::text, 'customer'::text]))`,
)
@Check('ck_users_company_name', '(char_length(company_name) <= 200)')
@Check('ck_users_display_name', '(char_length(display_name) <= 200)')
@Check(
  'ck_users_email',
  '((email = lower(email)) AND ((char_length(email) >= 3) AND (char_length(email) <= 320)))',
)
@Check('ck_users_failed_login_attempts', '(failed_login_attempts >= 0)')
@Check('ck_users_first_name', '(char_length(first_name) <= 100)')
@Check('ck_users_last_name', '(char_length(last_name) <= 100)')
@Check(
  'ck_users_password_hash',
  '((char_length(password_hash) >= 1) AND (char_length(password_hash) <= 512))',
)
@Check('ck_users_phone', '(char_length(phone) <= 50)')
@Check('ck_users_status', `(status = ANY (ARRAY['active'::text, 'inactive'::text, 'locked'::text]))`)
@Check('ck_users_version', '(version >= 1)')
@ForeignKey('CustomerEntity', ['organization_id', 'customer_id'], ['organization_id', 'id'], {
  name: 'fk_users_customer_id',
  onDelete: 'SET NULL',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_users_organization_id' })
@ForeignKey('RoleEntity', ['organization_id', 'role_id'], ['organization_id', 'id'], {
  name: 'fk_users_role_id',
})
@Unique('uq_users_email', ['email'])
@Index('ix_users_customer_id', ['organization_id', 'customer_id'])
@Index('ix_users_role_id', ['organization_id', 'role_id'])
@Entity({ name: 'users' })
export class UserEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_users',
  })
  id: number;

  @Column({ type: 'text' })
  email: string;

  @Column({ type: 'text' })
  password_hash: string;

  @Column({ type: 'boolean', default: false })
  email_verified: boolean;

  @Column({ type: 'text', nullable: true })
  display_name: string | null;

  @Column({ type: 'text', nullable: true })
  company_name: string | null;

  @Column({ type: 'text', nullable: true })
  phone: string | null;

  @Column({ type: 'text', default: 'active' })
  status: string;

  @Column({ type: 'text', default: 'customer' })
  account_type: string;

  @Column({ type: 'timestamptz', nullable: true })
  last_login_at: Date | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @Column({ type: 'text', nullable: true })
  first_name: string | null;

  @Column({ type: 'text', nullable: true })
  last_name: string | null;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_users' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'bigint' })
  role_id: number;

  @Column({ type: 'integer', default: 0 })
  failed_login_attempts: number;

  @Column({ type: 'timestamptz', nullable: true })
  locked_until: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  password_changed_at: Date | null;

  @Column({ type: 'bigint', nullable: true })
  customer_id: number | null;
}
