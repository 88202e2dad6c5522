import 'reflect-metadata';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { ALL_ENTITIES } from '../../src/entities.js';
import { createMigratedDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await createMigratedDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await database?.drop();
});

async function column(sql: string): Promise<string[]> {
  return (await client.query({ text: sql, rowMode: 'array' })).rows.map((row: string[]) => row[0]!);
}

/** Tables of the lineage whose modules have no code yet, and the migrator's own. */
const WITHOUT_ENTITY = ['migration_backfills', 'migrations'];

describe('the schema', () => {
  it('has an index for every foreign key', async () => {
    const unindexed = await column(`
      SELECT c.conrelid::regclass || '.' || c.conname FROM pg_constraint c
       WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND NOT EXISTS (
         SELECT 1 FROM pg_index i
          WHERE i.indrelid = c.conrelid
            AND (SELECT array_agg(k ORDER BY k) FROM unnest((i.indkey::int2[])[0:cardinality(c.conkey) - 1]) k)
              = (SELECT array_agg(k ORDER BY k) FROM unnest(c.conkey) k))
       ORDER BY 1`);
    expect(unindexed).toEqual([]);
  });

  it('has no floating-point column', async () => {
    expect(
      await column(`SELECT table_name || '.' || column_name FROM information_schema.columns
                     WHERE table_schema = 'public' AND data_type IN ('real', 'double precision', 'money')`),
    ).toEqual([]);
  });

  it('forces row level security on every table of an organization', async () => {
    expect(
      await column(`
        SELECT c.relname FROM pg_class c
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
           AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped)
           AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))`),
    ).toEqual([]);
  });

  it('puts the organization into every foreign key between its tables', async () => {
    expect(
      await column(`
        SELECT c.conrelid::regclass || '.' || c.conname FROM pg_constraint c
         WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND cardinality(c.conkey) = 1
           AND c.confrelid <> 'organizations'::regclass`),
    ).toEqual([]);
  });

  it('has one owner for every table', async () => {
    const tables = await column(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
    );
    const source = await new DataSource({
      type: 'postgres',
      url: database.url,
      entities: ALL_ENTITIES as never,
    }).initialize();
    const owned = source.entityMetadatas.map((metadata) => metadata.tableName);
    await source.destroy();
    expect(new Set(owned).size).toBe(owned.length);
    expect([...owned, ...WITHOUT_ENTITY].sort()).toEqual(tables.sort());
  });

  it('is what the entities say', async () => {
    const source = await new DataSource({
      type: 'postgres',
      url: database.url,
      entities: ALL_ENTITIES as never,
    }).initialize();
    // TypeORM keeps the expressions of generated columns in a table of its own, which the lineage does not need.
    await source.query(
      `CREATE TABLE typeorm_metadata (type text, database text, schema text, "table" text, name text, value text)`,
    );
    await source.query(`
      INSERT INTO typeorm_metadata
      SELECT 'GENERATED_COLUMN', current_database(), 'public', c.relname, a.attname, pg_get_expr(d.adbin, d.adrelid)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
       WHERE a.attgenerated = 's' AND c.relnamespace = 'public'::regnamespace`);
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    await source.destroy();
    // TypeORM takes CURRENT_DATE for the text that it was turned into before PostgreSQL 10.
    const drift = upQueries
      .map((query) => query.query)
      .filter((sql) => !sql.endsWith(`SET DEFAULT ('now'::text)::date`));
    expect(drift).toEqual([]);
  });
});
