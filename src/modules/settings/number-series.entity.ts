import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Row of `number_series`. */
@Check('ck_number_series_code', '((char_length(code) >= 1) AND (char_length(code) <= 50))')
@Check('ck_number_series_last_number', '(last_number >= 0)')
@Check('ck_number_series_series_year', '((series_year >= 0) AND (series_year <= 9999))')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], { name: 'fk_number_series_organization_id' })
@Unique('uq_number_series_code_series_year', ['organization_id', 'code', 'series_year'])
@Entity({ name: 'number_series' })
export class NumberSeriesEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_number_series' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_number_series',
  })
  id: number;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'integer', default: 0 })
  series_year: number;

  @Column({ type: 'bigint', default: 0 })
  last_number: number;
}
