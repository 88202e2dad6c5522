import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import Module from 'node:module';
import { dirname, resolve } from 'node:path';

type ResolveFilename = (request: string, parent: NodeModule | undefined, ...rest: unknown[]) => string;

/**
 * Jest compiles this file, but does not apply `moduleNameMapper` to what it imports: `./x.js` must be led to `./x.ts`
 * here too.
 */
function resolveTypeScriptSources(): void {
  const loader = Module as unknown as { _resolveFilename: ResolveFilename };
  const original = loader._resolveFilename;
  loader._resolveFilename = (request, parent, ...rest) => {
    if (/^\.{1,2}\/.*\.js$/.test(request) && parent?.filename.endsWith('.ts')) {
      const source = resolve(dirname(parent.filename), request.replace(/\.js$/, '.ts'));
      if (existsSync(source)) return original(source, parent, ...rest);
    }
    return original(request, parent, ...rest);
  };
}

/**
 * One PostgreSQL for the whole run: the server of DATABASE_URL, else a throw-away one. Specs get their databases from
 * `database.ts`.
 */
export default async function globalSetup(): Promise<void> {
  process.env.MILLWRIGHT_TEST_RUN_ID = randomBytes(4).toString('hex');
  if (process.env.DATABASE_URL) {
    process.env.MILLWRIGHT_TEST_ADMIN_URL = process.env.DATABASE_URL;
    return;
  }
  resolveTypeScriptSources();
  const { startTestCluster, killServer, OWNER_ROLE } = await import('./test-cluster.js');
  const cluster = await startTestCluster();
  globalThis.millwrightTestCluster = cluster;
  // Ctrl-C skips the teardown; the folder is then removed at the next run's start.
  process.once('exit', () => killServer(cluster.folder));
  process.env.MILLWRIGHT_TEST_ADMIN_URL = cluster.adminUrl;
  process.env.MILLWRIGHT_TEST_OWNER = `${OWNER_ROLE}:${cluster.ownerPassword}`;
}
