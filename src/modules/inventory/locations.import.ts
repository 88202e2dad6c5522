import type { FieldError } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
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
  columns: [
    { name: 'code', type: 'text', required: true, description: 'Business key.', example: 'A-01-03' },
    { name: 'name', type: 'text', required: true, description: 'Name.', example: 'Rack A, shelf 1, bin 3' },
    { name: 'type', type: 'text', values: TYPES, description: '`bin` when empty.', example: 'bin' },
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
  const outcomes = new Map<ImportRow, RowOutcome>();
  const known = await readLocations(tx);
  const seen = new Set<string>();
  const good = rows.filter((row) => {
    const error = checkRow(row, known, seen);
    if (error) outcomes.set(row, [error]);
    seen.add(String(row.values['code']));
    return !error;
  });
  const written = await upsert(tx, good);
  const parented = await setParents(tx, good);
  for (const row of good) {
    const code = String(row.values['code']);
    const changed = written.has(code) || parented.has(code);
    outcomes.set(row, known.has(code) ? (changed ? 'updated' : 'unchanged') : 'created');
  }
  return rows.map((row) => outcomes.get(row)!);
}

function checkRow(row: ImportRow, known: ReadonlySet<string>, seen: ReadonlySet<string>): FieldError | null {
  const { code, parent_code: parent } = row.values;
  if (seen.has(String(code))) return cellError('code', 'twice', `The location "${code}" comes twice.`);
  if (parent === null || parent === undefined) return null;
  if (parent === code) return cellError('parent_code', 'cycle', 'A location cannot lie inside itself.');
  if (known.has(String(parent)) || seen.has(String(parent))) return null;
  return cellError('parent_code', 'unknown_location', `There is no location "${parent}" so far.`);
}

async function readLocations(tx: Tx): Promise<Set<string>> {
  const rows = await tx.query<{ code: string }>(
    'SELECT code FROM inventory_locations WHERE organization_id = $1',
    [tx.organizationId],
  );
  return new Set(rows.map((row) => row.code));
}

async function upsert(tx: Tx, rows: readonly ImportRow[]): Promise<Set<string>> {
  const written = await tx.query<{ code: string }>(
    `INSERT INTO inventory_locations (organization_id, code, name, type)
     SELECT $1, code, name, coalesce(type, 'bin') FROM unnest($2::text[], $3::text[], $4::text[]) AS l (code, name, type)
     ON CONFLICT (organization_id, code) DO UPDATE
        SET name = excluded.name, type = excluded.type, version = inventory_locations.version + 1, updated_at = now()
      WHERE (inventory_locations.name, inventory_locations.type) IS DISTINCT FROM (excluded.name, excluded.type)
     RETURNING code`,
    [
      tx.organizationId,
      rows.map((row) => row.values['code']),
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
