import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Calls the REST API inside the process, exactly as a client outside would; nothing needs to listen. */
export class RestClient {
  private token = '';

  constructor(private readonly app: NestFastifyApplication) {}

  async signIn(email: string, password: string): Promise<void> {
    const tokens = await this.post<{ access_token: string }>('/auth/login', { email, password });
    this.token = tokens.access_token;
  }

  get<T>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.call<T>('POST', path, body);
  }

  private async call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const answer = await this.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: this.token ? { authorization: `Bearer ${this.token}` } : {},
      ...(body === undefined ? {} : { payload: body as object }),
    });
    if (answer.statusCode >= 400) throw new Error(`${method} ${path} was refused: ${answer.body}`);
    return (answer.body ? answer.json() : undefined) as T;
  }
}
