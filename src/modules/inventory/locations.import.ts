import type { FieldError } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import { InventoryPermissions } from './inventory.permissions.js';
import { lockTree } from './locations.repository.js';
import { rootCodes, settleWarehouses } from './warehouses.repository.js';
import { cellError, defineImport, type ImportRow, type RowOutcome } from '../../platform/imports/index.js';

const TYPES = [
  'warehouse',
  'zone',
  'shelf',
  'bin',
  'dock',
  'production',
  'quarantine',
  'transit',
  'other',
] as const;

export const LOCATIONS_IMPORT = defineImport({
  kind: 'locations',
  title: 'Locations',
  uniqueBy: ['code'],
  permission: InventoryPermissions.locationsWrite,
  columns: [
    { name: 'code', type: 'text', required: true, description: 'Business key.', example: 'A-01-03' },
    { name: 'name', type: 'text', required: true, description: 'Name.', example: 'Rack A, shelf 1, bin 3' },
    {
      name: 'type',
      type: 'text',
      values: TYPES,
      description: 'When empty: `bin` for a new location, as it is for others.',
      example: 'bin',
    },
    {
      name: 'parent_code',
      type: 'text',
      description: 'Location that it lies in; it exists or stands further up in the file.',
      example: 'A-01',
    },
  ],
});

/** Makes or changes locations by code. */
export async function importLocations(tx: Tx, rows: readonly ImportRow[]): Promise<RowOutcome[]> {
  await lockTree(tx);
  const before = await readParents(tx, rows);
  const after = new Map(before);
  const roots = await rootCodes(tx, rows.map(codeOf));
  const errors = rows.map((row) => moveOfRoot(row, roots) ?? placeInTree(row, after));
  const good = rows.filter((_, index) => errors[index] === null);
  const written = await upsert(tx, good);
  const parented = await setParents(tx, good);
  await settleWarehouses(tx, await readIds(tx, good.map(codeOf)));
  return rows.map((row, index) => {
    const error = errors[index];
    if (error) return [error];
    const code = codeOf(row);
    if (!before.has(code)) return 'created';
    return written.has(code) || parented.has(code) ? 'updated' : 'unchanged';
  });
}

/** The top of a warehouse stays one: it is moved and turned into something else at the warehouse only. */
function moveOfRoot(row: ImportRow, roots: ReadonlySet<string>): FieldError | null {
  if (!roots.has(codeOf(row))) return null;
  const type = row.values['type'];
  if (row.values['parent_code'] !== null && row.values['parent_code'] !== undefined) {
    return cellError('parent_code', 'warehouse_root', 'The top of a warehouse lies in no other location.');
  }
  if (typeof type !== 'string' || type === 'warehouse') return null;
  return cellError('type', 'warehouse_root', 'The top of a warehouse stays of type "warehouse".');
}

function codeOf(row: ImportRow): string {
  return String(row.values['code']);
}

/** Puts the row into the tree as it will be, from location to the one that it lies in; or says what is wrong with it. */
function placeInTree(row: ImportRow, tree: Map<string, string | null>): FieldError | null {
  const code = codeOf(row);
  const parent = row.values['parent_code'];
  if (typeof parent !== 'string') {
    if (!tree.has(code)) tree.set(code, null);
    return null;
  }
  if (parent !== code && !tree.has(parent)) {
    return cellError('parent_code', 'unknown_location', `There is no location "${parent}" so far.`);
  }
  for (let above: string | null | undefined = parent; above; above = tree.get(above)) {
    if (above === code) return cellError('parent_code', 'cycle', 'A location cannot lie inside itself.');
  }
  tree.set(code, parent);
  return null;
}

/** The locations that the rows name, with those that they lie in up to the top; from code to code. */
async function readParents(tx: Tx, rows: readonly ImportRow[]): Promise<Map<string, string | null>> {
  const named = rows
    .flatMap((row) => [row.values['code'], row.values['parent_code']])
    .filter((code) => code !== null);
  const found = await tx.query<{ code: string; parent_code: string | null }>(
    `WITH RECURSIVE up AS (
       SELECT id, code, parent_id FROM inventory_locations WHERE organization_id = $1 AND code = ANY ($2::text[])
       UNION
       SELECT l.id, l.code, l.parent_id FROM inventory_locations l JOIN up ON l.organization_id = $1 AND l.id = up.parent_id
     ) SELECT up.code, parent.code AS parent_code FROM up LEFT JOIN up parent ON parent.id = up.parent_id`,
    [tx.organizationId, named],
  );
  return new Map(found.map((row) => [row.code, row.parent_code]));
}

async function readIds(tx: Tx, codes: readonly string[]): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(
    'SELECT id FROM inventory_locations WHERE organization_id = $1 AND code = ANY ($2::text[])',
    [tx.organizationId, codes],
  );
  return rows.map((row) => row.id);
}

async function upsert(tx: Tx, rows: readonly ImportRow[]): Promise<Set<string>> {
  const written = await tx.query<{ code: string }>(
    `INSERT INTO inventory_locations (organization_id, code, name, type)
     SELECT $1, given.code, given.name, coalesce(given.type, known.type, 'bin')
       FROM unnest($2::text[], $3::text[], $4::text[]) AS given (code, name, type)
       LEFT JOIN inventory_locations known ON known.organization_id = $1 AND known.code = given.code
     ON CONFLICT (organization_id, code) DO UPDATE
        SET name = excluded.name, type = excluded.type, version = inventory_locations.version + 1, updated_at = now()
      WHERE (inventory_locations.name, inventory_locations.type) IS DISTINCT FROM (excluded.name, excluded.type)
     RETURNING code`,
    [
      tx.organizationId,
      rows.map(codeOf),
      rows.map((row) => row.values['name']),
      rows.map((row) => row.values['type']),
    ],
  );
  return new Set(written.map((row) => row.code));
}

async function setParents(tx: Tx, rows: readonly ImportRow[]): Promise<Set<string>> {
  const children = rows.filter((row) => row.values['parent_code'] !== null);
  const changed = await tx.query<{ code: string }>(
    `UPDATE inventory_locations child SET parent_id = parent.id, version = child.version + 1, updated_at = now()
       FROM unnest($2::text[], $3::text[]) AS link (code, parent_code)
       JOIN inventory_locations parent ON parent.organization_id = $1 AND parent.code = link.parent_code
      WHERE child.organization_id = $1 AND child.code = link.code AND child.parent_id IS DISTINCT FROM parent.id
     RETURNING child.code`,
    [
      tx.organizationId,
      children.map((row) => row.values['code']),
      children.map((row) => row.values['parent_code']),
    ],
  );
  return new Set(changed.map((row) => row.code));
}
