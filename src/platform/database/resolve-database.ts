import { Client } from 'pg';
import type { AppConfig } from '../config/index.js';
import { getOrCreateSecret, startEmbeddedEngine } from './embedded/index.js';
import { requireServerVersion } from './migrations/migrator.js';

const CONNECT_TIMEOUT_MS = 10_000;

/** The database cannot be used; the message is one sentence. */
export class DatabaseUnavailableError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'DatabaseUnavailableError';
  }
}

/** The database of this process, found or started. */
export interface ResolvedDatabase {
  /** For the pool; may lead through PgBouncer. */
  readonly url: string;
  /** For migrations and LISTEN, past any pooler. */
  readonly directUrl: string;
  readonly embedded: boolean;
  readonly jwtSecret: string;
  /** Leaves an embedded engine; the last living user stops it. A server of DATABASE_URL is left alone. */
  stop(): Promise<void>;
}

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host name cannot be looked up',
  ETIMEDOUT: 'it does not answer',
  '28P01': 'the user or the password is wrong',
  '28000': 'this user may not log in there',
  '3D000': 'there is no such database',
  '57P03': 'it is starting up',
};

function unavailable(url: string, variable: string, error: unknown): DatabaseUnavailableError {
  const { host, pathname } = new URL(url);
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const reason = REASONS[code] ?? (message || code);
  return new DatabaseUnavailableError(
    `The PostgreSQL server of ${variable} (${host}${pathname}) cannot be used: ${reason}.`,
    { cause: error },
  );
}

/** Makes sure that a server answers and is new enough (`ServerTooOldError`). */
async function checkServer(url: string, variable: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on('error', () => undefined);
  let versionNumber: number;
  try {
    await client.connect();
    const answer = await client.query<{ server_version_num: string }>('SHOW server_version_num');
    versionNumber = Number(answer.rows[0]?.server_version_num);
  } catch (error) {
    throw unavailable(url, variable, error);
  } finally {
    await client.end().catch(() => undefined);
  }
  requireServerVersion(versionNumber);
}

/** The server of DATABASE_URL when it is set, else the embedded engine. For the API and every command-line tool. */
export async function resolveDatabase(config: AppConfig): Promise<ResolvedDatabase> {
  const { DATABASE_URL: url, DATABASE_DIRECT_URL: directUrl } = config;
  if (url !== undefined) {
    await checkServer(url, 'DATABASE_URL');
    if (directUrl !== undefined) await checkServer(directUrl, 'DATABASE_DIRECT_URL');
    // loadConfig has refused a DATABASE_URL without a secret.
    const jwtSecret = config.JWT_SECRET!;
    return { url, directUrl: directUrl ?? url, embedded: false, jwtSecret, stop: async () => undefined };
  }
  const engine = await startEmbeddedEngine({ dataDir: config.DATA_DIR });
  const jwtSecret = config.JWT_SECRET ?? getOrCreateSecret(engine.dataDir, 'jwt');
  return {
    url: engine.url,
    directUrl: engine.directUrl,
    embedded: true,
    jwtSecret,
    stop: () => engine.stop(),
  };
}
