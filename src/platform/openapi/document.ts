import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Problem } from '../http/problem.dto.js';
import { allImportDefinitions } from '../imports/import-definition.js';

/** The OpenAPI 3.1 document of the application, as it is. */
export function createOpenApiDocument(app: INestApplication, version: string): OpenAPIObject {
  const options = new DocumentBuilder()
    .setTitle('Millwright')
    .setDescription(
      'Manufacturing and inventory ERP. Quantities and money are decimal strings; requests accept numbers too. ' +
        'Refusals are problem documents (RFC 9457) with a stable `code`. Send `Idempotency-Key` with a POST to be able ' +
        'to repeat it safely, and `If-Match` with every update.',
    )
    .setVersion(version)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth()
    .setOpenAPIVersion('3.1.0')
    .build();
  const document = SwaggerModule.createDocument(app, options, {
    extraModels: [Problem],
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  documentImports(document);
  dropForeignAnswers(document);
  return wholeNumbers(nullableAsType(document));
}

/**
 * The compiler's plugin adds an answer of its own with the status that Nest would give by default, and without a word.
 * What a route says of itself stands, that does not.
 */
function dropForeignAnswers(document: OpenAPIObject): void {
  for (const path of Object.values(document.paths)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const responses = path[method]?.responses ?? {};
      for (const [status, response] of Object.entries(responses)) {
        if (response && 'description' in response && response.description === '') delete responses[status];
      }
    }
  }
}

/** Every JSON number of this API is whole: ids, counts, versions. Quantities and money are decimal strings. */
function wholeNumbers<T>(node: T): T {
  if (Array.isArray(node)) return node.map((item: unknown) => wholeNumbers(item)) as T;
  if (node === null || typeof node !== 'object') return node;
  const result = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, wholeNumbers(value)]));
  const { type } = result;
  if (type === 'number') result['type'] = 'integer';
  else if (Array.isArray(type)) result['type'] = type.map((kind) => (kind === 'number' ? 'integer' : kind));
  return result as T;
}

/** The import route shows the columns of every kind of file. */
function documentImports(document: OpenAPIObject): void {
  const operation = document.paths['/api/v1/imports/{kind}']?.post;
  const parameter = operation?.parameters?.find((candidate) => 'name' in candidate && candidate.name === 'kind');
  if (!operation || !parameter || !('name' in parameter)) return;
  const definitions = allImportDefinitions();
  parameter.schema = { type: 'string', enum: definitions.map((definition) => definition.kind) };
  const tables = definitions.map((definition) => {
    const rows = definition.columns.map(
      (column) => `| ${column.name} | ${column.type}${column.required ? ', needed' : ''} | ${column.description} | ${column.example} |`,
    );
    return [`**${definition.kind}**`, '', '| column | type | what | example |', '|---|---|---|---|', ...rows].join('\n');
  });
  operation.description = [operation.description, ...tables].join('\n\n');
}

/** OpenAPI 3.1 writes a nullable string as `type: [string, null]`; the decorators still write `nullable: true`. */
function nullableAsType<T>(node: T): T {
  if (Array.isArray(node)) return node.map((item: unknown) => nullableAsType(item)) as T;
  if (node === null || typeof node !== 'object') return node;
  const { nullable, ...rest } = node as Record<string, unknown>;
  const result = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, nullableAsType(value)]));
  if (nullable === undefined) return result as T;
  if (nullable !== true) return result as T;
  if (typeof result['type'] === 'string') result['type'] = [result['type'], 'null'];
  if (Array.isArray(result['enum']) && !result['enum'].includes(null)) result['enum'] = [...result['enum'], null];
  return result as T;
}
