import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Page } from '../../kernel/page.js';
import { CurrentPrincipal, type Principal } from '../../platform/access/index.js';
import { IdParam, IfMatch, Operation } from '../../platform/http/index.js';
import { IdentityErrors } from './identity.errors.js';
import { IdentityPermissions } from './identity.permissions.js';
import {
  CreateUserRequest,
  SetPasswordRequest,
  UpdateUserRequest,
  UserListQuery,
  UserResponse,
} from './users.dto.js';
import { UsersService } from './users.service.js';

@ApiTags('Users and roles')
@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @Operation({
    summary: 'List users',
    permission: IdentityPermissions.usersRead,
    response: UserResponse,
    page: true,
  })
  list(@CurrentPrincipal() principal: Principal, @Query() query: UserListQuery): Promise<Page<UserResponse>> {
    return this.users.list(principal, query);
  }

  @Get(':id')
  @Operation({
    summary: 'Get a user',
    permission: IdentityPermissions.usersRead,
    response: UserResponse,
    errors: [IdentityErrors.userNotFound],
  })
  get(@CurrentPrincipal() principal: Principal, @IdParam() id: number): Promise<UserResponse> {
    return this.users.get(principal, id);
  }

  @Post()
  @Operation({
    summary: 'Create a user',
    description:
      'A user with the customer role belongs to one customer and sees only that customer’s documents.',
    permission: IdentityPermissions.usersWrite,
    status: 201,
    idempotent: true,
    response: UserResponse,
    errors: [
      IdentityErrors.emailTaken,
      IdentityErrors.unknownRole,
      IdentityErrors.weakPassword,
      IdentityErrors.customerNeeded,
      IdentityErrors.unknownCustomer,
      IdentityErrors.morePermissions,
    ],
  })
  create(@CurrentPrincipal() principal: Principal, @Body() body: CreateUserRequest): Promise<UserResponse> {
    return this.users.create(principal, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change a user',
    description: 'Deactivating a user ends its sessions. The last active administrator stays one.',
    permission: IdentityPermissions.usersWrite,
    versioned: true,
    response: UserResponse,
    errors: [
      IdentityErrors.userNotFound,
      IdentityErrors.unknownRole,
      IdentityErrors.emailTaken,
      IdentityErrors.lastAdmin,
      IdentityErrors.customerNeeded,
      IdentityErrors.unknownCustomer,
      IdentityErrors.morePermissions,
      IdentityErrors.strongerUser,
    ],
  })
  update(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @IfMatch() version: number,
    @Body() body: UpdateUserRequest,
  ): Promise<UserResponse> {
    return this.users.update(principal, id, version, body);
  }

  @Post(':id/password')
  @Operation({
    summary: 'Set a user’s password',
    description: 'Ends every session of the user and lifts a lock.',
    permission: IdentityPermissions.usersWrite,
    status: 204,
    errors: [IdentityErrors.userNotFound, IdentityErrors.weakPassword, IdentityErrors.strongerUser],
  })
  setPassword(
    @CurrentPrincipal() principal: Principal,
    @IdParam() id: number,
    @Body() body: SetPasswordRequest,
  ): Promise<void> {
    return this.users.setPassword(principal, id, body.password);
  }
}
