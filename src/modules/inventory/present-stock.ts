import { type Decimal, ZERO } from '../../kernel/decimal.js';
import type { Tx } from '../../platform/database/index.js';
import { placeKey } from './ledger.rules.js';

/** One balance of now. */
interface StockRow {
  id: number;
  product_id: number;
  location_id: number;
  lot_id: number | null;
  on_hand_quantity: Decimal;
  allocated_quantity: Decimal;
}

interface Place {
  productId: number;
  locationId: number;
  lotId: number | null;
}

/**
 * Stock of products by place, as it is now; read under the products' locks it stands still.
 *
 * All balances of the products are read and looked up here. A join of many places by product, location and lot is quick
 * only while the database knows its tables: before they are analysed it walks a whole location for each place.
 */
export class PresentStock {
  private constructor(private readonly rows: ReadonlyMap<string, StockRow>) {}

  static async of(tx: Tx, productIds: readonly number[]): Promise<PresentStock> {
    const rows = await tx.query<StockRow>(
      `SELECT id, product_id, location_id, lot_id, on_hand_quantity, allocated_quantity
         FROM inventory WHERE organization_id = $1 AND product_id = ANY ($2::bigint[])`,
      [tx.organizationId, [...new Set(productIds)]],
    );
    return new PresentStock(
      new Map(
        rows.map((row) => [
          placeKey({ productId: row.product_id, locationId: row.location_id, lotId: row.lot_id }),
          row,
        ]),
      ),
    );
  }

  onHand(place: Place): Decimal {
    return this.rows.get(placeKey(place))?.on_hand_quantity ?? ZERO;
  }

  allocated(place: Place): Decimal {
    return this.rows.get(placeKey(place))?.allocated_quantity ?? ZERO;
  }

  /** The row of `inventory`, or null where nothing ever was. */
  balanceId(place: Place): number | null {
    return this.rows.get(placeKey(place))?.id ?? null;
  }
}
