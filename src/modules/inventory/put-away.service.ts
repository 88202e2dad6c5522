import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import { DomainError, fieldRefusal } from '../../kernel/domain-error.js';
import type { Principal } from '../../platform/access/index.js';
import { Transactions, type Tx } from '../../platform/database/index.js';
import { ProductReader } from '../products/index.js';
import { BusinessTime } from '../settings/index.js';
import { InventoryErrors } from './inventory.errors.js';
import { locations } from './locations.repository.js';
import type { Movement, PostedMovement } from './movement.js';
import { lockRules, readFittingRules, readOccupancy } from './put-away.repository.js';
import { type PlacedPart, propose, type PutAwayProposal } from './put-away.rules.js';
import { StockLedger } from './stock-ledger.js';
import { requireWarehouse } from './warehouses.repository.js';

export interface PutAwayLine {
  product_id: number;
  lot_id?: number | null;
  quantity: Decimal;
}

export interface PutAwayValues {
  from_location_id: number;
  lines: PutAwayLine[];
  notes?: string | null;
}

export interface PlacedView {
  rule_id: number;
  location_id: number;
  location_code: string;
  quantity: Decimal;
  /** One for each lot; none in a proposal. */
  movement_ids: number[];
}

export interface PutAwayLineView {
  product_id: number;
  lot_id: number | null;
  quantity: Decimal;
  placed_quantity: Decimal;
  unplaced_quantity: Decimal;
  placed: PlacedView[];
}

/** Proposes where stock is to lie, and moves it there, never more into a bin than its rules allow. */
@Injectable()
export class PutAwayService {
  constructor(
    private readonly transactions: Transactions,
    private readonly ledger: StockLedger,
    private readonly products: ProductReader,
    private readonly businessTime: BusinessTime,
  ) {}

  propose(
    principal: Principal,
    values: { product_id: number; quantity: Decimal; warehouse_id: number },
  ): Promise<PutAwayLineView> {
    return this.transactions.run(principal, async (tx) => {
      await requireWarehouse(tx, values.warehouse_id);
      await this.products.requireMany(tx, [values.product_id], () => '/product_id');
      const { proposals, codes } = await this.plan(tx, values.warehouse_id, null, [values]);
      return viewOf(values, proposals[0]!, codes, []);
    });
  }

  /** Moves stock into the places that rules name. What has no room stays where it is, and is told. */
  putAway(principal: Principal, values: PutAwayValues): Promise<PutAwayLineView[]> {
    return this.transactions.run(principal, async (tx) => {
      const warehouseId = await warehouseOf(tx, values.from_location_id);
      const productIds = [...new Set(values.lines.map((line) => line.product_id))];
      await this.products.requireMany(
        tx,
        values.lines.map((line) => line.product_id),
        (index) => `/lines/${index}/product_id`,
      );
      const rules = await readFittingRules(tx, warehouseId, productIds);
      const ruleIds = new Set(rules.map((rule) => rule.ruleId));
      // Rules before products, both in key order; what is read afterwards no other put-away changes.
      await lockRules(tx, [...ruleIds]);
      await this.ledger.lock(tx, productIds);
      const { proposals, codes } = await this.plan(
        tx,
        warehouseId,
        ruleIds,
        values.lines,
        values.from_location_id,
      );
      const parts = proposals.flatMap(({ parts }, index) => parts.map((part) => ({ part, index })));
      if (parts.length === 0) throw new DomainError(InventoryErrors.noPutAwayRoom);
      const date = await this.businessTime.today(tx);
      const posted = await this.ledger.post(
        tx,
        parts.map(({ part, index }) => movementOf(values, values.lines[index]!, part, index, date)),
      );
      return values.lines.map((line, index) => {
        const own = posted.filter((movement) => parts[movement.index]!.index === index);
        return viewOf(line, proposals[index]!, codes, own);
      });
    });
  }

  /** Proposals for lines in their order: what one line fills, the next ones find full. */
  private async plan(
    tx: Tx,
    warehouseId: number,
    lockedRules: ReadonlySet<number> | null,
    lines: readonly PutAwayLine[],
    fromLocationId?: number,
  ): Promise<{ proposals: PutAwayProposal[]; codes: Map<number, string> }> {
    const productIds = [...new Set(lines.map((line) => line.product_id))];
    const rules = (await readFittingRules(tx, warehouseId, productIds))
      .filter((rule) => lockedRules?.has(rule.ruleId) ?? true)
      .filter((rule) => rule.locationId !== fromLocationId);
    const { occupancy, codes } = await readOccupancy(tx, [...new Set(rules.map((rule) => rule.locationId))]);
    const proposals = lines.map((line) =>
      propose(
        line.quantity,
        rules.filter((rule) => rule.productId === line.product_id),
        occupancy,
      ),
    );
    return { proposals, codes };
  }
}

async function warehouseOf(tx: Tx, locationId: number): Promise<number> {
  const location = await locations.find(tx, locationId);
  const { unknownLocation, putAwayOutside } = InventoryErrors;
  if (!location) throw fieldRefusal(unknownLocation, '/from_location_id', unknownLocation.title);
  if (location.warehouse_id === null)
    throw fieldRefusal(putAwayOutside, '/from_location_id', putAwayOutside.title);
  return location.warehouse_id;
}

function movementOf(
  values: PutAwayValues,
  line: PutAwayLine,
  part: PlacedPart,
  index: number,
  date: string,
): Movement {
  const lotId = line.lot_id ?? undefined;
  return {
    type: 'transfer',
    productId: line.product_id,
    quantity: part.quantity,
    from: { locationId: values.from_location_id, lotId },
    to: { locationId: part.locationId, lotId },
    date,
    reason: 'Put away',
    notes: values.notes ?? null,
    pointer: `/lines/${index}/quantity`,
  };
}

function viewOf(
  line: PutAwayLine,
  proposal: PutAwayProposal,
  codes: ReadonlyMap<number, string>,
  posted: readonly PostedMovement[],
): PutAwayLineView {
  return {
    product_id: line.product_id,
    lot_id: line.lot_id ?? null,
    quantity: line.quantity,
    placed_quantity: line.quantity.minus(proposal.unplaced),
    unplaced_quantity: proposal.unplaced,
    placed: proposal.parts.map((part) => ({
      rule_id: part.ruleId,
      location_id: part.locationId,
      location_code: codes.get(part.locationId)!,
      quantity: part.quantity,
      movement_ids: posted
        .filter((movement) => movement.toLocationId === part.locationId)
        .map((movement) => movement.id),
    })),
  };
}
