import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock, SystemClock } from '../../kernel/clock.js';
import { Runtime } from '../runtime.js';
import { pgTypes } from './pg-types.js';
import { ReplicaDataSource } from './replica-data-source.js';
import { Transactions } from './transactions.js';

/** The data source and the transaction runner, for every module. Entities come from the modules that own them. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Runtime],
      useFactory: (runtime: Runtime) => ({
        type: 'postgres' as const,
        url: runtime.databaseUrl,
        autoLoadEntities: true,
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
    }),
  ],
  providers: [Transactions, ReplicaDataSource, { provide: Clock, useClass: SystemClock }],
  exports: [Transactions, Clock],
})
export class DatabaseModule {}
