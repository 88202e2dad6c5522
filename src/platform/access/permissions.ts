/** The built-in roles. `customer` sees only its own documents; further roles are permission sets of their own. */
export const BUILT_IN_ROLES = ['admin', 'manager', 'operator', 'customer'] as const;
export type BuiltInRole = (typeof BUILT_IN_ROLES)[number];

export interface PermissionDefinition {
  readonly code: string;
  readonly title: string;
  /** Built-in roles that have it. The admin has every permission. */
  readonly roles: readonly BuiltInRole[];
}

const registry = new Map<string, PermissionDefinition>();

/**
 * Declares one module's permissions: `definePermissions('inventory', { read: ['See stock', 'manager', 'operator'] })`
 * makes `inventory.read`. The admin is added to each.
 */
export function definePermissions<const T extends Record<string, readonly [string, ...BuiltInRole[]]>>(
  module: string,
  definitions: T,
): { readonly [K in keyof T]: string } {
  const result: Record<string, string> = {};
  for (const [key, [title, ...roles]] of Object.entries(definitions)) {
    const code = `${module}.${key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
    if (registry.has(code)) throw new Error(`permission ${code} is declared twice`);
    registry.set(code, { code, title, roles: ['admin', ...roles] });
    result[key] = code;
  }
  return result as { readonly [K in keyof T]: string };
}

export function allPermissions(): readonly PermissionDefinition[] {
  return [...registry.values()].sort((a, b) => a.code.localeCompare(b.code));
}

/** What a built-in role may do. */
export function permissionsOfRole(role: string): string[] {
  return allPermissions()
    .filter((permission) => (permission.roles as readonly string[]).includes(role))
    .map((permission) => permission.code);
}
