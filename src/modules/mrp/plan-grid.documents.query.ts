import type { Tx } from '../../platform/database/index.js';
import type { PlanDocument } from './plan-grid.rules.js';

interface DocumentRow {
  ref: string;
  document_id: number;
  document_code: string | null;
  line_number: number | null;
  product_id: number | null;
}

const FIRST_DAY = "date '1970-01-01'";

/** Reads the documents behind names, of whatever kinds: one statement. Names whose document is gone have no code. */
export async function readPlanDocuments(
  tx: Tx,
  planId: number,
  names: Iterable<string>,
): Promise<Map<string, PlanDocument>> {
  const refs = [...new Set(names)];
  const bare = [...new Set(refs.map(bareRef))];
  const rows =
    bare.length === 0 ? [] : await tx.query<DocumentRow>(DOCUMENTS, [tx.organizationId, planId, bare]);
  const found = new Map(rows.map((row) => [row.ref, row]));
  return new Map(refs.map((ref) => [ref, documentOf(ref, found.get(bareRef(ref)))]));
}

/** What they take for a phantom they take themselves: for another product is in its place. */
const ORDERS = new Set(['planned_order', 'firm_planned_order']);

/** Without the phantoms or products by way of which it is needed, and without saying that it is a by-product. */
function bareRef(ref: string): string {
  const [name] = ref.split('@');
  return name!.startsWith('by_product:') ? name!.slice('by_product:'.length) : name!;
}

function documentOf(ref: string, row: DocumentRow | undefined): PlanDocument {
  const [name, ...ways] = ref.split('@');
  const way = ways.length > 0 ? Number(ways.at(-1)) : null;
  const [kind, first, second] = name!.split(':');
  const isByProduct = kind === 'by_product';
  const hasId = kind !== 'planned_order' && !(isByProduct && first === 'planned_order');
  const idText = isByProduct ? second : first;
  return {
    kind: kind!,
    id: hasId && idText !== undefined ? Number(idText) : (row?.document_id ?? null),
    document_id: row?.document_id ?? null,
    document_code: row?.document_code ?? null,
    line_number: row?.line_number ?? null,
    product_id: row?.product_id ?? null,
    phantom_product_id: ORDERS.has(kind!) ? null : way,
    stands_in_for_product_id: ORDERS.has(kind!) ? way : null,
  };
}

const DOCUMENTS = `
  WITH names AS (
    SELECT ref, split_part(ref, ':', 1) AS kind, nullif(split_part(ref, ':', 2), '')::bigint AS id,
           nullif(split_part(ref, ':', 3), '')::integer AS day, nullif(split_part(ref, ':', 4), '')::integer AS lot
      FROM unnest($3::text[]) AS name (ref))
  SELECT n.ref, o.id AS document_id, o.order_number AS document_code, l.line_number, l.product_id
    FROM names n
    JOIN sales_order_lines l ON l.organization_id = $1 AND l.id = n.id
    JOIN sales_orders o ON o.organization_id = $1 AND o.id = l.sales_order_id
   WHERE n.kind = 'sales_order_line'
   UNION ALL
  SELECT n.ref, o.id, o.po_number, l.line_number, l.product_id
    FROM names n
    JOIN purchase_order_lines l ON l.organization_id = $1 AND l.id = n.id
    JOIN purchase_orders o ON o.organization_id = $1 AND o.id = l.purchase_order_id
   WHERE n.kind = 'purchase_order_line'
   UNION ALL
  SELECT n.ref, o.id, o.code, NULL, o.product_id
    FROM names n
    JOIN production_orders o ON o.organization_id = $1 AND o.id = n.id
   WHERE n.kind = 'production_order'
   UNION ALL
  SELECT n.ref, o.id, o.code, NULL, o.product_id
    FROM names n
    JOIN production_order_operation_materials m ON m.organization_id = $1 AND m.id = n.id
    JOIN production_order_operations w ON w.organization_id = $1 AND w.id = m.production_order_operation_id
    JOIN production_orders o ON o.organization_id = $1 AND o.id = w.production_order_id
   WHERE n.kind = 'production_material'
   UNION ALL
  SELECT n.ref, o.id, NULL, NULL, o.product_id
    FROM names n
    JOIN planned_orders o ON o.organization_id = $1 AND o.id = n.id
   WHERE n.kind = 'firm_planned_order'
   UNION ALL
  SELECT n.ref, o.id, NULL, NULL, o.product_id
    FROM names n
    JOIN planned_orders o
      ON o.organization_id = $1 AND o.product_id = n.id AND o.due_date = ${FIRST_DAY} + n.day AND o.lot_number = n.lot
     AND o.status = 'planned' AND o.what_if_run_id IS NOT DISTINCT FROM nullif($2::bigint, 0)
   WHERE n.kind = 'planned_order'
   UNION ALL
  SELECT n.ref, f.id, to_char(f.period_start, 'YYYY-MM-DD'), NULL, f.product_id
    FROM names n
    JOIN demand_forecasts f ON f.organization_id = $1 AND f.id = n.id
   WHERE n.kind = 'forecast'`;
