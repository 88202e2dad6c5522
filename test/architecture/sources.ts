import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every source file of a folder and what lies below it, without specifications. */
export function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return path.endsWith('.ts') && !path.endsWith('.spec.ts') ? [path] : [];
  });
}
