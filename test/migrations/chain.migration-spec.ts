import { readFileSync } from 'node:fs';
import { lineage } from '../../migrations/index.js';
import {
  checkLineage,
  checksumOf,
  type LineageClass,
  recordStatements,
} from '../../src/platform/database/migrations/index.js';
import { FIRST_SCHEMA_ROWS } from './first-schema-rows.js';
import { LineageDatabase } from './lineage-database.js';

/** Columns come back at the end of their table, so a step undone is compared without the order of lines. */
const sorted = (dump: string): string[] => dump.split('\n').sort();

describe('the lineage', () => {
  it('rises, names its parents and no id twice', () => {
    expect(() => checkLineage(lineage)).not.toThrow();
    expect(() => checkLineage([...lineage, lineage[0]!])).toThrow(/does not rise/);
  });

  it('holds the 34 documented steps in the documented order', () => {
    const documented =
      'b1815de543ea baseline_001 017 018 019 020 021 022 023 024 025 026 027 028 029 030 031 032 033 034 035 036 038 ' +
      '039 040 65be66a7c00f 9056086f1897 905ef924f499 043 053 054 055 056 057';
    expect(lineage.slice(0, 34).map((step) => step.revision)).toEqual(documented.split(' '));
  });

  it('has the two branches on 040 and joins them', () => {
    const parents = Object.fromEntries(lineage.map((step) => [step.revision, step.parents]));
    expect(parents['65be66a7c00f']).toEqual(['040']);
    expect(parents['9056086f1897']).toEqual(['040']);
    expect(parents['905ef924f499']).toEqual(['65be66a7c00f', '9056086f1897']);
  });

  it('has steps whose SQL is known without a database', async () => {
    const silent: string[] = [];
    for (const step of lineage) {
      const up = await recordStatements(step, 'up');
      const down = await recordStatements(step, 'down');
      if (up.length === 0 && down.length === 0) silent.push(step.revision);
      expect(up.length === 0).toBe(down.length === 0);
      expect(new step().name).toBe(step.name);
    }
    expect(silent).toEqual(['baseline_001', '905ef924f499']);
  });

  it('has a checksum that follows the SQL', async () => {
    const original = lineage[4] as LineageClass;
    const edited = class extends original {
      override async up(queryRunner: Parameters<InstanceType<LineageClass>['up']>[0]): Promise<void> {
        await super.up(queryRunner);
        await queryRunner.query('SELECT 1');
      }
    };
    expect(await checksumOf(original)).toBe(await checksumOf(original));
    expect(await checksumOf(edited as unknown as LineageClass)).not.toBe(await checksumOf(original));
  });
});

describe('walking the chain', () => {
  let database: LineageDatabase;
  beforeAll(async () => {
    database = await LineageDatabase.at();
  });
  afterAll(() => database.drop());

  it('finds the same schema after every up, down and up', async () => {
    let before = await database.dump();
    for (const step of lineage) {
      await database.migrator.up('+1');
      const up = await database.dump();
      await database.migrator.down();
      expect({ step: step.revision, dump: sorted(await database.dump()) }).toEqual({
        step: step.revision,
        dump: sorted(before),
      });
      await database.migrator.up('+1');
      before = await database.dump();
      expect({ step: step.revision, same: before === up }).toEqual({ step: step.revision, same: true });
    }
  }, 120_000);

  it('ends at the committed snapshot', async () => {
    expect(await database.dump()).toBe(readFileSync('migrations/schema.snapshot.txt', 'utf8'));
  });

  it('leaves no foreign key without an index', async () => {
    const bare = await database.rows(`
      SELECT conrelid::regclass::text AS table_name, conname
      FROM pg_constraint AS con
      WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND NOT EXISTS (
        SELECT FROM pg_index
        WHERE indrelid = conrelid AND indisvalid
          AND (indkey::int2[])[0:cardinality(conkey) - 1] = conkey
          AND (indpred IS NULL OR pg_get_expr(indpred, indrelid) = format('(%s IS NOT NULL)',
            (SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[cardinality(conkey)]))))`);
    expect(bare).toEqual([]);
  });

  it('uses neither floats nor varchar nor enums', async () => {
    const columns = await database.rows(`
      SELECT table_name, column_name FROM information_schema.columns
      WHERE table_schema = 'public'
        AND (data_type IN ('real', 'double precision', 'character varying', 'money', 'USER-DEFINED', 'json')
          OR data_type = 'timestamp without time zone')`);
    expect(columns).toEqual([]);
  });

  it('forces row level security on every table but the keeper’s own', async () => {
    const open = await database.rows<{ relname: string }>(`
      SELECT relname FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity)
      ORDER BY 1`);
    expect(open.map((table) => table.relname)).toEqual(['migration_backfills', 'migrations']);
  });

  it('says in every key which organization it belongs to', async () => {
    const keys = await database.rows(`
      SELECT conrelid::regclass::text AS table_name, conname
      FROM pg_constraint AS con
      WHERE contype IN ('p', 'u', 'f') AND connamespace = 'public'::regnamespace
        AND (SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1]) <> 'organization_id'
        AND conrelid::regclass::text NOT IN ('organizations', 'migrations', 'migration_backfills')
      ORDER BY 2`);
    expect(keys.map((key) => key.conname)).toEqual(['uq_refresh_tokens_token_hash', 'uq_users_email']);
  });
});

/** What the first schema’s history does not explain of its stock: see the step `ledger_costing`. */
const LEDGER_ROWS_ADDED = 3;

describe('a company that uses the first schema', () => {
  it('keeps every row on the way to the head and gets them back unchanged', async () => {
    const database = await LineageDatabase.at('001');
    try {
      await database.client.query(FIRST_SCHEMA_ROWS);
      const before = await database.contents();
      await database.migrator.up();
      await database.client.query(`SET app.organization_id = 1`);
      const after = await database.contents();
      for (const [table, rows] of Object.entries(before)) {
        const name = table === 'machines' ? 'printers' : table;
        // The ledger gains rows that explain stock from before it.
        const added = table === 'inventory_transactions' ? LEDGER_ROWS_ADDED : 0;
        expect({ name, count: after[name]?.length }).toEqual({ name, count: rows.length + added });
      }
      await database.migrator.down('b1815de543ea');
      expect(await database.contents()).toEqual(before);
    } finally {
      await database.drop();
    }
  }, 60_000);
});
