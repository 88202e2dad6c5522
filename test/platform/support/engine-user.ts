import { startEmbeddedEngine } from '../../../src/platform/database/embedded/index.js';

/**
 * A process that uses the engine, for the engine's specs: says `ready <startedByUs> <url>` when it has it, leaves when
 * its input is closed and says `left`.
 */
async function main(): Promise<void> {
  const dataDir = process.argv[2];
  if (dataDir === undefined) throw new Error('a data folder is needed');
  const engine = await startEmbeddedEngine({ dataDir, substituteRoot: process.argv[3] });
  process.stdout.write(`ready ${engine.startedByUs} ${engine.url}\n`);
  process.stdin.resume();
  process.stdin.once('end', () => {
    void engine.stop().then(() => {
      process.stdout.write('left\n');
      process.exit(0);
    });
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`);
  process.exit(1);
});
