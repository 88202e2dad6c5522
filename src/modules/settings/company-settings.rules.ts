import { IANAZone } from 'luxon';
import { minuteOfDay } from './calendar.rules.js';

export interface SettingsToCheck {
  timezone: string;
  currency_code: string;
  business_days: readonly number[];
  business_hours_start: string;
  business_hours_end: string;
}

export type SettingsFault = 'unknownTimezone' | 'unknownCurrency' | 'badBusinessDays' | 'badBusinessHours';

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** What is wrong with settings, by field. The values are checked together, since hours depend on one another. */
export function faultsOfSettings(
  settings: SettingsToCheck,
): { field: keyof SettingsToCheck; fault: SettingsFault }[] {
  const faults: { field: keyof SettingsToCheck; fault: SettingsFault }[] = [];
  // An offset such as +02:00 is no zone: it does not know when the clocks change.
  if (!/^[A-Za-z]/.test(settings.timezone) || !IANAZone.isValidZone(settings.timezone)) {
    faults.push({ field: 'timezone', fault: 'unknownTimezone' });
  }
  if (!CURRENCIES.has(settings.currency_code))
    faults.push({ field: 'currency_code', fault: 'unknownCurrency' });
  if (!areBusinessDays(settings.business_days))
    faults.push({ field: 'business_days', fault: 'badBusinessDays' });
  if (minuteOfDay(settings.business_hours_end) <= minuteOfDay(settings.business_hours_start)) {
    faults.push({ field: 'business_hours_end', fault: 'badBusinessHours' });
  }
  return faults;
}

function areBusinessDays(days: readonly number[]): boolean {
  const each = days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  return each && days.length > 0 && new Set(days).size === days.length;
}
