import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IfMatch, Operation } from '../../platform/http/index.js';
import { CompanySettingsResponse, UpdateCompanySettingsRequest } from './company-settings.dto.js';
import { CompanySettings } from './company-settings.service.js';
import { SettingsErrors } from './settings.errors.js';
import { SettingsPermissions } from './settings.permissions.js';

@ApiTags('Settings')
@Controller('settings/company')
export class CompanySettingsController {
  constructor(private readonly settings: CompanySettings) {}

  @Get()
  @Operation({
    summary: 'Get the company settings',
    permission: SettingsPermissions.read,
    response: CompanySettingsResponse,
    errors: [SettingsErrors.companyNotFound],
  })
  get(@CurrentPrincipal() principal: Principal): Promise<CompanySettingsResponse> {
    return this.settings.show(principal);
  }

  @Patch()
  @Operation({
    summary: 'Change the company settings',
    description: 'The time zone decides which business day it is; opening hours are wall-clock times in it.',
    permission: SettingsPermissions.companyWrite,
    versioned: true,
    response: CompanySettingsResponse,
    errors: [
      SettingsErrors.companyNotFound,
      SettingsErrors.unknownTimezone,
      SettingsErrors.unknownCurrency,
      SettingsErrors.badBusinessDays,
      SettingsErrors.badBusinessHours,
    ],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IfMatch() version: number,
    @Body() body: UpdateCompanySettingsRequest,
  ): Promise<CompanySettingsResponse> {
    return this.settings.update(principal, version, body);
  }
}
