import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Row of `roles`. */
@Check('ck_roles_code', '((char_length(code) >= 1) AND (char_length(code) <= 50))')
@Check('ck_roles_description', '(char_length(description) <= 1000)')
@Check('ck_roles_name', '((char_length(name) >= 1) AND (char_length(name) <= 100))')
@Check('ck_roles_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_roles_organization_id' })
@Unique('uq_roles_code', ['organization_id', 'code'])
@Entity({ name: 'roles' })
export class RoleEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_roles' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_roles',
  })
  id: number;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'text', array: true, nullable: true })
  permissions: string[] | null;

  @Column({ type: 'boolean', default: false })
  is_system: boolean;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
