import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Row of `organizations`. */
@Check('ck_organizations_code', '((char_length(code) >= 1) AND (char_length(code) <= 50))')
@Check('ck_organizations_name', '((char_length(name) >= 1) AND (char_length(name) <= 255))')
@Check(
  'ck_organizations_organization_type',
  `(organization_type = ANY (ARRAY['company'::text, 'site'::text, 'supplier'::text, 'customer'::text]))`,
)
@Check('ck_organizations_parent', '(parent_organization_id <> id)')
@Check('ck_organizations_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['parent_organization_id'], ['id'], {
  name: 'fk_organizations_parent_organization_id',
})
@Unique('uq_organizations_code', ['code'])
@Index('ix_organizations_parent_organization_id', ['parent_organization_id'])
@Entity({ name: 'organizations' })
export class OrganizationEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_organizations',
  })
  id: number;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', default: 'company' })
  organization_type: string;

  @Column({ type: 'bigint', nullable: true })
  parent_organization_id: number | null;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
