import { Global, Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { PrincipalSource } from '../../platform/access/index.js';
import { Runtime } from '../../platform/runtime.js';
import { AuthController } from './auth.controller.js';
import { FirstRunService } from './first-run.service.js';
import { LoginThrottle } from './login-throttle.js';
import { OrganizationSeeds } from './organization-seeds.js';
import { OrganizationController } from './organization.controller.js';
import { OrganizationsService } from './organizations.service.js';
import { RolesController } from './roles.controller.js';
import { RolesService } from './roles.service.js';
import { RowSecurityLookups } from './row-security-lookups.js';
import { SessionPrincipals } from './session-principals.js';
import { SessionsService } from './sessions.service.js';
import { UsersController } from './users.controller.js';
import { UsersService } from './users.service.js';

@Global()
@Module({
  imports: [
    JwtModule.registerAsync({
      inject: [Runtime],
      useFactory: (runtime: Runtime) => ({ secret: runtime.jwtSecret, signOptions: { algorithm: 'HS256' } }),
    }),
  ],
  controllers: [AuthController, OrganizationController, UsersController, RolesController],
  providers: [
    SessionsService,
    UsersService,
    RolesService,
    OrganizationsService,
    RowSecurityLookups,
    LoginThrottle,
    OrganizationSeeds,
    FirstRunService,
    SessionPrincipals,
    { provide: PrincipalSource, useExisting: SessionPrincipals },
  ],
  exports: [PrincipalSource, OrganizationSeeds, FirstRunService],
})
export class IdentityModule {}
