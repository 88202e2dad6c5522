import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** Row of `imports`. */
@Check('ck_imports_content_hash', '(char_length(content_hash) <= 128)')
@Check('ck_imports_error', '(char_length(error) <= 10000)')
@Check('ck_imports_file_name', '(char_length(file_name) <= 255)')
@Check('ck_imports_kind', '((char_length(kind) >= 1) AND (char_length(kind) <= 50))')
@Check('ck_imports_rows_created', '(rows_created >= 0)')
@Check('ck_imports_rows_failed', '(rows_failed >= 0)')
@Check('ck_imports_rows_total', '(rows_total >= 0)')
@Check('ck_imports_rows_unchanged', '(rows_unchanged >= 0)')
@Check('ck_imports_rows_updated', '(rows_updated >= 0)')
@Check('ck_imports_status', `(status = ANY (ARRAY['running'::text, 'completed'::text, 'failed'::text]))`)
@ForeignKey('UserEntity', ['organization_id', 'created_by'], ['organization_id', 'id'], {
  name: 'fk_imports_created_by',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_imports_organization_id' })
@Index('ix_imports_created_at', ['organization_id', 'created_at'])
@Index('ix_imports_created_by', ['organization_id', 'created_by'])
@Entity({ name: 'imports' })
export class ImportEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_imports' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_imports',
  })
  id: number;

  @Column({ type: 'text' })
  kind: string;

  @Column({ type: 'text', nullable: true })
  file_name: string | null;

  @Column({ type: 'text', nullable: true })
  content_hash: string | null;

  @Column({ type: 'boolean', default: false })
  dry_run: boolean;

  @Column({ type: 'boolean', default: false })
  partial: boolean;

  @Column({ type: 'text', default: 'running' })
  status: string;

  @Column({ type: 'integer', default: 0 })
  rows_total: number;

  @Column({ type: 'integer', default: 0 })
  rows_created: number;

  @Column({ type: 'integer', default: 0 })
  rows_updated: number;

  @Column({ type: 'integer', default: 0 })
  rows_unchanged: number;

  @Column({ type: 'integer', default: 0 })
  rows_failed: number;

  @Column({ type: 'text', nullable: true })
  error: string | null;

  @Column({ type: 'bigint', nullable: true })
  created_by: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', nullable: true })
  finished_at: Date | null;
}
