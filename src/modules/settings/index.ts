export { BusinessTime } from './business-time.service.js';
export { Calendar } from './calendar.rules.js';
export { type CompanySettingsRow } from './company-settings.repository.js';
export { CompanySettings } from './company-settings.service.js';
export { type SeriesCode } from './number-series.rules.js';
export { NumberSeries } from './number-series.service.js';
export { SettingsModule } from './settings.module.js';
export { WorkingCalendar } from './working-calendar.service.js';
