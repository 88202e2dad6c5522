import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AccessGuard, JwtStrategy } from './platform/access/index.js';
import { IdentityModule } from './modules/identity/index.js';
import { InventoryModule } from './modules/inventory/index.js';
import { SettingsModule } from './modules/settings/index.js';
import { DatabaseModule } from './platform/database/index.js';
import { HealthModule } from './platform/health/health.module.js';
import { Runtime } from './platform/runtime.js';

/** What the process runs on, injectable everywhere. */
@Global()
@Module({})
class RuntimeModule {}

/** Composition: the one place that knows every module. */
@Module({})
export class AppModule {
  static on(runtime: Runtime): DynamicModule {
    const runtimeModule: DynamicModule = {
      module: RuntimeModule,
      providers: [{ provide: Runtime, useValue: runtime }],
      exports: [Runtime],
    };
    return {
      module: AppModule,
      imports: [runtimeModule, PassportModule, DatabaseModule, HealthModule, IdentityModule, SettingsModule, InventoryModule],
      providers: [JwtStrategy, { provide: APP_GUARD, useClass: AccessGuard }],
    };
  }
}
