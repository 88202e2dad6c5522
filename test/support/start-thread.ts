import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** As `src/platform/threads/start-thread.ts` does, with the source in place of the compiled file. */
export function startThread(caller: string, name: string): Worker {
  const source = fileURLToPath(new URL(`./${name}.ts`, caller));
  return new Worker(join(__dirname, 'run-typescript.cjs'), { argv: [source] });
}
