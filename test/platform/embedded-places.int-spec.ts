import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { locatePackage } from '../../src/platform/database/embedded/binaries.js';
import { startEmbeddedEngine } from '../../src/platform/database/embedded/index.js';
import { canEnter } from '../../src/platform/database/embedded/server-user.js';
import { EngineFolders, IS_ROOT, serverPid, sql } from './support/engine-folders.js';
import { EngineProcess } from './support/engine-process.js';

const NOBODY = { uid: 65534, gid: 65534 };
const folders = new EngineFolders();
afterAll(() => folders.remove());

/** The installed package as it is after `npm ci --ignore-scripts`: no links among the libraries, no exec bits. */
function copyPackageWithoutScripts(packageDir: string): void {
  cpSync(locatePackage(), packageDir, { recursive: true, verbatimSymlinks: true });
  const libraries = join(packageDir, 'native', 'lib');
  for (const name of readdirSync(libraries)) {
    if (lstatSync(join(libraries, name)).isSymbolicLink()) rmSync(join(libraries, name));
  }
  const programs = join(packageDir, 'native', 'bin');
  for (const name of readdirSync(programs)) chmodSync(join(programs, name), 0o644);
}

describe('where the programs lie', () => {
  it('repairs an installation that was made without its scripts', async () => {
    const dataDir = folders.fresh();
    const packageDir = join(dirname(dataDir), 'package');
    copyPackageWithoutScripts(packageDir);
    const log: string[] = [];
    const engine = await startEmbeddedEngine({ dataDir, packageDir, log: (line) => log.push(line) });
    expect(await sql(engine.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await engine.stop();
    expect(log).toEqual([]);
    expect(readdirSync(join(dataDir, 'postgres')).filter((name) => name.startsWith('server-'))).toEqual([]);
  });
});

const asRoot = IS_ROOT && canEnter(process.cwd(), NOBODY) ? describe : describe.skip;

asRoot('for root, whose server runs as somebody else', () => {
  it('uses folders that survive a restart when the project is closed to the server', async () => {
    const project = join(dirname(folders.fresh()), 'closed');
    mkdirSync(project, { mode: 0o700 });
    const packageDir = join(project, 'package');
    copyPackageWithoutScripts(packageDir);
    const substituteRoot = join(dirname(folders.fresh()), 'var-lib');
    const log: string[] = [];
    const options = {
      dataDir: join(project, '.data'),
      substituteRoot,
      packageDir,
      log: (line: string) => void log.push(line),
    };
    const first = await startEmbeddedEngine(options);
    await sql(first.url, `CREATE TABLE note AS SELECT 'kept' AS text`);
    await first.stop();
    expect(first.dataDir.startsWith(join(substituteRoot, 'closed-'))).toBe(true);
    expect(log).toEqual([
      `The database's user cannot pass through ${project}: the data are kept in ${first.dataDir} instead of ${options.dataDir}.`,
    ]);

    // Opening the project later must not start an empty database beside the old one.
    chmodSync(project, 0o755);
    const second = await startEmbeddedEngine(options);
    expect(await sql(second.url, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
    expect(second.dataDir).toBe(first.dataDir);
    await second.stop();
  });

  it('gives two clones data of their own', async () => {
    const substituteRoot = join(dirname(folders.fresh()), 'var-lib');
    const engines = [];
    for (const clone of ['one', 'two']) {
      const project = join(dirname(folders.fresh()), clone, 'millwright');
      mkdirSync(project, { recursive: true });
      chmodSync(project, 0o700);
      const dataDir = join(project, '.data');
      engines.push(await startEmbeddedEngine({ dataDir, substituteRoot, log: () => undefined }));
    }
    expect(engines[0]!.dataDir).not.toBe(engines[1]!.dataDir);
    expect(engines[0]!.url).not.toBe(engines[1]!.url);
    await Promise.all(engines.map((engine) => engine.stop()));
  });

  it('says so, instead of beginning anew, when the way to existing data was closed', async () => {
    const dataDir = await folders.withData();
    chmodSync(dirname(dataDir), 0o700);
    await expect(startEmbeddedEngine({ dataDir })).rejects.toThrow(
      `open it with chmod o+x ${dirname(dataDir)}.`,
    );
    chmodSync(dirname(dataDir), 0o755);
  });

  it('serves the data of an ordinary user, who can serve them again afterwards', async () => {
    const dataDir = folders.fresh();
    // An account that every Linux has: initdb wants its user to have a name.
    const user = { uid: 1, gid: 1 };
    mkdirSync(dataDir);
    chownSync(dataDir, user.uid, user.gid);
    const ordinary = EngineProcess.spawn(dataDir, user);
    const { url } = await ordinary.ready();
    await sql(url, `CREATE TABLE note AS SELECT 'kept' AS text`);
    await ordinary.leave();
    expect(serverPid(dataDir)).toBeNull();

    const engine = await startEmbeddedEngine({ dataDir });
    expect(await sql(engine.url, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
    await engine.stop();
    expect(existsSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'))).toBe(false);

    const again = EngineProcess.spawn(dataDir, user);
    expect((await again.ready()).startedByUs).toBe(true);
    await again.leave();
  });
});
