import type { Tx } from '../../platform/database/index.js';

export interface ExportFilter {
  product_id?: number;
  bom_id?: number;
}

/** Lines of the active BOMs, or of one version, with the columns of the import; at most `most` of them. */
export function readExportLines(
  tx: Tx,
  filter: ExportFilter,
  most: number,
): Promise<Record<string, unknown>[]> {
  return tx.query<Record<string, unknown>>(
    `SELECT p.sku AS product_sku, c.sku AS component_sku, l.quantity, b.output_quantity, l.unit, l.scrap_factor,
            l.setup_quantity, l.rounding_multiple, l.consume_stage, l.is_cost_only, l.is_optional, l.effective_from,
            l.effective_to, l.notes
       FROM boms b
       JOIN products p ON p.organization_id = b.organization_id AND p.id = b.product_id
       JOIN bom_lines l ON l.organization_id = b.organization_id AND l.bom_id = b.id
       JOIN products c ON c.organization_id = l.organization_id AND c.id = l.component_id
      WHERE b.organization_id = $1 AND ($2::bigint IS NULL OR b.product_id = $2)
        AND CASE WHEN $3::bigint IS NULL THEN b.is_active ELSE b.id = $3 END
      ORDER BY p.sku, b.bom_version, l.sequence, l.id LIMIT $4`,
    [tx.organizationId, filter.product_id ?? null, filter.bom_id ?? null, most],
  );
}
