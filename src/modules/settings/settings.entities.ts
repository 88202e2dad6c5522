import { CompanySettingsEntity } from './company-settings.entity.js';
import { CalendarHolidayEntity } from './calendar-holiday.entity.js';
import { NumberSeriesEntity } from './number-series.entity.js';

/** Tables that this module owns. */
export const SETTINGS_ENTITIES = [CompanySettingsEntity, CalendarHolidayEntity, NumberSeriesEntity];
