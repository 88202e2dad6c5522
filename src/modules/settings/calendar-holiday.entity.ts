import { Check, Column, Entity, ForeignKey, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Row of `calendar_holidays`. */
@Check('ck_calendar_holidays_name', '((char_length(name) >= 1) AND (char_length(name) <= 200))')
@Check('ck_calendar_holidays_version', '(version >= 1)')
@ForeignKey('OrganizationEntity', ['organization_id'], ['id'], {
  name: 'fk_calendar_holidays_organization_id',
})
@Unique('uq_calendar_holidays_holiday_date', ['organization_id', 'holiday_date'])
@Entity({ name: 'calendar_holidays' })
export class CalendarHolidayEntity {
  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'pk_calendar_holidays' })
  organization_id: number;

  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'BY DEFAULT',
    primaryKeyConstraintName: 'pk_calendar_holidays',
  })
  id: number;

  @Column({ type: 'date' })
  holiday_date: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'integer', default: 1 })
  version: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  created_at: Date;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  updated_at: Date;
}
