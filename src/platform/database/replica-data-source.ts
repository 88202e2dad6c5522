import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Runtime } from '../runtime.js';

const RETRY_AFTER_MS = 30_000;

/** The read replica, when one is configured. It is asked for lazily, so that a dead replica never stops the API. */
@Injectable()
export class ReplicaDataSource implements OnModuleDestroy {
  private readonly logger = new Logger(ReplicaDataSource.name);
  private source: DataSource | null = null;
  private retryAtMs = 0;

  constructor(
    private readonly runtime: Runtime,
    private readonly primary: DataSource,
  ) {}

  /** The replica if it can be used now, else null: the caller goes to the primary. */
  async available(): Promise<DataSource | null> {
    const url = this.runtime.config.DATABASE_REPLICA_URL;
    if (!url) return null;
    if (this.source) return this.source;
    if (Date.now() < this.retryAtMs) return null;
    this.retryAtMs = Date.now() + RETRY_AFTER_MS;
    try {
      this.source = await new DataSource({
        ...this.primary.options,
        url,
      } as DataSource['options']).initialize();
      return this.source;
    } catch (error) {
      this.logger.warn(
        `The read replica does not answer, reading from the primary: ${(error as Error).message}`,
      );
      return null;
    }
  }

  async onModuleDestroy(): Promise<void> {
    await this.source?.destroy();
  }
}
