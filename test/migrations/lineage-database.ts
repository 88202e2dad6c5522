import { Client } from 'pg';
import { createMigrator, type Migrator } from '../../src/platform/database/migrations/index.js';
import { dumpCatalogue } from '../../src/platform/database/migrations/catalogue-dump.js';
import { createDatabase } from '../support/database.js';

/** A database that a test walks up and down the lineage, by hand. */
export class LineageDatabase {
  private constructor(
    readonly url: string,
    readonly migrator: Migrator,
    readonly client: Client,
    private readonly dropDatabase: () => Promise<void>,
  ) {}

  /** Makes an empty database and goes up to `revision`, when one is named. */
  static async at(revision?: string): Promise<LineageDatabase> {
    const { url, drop } = await createDatabase();
    const client = new Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    const database = new LineageDatabase(url, createMigrator(url), client, drop);
    if (revision) await database.migrator.up(revision);
    return database;
  }

  /** The rows of one statement. */
  async rows<T = Record<string, unknown>>(sql: string): Promise<T[]> {
    return (await this.client.query(sql)).rows as T[];
  }

  /** The first column of the first row. */
  async value<T = unknown>(sql: string): Promise<T> {
    const [row] = await this.rows(sql);
    return Object.values(row ?? {})[0] as T;
  }

  dump(): Promise<string> {
    return dumpCatalogue(this.client);
  }

  /** All rows of every table that exists now, without the records of the migrator and its data steps. */
  async contents(): Promise<Record<string, unknown[]>> {
    const tables = await this.rows<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables
       WHERE schemaname = 'public' AND tablename NOT IN ('migrations', 'migration_backfills') ORDER BY 1`,
    );
    const contents: Record<string, unknown[]> = {};
    for (const { name } of tables) {
      contents[name] = (await this.rows(`SELECT to_jsonb(t) AS row FROM ${name} AS t ORDER BY t::text`)).map(
        ({ row }) => row,
      );
    }
    return contents;
  }

  /** Works as the program does: in a transaction, under its role, for one organization. Rolls back at the end. */
  async asApplication<T>(organizationId: number | undefined, work: () => Promise<T>): Promise<T> {
    await this.client.query('BEGIN; SET LOCAL ROLE millwright_app');
    if (organizationId !== undefined) {
      await this.client.query(`SET LOCAL app.organization_id = ${organizationId}`);
    }
    try {
      return await work();
    } finally {
      await this.client.query('ROLLBACK');
    }
  }

  async drop(): Promise<void> {
    await this.client.end();
    await this.dropDatabase();
  }
}
