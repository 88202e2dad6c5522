import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  EngineError,
  getOrCreateSecret,
  startEmbeddedEngine,
} from '../../src/platform/database/embedded/index.js';
import { withEngineLock } from '../../src/platform/database/embedded/engine-lock.js';
import { isAlive, processIdentity } from '../../src/platform/database/embedded/process-identity.js';
import { clusterOf, EngineFolders, serverPid, sql } from './support/engine-folders.js';
import { EngineProcess } from './support/engine-process.js';

const folders = new EngineFolders();
afterAll(() => folders.remove());

async function killServer(dataDir: string): Promise<void> {
  const pid = serverPid(dataDir)!;
  process.kill(pid, 'SIGKILL');
  while (isAlive(pid)) await sleep(10);
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EngineError);
  return (error as EngineError).message;
}

describe('first and later starts', () => {
  it('sets up a durable server for this machine alone, and finds the data again', async () => {
    const dataDir = folders.fresh();
    const first = await startEmbeddedEngine({ dataDir });
    expect(first.startedByUs).toBe(true);
    expect(first.directUrl).toBe(first.url);
    const [facts] = await sql(
      first.url,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS synchronous_commit,
              current_setting('listen_addresses') AS listens, current_setting('server_encoding') AS encoding,
              (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS mighty,
              upper('ü') AS upper`,
    );
    expect(facts).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      listens: '127.0.0.1',
      encoding: 'UTF8',
      mighty: false,
      upper: 'Ü',
    });
    await sql(first.url, `CREATE TABLE note AS SELECT 'kept' AS text`);
    await first.stop();
    expect(serverPid(dataDir)).toBeNull();

    const second = await startEmbeddedEngine({ dataDir });
    expect(second.url).toBe(first.url);
    expect(await sql(second.url, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
    await second.stop();
    await second.stop();
  });

  it('keeps its passwords to the owner of the process, and lets nobody in without one', async () => {
    const dataDir = await folders.withData();
    const engine = await startEmbeddedEngine({ dataDir });
    for (const name of ['database-owner', 'database-superuser']) {
      expect(statSync(join(dataDir, 'secrets', name)).mode & 0o077).toBe(0);
    }
    const wrong = new URL(engine.url);
    wrong.password = 'guess';
    await expect(sql(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await engine.stop();
  });

  it('takes another port when its own is busy', async () => {
    const dataDir = await folders.withData();
    const port = Number(readFileSync(join(dataDir, 'postgres', 'port'), 'utf8'));
    const rival = createServer().listen(port, '127.0.0.1');
    const engine = await startEmbeddedEngine({ dataDir });
    expect(new URL(engine.url).port).not.toBe(String(port));
    expect(await sql(engine.url, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
    await engine.stop();
    rival.close();
  });

  it('starts over after a set-up that was interrupted', async () => {
    const dataDir = folders.fresh();
    const unfinished = `${clusterOf(dataDir)}.unfinished-1`;
    mkdirSync(join(unfinished, 'base'), { recursive: true });
    writeFileSync(join(unfinished, 'PG_VERSION'), '18\n');
    const engine = await startEmbeddedEngine({ dataDir });
    expect(await sql(engine.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(existsSync(unfinished)).toBe(false);
    await engine.stop();
  });
});

describe('several processes', () => {
  it('starts once when two come at the same moment, and stops with the last', async () => {
    const dataDir = folders.fresh();
    const processes = [EngineProcess.spawn(dataDir), EngineProcess.spawn(dataDir)];
    const [a, b] = await Promise.all(processes.map((user) => user.ready()));
    expect([a!.startedByUs, b!.startedByUs].sort()).toEqual([false, true]);
    expect(a!.url).toBe(b!.url);

    await processes[a!.startedByUs ? 0 : 1]!.leave();
    expect(await sql(b!.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await processes[a!.startedByUs ? 1 : 0]!.leave();
    expect(serverPid(dataDir)).toBeNull();
  });

  it('attaches while another process runs it, and does not wait for users that died', async () => {
    const dataDir = await folders.withData();
    const other = EngineProcess.spawn(dataDir);
    await other.ready();
    const engine = await startEmbeddedEngine({ dataDir });
    expect(engine.startedByUs).toBe(false);
    await other.kill();
    expect(await sql(engine.url, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
    await engine.stop();
    expect(serverPid(dataDir)).toBeNull();
  });
});

describe('after a crash', () => {
  it('recovers what was committed before the server was killed', async () => {
    const dataDir = await folders.withData();
    const before = await startEmbeddedEngine({ dataDir });
    await sql(before.url, `INSERT INTO note VALUES ('committed')`);
    await killServer(dataDir);
    const after = await startEmbeddedEngine({ dataDir });
    expect(after.startedByUs).toBe(true);
    expect(await sql(after.url, 'SELECT text FROM note ORDER BY text')).toEqual([
      { text: 'committed' },
      { text: 'kept' },
    ]);
    await before.stop();
    expect(serverPid(dataDir)).not.toBeNull();
    await after.stop();
    expect(serverPid(dataDir)).toBeNull();
  });

  it('reuses the server that a killed process left running', async () => {
    const dataDir = await folders.withData();
    const starter = EngineProcess.spawn(dataDir);
    await starter.ready();
    const orphan = serverPid(dataDir);
    await starter.kill();
    expect(serverPid(dataDir)).toBe(orphan);

    const engine = await startEmbeddedEngine({ dataDir });
    expect(engine.startedByUs).toBe(false);
    expect(serverPid(dataDir)).toBe(orphan);
    await engine.stop();
    expect(serverPid(dataDir)).toBeNull();
  });

  it('is not fooled when the number of the dead server belongs to another process now', async () => {
    const dataDir = await folders.withData();
    writeFileSync(
      join(clusterOf(dataDir), 'postmaster.pid'),
      `${process.pid}\n${clusterOf(dataDir)}\n1\n1\n\n127.0.0.1\n0 0\nready   \n`,
    );
    const engine = await startEmbeddedEngine({ dataDir });
    expect(await sql(engine.url, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
    await engine.stop();
  });

  it('takes the lock of a process that died with it', async () => {
    const dataDir = await folders.withData();
    writeFileSync(join(dataDir, 'postgres', 'lock'), '999999999 1');
    const engine = await startEmbeddedEngine({ dataDir });
    await engine.stop();
    expect(existsSync(join(dataDir, 'postgres', 'lock'))).toBe(false);
  });
});

describe('the lock', () => {
  it('lets one in at a time, and says who keeps it too long', async () => {
    const home = join(folders.fresh(), 'postgres');
    mkdirSync(home, { recursive: true });
    let inside = 0;
    let most = 0;
    const enter = (): Promise<void> =>
      withEngineLock(home, 5_000, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await sleep(5);
        inside -= 1;
      });
    await Promise.all(Array.from({ length: 8 }, enter));
    expect(most).toBe(1);

    writeFileSync(join(home, 'lock'), processIdentity(process.pid));
    const message = await refusal(withEngineLock(home, 100, async () => undefined));
    expect(message).toContain(`Process ${process.pid} has been starting or stopping the database`);
  });
});

describe('what cannot work is said in one sentence', () => {
  it('a file in place of the data folder', async () => {
    const dataDir = folders.fresh();
    writeFileSync(dataDir, '');
    expect(await refusal(startEmbeddedEngine({ dataDir }))).toBe(
      `The data folder ${dataDir} cannot be used: a file stands where a folder is needed; set DATA_DIR to a folder that can be written, or DATABASE_URL to a PostgreSQL server.`,
    );
  });

  it('data of another major version', async () => {
    const dataDir = await folders.withData();
    writeFileSync(join(clusterOf(dataDir), 'PG_VERSION'), '17\n');
    expect(await refusal(startEmbeddedEngine({ dataDir }))).toContain('were made by PostgreSQL 17');
  });

  it('a configuration that the server refuses', async () => {
    const dataDir = await folders.withData();
    writeFileSync(join(clusterOf(dataDir), 'postgresql.conf'), 'no_such_setting = 1\n');
    const message = await refusal(startEmbeddedEngine({ dataDir }));
    expect(message).toContain(`did not start`);
    expect(message).toContain(join(dataDir, 'postgres', 'server.log'));
    expect(serverPid(dataDir)).toBeNull();
  });

  it('programs that do not run here', async () => {
    const packageDir = join(dirname(folders.fresh()), 'package');
    mkdirSync(join(packageDir, 'native', 'bin'), { recursive: true });
    writeFileSync(join(packageDir, 'package.json'), '{ "version": "0.0.0" }');
    for (const program of ['initdb', 'postgres']) {
      writeFileSync(join(packageDir, 'native', 'bin', program), 'not a program');
    }
    const message = await refusal(startEmbeddedEngine({ dataDir: folders.fresh(), packageDir }));
    expect(message).toContain('does not run on this system');
    expect(message).toContain('DATABASE_URL');
  });
});

describe('secrets', () => {
  it('are made once, long and private', () => {
    const dataDir = folders.fresh();
    const secret = getOrCreateSecret(dataDir, 'jwt');
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(getOrCreateSecret(dataDir, 'jwt')).toBe(secret);
    expect(getOrCreateSecret(dataDir, 'other')).not.toBe(secret);
    expect(statSync(join(dataDir, 'secrets', 'jwt')).mode & 0o777).toBe(0o600);
  });
});
