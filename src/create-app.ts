import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import fastifyHelmet from '@fastify/helmet';
import fastifyMultipart from '@fastify/multipart';
import fastifyRateLimit from '@fastify/rate-limit';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { stringify } from 'yaml';
import { AppModule } from './app.module.js';
import { DomainError } from './kernel/domain-error.js';
import { TABLE_FILE_TYPES } from './platform/files/index.js';
import { Metrics } from './platform/health/metrics.js';
import {
  createValidationPipe,
  ETagInterceptor,
  IdempotencyInterceptor,
  KnownRoutes,
  ProblemFilter,
  rateLimitKey,
  RequestErrors,
  requestIdOf,
} from './platform/http/index.js';
import { createPino, PinoLogger } from './platform/logging/logger.js';
import { createOpenApiDocument } from './platform/openapi/document.js';
import type { Runtime } from './platform/runtime.js';
import { VERSION } from './version.js';

/** Media types of files that are uploaded as the body of a request. */
const FILES = ['text/csv', 'application/csv', TABLE_FILE_TYPES.xlsx];

/** Builds the whole application on a database that is reachable and migrated; does not listen yet. */
export async function createApp(runtime: Runtime): Promise<NestFastifyApplication> {
  const { config } = runtime;
  const adapter = new FastifyAdapter({
    // A number of proxies is accepted by Fastify, though its types do not say so.
    trustProxy: config.TRUST_PROXY as boolean,
    bodyLimit: config.BODY_MAX_BYTES,
    requestIdHeader: false,
    genReqId: (request: IncomingMessage) => requestIdOf(request, nextRequestId),
    routerOptions: { maxParamLength: 300 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.on(runtime), adapter, {
    logger: new PinoLogger(createPino(config)),
    abortOnError: false,
    // Fastify reads JSON itself; Nest would read web forms as well, which no route takes.
    bodyParser: false,
  });
  await registerPlugins(app, runtime);
  configureHttp(app);
  publishOpenApi(app);
  return app;
}

/** What every route shares. Also used when only the OpenAPI document is made. */
export function configureHttp(app: INestApplication): void {
  app.setGlobalPrefix('api/v1', {
    exclude: ['health/live', 'health/ready', 'metrics', 'docs', 'openapi.json'],
  });
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalInterceptors(new IdempotencyInterceptor(), new ETagInterceptor());
}

async function registerPlugins(app: NestFastifyApplication, runtime: Runtime): Promise<void> {
  const { config } = runtime;
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: [`'self'`],
        styleSrc: [`'self'`, `'unsafe-inline'`],
        imgSrc: [`'self'`, 'data:'],
        scriptSrc: [`'self'`, `'unsafe-inline'`],
        // The product is served over plain HTTP in a workshop's own network too.
        upgradeInsecureRequests: null,
      },
    },
  });
  await app.register(fastifyMultipart, {
    limits: { fileSize: config.UPLOAD_MAX_BYTES, files: 1, fields: 10 },
  });
  await app.register(fastifyRateLimit, {
    max: config.RATE_LIMIT_PER_MINUTE,
    timeWindow: '1 minute',
    keyGenerator: (request: FastifyRequest) => rateLimitKey(request, runtime.jwtSecret),
    errorResponseBuilder: () => new DomainError(RequestErrors.rateLimited),
  });
  if (config.CORS_ORIGINS.length > 0) {
    app.enableCors({
      origin: [...config.CORS_ORIGINS],
      exposedHeaders: ['ETag', 'Link', 'Retry-After', 'X-Request-Id'],
    });
  }
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  KnownRoutes.collect(fastify);
  app.get(Metrics).observe(fastify);
  // Fastify would hand plain text to the routes, and each would name missing fields instead of the wrong media type.
  fastify.removeContentTypeParser('text/plain');
  // A file goes to its route as a stream: a large file is never held in memory. No other route takes it.
  fastify.addContentTypeParser(FILES, (request, payload, done) =>
    request.url.startsWith('/api/v1/imports/')
      ? done(null, payload)
      : done(new DomainError(RequestErrors.unsupportedMediaType)),
  );
  fastify.addHook('onSend', async (request, reply) => {
    void reply.header('x-request-id', String(request.id));
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
  });
}

/**
 * The document is made when it is first asked for: it takes seconds, which commands and tests need not wait for. A
 * server asks before it listens (`prepareDocuments`), so that no request waits either.
 */
function publishOpenApi(app: NestFastifyApplication): void {
  const document = once(() => createOpenApiDocument(app, VERSION));
  const yaml = once(() => stringify(document(), { aliasDuplicateObjects: false }));
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Millwright API',
    swaggerOptions: {
      persistAuthorization: true,
      displayRequestDuration: true,
      docExpansion: 'none',
      filter: true,
    },
  });
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.get('/openapi.yaml', async (_request, reply) =>
    reply.header('content-type', 'application/yaml').send(yaml()),
  );
}

/** Makes everything that the documents of the API are served from. */
export async function prepareDocuments(app: NestFastifyApplication): Promise<void> {
  for (const url of ['/openapi.json', '/openapi.yaml']) await app.inject({ method: 'GET', url });
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

let requests = 0;
const processId = `${process.pid.toString(36)}-${Date.now().toString(36)}`;

function nextRequestId(): string {
  requests += 1;
  return `${processId}-${requests}`;
}
