import type { FieldError } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import { cellError, defineImport, type ImportRow, type RowOutcome } from '../../platform/imports/index.js';
import { ProductsPermissions } from './products.permissions.js';

export const CATEGORIES_IMPORT = defineImport({
  kind: 'product_categories',
  title: 'Product categories',
  permission: ProductsPermissions.write,
  columns: [
    { name: 'code', type: 'text', required: true, description: 'Business key.', example: 'FILAMENT' },
    { name: 'name', type: 'text', required: true, description: 'Name.', example: 'Filament' },
    {
      name: 'parent_code',
      type: 'text',
      description:
        'Category that a new one lies in; it exists or stands further up. Moving is not for files.',
      example: 'MATERIAL',
    },
  ],
});

interface Category {
  id: number;
  code: string;
  parent_id: number | null;
}

/** Makes categories and changes their names, by code. A new one cannot close a circle, so only new ones get a parent. */
export async function importCategories(tx: Tx, rows: readonly ImportRow[]): Promise<RowOutcome[]> {
  const known = new Map((await readCategories(tx)).map((category) => [category.code, category]));
  const seen = new Set<string>();
  const errors = rows.map((row) => {
    const error = checkRow(row, known, seen);
    seen.add(String(row.values['code']));
    return error;
  });
  const good = rows.filter((_, index) => errors[index] === null);
  const written = await upsertNames(tx, good);
  await setParents(
    tx,
    good.filter((row) => !known.has(String(row.values['code'])) && row.values['parent_code'] !== null),
  );
  return rows.map((row, index) => {
    const error = errors[index];
    if (error) return [error];
    const code = String(row.values['code']);
    return !known.has(code) ? 'created' : written.has(code) ? 'updated' : 'unchanged';
  });
}

function readCategories(tx: Tx): Promise<Category[]> {
  return tx.query<Category>(
    'SELECT id, code, parent_id FROM item_categories WHERE organization_id = $1 ORDER BY id FOR UPDATE',
    [tx.organizationId],
  );
}

function checkRow(
  row: ImportRow,
  known: ReadonlyMap<string, Category>,
  seen: ReadonlySet<string>,
): FieldError | null {
  const { code, name, parent_code: parent } = row.values;
  if (String(code).length > 50) return cellError('code', 'too_long', 'code has at most 50 characters');
  if (String(name).length > 100) return cellError('name', 'too_long', 'name has at most 100 characters');
  if (seen.has(String(code))) return cellError('code', 'twice', `The category "${code}" comes twice.`);
  if (parent === null) return null;
  const above = known.get(String(parent));
  if (!above && !seen.has(String(parent))) {
    return cellError('parent_code', 'unknown_category', `There is no category "${parent}" so far.`);
  }
  const present = known.get(String(code));
  if (present && present.parent_id !== above?.id) {
    return cellError('parent_code', 'moved', `"${code}" lies elsewhere; move it by hand.`);
  }
  return null;
}

async function upsertNames(tx: Tx, rows: readonly ImportRow[]): Promise<Set<string>> {
  const written = await tx.query<{ code: string }>(
    `INSERT INTO item_categories AS c (organization_id, code, name)
     SELECT $1, * FROM unnest($2::text[], $3::text[])
     ON CONFLICT (organization_id, code) DO UPDATE
        SET name = excluded.name, version = c.version + 1, updated_at = now()
      WHERE c.name <> excluded.name
     RETURNING code`,
    [tx.organizationId, rows.map((row) => row.values['code']), rows.map((row) => row.values['name'])],
  );
  return new Set(written.map((row) => row.code));
}

async function setParents(tx: Tx, rows: readonly ImportRow[]): Promise<void> {
  await tx.execute(
    `UPDATE item_categories c SET parent_id = parent.id
       FROM unnest($2::text[], $3::text[]) AS link (code, parent_code)
       JOIN item_categories parent ON parent.organization_id = $1 AND parent.code = link.parent_code
      WHERE c.organization_id = $1 AND c.code = link.code`,
    [tx.organizationId, rows.map((row) => row.values['code']), rows.map((row) => row.values['parent_code'])],
  );
}
