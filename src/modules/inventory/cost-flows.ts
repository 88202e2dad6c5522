import { Injectable } from '@nestjs/common';
import type { Decimal } from '../../kernel/decimal.js';
import { DomainError } from '../../kernel/domain-error.js';
import { LIMITS } from '../../kernel/limits.js';
import type { Tx } from '../../platform/database/index.js';
import { type AddedCost, bookAddedCosts } from './added-costs.js';
import { InventoryErrors } from './inventory.errors.js';
import type { SavedRow } from './ledger-session.js';
import type { Reference } from './movement.js';

/** What left stock for a document has cost another amount, as it turned out. */
export interface CostChange {
  movementId: number;
  reference: Reference;
  /** What it costs more; less when negative. */
  delta: Decimal;
}

/** What a movement that brought stock in is worth more, or less. */
export type FlowingCost = Omit<AddedCost, 'pointer'>;

/** Says which movements that brought stock in cost another amount because of the changes. Names each movement once. */
export type CostFlow = (tx: Tx, changes: readonly CostChange[]) => Promise<FlowingCost[]>;

/**
 * Carries corrections of cost on: what left stock for a document may have come back as something else. A port: the
 * modules above register the documents that make one from the other.
 */
@Injectable()
export class CostFlows {
  private readonly flows: CostFlow[] = [];

  register(flow: CostFlow): void {
    this.flows.push(flow);
  }

  /**
   * Follows what was just written until nothing follows from it any more, in the same transaction; without a correction
   * it asks nobody. Everything that follows happened later than the change, so it lies in no closed period unless the
   * days of the movements contradict their order; then the change is refused as a whole.
   */
  async follow(tx: Tx, written: readonly SavedRow[]): Promise<void> {
    let changes = changesIn(written);
    for (let round = 0; changes.length > 0; round += 1) {
      // Costs flow on in time only. This is for chains longer than anybody wants to wait for.
      if (round === LIMITS.costFlowRoundsMax) throw new DomainError(InventoryErrors.costFlowsOn);
      const costs: AddedCost[] = [];
      for (const flow of this.flows) {
        costs.push(...(await flow(tx, changes)).map((cost) => ({ ...cost, pointer: '' })));
      }
      if (costs.length === 0) return;
      changes = changesIn(await bookAddedCosts(tx, costs));
    }
  }
}

/** Value-only corrections of what left stock with a document behind it. */
function changesIn(rows: readonly SavedRow[]): CostChange[] {
  return rows.flatMap(({ row }) => {
    const { type, revalues, reference, fromLocationId, toLocationId, totalCost } = row;
    const outward = fromLocationId !== null && toLocationId === null;
    if (type !== 'revaluation' || revalues === null || !reference || !outward || totalCost.isZero()) {
      return [];
    }
    return [{ movementId: revalues, reference, delta: totalCost }];
  });
}
