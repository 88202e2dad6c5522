import { Injectable } from '@nestjs/common';
import { dateOfDay, dayNumber } from '../../kernel/business-day.js';
import { Decimal } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { Calendar, type CalendarDay } from './calendar.rules.js';
import { readCompanySettings } from './company-settings.repository.js';
import {
  type HolidayFilter,
  type HolidayRow,
  holidaysTable,
  listHolidays,
  readHolidays,
} from './holidays.repository.js';
import { SettingsErrors } from './settings.errors.js';
import type { CalendarResponse, CreateHolidayRequest, UpdateHolidayRequest } from './working-calendar.dto.js';

const PERIOD_DAYS_MAX = 366;
const HOUR_MS = 3_600_000;

/** When the organization works: business days and hours of its settings, less its holidays. */
@Injectable()
export class WorkingCalendar {
  constructor(private readonly transactions: Transactions) {}

  /** The calendar as it is now, for any number of questions. Two statements, one round trip. */
  async load(tx: Tx): Promise<Calendar> {
    const [settings, holidays] = await tx.together([() => readCompanySettings(tx), () => readHolidays(tx)]);
    return new Calendar({
      timezone: settings.timezone,
      opensAt: settings.business_hours_start,
      closesAt: settings.business_hours_end,
      businessDays: settings.business_days,
      holidays: new Map(holidays.map((holiday) => [holiday.holiday_date, holiday.name])),
    });
  }

  show(principal: Principal, from: string, to: string): Promise<CalendarResponse> {
    const days = dayNumber(to) - dayNumber(from) + 1;
    if (days < 1) throw fieldRefusal(SettingsErrors.badPeriod, '/to', SettingsErrors.badPeriod.title);
    if (days > PERIOD_DAYS_MAX) {
      throw new DomainError(SettingsErrors.periodTooLong, {
        detail: `At most ${PERIOD_DAYS_MAX} days at once.`,
        extra: { days_max: PERIOD_DAYS_MAX },
      });
    }
    return this.transactions.read(principal, async (tx) => {
      const calendar = await this.load(tx);
      const first = dayNumber(from);
      const dates = Array.from({ length: days }, (_, index) => dateOfDay(first + index));
      return { timezone: calendar.timezone, days: dates.map((date) => view(calendar.describeDay(date))) };
    });
  }

  listHolidays(principal: Principal, filter: HolidayFilter): Promise<Page<HolidayRow>> {
    return this.transactions.read(principal, (tx) => listHolidays(tx, filter));
  }

  getHoliday(principal: Principal, id: number): Promise<HolidayRow> {
    return this.transactions.read(principal, (tx) => holidaysTable.get(tx, id));
  }

  createHoliday(principal: Principal, values: CreateHolidayRequest): Promise<HolidayRow> {
    return this.transactions.run(principal, (tx) => holidaysTable.insert(tx, values));
  }

  updateHoliday(
    principal: Principal,
    id: number,
    version: number,
    values: UpdateHolidayRequest,
  ): Promise<HolidayRow> {
    return this.transactions.run(principal, (tx) => holidaysTable.update(tx, id, version, values));
  }

  removeHoliday(principal: Principal, id: number, version: number): Promise<void> {
    return this.transactions.run(principal, (tx) => holidaysTable.remove(tx, id, version));
  }
}

function view(day: CalendarDay): CalendarResponse['days'][number] {
  return {
    date: day.date,
    is_working_day: day.isWorking,
    holiday_name: day.holiday,
    opens_at: day.opensAt,
    closes_at: day.closesAt,
    hours: new Decimal(day.workingMs).dividedBy(HOUR_MS).toDecimalPlaces(6),
  };
}
