import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { lineage } from '../../migrations/index.js';
import { ensureRoleSql } from '../../migrations/support/roles.js';
import {
  createMigrator,
  type LineageClass,
  Migrator,
  MigratorBusyError,
  requireServerVersion,
  runPendingMigrations,
  SchemaMismatchError,
  SchemaNewerThanProgramError,
  ServerTooOldError,
  StepFailedError,
} from '../../src/platform/database/migrations/index.js';
import { parseDbCommand, runDbCommand } from '../../src/platform/database/migrations/command-line.js';
import { LineageDatabase } from './lineage-database.js';

const HEAD = lineage.at(-1)!;

describe('walking', () => {
  let database: LineageDatabase;
  beforeAll(async () => {
    database = await LineageDatabase.at();
  });
  afterAll(() => database.drop());

  const revision = async (): Promise<string | undefined> => (await database.migrator.current())?.revision;

  it('goes to a revision by id or alias, by steps, and back', async () => {
    expect(await revision()).toBeUndefined();
    await database.migrator.up('001');
    expect(await revision()).toBe('b1815de543ea');
    await database.migrator.up('+2');
    expect(await revision()).toBe('017');
    await database.migrator.up('021');
    expect(await revision()).toBe('021');
    await database.migrator.down();
    expect(await revision()).toBe('020');
    await database.migrator.down('017');
    expect(await revision()).toBe('017');
    expect(await database.migrator.up('017')).toEqual([]);
    await database.migrator.down('base');
    expect(await revision()).toBeUndefined();
    expect(await database.migrator.down()).toEqual([]);
  });

  it('says what is wrong with a target', async () => {
    await database.migrator.up('018');
    await expect(database.migrator.up('999')).rejects.toThrow('There is no revision 999 in the lineage.');
    await expect(database.migrator.up('001')).rejects.toThrow(/past revision 001 already/);
    await expect(database.migrator.down('040')).rejects.toThrow(/has not reached revision 040/);
  });

  it('records what it did', async () => {
    const [record] = await database.rows(`SELECT * FROM migrations WHERE revision = '018'`);
    expect(record).toMatchObject({
      name: 'InventoryAddApproval1735000000004',
      timestamp: '1735000000004',
      checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
      applied_at: expect.any(Date),
      duration_ms: expect.any(Number),
    });
  });
});

describe('status', () => {
  let database: LineageDatabase;
  beforeEach(async () => {
    database = await LineageDatabase.at();
  });
  afterEach(() => database.drop());

  it('is 1 with pending steps and writes nothing', async () => {
    const status = await database.migrator.status();
    expect(status).toMatchObject({ exitCode: 1, applied: [], problems: [] });
    expect(
      await database.value(`SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace`),
    ).toBe('0');
  });

  it('is 0 at the head, also for TypeORM', async () => {
    await runPendingMigrations(database.url);
    expect((await database.migrator.status()).exitCode).toBe(0);
    const dataSource = new DataSource({ type: 'postgres', url: database.url, migrations: [...lineage] });
    await dataSource.initialize();
    expect(await dataSource.showMigrations()).toBe(false);
    await dataSource.destroy();
  });

  it('is 2 after a newer program, which then is not overrun', async () => {
    await database.migrator.up('001');
    await database.client.query(
      `INSERT INTO migrations (timestamp, name) VALUES (1999000000000, 'FromTheFuture1999000000000')`,
    );
    const { exitCode, problems } = await database.migrator.status();
    expect({ exitCode, problems }).toEqual({
      exitCode: 2,
      problems: ['The database has the step FromTheFuture1999000000000, which this program does not know.'],
    });
    await expect(database.migrator.up()).rejects.toThrow(SchemaNewerThanProgramError);
    await expect(database.migrator.down()).rejects.toThrow(SchemaNewerThanProgramError);
  });

  it('is 2 when an applied step was edited', async () => {
    await database.migrator.up('017');
    await database.client.query(`UPDATE migrations SET checksum = 'other' WHERE revision = '017'`);
    expect((await database.migrator.status()).exitCode).toBe(2);
    await expect(database.migrator.up()).rejects.toThrow(SchemaMismatchError);
  });

  it('is 2 when a step in the middle is missing', async () => {
    await database.migrator.up('018');
    await database.client.query(`DELETE FROM migrations WHERE revision = '017'`);
    const status = await database.migrator.status();
    expect(status.problems).toEqual(['The step 017 is missing although later steps are applied.']);
    await expect(database.migrator.up()).rejects.toThrow(SchemaMismatchError);
  });
});

describe('two migrators', () => {
  it('at one database take turns', async () => {
    const database = await LineageDatabase.at();
    try {
      const runs = await Promise.all([
        runPendingMigrations(database.url),
        runPendingMigrations(database.url),
      ]);
      expect(runs.map((steps) => steps.length).sort((a, b) => a - b)).toEqual([0, lineage.length]);
      expect(await database.value('SELECT count(*)::int FROM migrations')).toBe(lineage.length);
    } finally {
      await database.drop();
    }
  });

  it('at two databases of one server both arrive', async () => {
    const databases = [await LineageDatabase.at(), await LineageDatabase.at()];
    try {
      await Promise.all(databases.map((database) => database.migrator.up()));
      for (const database of databases)
        expect((await database.migrator.current())?.revision).toBe(HEAD.revision);
    } finally {
      for (const database of databases) await database.drop();
    }
  });

  it('that make the same role at once both get it', async () => {
    const databases = [await LineageDatabase.at(), await LineageDatabase.at()];
    const role = `millwright_race_${randomBytes(4).toString('hex')}`;
    try {
      const [first, second] = databases.map((database) => database.client) as [Client, Client];
      await first.query(`BEGIN; ${ensureRoleSql(role)}`);
      await second.query('BEGIN');
      const waiting = second.query(ensureRoleSql(role));
      await first.query('SELECT pg_sleep(0.2); COMMIT');
      await waiting;
      await second.query('COMMIT');
      await second.query(`SET ROLE ${role}; RESET ROLE`);
    } finally {
      await databases[0]?.client.query(`DROP ROLE IF EXISTS ${role}`);
      for (const database of databases) await database.drop();
    }
  });

  it('do not wait for ever', async () => {
    const database = await LineageDatabase.at();
    try {
      await database.client.query('SELECT pg_advisory_lock(20518, 1)');
      const impatient = createMigrator(database.url, { waitForOtherMs: 200 });
      await expect(impatient.up()).rejects.toThrow(MigratorBusyError);
      expect((await impatient.status()).exitCode).toBe(1);
    } finally {
      await database.drop();
    }
  });
});

describe('a step that fails', () => {
  class Breaks1999000000001 implements MigrationInterface {
    static readonly revision = 'breaks';
    static readonly document = 'test';
    static readonly parents: string[] = ['b1815de543ea'];
    static readonly summary = 'Breaks half-way.';
    static readonly downLoses = 'Nothing.';
    async up(queryRunner: QueryRunner): Promise<void> {
      await queryRunner.query('CREATE TABLE half_done (id bigint)');
      await queryRunner.query('SELECT 1 / 0');
    }
    async down(queryRunner: QueryRunner): Promise<void> {
      await queryRunner.query('DROP TABLE half_done');
    }
  }

  it('leaves nothing of itself and everything before it', async () => {
    const database = await LineageDatabase.at();
    try {
      const broken: LineageClass[] = [lineage[0]!, Breaks1999000000001];
      const migrator = new Migrator(database.url, { lineage: broken });
      await expect(migrator.up()).rejects.toThrow(StepFailedError);
      await expect(migrator.up()).rejects.toThrow(
        'Step breaks failed going up, nothing of it was kept: division by zero',
      );
      expect((await migrator.current())?.revision).toBe('b1815de543ea');
      expect(await database.value(`SELECT to_regclass('half_done')`)).toBeNull();
    } finally {
      await database.drop();
    }
  });

  it('gives up on a table that the running program holds', async () => {
    const database = await LineageDatabase.at('017');
    try {
      await database.client.query('BEGIN; LOCK TABLE inventory_transactions IN ACCESS SHARE MODE');
      const migrator = createMigrator(database.url, { lockTimeoutMs: 200 });
      await expect(migrator.up('018')).rejects.toThrow(/Step 018 failed going up.*lock timeout/);
      await database.client.query('COMMIT');
      await migrator.up('018');
    } finally {
      await database.drop();
    }
  });
});

describe('the server', () => {
  it('must be PostgreSQL 15 or newer', () => {
    expect(() => requireServerVersion(140_012)).toThrow(ServerTooOldError);
    expect(() => requireServerVersion(140_012)).toThrow(/PostgreSQL 14/);
    expect(() => requireServerVersion(150_000)).not.toThrow();
  });
});

describe('the command line', () => {
  it.each([[[]], [['sideways']], [['up', '017', '018']], [['status', '017']], [['up', '--force']]])(
    'refuses %j with the usage',
    (args) => {
      expect(() => parseDbCommand(args)).toThrow(/This is not a command of db[^]*Usage: npm run db/);
    },
  );

  it('walks, tells and answers exit codes', async () => {
    const database = await LineageDatabase.at();
    const run = async (...args: string[]): Promise<[number, string]> => {
      const lines: string[] = [];
      const exitCode = await runDbCommand(parseDbCommand(args), database.url, (line) => lines.push(line));
      return [exitCode, lines.join('\n')];
    };
    try {
      expect(await run('current')).toEqual([0, 'No step is applied.']);
      expect(await run('up', '017')).toEqual([
        0,
        expect.stringMatching(/^up {4}b1815de543ea \(001\)[^]*017/),
      ]);
      expect(await run('up', '017')).toEqual([0, 'Nothing to do.']);
      expect(await run('status')).toEqual([
        1,
        expect.stringMatching(/applied {2}017[^]*pending {2}018[^]*3 applied/),
      ]);
      expect(await run('down')).toEqual([0, expect.stringContaining('lost: All spools and the consumption')]);
      expect(await run('up')).toEqual([0, expect.stringContaining(HEAD.name)]);
      expect(await run('status')).toEqual([0, expect.stringContaining('0 pending, 0 wrong')]);
      expect(await run('current')).toEqual([0, `${HEAD.revision}  ${HEAD.name}  (head)`]);
      const [, history] = await run('history', '--verbose');
      expect(history).toContain('parents: 65be66a7c00f, 9056086f1897');
    } finally {
      await database.drop();
    }
  });
});
