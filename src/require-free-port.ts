import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Refuses a busy port before anything is set up: a first start would else show the administrator's password, which is
 * shown once, in a run that fails.
 */
export async function requireFreePort(port: number, host: string): Promise<void> {
  if (port === 0) return;
  const server = createServer();
  server.listen({ port, host, exclusive: true });
  // A busy port arrives as an error, which `once` throws.
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
