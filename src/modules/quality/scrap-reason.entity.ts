import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Row of `scrap_reasons`. */
@Check(
  'ck_scrap_reasons_category',
  `(category = ANY (ARRAY['general'::text, 'material'::text, 'process'::text, 'print'::text, 'equipment'::text, 'operator'::text, 'customer'::text]))`,
)
@Check('ck_scrap_reasons_code', '((char_length(code) >= 1) AND (char_length(code) <= 50))')
@Check('ck_scrap_reasons_description', '(char_length(description) <= 4000)')
@Check('ck_scrap_reasons_name', '((char_length(name) >= 1) AND (char_length(name) <= 100))')
@Check('ck_scrap_reasons_sequence', '(sequence >= 0)')
@Check('ck_scrap_reasons_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_scrap_reasons_organization_id' })
@Unique('uq_scrap_reasons_code', ['organization_id', 'code'])
@Entity({ name: 'scrap_reasons' })
export class ScrapReasonEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_scrap_reasons',
  })
  id: number;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'boolean', default: true })
  active: boolean;

  @Column({ type: 'integer', default: 0 })
  sequence: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @Column({ type: 'text', default: 'general' })
  category: string;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_scrap_reasons' })
  organization_id: number;

  @Column({ type: 'integer', default: 1 })
  version: number;
}
