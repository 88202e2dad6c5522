import { type Decimal, ZERO } from '../../kernel/decimal.js';
import { DomainError, type ErrorDefinition } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { PresentStock } from './present-stock.js';

/** A place of the ledger that a document's line names. */
export interface PlaceRequest {
  productId: number;
  locationId: number;
  lotId?: number | null;
  lotNumber?: string | null;
}

/** What is known of a place: null where the request names something that does not exist. */
export interface PlaceFacts {
  product_id: number | null;
  item_type: string | null;
  sku: string | null;
  track_lots: boolean | null;
  location_id: number | null;
  location_active: boolean | null;
  warehouse_id: number | null;
  lot_id: number | null;
  lot_product_id: number | null;
  on_hand_quantity: Decimal;
  allocated_quantity: Decimal;
}

/** What is known of places, in the order asked for: two statements, whatever their number. */
export async function readPlaces(tx: Tx, places: readonly PlaceRequest[]): Promise<PlaceFacts[]> {
  const rows = await tx.query<Omit<PlaceFacts, 'on_hand_quantity' | 'allocated_quantity'>>(
    `SELECT p.id AS product_id, p.item_type, p.sku, p.track_lots, l.id AS location_id, l.is_active AS location_active,
            l.warehouse_id, lot.id AS lot_id, lot.product_id AS lot_product_id
       FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[])
            WITH ORDINALITY AS place (product_id, location_id, lot_id, lot_number, position)
       LEFT JOIN products p ON p.organization_id = $1 AND p.id = place.product_id
       LEFT JOIN inventory_locations l ON l.organization_id = $1 AND l.id = place.location_id
       LEFT JOIN LATERAL (
         SELECT m.id, m.product_id FROM material_lots m WHERE m.organization_id = $1 AND m.id = place.lot_id
         UNION ALL
         SELECT m.id, m.product_id FROM material_lots m
          WHERE m.organization_id = $1 AND place.lot_id IS NULL AND m.product_id = place.product_id
            AND m.lot_number = place.lot_number
       ) lot ON true
      ORDER BY place.position`,
    [
      tx.organizationId,
      places.map((place) => place.productId),
      places.map((place) => place.locationId),
      places.map((place) => place.lotId ?? null),
      places.map((place) => place.lotNumber ?? null),
    ],
  );
  const stock = await PresentStock.of(
    tx,
    places.map((place) => place.productId),
  );
  return rows.map((row, index) => {
    const { productId, locationId, lotNumber } = places[index]!;
    // A lot that is named by a new number has no stock yet; without it the place would be the one without a lot.
    const isNewLot = row.lot_id === null && (lotNumber ?? null) !== null;
    const place = { productId, locationId, lotId: row.lot_id };
    return {
      ...row,
      on_hand_quantity: isNewLot ? ZERO : stock.onHand(place),
      allocated_quantity: isNewLot ? ZERO : stock.allocated(place),
    };
  });
}

/** One thing that is wrong with one field. */
export interface FieldProblem {
  definition: ErrorDefinition;
  pointer: string;
  detail?: string;
}

/** Refuses with everything that is wrong at once; the first problem gives the code. */
export function refuseProblems(problems: readonly FieldProblem[], extra?: Record<string, unknown>): void {
  const [first] = problems;
  if (!first) return;
  throw new DomainError(first.definition, {
    detail: first.detail ?? first.definition.title,
    errors: problems.slice(0, PROBLEMS_TOLD_MAX).map(({ definition, pointer, detail }) => ({
      pointer,
      code: definition.code,
      detail: detail ?? definition.title,
    })),
    extra,
  });
}

const PROBLEMS_TOLD_MAX = 100;

/**
 * What is wrong with a place that stock is to be written to or taken from, or null. `warehouseId` says in which warehouse
 * it must lie. A lot that is named by a number may be new.
 */
export function placeProblem(
  request: PlaceRequest,
  facts: PlaceFacts,
  pointer: string,
  warehouseId?: number | null,
): FieldProblem | null {
  const at = (field: string, definition: ErrorDefinition, detail?: string) => ({
    definition,
    pointer: `${pointer}/${field}`,
    detail,
  });
  if (facts.product_id === null || facts.item_type === 'service')
    return at('product_id', InventoryErrors.productNotFound);
  if (facts.location_id === null) return at('location_id', InventoryErrors.unknownLocation);
  if (!facts.location_active) return at('location_id', InventoryErrors.locationInactive);
  if (warehouseId && facts.warehouse_id !== warehouseId)
    return at('location_id', InventoryErrors.locationElsewhere);
  const lotId = request.lotId ?? null;
  const named = lotId !== null || (request.lotNumber ?? null) !== null;
  if (facts.track_lots && !named) return at('lot_id', InventoryErrors.lotRequired);
  if (!facts.track_lots && named) return at('lot_id', InventoryErrors.lotNotTracked);
  if (lotId !== null && facts.lot_id === null) return at('lot_id', InventoryErrors.unknownLot);
  if (lotId !== null && facts.lot_product_id !== facts.product_id)
    return at('lot_id', InventoryErrors.lotOfOtherProduct);
  return null;
}
