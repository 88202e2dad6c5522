import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = process.cwd();
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

/** Runs the boundary check in a folder; gives its exit code and what it printed. */
function cruise(folder: string): { code: number; output: string } {
  try {
    const output = execFileSync('node', [cruiser, 'src', '--config', join(root, '.dependency-cruiser.cjs')], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { code: 0, output };
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: string };
    return { code: status, output: stdout };
  }
}

/** A small house with one breach in it. */
function seeded(files: Record<string, string>): { code: number; output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-breach-'));
  try {
    writeFileSync(
      join(folder, 'tsconfig.json'),
      '{"compilerOptions":{"module":"NodeNext","moduleResolution":"NodeNext"}}',
    );
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return cruise(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the house', () => {
  it('holds', () => {
    const { code, output } = cruise(root);
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
  }, 60_000);

  it.each([
    [
      'a lower floor imports a higher one',
      'module-inventory',
      {
        'src/modules/inventory/a.ts': `import '../sales/index.js';`,
        'src/modules/sales/index.ts': 'export {};',
      },
    ],
    [
      'a module is entered past its door',
      'front-door',
      { 'src/modules/sales/a.ts': `import '../inventory/b.js';`, 'src/modules/inventory/b.ts': 'export {};' },
    ],
    [
      'two files import each other',
      'no-cycle',
      { 'src/modules/sales/a.ts': `import './b.js';`, 'src/modules/sales/b.ts': `import './a.js';` },
    ],
    [
      'a controller reaches for a table',
      'controllers-know-no-tables',
      {
        'src/modules/sales/a.controller.ts': `import './b.repository.js';`,
        'src/modules/sales/b.repository.ts': 'export {};',
      },
    ],
    [
      'a rule does input or output',
      'rules-are-pure',
      {
        'src/modules/sales/a.rules.ts': `import './b.service.js';`,
        'src/modules/sales/b.service.ts': 'export {};',
      },
    ],
    [
      'the kernel knows the platform',
      'kernel-is-pure',
      { 'src/kernel/a.ts': `import '../platform/b.js';`, 'src/platform/b.ts': 'export {};' },
    ],
  ])('catches it when %s', (_breach, rule, files) => {
    const { code, output } = seeded(files as Record<string, string>);
    expect(code).toBeGreaterThan(0);
    expect(output).toContain(rule);
  });
});
