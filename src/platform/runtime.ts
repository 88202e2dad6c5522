import type { AppConfig } from './config/config.js';

/** What one process runs on: its validated configuration and the database that was found or started for it. */
export class Runtime {
  constructor(
    readonly config: AppConfig,
    /** Pooled connection of the API; may be a PgBouncer in transaction mode. */
    readonly databaseUrl: string,
    /** Connection for migrations and LISTEN, never through a pooler. */
    readonly directUrl: string,
    readonly jwtSecret: string,
  ) {}
}
