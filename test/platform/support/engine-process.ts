import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');

/** Another process that uses the engine of a data folder. */
export class EngineProcess {
  private output = '';
  private complaints = '';

  private constructor(private readonly child: ChildProcess) {
    child.stdout!.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr!.on('data', (chunk: Buffer) => (this.complaints += chunk.toString()));
  }

  /** Begins; `ready` waits for the engine. */
  static spawn(dataDir: string, options: { uid?: number; gid?: number } = {}): EngineProcess {
    const script = join(ROOT, 'test', 'platform', 'support', 'engine-user.ts');
    const runner = join(ROOT, 'test', 'support', 'run-typescript.cjs');
    const child = spawn(process.execPath, [runner, script, dataDir], {
      cwd: ROOT,
      stdio: 'pipe',
      ...options,
    });
    return new EngineProcess(child);
  }

  /** What the process says when it has the engine. */
  async ready(): Promise<{ startedByUs: boolean; url: string }> {
    const said = await this.said(/^ready (true|false) (\S+)$/m);
    return { startedByUs: said[1] === 'true', url: said[2]! };
  }

  /** Leaves the engine in good order. */
  async leave(): Promise<void> {
    this.child.stdin!.end();
    await this.said(/^left$/m);
    if (this.child.exitCode === null) await once(this.child, 'exit');
  }

  /** Dies without a chance to leave. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }

  private async said(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.output);
      if (match) return match;
      if (this.child.exitCode !== null) throw new Error(`it ended: ${this.complaints}`);
      await Promise.race([once(this.child.stdout!, 'data'), once(this.child, 'exit')]);
    }
  }
}
