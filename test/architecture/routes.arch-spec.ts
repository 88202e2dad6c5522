import type { OpenAPIObject } from '@nestjs/swagger';
import { readFileSync } from 'node:fs';
import supertest from 'supertest';
import { allPermissions } from '../../src/platform/access/index.js';
import { VERSION } from '../../src/version.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { sources } from './sources.js';

interface Operation {
  summary?: string;
  tags?: string[];
  responses: Record<string, unknown>;
  parameters?: { name: string }[];
  'x-permission'?: string;
  'x-further-permissions'?: string[];
}

let app: TestApp;
let document: OpenAPIObject;
let operations: { name: string; method: string; path: string; operation: Operation }[];

beforeAll(async () => {
  app = await startTestApp();
  document = (await supertest(app.app.getHttpServer()).get('/openapi.json').expect(200))
    .body as OpenAPIObject;
  expect(document.openapi).toMatch(/^3\.1/);
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method,
      path,
      operation,
    })),
  );
});
afterAll(() => app?.close());

/** Every `$ref` of the document. */
function references(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : references(value),
  );
}

it('has schemas by names that no two classes share', () => {
  const names = sources('src').flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^export class (\w+)/gm)].map(([, name]) => name!),
  );
  expect(names.length).toBeGreaterThan(500);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

it('refers to schemas that are in the document', () => {
  const known = Object.keys(document.components?.schemas ?? {}).map((name) => `#/components/schemas/${name}`);
  const found = references(document);
  expect(found.length).toBeGreaterThan(known.length);
  expect(found.filter((reference) => !known.includes(reference))).toEqual([]);
});

const names = (found: { name: string }[]) => found.map(({ name }) => name);

describe('every route', () => {
  it('has a permission, a summary and a tag', () => {
    expect(operations.length).toBeGreaterThan(80);
    expect(names(operations.filter(({ operation }) => !operation['x-permission']))).toEqual([]);
    expect(
      names(operations.filter(({ operation }) => !operation.summary || !operation.tags?.length)),
    ).toEqual([]);
  });

  it('names a permission that is declared', () => {
    const known = new Set([...allPermissions().map(({ code }) => code), 'public', 'signed_in']);
    expect(names(operations.filter(({ operation }) => !known.has(operation['x-permission']!)))).toEqual([]);
  });

  it('documents its refusals', () => {
    const closed = operations.filter(({ operation }) => operation['x-permission'] !== 'public');
    const needed = ['400', '401', '403', '503'];
    expect(
      names(closed.filter(({ operation }) => needed.some((status) => !operation.responses[status]))),
    ).toEqual([]);
  });

  it('documents one answer when all goes well', () => {
    const successes = ({ responses }: Operation) =>
      Object.keys(responses).filter((status) => status.startsWith('2'));
    expect(names(operations.filter(({ operation }) => successes(operation).length !== 1))).toEqual([]);
  });

  it('that changes something by id asks for If-Match', () => {
    const updates = operations.filter(({ method }) => ['put', 'patch', 'delete'].includes(method));
    // Look-ups of two columns that nobody edits at the same time.
    const unversioned = ['PATCH /api/v1/material-types/{id}', 'PATCH /api/v1/colors/{id}'];
    const has = (operation: Operation) => operation.parameters?.some(({ name }) => name === 'If-Match');
    expect(
      names(updates.filter(({ name, operation }) => !has(operation) && !unversioned.includes(name))),
    ).toEqual([]);
  });

  it('refuses a request without a token unless it is public', async () => {
    const open: string[] = [];
    for (const { name, method, path, operation } of operations) {
      if (operation['x-permission'] === 'public') continue;
      const request = supertest(app.app.getHttpServer())[method as 'get'](path.replace(/\{[^}]+\}/g, '1'));
      if ((await request).status !== 401) open.push(name);
    }
    expect(open).toEqual([]);
  });
});

it('every permission is used by a route', () => {
  const used = new Set(
    operations.flatMap(({ operation }) => [
      operation['x-permission'],
      ...(operation['x-further-permissions'] ?? []),
    ]),
  );
  expect(
    allPermissions()
      .map(({ code }) => code)
      .filter((code) => !used.has(code)),
  ).toEqual([]);
});

it('every permission belongs to the administrator', () => {
  expect(allPermissions().filter(({ roles }) => !roles.includes('admin'))).toEqual([]);
});

it('the version is the package’s', () => {
  expect((JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version).toBe(VERSION);
});
