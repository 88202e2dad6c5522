import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { SettingsErrors } from './settings.errors.js';
import { SettingsPermissions } from './settings.permissions.js';
import {
  CalendarQuery,
  CalendarResponse,
  CreateHolidayRequest,
  HolidayListQuery,
  HolidayResponse,
  UpdateHolidayRequest,
} from './working-calendar.dto.js';
import { WorkingCalendar } from './working-calendar.service.js';

@ApiTags('Settings')
@Controller('settings')
export class WorkingCalendarController {
  constructor(private readonly calendar: WorkingCalendar) {}

  @Get('calendar')
  @Operation({
    summary: 'Show the working calendar',
    permission: SettingsPermissions.read,
    response: CalendarResponse,
    errors: [SettingsErrors.badPeriod, SettingsErrors.periodTooLong],
  })
  show(@CurrentPrincipal() principal: Principal, @Query() query: CalendarQuery): Promise<CalendarResponse> {
    return this.calendar.show(principal, query.from, query.to);
  }

  @Get('holidays')
  @Operation({
    summary: 'List holidays',
    permission: SettingsPermissions.read,
    response: HolidayResponse,
    page: true,
  })
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: HolidayListQuery,
  ): Promise<Page<HolidayResponse>> {
    return this.calendar.listHolidays(principal, query);
  }

  @Get('holidays/:id')
  @Operation({
    summary: 'Get a holiday',
    permission: SettingsPermissions.read,
    response: HolidayResponse,
    errors: [SettingsErrors.holidayNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<HolidayResponse> {
    return this.calendar.getHoliday(principal, id);
  }

  @Post('holidays')
  @Operation({
    summary: 'Add a holiday',
    permission: SettingsPermissions.calendarWrite,
    status: 201,
    idempotent: true,
    response: HolidayResponse,
    errors: [SettingsErrors.holidayTaken],
  })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateHolidayRequest,
  ): Promise<HolidayResponse> {
    return this.calendar.createHoliday(principal, body);
  }

  @Patch('holidays/:id')
  @Operation({
    summary: 'Change a holiday',
    permission: SettingsPermissions.calendarWrite,
    versioned: true,
    response: HolidayResponse,
    errors: [SettingsErrors.holidayNotFound, SettingsErrors.holidayTaken],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateHolidayRequest,
  ): Promise<HolidayResponse> {
    return this.calendar.updateHoliday(principal, id, version, body);
  }

  @Delete('holidays/:id')
  @Operation({
    summary: 'Remove a holiday',
    permission: SettingsPermissions.calendarWrite,
    status: 204,
    versioned: true,
    errors: [SettingsErrors.holidayNotFound],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.calendar.removeHoliday(principal, id, version);
  }
}
