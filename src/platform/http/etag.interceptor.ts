import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';

/** The strong ETag of a version. */
export function etagOf(version: number): string {
  return `"v${version}"`;
}

/** Gives every single resource that carries a version its ETag, and answers 304 to a reader who has that version. */
@Injectable()
export class ETagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    return next.handle().pipe(
      map((body: unknown) => {
        const version = (body as { version?: unknown } | null)?.version;
        if (typeof version !== 'number') return body;
        const reply = http.getResponse<FastifyReply>();
        const request = http.getRequest<FastifyRequest>();
        void reply.header('etag', etagOf(version));
        if (request.method === 'GET' && matches(request.headers['if-none-match'], etagOf(version))) {
          void reply.status(304);
          return undefined;
        }
        return body;
      }),
    );
  }
}

function matches(header: string | undefined, etag: string): boolean {
  return header?.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag) ?? false;
}
