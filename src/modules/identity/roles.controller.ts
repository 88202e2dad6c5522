import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { allPermissions, CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation, SearchQuery } from '../../platform/http/index.js';
import { IdentityErrors } from './identity.errors.js';
import { IdentityPermissions } from './identity.permissions.js';
import { CreateRoleRequest, PermissionResponse, RoleResponse, UpdateRoleRequest } from './roles.dto.js';
import { RolesService } from './roles.service.js';

@ApiTags('Users and roles')
@Controller()
export class RolesController {
  constructor(private readonly roles: RolesService) {}

  @Get('permissions')
  @Operation({
    summary: 'List every permission',
    permission: IdentityPermissions.usersRead,
    response: PermissionResponse,
    array: true,
  })
  permissions(): PermissionResponse[] {
    return allPermissions().map((permission) => ({ ...permission, roles: [...permission.roles] }));
  }

  @Get('roles')
  @Operation({
    summary: 'List roles',
    permission: IdentityPermissions.usersRead,
    response: RoleResponse,
    page: true,
  })
  list(@CurrentPrincipal() principal: Principal, @Query() query: SearchQuery): Promise<Page<RoleResponse>> {
    return this.roles.list(principal, query);
  }

  @Get('roles/:id')
  @Operation({
    summary: 'Get a role',
    permission: IdentityPermissions.usersRead,
    response: RoleResponse,
    errors: [IdentityErrors.roleNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<RoleResponse> {
    return this.roles.get(principal, id);
  }

  @Post('roles')
  @Operation({
    summary: 'Create a role',
    description: 'A role is a set of permissions. Nobody can put a permission into it that they lack.',
    permission: IdentityPermissions.rolesWrite,
    status: 201,
    idempotent: true,
    response: RoleResponse,
    errors: [IdentityErrors.roleCodeTaken, IdentityErrors.unknownPermission, IdentityErrors.morePermissions],
  })
  create(@CurrentPrincipal() principal: Principal, @Body() body: CreateRoleRequest): Promise<RoleResponse> {
    return this.roles.create(principal, body);
  }

  @Patch('roles/:id')
  @Operation({
    summary: 'Change a role',
    permission: IdentityPermissions.rolesWrite,
    versioned: true,
    response: RoleResponse,
    errors: [IdentityErrors.roleNotFound, IdentityErrors.builtInRole, IdentityErrors.unknownPermission],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateRoleRequest,
  ): Promise<RoleResponse> {
    return this.roles.update(principal, id, version, body);
  }

  @Delete('roles/:id')
  @Operation({
    summary: 'Delete a role',
    permission: IdentityPermissions.rolesWrite,
    status: 204,
    versioned: true,
    errors: [IdentityErrors.roleNotFound, IdentityErrors.builtInRole, IdentityErrors.roleInUse],
  })
  remove(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.roles.remove(principal, id, version);
  }
}
