import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Row of `import_rows`. */
@Check('ck_import_rows_outcome', '(char_length(outcome) <= 50)')
@Check('ck_import_rows_row_number', '(row_number > 0)')
@ForeignKey('ImportEntity', ['organization_id', 'import_id'], ['organization_id', 'id'], {
  name: 'fk_import_rows_import_id',
  onDelete: 'CASCADE',
})
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_import_rows_organization_id' })
@Entity({ name: 'import_rows' })
export class ImportRowEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_import_rows' })
  organization_id: number;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_import_rows' })
  import_id: number;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'pk_import_rows' })
  row_number: number;

  @Column({ type: 'jsonb' })
  data: Record<string, unknown>;

  @Column({ type: 'jsonb', nullable: true })
  errors: Record<string, unknown> | null;

  @Column({ type: 'text', nullable: true })
  outcome: string | null;
}
