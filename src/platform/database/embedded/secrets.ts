import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asEngineError, EngineError } from './engine-error.js';

const SECRET_BYTES = 32;

function readSecret(path: string): string | null {
  try {
    const secret = readFileSync(path, 'utf8').trim();
    if (secret.length < SECRET_BYTES) {
      throw new EngineError(`The file ${path} is damaged: put back the one that belongs to these data.`);
    }
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * A generated secret that is kept with the data in a file which only its owner may read. Whoever comes first makes it:
 * the link either puts the whole file in place or finds that another process was faster.
 */
export function getOrCreateSecret(dataDir: string, name: string): string {
  const folder = join(dataDir, 'secrets');
  const path = join(folder, name);
  try {
    const known = readSecret(path);
    if (known !== null) return known;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const own = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
    writeFileSync(own, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`, { mode: 0o600, flush: true });
    try {
      linkSync(own, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(own, { force: true });
    }
    return readSecret(path)!;
  } catch (error) {
    throw asEngineError(error, dataDir);
  }
}

/** The secret, when it has been made before. */
export function findSecret(dataDir: string, name: string): string | null {
  return readSecret(join(dataDir, 'secrets', name));
}
