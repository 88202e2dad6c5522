import { createServer } from 'node:net';

/** Tries to listen on the loopback address; gives the port, or null when it is taken. Port 0 takes any free one. */
function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : null;
      server.close(() => resolve(taken));
    });
  });
}

/** A free port on 127.0.0.1, the preferred one when it is free. */
export async function findFreePort(preferred: number | null): Promise<number> {
  const port = preferred === null ? null : await tryPort(preferred);
  const chosen = port ?? (await tryPort(0));
  if (chosen === null) throw new Error('no free port on 127.0.0.1');
  return chosen;
}
