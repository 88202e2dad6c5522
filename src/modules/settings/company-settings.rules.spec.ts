import { faultsOfSettings, type SettingsToCheck } from './company-settings.rules.js';

const good: SettingsToCheck = {
  timezone: 'Europe/Berlin',
  currency_code: 'EUR',
  business_days: [1, 2, 3, 4, 5],
  business_hours_start: '08:00:00',
  business_hours_end: '17:00:00',
};

describe('company settings', () => {
  it.each<Partial<SettingsToCheck>>([
    {},
    { timezone: 'UTC' },
    { timezone: 'America/Argentina/Buenos_Aires' },
    { currency_code: 'JPY' },
    { business_days: [7] },
    { business_hours_start: '00:00', business_hours_end: '24:00' },
  ])('takes %j', (change) => expect(faultsOfSettings({ ...good, ...change })).toEqual([]));

  it.each<[Partial<SettingsToCheck>, string, string]>([
    [{ timezone: 'Europe/Atlantis' }, 'timezone', 'unknownTimezone'],
    [{ timezone: '+02:00' }, 'timezone', 'unknownTimezone'],
    [{ currency_code: 'EURO' }, 'currency_code', 'unknownCurrency'],
    [{ currency_code: 'ZZZ' }, 'currency_code', 'unknownCurrency'],
    [{ business_days: [] }, 'business_days', 'badBusinessDays'],
    [{ business_days: [1, 1] }, 'business_days', 'badBusinessDays'],
    [{ business_days: [0] }, 'business_days', 'badBusinessDays'],
    [{ business_hours_end: '08:00' }, 'business_hours_end', 'badBusinessHours'],
  ])('refuses %j', (change, field, fault) => {
    expect(faultsOfSettings({ ...good, ...change })).toEqual([{ field, fault }]);
  });
});
