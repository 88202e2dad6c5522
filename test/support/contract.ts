import { readFileSync } from 'node:fs';
import type { Response } from 'supertest';

interface Schema {
  $ref?: string;
  allOf?: Schema[];
  type?: string | string[];
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: unknown;
}

interface DocumentedAnswer {
  content?: Record<string, { schema: Schema }>;
}

interface Route {
  name: string;
  pattern: RegExp;
  responses: Record<string, DocumentedAnswer>;
}

const document = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, { responses: Record<string, DocumentedAnswer> }>>;
  components: { schemas: Record<string, Schema> };
};

/** Paths without parameters come first: `/boms/explosion` is no `/boms/{id}`. */
const routes: Route[] = Object.entries(document.paths)
  .sort(([one], [other]) => Number(one.includes('{')) - Number(other.includes('{')))
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      pattern: new RegExp(`^${method} ${path.replace(/\{[^}]+\}/g, '[^/]+')}$`, 'i'),
      responses,
    })),
  );

/**
 * Every answer that a test gets is compared with the document that clients are generated from: a status that it does
 * not name, a field that is missing, of another kind or not told of fails the test.
 */
export function expectDocumented(method: string, path: string, answer: Response): void {
  const route = routes.find(({ pattern }) => pattern.test(`${method} ${path.split('?')[0]}`));
  // Not changed, or a route that does not exist: no answer of ours.
  if (!route || answer.status === 304) return;
  const documented = route.responses[String(answer.status)];
  if (!documented) {
    throw new Error(
      `${route.name} answers ${answer.status} (${answer.body?.code}), which openapi.json does not tell of.`,
    );
  }
  const schema = documented.content?.['application/json']?.schema;
  if (!schema || answer.status >= 400) return;
  const faults = faultsOf(schema, answer.body, 'body');
  if (faults.length > 0) throw new Error(`${route.name} and openapi.json disagree: ${faults.join('; ')}.`);
}

function faultsOf(reference: Schema, value: unknown, at: string): string[] {
  const schema = resolve(reference);
  if (schema.allOf) return schema.allOf.flatMap((part) => faultsOf(part, value, at));
  const types = schema.type === undefined ? [] : [schema.type].flat();
  const type = typeOf(value);
  if (types.length > 0 && !types.includes(type)) return [`${at} is ${type}, not ${types.join(' or ')}`];
  if (schema.enum && !schema.enum.includes(value)) return [`${at} is ${String(value)}, not in its list`];
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.flatMap((item, index) => faultsOf(items, item, `${at}[${index}]`)) : [];
  }
  return type === 'object' ? faultsOfObject(schema, value as Record<string, unknown>, at) : [];
}

function faultsOfObject(schema: Schema, value: Record<string, unknown>, at: string): string[] {
  const { properties } = schema;
  if (!properties) return [];
  const missing = (schema.required ?? [])
    .filter((name) => !(name in value))
    .map((name) => `${at}.${name} is missing`);
  const others = Object.entries(value).flatMap(([name, field]) => {
    const property = properties[name];
    if (property) return faultsOf(property, field, `${at}.${name}`);
    return schema.additionalProperties ? [] : [`${at}.${name} is not told of`];
  });
  return [...missing, ...others];
}

function resolve(schema: Schema): Schema {
  return schema.$ref ? document.components.schemas[schema.$ref.split('/').at(-1)!]! : schema;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
