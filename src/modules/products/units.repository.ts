import type { Decimal } from '../../kernel/decimal.js';
import { UnitTable } from '../../kernel/unit-of-measure.js';
import { type Tx, VersionedTable } from '../../platform/database/index.js';
import { ProductsErrors } from './products.errors.js';
import { UnitOfMeasureEntity } from './unit-of-measure.entity.js';
import { UomConversionEntity } from './uom-conversion.entity.js';

export type UnitRow = UnitOfMeasureEntity;
export type ConversionRow = UomConversionEntity;

export const UOM_CLASSES = ['mass', 'length', 'area', 'volume', 'time', 'count'] as const;

export interface UnitValues {
  code: string;
  name: string;
  symbol: string | null;
  unece_code: string | null;
  uom_class: string;
  /** How many of the class's base unit one of it is. */
  to_base_factor: Decimal;
}

export const unitsTable = new VersionedTable<UnitRow>(UnitOfMeasureEntity, {
  notFound: ProductsErrors.unitNotFound,
  sorts: ['code', 'id', 'name'],
  search: ['code', 'name'],
});

export const conversionsTable = new VersionedTable<ConversionRow>(UomConversionEntity, {
  notFound: ProductsErrors.conversionNotFound,
  sorts: ['id', 'from_unit', 'to_unit'],
});

export interface UnitsOfOrganization {
  table: UnitTable;
  /** Codes that may be chosen anew; the others go on converting what exists. */
  active: ReadonlySet<string>;
}

/** Units with the general conversions, and those of the given products, or of all when none are given. Two statements. */
export async function readUnits(tx: Tx, productIds?: readonly number[]): Promise<UnitsOfOrganization> {
  const units = await tx.query<UnitRow>(
    'SELECT code, uom_class, to_base_factor, is_active FROM units_of_measure WHERE organization_id = $1',
    [tx.organizationId],
  );
  const conversions = await tx.query<ConversionRow>(
    `SELECT from_unit, to_unit, conversion_factor, is_bidirectional, product_id FROM uom_conversions
      WHERE organization_id = $1 AND (product_id IS NULL OR $2::bigint[] IS NULL OR product_id = ANY ($2))`,
    [tx.organizationId, productIds ?? null],
  );
  const table = new UnitTable(
    units.map((unit) => ({
      code: unit.code,
      uomClass: unit.uom_class,
      toBaseFactor: unit.to_base_factor,
    })),
    conversions.map((item) => ({
      fromUnit: item.from_unit,
      toUnit: item.to_unit,
      factor: item.conversion_factor,
      isBidirectional: item.is_bidirectional,
      productId: item.product_id,
    })),
  );
  return { table, active: new Set(units.filter((unit) => unit.is_active).map((unit) => unit.code)) };
}

/** Those of the units that a product is kept or bought in, or that a conversion names, as they stand. */
export function readUsedUnits(
  tx: Tx,
  codes: readonly string[],
): Promise<Pick<UnitRow, 'code' | 'uom_class' | 'to_base_factor'>[]> {
  return tx.query(
    `SELECT code, uom_class, to_base_factor FROM units_of_measure u
      WHERE organization_id = $1 AND code = ANY ($2)
        AND (EXISTS (SELECT FROM products p
                      WHERE p.organization_id = $1 AND (p.unit = u.code OR p.purchase_uom = u.code))
          OR EXISTS (SELECT FROM uom_conversions c
                      WHERE c.organization_id = $1 AND (c.from_unit = u.code OR c.to_unit = u.code)))`,
    [tx.organizationId, codes],
  );
}

export type UpsertOutcome = 'created' | 'updated' | 'unchanged';

/** Inserts units that are missing and changes those that differ, by code. Equal rows are not touched. */
export async function upsertUnits(
  tx: Tx,
  rows: readonly UnitValues[],
  onExisting: 'update' | 'keep' = 'update',
): Promise<Map<string, UpsertOutcome>> {
  const change =
    onExisting === 'keep'
      ? 'DO NOTHING'
      : `DO UPDATE SET name = excluded.name, symbol = excluded.symbol, unece_code = excluded.unece_code,
              uom_class = excluded.uom_class, to_base_factor = excluded.to_base_factor,
              version = u.version + 1, updated_at = now()
          WHERE (u.name, u.symbol, u.unece_code, u.uom_class, u.to_base_factor)
             IS DISTINCT FROM (excluded.name, excluded.symbol, excluded.unece_code, excluded.uom_class, excluded.to_base_factor)`;
  const written = await tx.query<{ code: string; created: boolean }>(
    `INSERT INTO units_of_measure AS u (organization_id, code, name, symbol, unece_code, uom_class, to_base_factor)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::numeric[])
     ON CONFLICT (organization_id, code) ${change}
     RETURNING code, xmax = 0 AS created`,
    [
      tx.organizationId,
      rows.map((row) => row.code),
      rows.map((row) => row.name),
      rows.map((row) => row.symbol),
      rows.map((row) => row.unece_code),
      rows.map((row) => row.uom_class),
      rows.map((row) => row.to_base_factor.toFixed()),
    ],
  );
  const outcomes = new Map<string, UpsertOutcome>(rows.map((row) => [row.code, 'unchanged']));
  for (const { code, created } of written) outcomes.set(code, created ? 'created' : 'updated');
  return outcomes;
}
