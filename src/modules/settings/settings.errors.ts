import { defineErrors } from '../../kernel/domain-error.js';
import { describeConstraint } from '../../platform/database/index.js';

export const SettingsErrors = defineErrors('settings', {
  companyNotFound: ['not_found', 'The organization has no company settings; it has not been set up.'],
  unknownTimezone: ['rule', 'This is not an IANA time zone.'],
  unknownCurrency: ['rule', 'This is not an ISO 4217 currency.'],
  badBusinessDays: ['rule', 'Business days are ISO weekdays, 1 (Monday) to 7, at least one and none twice.'],
  badBusinessHours: ['rule', 'Business hours end after they start.'],
  holidayNotFound: ['not_found', 'There is no such holiday.'],
  holidayTaken: ['conflict', 'This day is a holiday already.'],
  badPeriod: ['rule', 'A period ends on or after the day it starts.'],
  periodTooLong: ['rule', 'The period is too long for one request.'],
});

describeConstraint('uq_calendar_holidays_holiday_date', SettingsErrors.holidayTaken, '/holiday_date');
