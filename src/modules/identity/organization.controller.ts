import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { Operation } from '../../platform/http/index.js';
import { IdentityPermissions } from './identity.permissions.js';
import { OrganizationResponse } from './organization.dto.js';
import { OrganizationsService } from './organizations.service.js';

@ApiTags('Organization')
@Controller('organization')
export class OrganizationController {
  constructor(private readonly organizations: OrganizationsService) {}

  @Get()
  @Operation({
    summary: 'The own organization',
    permission: IdentityPermissions.organizationRead,
    response: OrganizationResponse,
  })
  get(@CurrentPrincipal() principal: Principal): Promise<OrganizationResponse> {
    return this.organizations.own(principal);
  }
}
