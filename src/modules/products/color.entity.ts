import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Row of `colors`. */
@Check('ck_colors_code', '((char_length(code) >= 1) AND (char_length(code) <= 50))')
@Check('ck_colors_hex_code', `(hex_code ~ '^#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?$'::text)`)
@Check('ck_colors_name', '((char_length(name) >= 1) AND (char_length(name) <= 100))')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_colors_organization_id' })
@Unique('uq_colors_code', ['organization_id', 'code'])
@Entity({ name: 'colors' })
export class ColorEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_colors',
  })
  id: number;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', nullable: true })
  hex_code: string | null;

  @Column({ type: 'integer', default: 100 })
  display_order: number;

  @Column({ type: 'boolean', default: true })
  is_active: boolean;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_colors' })
  organization_id: number;
}
