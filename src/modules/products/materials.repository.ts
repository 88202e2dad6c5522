import { DomainError, type ErrorDefinition } from '../../kernel/domain-error.js';
import type { Page } from '../../kernel/page.js';
import { keyset, type ListOptions, toPage, type Tx } from '../../platform/database/index.js';
import type { ColorEntity } from './color.entity.js';
import type { MaterialTypeEntity } from './material-type.entity.js';
import { ProductsErrors } from './products.errors.js';

/**
 * Statements for the two small lists that carry no version: what a material or color is called changes so seldom that
 * the last writer may win.
 */
class UnversionedList<Row extends { id: number }> {
  constructor(
    private readonly table: string,
    private readonly columns: readonly (keyof Row & string)[],
    private readonly notFound: ErrorDefinition,
  ) {}

  async list(tx: Tx, options: ListOptions & { is_active?: boolean }): Promise<Page<Row>> {
    const parameters: unknown[] = [tx.organizationId];
    const place = (value: unknown) => `$${parameters.push(value)}`;
    const conditions = ['organization_id = $1'];
    if (options.is_active !== undefined) conditions.push(`is_active = ${place(options.is_active)}`);
    if (options.search) {
      const part = place(options.search.toLowerCase());
      conditions.push(`(strpos(lower(code), ${part}) > 0 OR strpos(lower(name), ${part}) > 0)`);
    }
    const order = keyset(options, ['code', 'id', 'name', 'display_order'], place);
    if (order.condition) conditions.push(order.condition);
    const rows = await tx.query<Row>(
      `SELECT ${this.view()} FROM ${this.table} WHERE ${conditions.join(' AND ')}
        ORDER BY ${order.orderBy} LIMIT ${order.limit + 1}`,
      parameters,
    );
    return toPage(rows, order);
  }

  async get(tx: Tx, id: number, lock = false): Promise<Row> {
    const rows = await tx.query<Row>(
      `SELECT ${this.view()} FROM ${this.table} WHERE organization_id = $1 AND id = $2 ${lock ? 'FOR UPDATE' : ''}`,
      [tx.organizationId, id],
    );
    if (!rows[0]) throw new DomainError(this.notFound, { extra: { id } });
    return rows[0];
  }

  async insert(tx: Tx, values: Partial<Row>): Promise<Row> {
    const columns = this.columns.filter((name) => values[name] !== undefined);
    const rows = await tx.query<Row>(
      `INSERT INTO ${this.table} (organization_id, ${columns.join(', ')})
       VALUES ($1, ${columns.map((_, index) => `$${index + 2}`).join(', ')}) RETURNING ${this.view()}`,
      [tx.organizationId, ...columns.map((name) => values[name])],
    );
    return rows[0]!;
  }

  async update(tx: Tx, id: number, values: Partial<Row>): Promise<Row> {
    const columns = this.columns.filter((name) => values[name] !== undefined);
    const sets = columns.map((name, index) => `${name} = $${index + 3}`);
    const rows = await tx.query<Row>(
      `UPDATE ${this.table} SET ${[...sets, 'updated_at = now()'].join(', ')}
        WHERE organization_id = $1 AND id = $2 RETURNING ${this.view()}`,
      [tx.organizationId, id, ...columns.map((name) => values[name])],
    );
    if (!rows[0]) throw new DomainError(this.notFound, { extra: { id } });
    return rows[0];
  }

  private view(): string {
    return ['id', ...this.columns].join(', ');
  }
}

export type MaterialTypeRow = Omit<MaterialTypeEntity, 'organization_id' | 'created_at' | 'updated_at'>;
export type ColorRow = Omit<ColorEntity, 'organization_id' | 'created_at' | 'updated_at'>;

export const materialTypes = new UnversionedList<MaterialTypeRow>(
  'material_types',
  [
    'code',
    'name',
    'base_material',
    'density_g_cm3',
    'diameter_mm',
    'nozzle_temp_min_c',
    'nozzle_temp_max_c',
    'bed_temp_min_c',
    'bed_temp_max_c',
    'requires_enclosure',
    'description',
    'display_order',
    'is_active',
  ],
  ProductsErrors.materialTypeNotFound,
);

export const colors = new UnversionedList<ColorRow>(
  'colors',
  ['code', 'name', 'hex_code', 'display_order', 'is_active'],
  ProductsErrors.colorNotFound,
);
