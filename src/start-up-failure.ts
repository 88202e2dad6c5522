import { ConfigError } from './platform/config/index.js';
import { EngineError } from './platform/database/embedded/index.js';
import { MigrationError } from './platform/database/migrations/index.js';
import { DatabaseUnavailableError } from './platform/database/resolve-database.js';

/** One clear sentence for what an operator can mend; the whole stack for what only we can. */
export function explainFailure(error: unknown): string {
  const known = [ConfigError, EngineError, MigrationError, DatabaseUnavailableError];
  if (known.some((kind) => error instanceof kind)) return (error as Error).message;
  const { code, port, address } = error as { code?: string; port?: number; address?: string };
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use; set PORT to another one or stop what listens there.`;
  if (code === 'EACCES' && port !== undefined)
    return `This user may not listen on port ${port}; set PORT to another one.`;
  if (code === 'EADDRNOTAVAIL') return `HOST ${address} is not an address of this machine.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
