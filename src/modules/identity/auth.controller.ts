import { Body, Controller, Get, Ip, Headers, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, SIGNED_IN } from '../../platform/access/index.js';
import { Operation } from '../../platform/http/index.js';
import {
  ChangePasswordRequest,
  MeResponse,
  RefreshRequest,
  SignInRequest,
  TokensResponse,
} from './auth.dto.js';
import { IdentityErrors } from './identity.errors.js';
import { LoginThrottle } from './login-throttle.js';
import { SessionsService } from './sessions.service.js';
import { UsersService } from './users.service.js';

@ApiTags('Sign-in')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly users: UsersService,
    private readonly throttle: LoginThrottle,
  ) {}

  @Post('login')
  @Operation({
    summary: 'Sign in with e-mail and password',
    description: 'Five failures lock the account for 15 minutes. A session lasts eight hours.',
    permission: 'public',
    response: TokensResponse,
    errors: [IdentityErrors.badCredentials, IdentityErrors.locked],
  })
  signIn(
    @Body() body: SignInRequest,
    @Ip() ipAddress: string,
    @Headers('user-agent') userAgent: string | undefined,
  ): Promise<TokensResponse> {
    this.throttle.check(ipAddress);
    return this.sessions.signIn(body.email, body.password, {
      ipAddress,
      userAgent: userAgent?.slice(0, 500) ?? null,
    });
  }

  @Post('refresh')
  @Operation({
    summary: 'Trade a refresh token for new tokens',
    description: 'A refresh token is good once; a second use ends its session.',
    permission: 'public',
    response: TokensResponse,
    errors: [IdentityErrors.badRefreshToken],
  })
  refresh(@Body() body: RefreshRequest): Promise<TokensResponse> {
    return this.sessions.refresh(body.refresh_token);
  }

  @Post('logout')
  @Operation({ summary: 'End this session', permission: SIGNED_IN, status: 204 })
  signOut(@CurrentPrincipal() principal: Principal): Promise<void> {
    return this.sessions.signOut(principal);
  }

  @Get('me')
  @Operation({ summary: 'Who am I, and what may I do?', permission: SIGNED_IN, response: MeResponse })
  me(@CurrentPrincipal() principal: Principal): Promise<MeResponse> {
    return this.users.me(principal);
  }

  @Post('password')
  @Operation({
    summary: 'Change the own password',
    description: 'Ends every other session of the user.',
    permission: SIGNED_IN,
    status: 204,
    errors: [IdentityErrors.wrongPassword, IdentityErrors.weakPassword],
  })
  changePassword(
    @CurrentPrincipal() principal: Principal,
    @Body() body: ChangePasswordRequest,
  ): Promise<void> {
    return this.users.changeOwnPassword(principal, body.current_password, body.new_password);
  }
}
