import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { ALL_ENTITIES } from './entities.js';
import { AccessGuard, JwtStrategy } from './platform/access/index.js';
import { IdentityModule } from './modules/identity/index.js';
import { EngineeringModule } from './modules/engineering/index.js';
import { FinanceModule } from './modules/finance/index.js';
import { InventoryModule } from './modules/inventory/index.js';
import { MrpModule } from './modules/mrp/index.js';
import { ProductionModule } from './modules/production/index.js';
import { SalesModule } from './modules/sales/index.js';
import { SettingsModule } from './modules/settings/index.js';
import { ProductsModule } from './modules/products/index.js';
import { ResourcesModule } from './modules/resources/index.js';
import { MaintenanceModule } from './modules/maintenance/index.js';
import { SpoolsModule } from './modules/spools/index.js';
import { QualityModule } from './modules/quality/index.js';
import { PurchasingModule } from './modules/purchasing/index.js';
import { TraceabilityModule } from './modules/traceability/index.js';
import { DatabaseModule } from './platform/database/index.js';
import { HealthModule } from './platform/health/health.module.js';
import { ImportsModule } from './platform/imports/index.js';
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
      imports: [
        runtimeModule,
        PassportModule,
        DatabaseModule.with(ALL_ENTITIES),
        HealthModule,
        ImportsModule,
        IdentityModule,
        SettingsModule,
        ProductsModule,
        ResourcesModule,
        InventoryModule,
        EngineeringModule,
        SpoolsModule,
        QualityModule,
        PurchasingModule,
        ProductionModule,
        SalesModule,
        MaintenanceModule,
        FinanceModule,
        MrpModule,
        TraceabilityModule,
      ],
      providers: [JwtStrategy, { provide: APP_GUARD, useClass: AccessGuard }],
    };
  }
}
