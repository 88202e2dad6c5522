import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import '../../src/app.module.js';
import { allErrorDefinitions } from '../../src/kernel/domain-error.js';
import { STATUS_OF_KIND } from '../../src/platform/http/index.js';
import { sources } from './sources.js';

describe('refusals', () => {
  it('have codes of the form module.what and a status', () => {
    const definitions = allErrorDefinitions();
    expect(definitions.length).toBeGreaterThan(50);
    for (const definition of definitions) {
      expect(definition.code).toMatch(/^[a-z_]+\.[a-z][a-z0-9_]*$/);
      expect(STATUS_OF_KIND[definition.kind]).toBeGreaterThanOrEqual(400);
    }
  });

  it('are each used outside of their declaration', () => {
    const files = sources('src').map((path) => ({ path, text: readFileSync(path, 'utf8') }));
    const unused: string[] = [];
    for (const { text } of files) {
      const declaration = /export const (\w+Errors) = defineErrors\([^,]+, \{([\s\S]*?)\n\}\);/.exec(text);
      if (!declaration) continue;
      const [, name, body] = declaration;
      for (const [, key] of body!.matchAll(/^ {2}(\w+):/gm)) {
        // A controller's list only documents a refusal; somebody must also throw it, by name or from a table of keys.
        const used = new RegExp(`(\\.|'|\\b)${key}\\b`);
        const thrownHere = new RegExp(`DomainError\\(\\s*${name}\\.${key}\\b`);
        const thrown = files.some((file) => {
          if (file.text === text) return text.replace(body!, '').includes(`${name}.${key}`);
          return file.path.endsWith('.controller.ts') ? thrownHere.test(file.text) : used.test(file.text);
        });
        if (!thrown) unused.push(`${name}.${key}`);
      }
    }
    expect(unused).toEqual([]);
  });
});
