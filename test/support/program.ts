import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.js';

/** The program in a process of its own on an engine of its own, for tests that kill it. */
export class Program {
  /** Everything that it has said, in all of its lives. */
  output = '';
  private child: ChildProcess | null = null;
  private token = '';

  private constructor(
    private readonly dataDir: string,
    private readonly port: number,
  ) {}

  static async on(dataDir: string): Promise<Program> {
    return new Program(dataDir, await freePort());
  }

  /** Starts it, waits until it serves, and signs in as the first administrator. */
  async start(): Promise<void> {
    const { JEST_WORKER_ID: _, DATABASE_URL: __, NODE_ENV: ___, ...rest } = process.env;
    const own = { DATA_DIR: this.dataDir, PORT: String(this.port), DEMO_DATA: 'false', LOG_LEVEL: 'error' };
    const child = spawn(process.execPath, ['test/support/run-typescript.cjs', 'src/main.ts'], {
      env: { ...rest, ...own, RATE_LIMIT_PER_MINUTE: '1000000' },
      stdio: 'pipe',
    });
    this.child = child;
    child.stdout.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    for (;;) {
      if (child.exitCode !== null) throw new Error(`it ended:\n${this.output}`);
      const answer = await fetch(`http://127.0.0.1:${this.port}/health/ready`).catch(() => null);
      if (answer?.ok) break;
      await sleep(100);
    }
    // It says the password once, in its first life.
    const [, email, password] = /administrator is (\S+) with the password (\S+)/.exec(this.output)!;
    const session = await (await this.send('/auth/login', { email, password })).json();
    this.token = (session as { access_token: string }).access_token;
  }

  async kill(): Promise<void> {
    this.child!.kill('SIGKILL');
    await once(this.child!, 'exit');
  }

  /** Politely, and only if it is still there. */
  async stop(): Promise<void> {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
  }

  /** GET, or POST with a body. */
  send(path: string, body?: object, key?: string): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}/api/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        'content-type': 'application/json',
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }
}
