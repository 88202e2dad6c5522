import { Worker } from 'node:worker_threads';

/**
 * Starts a thread for computations that would hold up requests. `name` is that of a file beside the caller:
 * `startThread(import.meta.url, 'planning.worker')`.
 */
export function startThread(caller: string, name: string): Worker {
  return new Worker(new URL(`./${name}.js`, caller));
}
