import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock, SystemClock } from '../../kernel/clock.js';
import { Runtime } from '../runtime.js';
import { Housekeeping } from './housekeeping.js';
import { pgTypes } from './pg-types.js';
import { ReplicaDataSource } from './replica-data-source.js';
import { Transactions } from './transactions.js';

/** The data source and the transaction runner, for every module. */
@Global()
@Module({})
export class DatabaseModule {
  static with(entities: EntityTarget<ObjectLiteral>[]): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [connection(entities)],
      providers: [Transactions, ReplicaDataSource, Housekeeping, { provide: Clock, useClass: SystemClock }],
      exports: [Transactions, Clock],
    };
  }
}

function connection(entities: EntityTarget<ObjectLiteral>[]): DynamicModule {
  return TypeOrmModule.forRootAsync({
    inject: [Runtime],
    useFactory: (runtime: Runtime) => ({
      type: 'postgres' as const,
      url: runtime.databaseUrl,
      entities: entities as never,
      synchronize: false,
      migrationsRun: false,
      // Nest would try ten times in silence; start-up has already made sure that the server answers.
      retryAttempts: 0,
      extra: {
        max: runtime.config.DATABASE_POOL_SIZE,
        connectionTimeoutMillis: 5_000,
        application_name: 'millwright',
        types: pgTypes,
      },
    }),
  });
}
