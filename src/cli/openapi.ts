import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { configureHttp } from '../create-app.js';
import { loadConfig } from '../platform/config/index.js';
import { createOpenApiDocument } from '../platform/openapi/document.js';
import { Runtime } from '../platform/runtime.js';
import { VERSION } from '../version.js';

/** Writes the OpenAPI document of the compiled program to a file; needs no database, since nothing is instantiated. */
async function main(file: string): Promise<void> {
  const runtime = new Runtime(loadConfig({}), '', '', '');
  const app = await NestFactory.create(AppModule.on(runtime), new FastifyAdapter(), {
    preview: true,
    logger: false,
  });
  configureHttp(app);
  const document = createOpenApiDocument(app, VERSION);
  writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
}

main(process.argv[2] ?? 'openapi.json').catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exit(1);
});
