import { Global, Module } from '@nestjs/common';
import { BusinessTime } from './business-time.service.js';
import { CompanySettingsController } from './company-settings.controller.js';
import { CompanySettings } from './company-settings.service.js';
import { NumberSeries } from './number-series.service.js';
import { WorkingCalendarController } from './working-calendar.controller.js';
import { WorkingCalendar } from './working-calendar.service.js';

/** Global, like identity: every module above may ask for the business day or a document number. */
@Global()
@Module({
  controllers: [CompanySettingsController, WorkingCalendarController],
  providers: [BusinessTime, CompanySettings, NumberSeries, WorkingCalendar],
  exports: [BusinessTime, CompanySettings, NumberSeries, WorkingCalendar],
})
export class SettingsModule {}
