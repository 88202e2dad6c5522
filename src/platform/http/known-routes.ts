import type { FastifyInstance } from 'fastify';

const DECORATION = 'knownRoutes';

/** Which methods a path takes; asked only when no route was found, to tell a wrong method from a wrong path. */
export class KnownRoutes {
  private readonly routes: { pattern: RegExp; methods: readonly string[] }[] = [];

  /** Listens to every route that is registered from now on. */
  static collect(fastify: FastifyInstance): void {
    const known = new KnownRoutes();
    fastify.decorate(DECORATION, known);
    fastify.addHook('onRoute', ({ url, method }) => known.add(url, [method].flat()));
  }

  /** The routes of the server that a request came to. */
  static of(server: object): KnownRoutes | undefined {
    return (server as { [DECORATION]?: KnownRoutes })[DECORATION];
  }

  /** The methods of a path in alphabetical order; none when nothing lives there. */
  methodsOf(path: string): string[] {
    const found = this.routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
    return [...new Set(found)].sort();
  }

  private add(url: string, methods: readonly string[]): void {
    if (url.includes('*')) return;
    const parts = url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')));
    this.routes.push({ pattern: new RegExp(`^${parts.join('/')}/?$`), methods });
  }
}
